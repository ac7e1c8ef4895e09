package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.layer.ActivationLayer;
import dev.lamina.core.layer.AlphaDropout;
import dev.lamina.core.layer.BatchNorm;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Dropout;
import dev.lamina.core.layer.Embedding;
import dev.lamina.core.layer.Frame;
import dev.lamina.core.layer.Frozen;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.LayerNorm;
import dev.lamina.core.layer.PRelu;
import dev.lamina.core.layer.Parallel;
import dev.lamina.core.layer.Parallel.Branch;
import dev.lamina.core.layer.Parallel.Columns;
import dev.lamina.core.layer.RunningBatchNorm;
import dev.lamina.core.layer.Scale;
import dev.lamina.core.layer.SkipConnection;
import dev.lamina.core.loss.AbsoluteError;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.CrammerSingerHinge;
import dev.lamina.core.loss.DifferenceLoss;
import dev.lamina.core.loss.Focal;
import dev.lamina.core.loss.Hinge;
import dev.lamina.core.loss.Huber;
import dev.lamina.core.loss.KullbackLeibler;
import dev.lamina.core.loss.LogCosh;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanBinaryCrossEntropy;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.MeanWestonWatkinsHinge;
import dev.lamina.core.loss.Quantile;
import dev.lamina.core.loss.SignLoss;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.loss.SquaredHinge;
import dev.lamina.core.loss.WestonWatkinsHinge;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The gradients of every layer, activation and loss of core against differences of the cost, and the check
/// itself.
class GradientCheckTest {

    private static final int ROWS = 5;
    private static final int INPUTS = 4;
    private static final int OUTPUTS = 3;
    /// One that puts no sample next to a kink of an activation.
    private static final long SEED = 9;
    /// One whose parameters put no logit next to the kink of a loss.
    private static final long SEED_AWAY_FROM_KINKS = 3;

    static Stream<Arguments> combinations() {
        return Activation.all().stream()
                .map(Activation::name)
                .flatMap(activation -> losses().flatMap(
                                loss -> Stream.of(true, false).map(bias -> Arguments.of(activation, loss, bias))));
    }

    static Stream<Loss> losses() {
        return Stream.of(
                new BinaryCrossEntropy(),
                new Focal(),
                new Focal(0.5),
                new Huber(0.5),
                new KullbackLeibler(),
                new LogCosh(),
                new MeanBinaryCrossEntropy(),
                new MeanSquaredError(),
                new SoftmaxCrossEntropy(),
                new SoftmaxCrossEntropy(0.1),
                new SquaredError());
    }

    static Stream<Loss> lossesWithAKink() {
        return Stream.of(
                new AbsoluteError(),
                new CrammerSingerHinge(),
                new Hinge(),
                new MeanWestonWatkinsHinge(),
                new Quantile(0.9),
                new SquaredHinge(),
                new WestonWatkinsHinge());
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void denseLayersGiveTheGradientsOfTheCost(String activation, Loss loss, boolean bias) {
        Network network = Network.of(
                INPUTS,
                List.of(
                        dense(6, Activation.named(activation), bias),
                        dense(5, new Tanh(), bias),
                        dense(OUTPUTS, Activation.named("identity"), bias)));
        check(network, loss);
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void anActivationOnTheOutputPassesTheErrorThrough(String activation, Loss loss, boolean bias) {
        Network network = Network.of(
                INPUTS, List.of(dense(6, new Tanh(), bias), dense(OUTPUTS, Activation.named(activation), bias)));
        check(network, loss);
    }

    @ParameterizedTest
    @MethodSource("lossesWithAKink")
    void awayFromItsKinkALossGivesTheGradientOfTheCost(Loss loss) {
        check(
                Network.of(
                        INPUTS,
                        List.of(dense(6, new Tanh(), true), dense(OUTPUTS, Activation.named("identity"), true))),
                loss,
                SEED_AWAY_FROM_KINKS);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void dropoutPassesTheErrorThroughItsMask(Loss loss) {
        check(
                Network.of(
                        INPUTS,
                        List.of(
                                dense(6, new Tanh(), true),
                                new Dropout(0.4f),
                                dense(OUTPUTS, Activation.named("identity"), true))),
                loss);
    }

    static Stream<Layer> layers() {
        Layer inner = Chain.of(dense(6, new Sigmoid(), true), new LayerNorm());
        return Stream.of(
                new BatchNorm(),
                new RunningBatchNorm(1e-5),
                new LayerNorm(),
                new PRelu(),
                new Scale(),
                new ActivationLayer(new Tanh()),
                new ActivationLayer(new Softmax()),
                new AlphaDropout(0.4f),
                Chain.of(),
                Chain.of(dense(4, new Tanh(), true), new BatchNorm(), dense(3, new Sigmoid(), false)),
                new SkipConnection(dense(6, new Tanh(), true)),
                new SkipConnection(new SkipConnection(inner)),
                Parallel.shared(dense(2, new Tanh(), true), Chain.of(), inner),
                Parallel.shared(Parallel.shared(inner, new Scale()), new SkipConnection(inner)),
                new Parallel(List.of(
                        new Branch(dense(2, new Tanh(), true), new Columns(0, 4)),
                        new Branch(new SkipConnection(dense(3, new Tanh(), true)), new Columns(3, 6)),
                        new Branch(new Scale(), new Columns(2, 3)))));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void everyLayerGivesTheGradientsOfTheCost(Layer layer) {
        Network network =
                Network.of(INPUTS, List.of(dense(6, new Tanh(), true), layer, dense(OUTPUTS, new Identity(), true)));
        check(network, new MeanSquaredError());
    }

    @Test
    void embeddingsGiveTheGradientsOfTheCost() {
        Layer columns = new Parallel(List.of(
                new Branch(new Embedding(4, 3), new Columns(0, 1)),
                new Branch(new Embedding(2, 2), new Columns(1, 3))));
        Network network = Network.of(3, List.of(columns, dense(OUTPUTS, new Tanh(), true)));
        GradientCheck.check(
                network,
                network.initialize(SEED),
                new MeanSquaredError(),
                Matrix.of(new float[][] {{3, 0, 1}, {0, 1, 1}, {1, 0, 0}, {3, 0, 1}, {3, 1, 0}}),
                random(ROWS, OUTPUTS),
                null);
    }

    /// Errors pass through it to the layers before; its own gradients are zero, as of what does not change.
    @Test
    void aFrozenLayerPassesTheErrorThrough() {
        Layer frozen = Chain.of(dense(6, new Tanh(), true), new BatchNorm(), new PRelu(), new Dropout(0.5f));
        Network open = Network.of(
                INPUTS,
                List.of(
                        dense(6, new Tanh(), true),
                        frozen.forInference().orElseThrow(),
                        dense(OUTPUTS, new Identity(), true)));
        Network closed = Network.of(
                INPUTS, List.of(dense(6, new Tanh(), true), new Frozen(frozen), dense(OUTPUTS, new Identity(), true)));
        check(open, new MeanSquaredError());
        float[] openGradients = gradients(open);
        float[] closedGradients = gradients(closed);
        for (ParameterView view : closed.parameterViews()) {
            Matrix expected = view.name().startsWith("layers.1.")
                    ? Matrix.zeros(view.spec().rows(), view.spec().columns())
                    : view.of(openGradients);
            MatrixAssertions.assertSameBits(view.name(), view.of(closedGradients), expected);
        }
    }

    private static float[] gradients(Network network) {
        try (Gemm gemm = Gemm.withThreads(1)) {
            Pass pass = Pass.forTraining(network, network.initialize(SEED), ROWS, gemm);
            pass.input(ROWS).copyFrom(random(ROWS, INPUTS));
            Matrix logits = pass.forward(ROWS);
            new MeanSquaredError().cost(logits, random(ROWS, OUTPUTS), null, pass.outputGradient(ROWS));
            pass.backward(ROWS);
            return pass.gradients();
        }
    }

    @Test
    void aLayerThatForgetsItsDerivativeIsCaught() {
        Network network = Network.of(
                INPUTS, List.of(dense(6, new Tanh(), true), new Squares(1), dense(OUTPUTS, new Tanh(), true)));
        assertThatThrownBy(() -> check(network, new MeanSquaredError()))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching(
                        "the gradient of layers\\.0\\.weight\\[0, 0] is \\S+, differences of the cost give \\S+");
    }

    @Test
    void aLayerOfOnesOwnIsChecked() {
        check(
                Network.of(
                        INPUTS, List.of(dense(6, new Tanh(), true), new Squares(2), dense(OUTPUTS, new Tanh(), true))),
                new MeanSquaredError());
    }

    @Test
    void parametersAreLeftAsTheyAre() {
        Network network = Network.of(INPUTS, List.of(dense(OUTPUTS, new Tanh(), true)));
        Parameters parameters = network.initialize(SEED);
        Parameters before = parameters.copy();
        GradientCheck.check(
                network, parameters, new MeanSquaredError(), random(ROWS, INPUTS), random(ROWS, OUTPUTS), null);
        MatrixAssertions.assertSameBits("parameters", Matrix.of(parameters.values()), Matrix.of(before.values()));
    }

    /// y = x², with a derivative of `slope`·x, which should be 2x.
    private record Squares(int slope) implements Layer {

        @Override
        public int outputs(int inputs) {
            return inputs;
        }

        @Override
        public void forward(Frame f) {
            for (int i = 0; i < f.rows(); i++) {
                for (int j = 0; j < f.x().columns(); j++) {
                    f.y().set(i, j, f.x().get(i, j) * f.x().get(i, j));
                }
            }
        }

        @Override
        public void backward(Frame f) {
            for (int i = 0; i < f.rows(); i++) {
                for (int j = 0; j < f.x().columns(); j++) {
                    f.dx().set(i, j, f.dy().get(i, j) * slope * f.x().get(i, j));
                }
            }
        }
    }

    private static Dense dense(int outputs, Activation activation, boolean bias) {
        Dense dense = new Dense(outputs, activation);
        return bias ? dense : dense.withoutBias();
    }

    private static void check(Network network, Loss loss) {
        check(network, loss, SEED);
    }

    private static void check(Network network, Loss loss, long seed) {
        GradientCheck.check(network, network.initialize(seed), loss, random(ROWS, INPUTS), targets(loss), new float[] {
            1, 0.5f, 2, 0, 1.5f
        });
    }

    private static Matrix targets(Loss loss) {
        if (loss instanceof DifferenceLoss) {
            return random(ROWS, OUTPUTS);
        }
        Matrix targets = Matrix.zeros(ROWS, loss.targetColumns(OUTPUTS));
        if (loss instanceof KullbackLeibler) {
            for (int i = 0; i < ROWS; i++) {
                targets.set(i, i % OUTPUTS, 0.75f);
                targets.set(i, (i + 1) % OUTPUTS, 0.25f);
            }
            return targets;
        }
        for (int i = 0; i < targets.data().length; i++) {
            targets.data()[i] = i % 2 == 0 && loss instanceof SignLoss ? -1 : i % 2;
        }
        return targets;
    }

    /// Numbers between −2 and 2, none near 0.
    private static Matrix random(int rows, int columns) {
        RandomStream random = RandomStream.of(SEED, Purpose.SPLIT, columns);
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.data().length; i++) {
            double value = 0.5 + 1.5 * random.nextDouble();
            matrix.data()[i] = (float) (random.nextInt(2) == 0 ? value : -value);
        }
        return matrix;
    }
}
