package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Custom;
import dev.lamina.core.activation.Elu;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.LeakyRelu;
import dev.lamina.core.activation.Selu;
import dev.lamina.core.activation.Softplus;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.layer.ActivationLayer;
import dev.lamina.core.layer.AlphaDropout;
import dev.lamina.core.layer.BatchEnsemble;
import dev.lamina.core.layer.BatchNorm;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.CustomLayer;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Dropout;
import dev.lamina.core.layer.Embedding;
import dev.lamina.core.layer.Frame;
import dev.lamina.core.layer.Frozen;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.LayerNorm;
import dev.lamina.core.layer.MemberDense;
import dev.lamina.core.layer.Members;
import dev.lamina.core.layer.PRelu;
import dev.lamina.core.layer.Parallel;
import dev.lamina.core.layer.ParametricActivation;
import dev.lamina.core.layer.PeriodicEmbedding;
import dev.lamina.core.layer.PiecewiseLinearEmbedding;
import dev.lamina.core.layer.Rated;
import dev.lamina.core.layer.Repeat;
import dev.lamina.core.layer.RunningBatchNorm;
import dev.lamina.core.layer.Scale;
import dev.lamina.core.layer.Select;
import dev.lamina.core.layer.SkipConnection;
import dev.lamina.core.loss.CustomLoss;
import dev.lamina.core.loss.EachMember;
import dev.lamina.core.loss.Focal;
import dev.lamina.core.loss.Huber;
import dev.lamina.core.loss.LogCosh;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanBinaryCrossEntropy;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.OnPredictions;
import dev.lamina.core.loss.Poisson;
import dev.lamina.core.loss.Quantile;
import dev.lamina.core.loss.QuantileBand;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Objective;
import dev.lamina.core.network.Place;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.data.FittedColumn;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.FittedTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFileTest {

    @TempDir
    private Path folder;

    static Stream<Model> models() {
        return Stream.of(
                Models.regression(),
                Models.regression(new Huber(0.25)),
                Models.regression(new Quantile(0.9)),
                Models.regression(new QuantileBand(0.8)),
                Models.regression(new LogCosh()),
                Models.classification(),
                Models.classification(new Focal(1.5)),
                Models.classification(new SoftmaxCrossEntropy(0.1)),
                Models.binary(),
                Models.binary(new MeanBinaryCrossEntropy()));
    }

    @ParameterizedTest
    @MethodSource("models")
    void aSavedModelComesBackWithTheSameBits(Model model) throws IOException {
        Path file = folder.resolve("model.safetensors");
        model.save(file);

        Model loaded = Model.load(file);

        assertThat(loaded.network().parameters().values())
                .isEqualTo(model.network().parameters().values());
        assertThat(loaded.network().network().layers())
                .isEqualTo(model.network().network().layers());
        assertThat(loaded.network().loss()).isEqualTo(model.network().loss());
        assertThat(loaded.pipeline()).isEqualTo(model.pipeline());
        assertThat(loaded.provenance()).isEqualTo(model.provenance());
        assertThat(loaded.provenance().training().metrics().sequencedKeySet()).containsExactly("r2", "auc", "log loss");
        assertThat(loaded.labels()).isEqualTo(model.labels());
        assertThat(loaded.parametersHash()).isEqualTo(model.parametersHash());
        assertThat(loaded.network()
                        .predict(loaded.pipeline().transform(Models.table(20)))
                        .data())
                .isEqualTo(model.network()
                        .predict(model.pipeline().transform(Models.table(20)))
                        .data());
    }

    @ParameterizedTest
    @MethodSource("models")
    void theSameModelGivesTheSameBytes(Model model) throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");

        model.save(first);
        Model.load(first).save(second);

        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void keepsLayersWithoutBiasAndEveryActivation() throws IOException {
        FittedPipeline pipeline = new FittedPipeline(
                List.of(new FittedColumn.ScaledNumber("x", 0, 1, 0, false, false)), Models.PRICE, List.of());
        Network.Builder layers = Network.inputs(1);
        for (Activation activation : Activation.all()) {
            layers.dense(2).activation(activation);
        }
        Network network = layers.dense(2)
                .activation(new LeakyRelu(0.25))
                .dense(2)
                .activation(new Elu(1.5))
                .add(new Dense(1, new Identity()).withoutBias())
                .build();
        Path file = folder.resolve("model");

        Models.of(network, new MeanSquaredError(), pipeline).save(file);

        assertThat(Model.load(file).network().network().layers()).isEqualTo(network.layers());
    }

    static Stream<Layer> layers() {
        return Stream.of(
                new ActivationLayer(new Elu(0.5)),
                new ActivationLayer(new LeakyRelu(0.125)),
                new PRelu(),
                new Dropout(0.1f),
                new AlphaDropout(0.1f),
                new BatchNorm(0.001, 0.3),
                new RunningBatchNorm(0.001),
                new LayerNorm(0.001),
                new Scale(6),
                new Select(List.of(5, 0, 1, 0)),
                new ParametricActivation(new Selu()),
                new ParametricActivation(new Elu(0.5)),
                PeriodicEmbedding.pbld(),
                new PeriodicEmbedding(3, 2, 0.5, PeriodicEmbedding.Form.PLR),
                Chain.of(),
                Chain.of(new Dense(4, new Tanh()), new BatchNorm(), new Dropout(0.5f), new PRelu()),
                new SkipConnection(Chain.of(new LayerNorm(), new Dense(6, new Tanh()))),
                Parallel.shared(new Dense(3, new Tanh()), Chain.of(), new SkipConnection(new PRelu())),
                new Parallel(List.of(
                        new Parallel.Branch(new Scale(), new Parallel.Columns(0, 4)),
                        new Parallel.Branch(new Frozen(new BatchNorm()), new Parallel.Columns(3, 6)))),
                new Frozen(Chain.of(new Dense(6, new Selu()), new AlphaDropout(0.1f), new BatchNorm())),
                Rated.ntk(new Dense(6, new Selu()), 6, 1, 0.1f),
                Chain.of(
                        new Repeat(2),
                        BatchEnsemble.dense(2, 6, 4, new Tanh(), new Initializer.RandomSigns()),
                        new MemberDense(2, 3)),
                new Members(3, new Dense(2, new Tanh())));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void everyLayerComesBackWithTheSameBits(Layer layer) throws IOException {
        FittedPipeline pipeline = Models.pipeline(Models.PRICE);
        Network network = Network.inputs(pipeline.width())
                .dense(6)
                .tanh()
                .add(layer)
                .dense(1)
                .build();
        Model model = Models.of(network, new MeanSquaredError(), pipeline);
        Path file = folder.resolve("model");
        model.save(file);

        Model loaded = Model.load(file);

        assertThat(loaded.network().network().layers()).isEqualTo(network.layers());
        assertThat(loaded.network().parameters().views())
                .isEqualTo(model.network().parameters().views());
        assertThat(loaded.network()
                        .predict(loaded.pipeline().transform(Models.table(20)))
                        .data())
                .isEqualTo(model.network()
                        .predict(model.pipeline().transform(Models.table(20)))
                        .data());
    }

    @Test
    void noLayerOfLaminaIsLeftOut() {
        Stream<Class<?>> saved = Stream.concat(layers(), Stream.of(new Embedding(7, 3), piecewiseLinear()))
                .flatMap(layer -> Network.of(6, List.of(layer)).places().stream())
                .flatMap(Place::walk)
                .map(place -> place.layer().getClass());
        assertThat(saved.distinct().toList())
                .containsAll(Stream.<Class<?>>of(Layer.class.getPermittedSubclasses())
                        .filter(type -> type != CustomLayer.class)
                        .toList());
    }

    private static PiecewiseLinearEmbedding piecewiseLinear() {
        return PiecewiseLinearEmbedding.of(Collections.nCopies(6, new float[] {-1, 0.5f, 2}), 4);
    }

    @Test
    void keepsTheEdgesOfAnEmbeddingAsATensor() throws IOException {
        FittedPipeline pipeline = Models.pipeline(Models.PRICE);
        Network network = Network.inputs(pipeline.width())
                .dense(6)
                .add(piecewiseLinear())
                .dense(1)
                .build();
        Model model = Models.of(network, new MeanSquaredError(), pipeline);
        Path file = folder.resolve("model");
        Path again = folder.resolve("again");
        model.save(file);

        Model loaded = Model.load(file);
        loaded.save(again);

        assertThat(loaded.network().network().layers().get(1))
                .isEqualTo(new PiecewiseLinearEmbedding(Collections.nCopies(6, 3), 4, new Initializer.NotKept()));
        assertThat(loaded.network()
                        .predict(pipeline.transform(Models.table(20)))
                        .data())
                .isEqualTo(model.network()
                        .predict(pipeline.transform(Models.table(20)))
                        .data());
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void keepsEmbeddings() throws IOException {
        FittedPipeline pipeline = new FittedPipeline(
                List.of(new FittedColumn.ScaledNumber("x", 0, 1, 0, false, false)), Models.PRICE, List.of());
        Network network = Network.inputs(1).embedding(7, 3).dense(1).build();
        Model model = Models.of(network, new MeanSquaredError(), pipeline);
        Path file = folder.resolve("model");
        model.save(file);

        Model loaded = Model.load(file);

        assertThat(loaded.network().network().layers()).isEqualTo(network.layers());
        Matrix indices = Matrix.of(new float[][] {{6}, {0}, {3}});
        assertThat(loaded.network().predict(indices).data())
                .isEqualTo(model.network().predict(indices).data());
    }

    static Stream<Initializer> initializers() {
        return Stream.of(
                new Initializer.Zeros(),
                new Initializer.Constant(0.1),
                new Initializer.Normal(0.02),
                new Initializer.Uniform(0.25),
                new Initializer.RandomSigns(),
                new Initializer.Repeated(new Initializer.Uniform(0.5), 2),
                new Initializer.Chunked(new Initializer.RandomSigns(), List.of(1)),
                new Initializer.GlorotUniform(),
                new Initializer.GlorotNormal(),
                new Initializer.HeUniform(),
                new Initializer.HeNormal(),
                new Initializer.LeCunUniform(),
                new Initializer.LeCunNormal(),
                new Initializer.Orthogonal());
    }

    @ParameterizedTest
    @MethodSource("initializers")
    void keepsHowTrainingBegan(Initializer initializer) throws IOException {
        assertThat(reloadedStart(initializer)).isEqualTo(initializer);
    }

    @Test
    void keepsHowABiasBegan() throws IOException {
        FittedPipeline pipeline = new FittedPipeline(
                List.of(new FittedColumn.ScaledNumber("x", 0, 1, 0, false, false)), Models.PRICE, List.of());
        Network network = Network.of(1, List.of(new Dense(1, new Identity()).withBias(new Initializer.Normal(1))));
        Path file = folder.resolve("model");
        Models.of(network, new MeanSquaredError(), pipeline).save(file);
        assertThat(Model.load(file).network().network().layers()).isEqualTo(network.layers());
    }

    @Test
    void givenStartValuesAreNotKept() throws IOException {
        Initializer read = reloadedStart(new Initializer.Given(new float[] {1, 2}));

        assertThat(read).isEqualTo(new Initializer.NotKept());
        assertThat(reloadedStart(new Initializer.Zeros())).isNotEqualTo(read);
    }

    private Initializer reloadedStart(Initializer initializer) throws IOException {
        FittedPipeline pipeline = new FittedPipeline(
                List.of(new FittedColumn.ScaledNumber("x", 0, 1, 0, false, false)), Models.PRICE, List.of());
        Network network =
                Network.of(1, List.of(new Dense(2, true, new Identity(), initializer), new Dense(1, new Identity())));
        Path file = folder.resolve("model");
        Models.of(network, new MeanSquaredError(), pipeline).save(file);
        Model.load(file).save(file);
        return ((Dense) Model.load(file).network().network().layers().getFirst()).initializer();
    }

    @Test
    void refusesToSaveLayersNestedTooDeep() {
        FittedPipeline pipeline = new FittedPipeline(
                List.of(new FittedColumn.ScaledNumber("x", 0, 1, 0, false, false)), Models.PRICE, List.of());
        Layer layer = new Dense(1, new Identity());
        for (int i = 0; i < 70; i++) {
            layer = new SkipConnection(layer);
        }
        Model model = Models.of(Network.of(1, List.of(layer)), new MeanSquaredError(), pipeline);

        assertThatThrownBy(() -> model.save(folder.resolve("model")))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("not written: ")
                .hasMessageContaining("64");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keepsTheLossOfEachMember() throws IOException {
        FittedPipeline pipeline = Models.pipeline(Models.PRICE);
        Network network = Network.of(pipeline.width(), List.of(new Repeat(3), new MemberDense(3, 1)));
        Loss loss = new EachMember(new Huber(0.5), 3);
        Model model = Models.of(network, loss, pipeline);
        Path file = folder.resolve("model");

        model.save(file);

        assertThat(Model.load(file).network().loss()).isEqualTo(loss);
        assertThat(Model.load(file)
                        .network()
                        .predict(pipeline.transform(Models.table(20)))
                        .data())
                .isEqualTo(model.network()
                        .predict(pipeline.transform(Models.table(20)))
                        .data());
    }

    @Test
    void keepsALossOnPredictions() throws IOException {
        FittedPipeline pipeline = Models.pipeline(new FittedTarget.Scaled("claims", 0, 1));
        Network network = Network.inputs(pipeline.width())
                .dense(1)
                .activation(new Softplus())
                .build();
        Objective objective = new Objective(network, new Poisson());
        Path file = folder.resolve("model");

        Models.of(objective.network(), objective.loss(), pipeline).save(file);

        assertThat(Model.load(file).network().loss()).isEqualTo(new OnPredictions(new Poisson()));
        assertThat(Model.load(file).network().network().layers()).isEqualTo(network.layers());
    }

    @Test
    void refusesToSaveAnActivationThatIsCode() {
        FittedPipeline pipeline = new FittedPipeline(
                List.of(new FittedColumn.ScaledNumber("x", 0, 1, 0, false, false)), Models.PRICE, List.of());
        Network network = Network.inputs(1)
                .dense(1)
                .activation(new Custom("square", z -> z * z, z -> 2 * z))
                .build();

        assertThatThrownBy(() ->
                        Models.of(network, new MeanSquaredError(), pipeline).save(folder.resolve("model")))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(
                        "the activation square cannot be stored: it is code; a model file holds elu, exp, gelu, ");
    }

    @Test
    void refusesToSaveALossThatIsCode() {
        Path file = folder.resolve("model");
        Loss loss = new CustomLoss("square", (p, y) -> (p - y) * (p - y), (p, y) -> 2 * (p - y));

        assertThatThrownBy(() -> Models.regression(loss).save(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(file + ": not written: the loss \"square\" cannot be stored: it is code; a"
                        + " model file holds absolute-error, binary-cross-entropy, ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void parametersHashIsThatOfTheBytesInTheFile() throws Exception {
        Model model = Models.regression();
        Path file = folder.resolve("model");
        model.save(file);
        byte[] bytes = Files.readAllBytes(file);
        int dataBytes = 4 * model.network().parameters().size();
        byte[] data = Arrays.copyOfRange(bytes, bytes.length - dataBytes, bytes.length);

        assertThat(model.parametersHash())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(data)));
    }

    @Test
    void refusesToSaveParametersThatAreNotFinite() {
        Model model = Models.regression();
        model.network().parameters().values()[model.network().parameters().size() - 1] = Float.NaN;
        Path file = folder.resolve("model");

        assertThatThrownBy(() -> model.save(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + ": not written: parameter members.0.layers.2.bias is not finite; train with a lower"
                        + " learning rate");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesToSaveALayerOfAnotherProgram() {
        FittedPipeline pipeline = Models.pipeline(Models.PRICE);
        Network network = Network.inputs(pipeline.width()).add(new Sum()).build();
        Path file = folder.resolve("model");

        assertThatThrownBy(() ->
                        Models.of(network, new MeanSquaredError(), pipeline).save(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + ": not written: the layer sum cannot be stored: it is none of Lamina's own");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesToSaveWhatItCouldNotRead() {
        List<String> words =
                IntStream.range(0, 1_000_000).mapToObj(Integer::toString).toList();
        FittedPipeline pipeline =
                new FittedPipeline(List.of(new FittedColumn.OneHot("word", words)), Models.PRICE, List.of());
        Model model = Models.of(Network.inputs(1_000_001).dense(1).build(), new MeanSquaredError(), pipeline);

        assertThatThrownBy(() -> model.save(folder.resolve("model")))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("not written: ")
                .hasMessageContaining("more than 1000000 values");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesToSaveAProvenanceThatItCouldNotRead() {
        Model model = Models.regression();
        Provenance.Data data = new Provenance.Data("houses.csv", "", "", -1, 0);
        Provenance provenance = Provenance.now(data, model.provenance().training());
        Path file = folder.resolve("model");

        assertThatThrownBy(() -> new Model(model.network(), model.pipeline(), provenance).save(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + ": not written: member \"trainingRows\" is -1, expected 0 to 2147483647");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysWhyAFileCannotBeWritten() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> Models.regression().save(folder))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(folder + ": is a folder; give the name of a file");
        assertThatThrownBy(() -> Models.regression().save(missing.resolve("model")))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(missing.resolve("model") + ": the folder " + missing + " does not exist; create it first");
    }

    @Test
    void saysThatTheDiskIsFull() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "needs " + full);

        assertThatThrownBy(() -> Models.regression().save(full))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("/dev/full: cannot be written: No space left on device");
    }

    @Test
    void isSavedAndLoadedByAnInterruptedThread() throws IOException {
        Path file = folder.resolve("model");
        Thread.currentThread().interrupt();
        try {
            Models.regression().save(file);
            assertThat(Model.load(file).parametersHash())
                    .isEqualTo(Models.regression().parametersHash());
        } finally {
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        }
    }

    @Test
    void saysWhyAFileCannotBeRead() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> Model.load(missing))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(missing + ": cannot be read: there is no such file");
        assertThatThrownBy(() -> Model.load(folder))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(folder + ": expected a model file, got a folder or a device");
    }

    @Test
    void anInterruptedThreadSavesAndLoadsAndStaysInterrupted() throws ModelFileException {
        Path file = folder.resolve("interrupted.safetensors");
        Model model = Models.regression();
        Thread.currentThread().interrupt();
        try {
            model.save(file);
            assertThat(Model.load(file).parametersHash()).isEqualTo(model.parametersHash());
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void messagesStayOnOneLine() {
        assertThat(new ModelFileException(Path.of("m"), "a\nb\u001b[2J")).hasMessage("m: a?b?[2J");
    }

    /// A layer that Lamina does not know.
    private record Sum() implements CustomLayer {

        @Override
        public int outputs(int inputs) {
            return 1;
        }

        @Override
        public void forward(Frame frame) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void backward(Frame frame) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String toString() {
            return "sum";
        }
    }
}
