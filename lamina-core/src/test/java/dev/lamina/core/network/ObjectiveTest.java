package dev.lamina.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Custom;
import dev.lamina.core.activation.Exponential;
import dev.lamina.core.activation.HardSigmoid;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Relu;
import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.activation.Softplus;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.layer.ActivationLayer;
import dev.lamina.core.layer.BatchNorm;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Dropout;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.CrammerSingerHinge;
import dev.lamina.core.loss.CustomLoss;
import dev.lamina.core.loss.Focal;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.Heads.Head;
import dev.lamina.core.loss.Huber;
import dev.lamina.core.loss.KullbackLeibler;
import dev.lamina.core.loss.LinkedLoss;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanBinaryCrossEntropy;
import dev.lamina.core.loss.OnPredictions;
import dev.lamina.core.loss.Poisson;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.Parameters;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectiveTest {

    private static final ActivationLayer SIGMOID = new ActivationLayer(new Sigmoid());

    private static Network endingWith(Activation f) {
        return Network.inputs(4).dense(5).tanh().dense(3).activation(f).build();
    }

    @Test
    void logitsGoToTheLossAsTheyAre() {
        for (Loss loss : Loss.all()) {
            Network network = endingWith(new Identity());
            Objective objective = new Objective(network, loss);
            assertThat(objective.network()).isSameAs(network);
            assertThat(objective.loss()).isSameAs(loss);
        }
    }

    @Test
    void aLossWithoutLinkTakesAnyActivation() {
        List<Loss> losses = Loss.all().stream()
                .filter(loss -> loss.link() instanceof Identity)
                .toList();
        assertThat(losses).hasSize(12).hasAtLeastOneElementOfType(CrammerSingerHinge.class);
        for (Loss loss : losses) {
            for (Activation f : Activation.all()) {
                Network network = endingWith(f);
                assertThat(new Objective(network, loss).network()).isSameAs(network);
                assertThat(new Objective(network, loss).loss()).isSameAs(loss);
            }
        }
        CustomLoss custom = new CustomLoss("mine", (p, y) -> p - y, (p, y) -> 1);
        assertThat(new Objective(endingWith(new Relu()), custom).loss()).isSameAs(custom);
    }

    static List<Arguments> fused() {
        return List.of(
                Arguments.of(new Sigmoid(), new BinaryCrossEntropy()),
                Arguments.of(new Sigmoid(), new MeanBinaryCrossEntropy()),
                Arguments.of(new Softmax(), new SoftmaxCrossEntropy(0.1)),
                Arguments.of(new Softmax(), new Focal()),
                Arguments.of(new Softmax(), new KullbackLeibler()),
                Arguments.of(new Exponential(), new Poisson()));
    }

    @ParameterizedTest
    @MethodSource("fused")
    void theActivationThatTheLossAppliesIsFused(Activation f, Loss loss) {
        Network network = endingWith(f);
        Objective objective = new Objective(network, loss);
        assertThat(((Dense) objective.network().layers().getLast()).activation())
                .isEqualTo(new Identity());
        assertThat(objective.network().layers().getFirst())
                .isEqualTo(network.layers().getFirst());
        assertThat(objective.network().parameterViews()).isEqualTo(network.parameterViews());
        assertThat(objective.loss()).isSameAs(loss);
        assertThat(new Objective(objective.network(), loss).network()).isSameAs(objective.network());
    }

    static List<Arguments> chained() {
        Activation custom = new Custom("arctangent", StrictMath::atan, z -> 1 / (1 + z * z));
        return List.of(
                Arguments.of(new Softmax(), new BinaryCrossEntropy()),
                Arguments.of(new Softmax(), new MeanBinaryCrossEntropy()),
                Arguments.of(custom, new BinaryCrossEntropy()),
                Arguments.of(custom, new Poisson()),
                Arguments.of(new Sigmoid(), new Poisson()),
                Arguments.of(new Softmax(), new Poisson()),
                Arguments.of(new Softplus(), new Poisson()));
    }

    @ParameterizedTest
    @MethodSource("chained")
    void anotherActivationThatGivesWhatTheLossTakesGoesThroughTheChain(Activation f, LinkedLoss loss) {
        Network network = endingWith(f);
        Objective objective = new Objective(network, loss);
        assertThat(objective.network()).isSameAs(network);
        assertThat(objective.loss()).isEqualTo(new OnPredictions(loss));
        assertThat(new Objective(network, objective.loss()).loss()).isSameAs(objective.loss());
    }

    @Test
    void allOthersAreRefused() {
        int fit = 0;
        for (Loss loss : Loss.all()) {
            for (Activation f : Activation.all()) {
                try {
                    Objective objective = new Objective(endingWith(f), loss);
                    fit += objective.loss().link() instanceof Identity ? 0 : 1;
                    fit += objective.loss() instanceof OnPredictions ? 1 : 0;
                } catch (IllegalArgumentException e) {
                    assertThat(e)
                            .hasMessageMatching(loss.name() + " needs .*; end the network with "
                                    + loss.link().name() + ", or without activation: the loss then applies "
                                    + loss.link().name() + " itself");
                }
            }
        }
        // Six losses with identity and with their link, and the five of chained() that are not custom.
        assertThat(fit).isEqualTo(6 + 6 + 5);
    }

    @Test
    void anActivationOutsideTheLosssDomainIsExplained() {
        assertRefused(
                new Tanh(),
                new BinaryCrossEntropy(),
                "binary-cross-entropy needs predictions between 0 and 1, tanh gives -1 to 1; end the network with"
                        + " sigmoid, or without activation: the loss then applies sigmoid itself");
        assertRefused(
                new Relu(),
                new Poisson(),
                "poisson needs predictions above 0, relu gives 0 and more; end the network with exp, or without"
                        + " activation: the loss then applies exp itself");
        assertRefused(
                new Sigmoid(),
                new SoftmaxCrossEntropy(),
                "softmax-cross-entropy needs probabilities of the classes that sum to 1, sigmoid gives each class a"
                        + " number of its own; end the network with softmax, or without activation: the loss then"
                        + " applies softmax itself");
    }

    @Test
    void headsHaveTheirOwnActivations() {
        Heads heads = Heads.of(new Head("sold", new BinaryCrossEntropy(), 1), new Head("price", new Huber(), 2));
        assertThat(new Objective(endingWith(new Identity()), heads).loss()).isSameAs(heads);
        Network fused = new Objective(endingWith(heads.link()), heads).network();
        assertThat(((Dense) fused.layers().getLast()).activation()).isEqualTo(new Identity());
        assertRefused(
                new Tanh(),
                heads,
                "heads need sigmoid (1), identity (2) on their columns, the network ends with tanh; end the network"
                        + " without activation: the loss then applies them itself");
    }

    static List<Arguments> endings() {
        Loss binary = new BinaryCrossEntropy();
        Loss classes = new SoftmaxCrossEntropy();
        Heads heads = Heads.of(new Head("sold", binary, 1), new Head("kind", classes, 3));
        return List.of(
                predicts(
                        "an activation layer",
                        binary,
                        b -> b.dense(1).batchNorm().sigmoid()),
                predicts("an activation layer alone", classes, b -> b.activation(new Softmax())),
                predicts(
                        "an activation before dropout",
                        binary,
                        b -> b.dense(1).sigmoid().dropout(0.2f)),
                predicts(
                        "before alpha dropout",
                        classes,
                        b -> b.activation(new Softmax()).alphaDropout(0.2f)),
                predicts(
                        "a chain", binary, b -> b.add(Chain.of(new Dense(3, new Tanh()), new Dense(1, new Sigmoid())))),
                predicts("a chain in a chain", binary, b -> b.add(Chain.of(Chain.of(SIGMOID), new Dropout(0.5f)))),
                predicts(
                        "a frozen layer", classes, b -> b.frozen(i -> i.dense(3).activation(new Softmax()))),
                predicts("a frozen activation", binary, b -> b.batchNorm().frozen(i -> i.sigmoid())),
                predicts(
                        "an activation on another",
                        binary,
                        b -> b.batchNorm().tanh().dropout(0.1f).sigmoid()),
                predicts("the link twice", binary, b -> b.dense(1).sigmoid().add(SIGMOID)),
                predicts(
                        "like branches", binary, b -> b.parallel(c -> c.dense(1).sigmoid(), c -> c.sigmoid())),
                predicts("softplus", new Poisson(), b -> b.dense(2).batchNorm().activation(new Softplus())),
                predicts("softmax", binary, b -> b.dense(2).layerNorm().activation(new Softmax())),
                predicts("no link", new Huber(), b -> b.batchNorm().activation(new Softmax())),
                Arguments.of(
                        "heads with their links",
                        heads,
                        network(b -> b.parallel(
                                c -> c.dense(1).sigmoid(), c -> c.dense(3).activation(new Softmax()))),
                        List.of(true, true)),
                Arguments.of(
                        "one of two heads with its link",
                        heads,
                        network(b -> b.parallel(c -> c.dense(1), c -> c.dense(3).activation(new Softmax()))),
                        List.of(false, true)),
                Arguments.of(
                        "a head without link",
                        Heads.of(new Head("sold", binary, 1), new Head("price", new Huber(), 2)),
                        network(b -> b.parallel(
                                c -> c.dense(1).sigmoid(), c -> c.dense(2).activation(new Relu()))),
                        List.of(true, true)),
                Arguments.of(
                        "a head on predictions",
                        Heads.of(new Head("sold", binary, 1), new Head("count", new Poisson(), 2)),
                        network(b -> b.parallel(c -> c.dense(1), c -> c.dense(2).activation(new Softplus()))),
                        List.of(false, true)),
                Arguments.of(
                        "two heads with the same link",
                        Heads.of(new Head("sold", binary, 1), new Head("paid", binary, 2)),
                        network(b -> b.dense(3).sigmoid()),
                        List.of(true, true)),
                Arguments.of(
                        "an activation within a skip connection",
                        binary,
                        network(b -> b.skip(inner -> inner.dense(4).sigmoid())),
                        List.of(false)),
                Arguments.of(
                        "a norm after the activation",
                        binary,
                        network(b -> b.dense(2).sigmoid().layerNorm()),
                        List.of(false)));
    }

    private static Network network(UnaryOperator<Network.Builder> layers) {
        return layers.apply(Network.inputs(4)).build();
    }

    private static Arguments predicts(String name, Loss loss, UnaryOperator<Network.Builder> layers) {
        return Arguments.of(name, loss, network(layers), List.of(true));
    }

    /// @param predicted of each head, whether its outputs are predictions and not logits
    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void theCostIsTheLossOfWhatTheNetworkGives(String name, Loss loss, Network network, List<Boolean> predicted) {
        Objective objective = new Objective(network, loss);
        Parameters parameters = network.initialize(7);
        Matrix inputs = Matrix.zeros(3, 4);
        Matrix targets = Matrix.zeros(3, loss.targetColumns(network.outputs()));
        for (int i = 0; i < 12; i++) {
            inputs.data()[i] = (float) Math.sin(i);
        }
        targets.fill(1);
        Gemm gemm = Gemm.onOneThread();
        Matrix given = outputs(network, parameters, inputs, gemm);
        double expected = 0;
        for (int i = 0; i < given.rows(); i++) {
            expected += definition(loss, row(given, i), row(targets, i), predicted) / given.rows();
        }
        Matrix logits = outputs(objective.network(), parameters, inputs, gemm);
        Matrix gradient = Matrix.zeros(logits.rows(), logits.columns());
        assertThat(objective.loss().cost(logits, targets, null, gradient)).isCloseTo(expected, within(1e-5));
        assertThat(objective.network().parameterViews()).isEqualTo(network.parameterViews());
        Objective again = new Objective(objective.network(), objective.loss());
        assertThat(again.network()).isSameAs(objective.network());
        assertThat(again.loss()).isEqualTo(objective.loss());
    }

    private static Matrix outputs(Network network, Parameters parameters, Matrix inputs, Gemm gemm) {
        Parameters own = Parameters.of(parameters.values(), network.parameterViews());
        return Pass.forInference(network, own, inputs.rows(), gemm).forward(inputs);
    }

    private static double[] row(Matrix matrix, int i) {
        double[] row = new double[matrix.columns()];
        for (int j = 0; j < row.length; j++) {
            row[j] = matrix.get(i, j);
        }
        return row;
    }

    /// Takes each head's outputs back to logits where they are predictions.
    private static double definition(Loss loss, double[] outputs, double[] target, List<Boolean> predicted) {
        double[] logits = outputs.clone();
        List<Head> heads =
                loss instanceof Heads several ? several.heads() : List.of(new Head("only", loss, outputs.length));
        int from = 0;
        for (int k = 0; k < heads.size(); k++) {
            Head head = heads.get(k);
            for (int j = from; j < from + head.outputs(); j++) {
                logits[j] = predicted.get(k) ? logit(head.loss().link(), outputs[j]) : outputs[j];
            }
            from += head.outputs();
        }
        return loss.loss(logits, target, new double[logits.length]);
    }

    private static double logit(Activation link, double prediction) {
        return switch (link) {
            case Sigmoid _ -> Math.log(prediction / (1 - prediction));
            case Softmax _, Exponential _ -> Math.log(prediction);
            case Activation _ -> prediction;
        };
    }

    static List<Arguments> refused() {
        String exp = "; end the network with exp, or without activation: the loss then applies exp itself";
        String sigmoid = "; end the network with sigmoid, or without activation: the loss then applies sigmoid itself";
        Heads heads = Heads.of(new Head("sold", new BinaryCrossEntropy(), 1), new Head("count", new Poisson(), 2));
        return List.of(
                Arguments.of(
                        new BinaryCrossEntropy(),
                        network(b -> b.batchNorm().activation(new HardSigmoid())),
                        "binary-cross-entropy needs predictions between 0 and 1, hard-sigmoid gives 0 to 1 with both"
                                + " ends" + sigmoid),
                Arguments.of(
                        new BinaryCrossEntropy(),
                        network(b ->
                                b.frozen(inner -> inner.dense(2).batchNorm().tanh())),
                        "binary-cross-entropy needs predictions between 0 and 1, tanh gives -1 to 1" + sigmoid),
                Arguments.of(
                        new Poisson(),
                        network(b -> b.parallel(
                                        c -> c.dense(1).relu(), c -> c.dense(2).relu())
                                .dropout(0.1f)),
                        "poisson needs predictions above 0, relu gives 0 and more" + exp),
                Arguments.of(
                        new Poisson(),
                        network(b -> b.parallel(c -> c.dense(1).relu(), c -> c.dense(2))),
                        "poisson needs predictions above 0, relu (1), identity (2) gives any number" + exp),
                Arguments.of(
                        heads,
                        network(b -> b.parallel(c -> c.dense(1).tanh(), c -> c.dense(2))),
                        "heads need sigmoid (1), exp (2) on their columns, the network ends with tanh (1), identity"
                                + " (2); end the network without activation: the loss then applies them itself"),
                Arguments.of(
                        heads,
                        network(b -> b.dense(3).layerNorm().activation(new Softmax())),
                        "heads need sigmoid (1), exp (2) on their columns, the network ends with softmax; end the"
                                + " network without activation: the loss then applies them itself"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void anEndingThatDoesNotFitIsRefusedWhereverItStands(Loss loss, Network network, String message) {
        assertThatThrownBy(() -> new Objective(network, loss))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void nothingElseChangesWhereAnActivationLayerIsTakenOff() {
        Network network = network(b -> b.dense(2).relu().batchNorm().sigmoid());
        assertThat(new Objective(network, new BinaryCrossEntropy()).network().layers())
                .isEqualTo(network.layers().subList(0, 2));
        Network dropping = network(b -> b.batchNorm().sigmoid().dropout(0.5f));
        assertThat(new Objective(dropping, new BinaryCrossEntropy()).network().layers())
                .containsExactly(new BatchNorm(), new ActivationLayer(new Identity()), new Dropout(0.5f));
    }

    private static void assertRefused(Activation f, Loss loss, String message) {
        Network network = endingWith(f);
        assertThatThrownBy(() -> new Objective(network, loss))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
