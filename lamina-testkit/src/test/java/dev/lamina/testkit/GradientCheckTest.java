package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Custom;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.activation.Softplus;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Dropout;
import dev.lamina.core.layer.Frame;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.loss.AbsoluteError;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.CrammerSingerHinge;
import dev.lamina.core.loss.DifferenceLoss;
import dev.lamina.core.loss.Focal;
import dev.lamina.core.loss.Hinge;
import dev.lamina.core.loss.Huber;
import dev.lamina.core.loss.KullbackLeibler;
import dev.lamina.core.loss.LinkedLoss;
import dev.lamina.core.loss.LogCosh;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanBinaryCrossEntropy;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.MeanWestonWatkinsHinge;
import dev.lamina.core.loss.Poisson;
import dev.lamina.core.loss.Quantile;
import dev.lamina.core.loss.SignLoss;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.loss.SquaredHinge;
import dev.lamina.core.loss.WestonWatkinsHinge;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
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

    /// A custom one that stays between 0 and 1.
    private static final Activation LOGISTIC = new Custom("logistic", new Sigmoid()::value, new Sigmoid()::derivative);

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
                new Poisson(),
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

    /// Where the loss is defined for what the activation gives.
    static Stream<Arguments> outputCombinations() {
        return Stream.concat(Activation.all().stream(), Stream.of(LOGISTIC))
                .flatMap(activation -> losses().filter(loss -> fit(activation, loss))
                        .flatMap(loss -> Stream.of(true, false).map(bias -> Arguments.of(activation, loss, bias))));
    }

    private static boolean fit(Activation f, Loss loss) {
        Activation link = loss.link();
        return f instanceof Identity
                || link instanceof Identity
                || f.equals(link)
                || (loss instanceof LinkedLoss && (f instanceof Softmax || f instanceof Custom))
                || (loss instanceof Poisson && (f instanceof Sigmoid || f instanceof Softplus));
    }

    @ParameterizedTest
    @MethodSource("outputCombinations")
    void anActivationOnTheOutputPassesTheErrorThrough(Activation activation, Loss loss, boolean bias) {
        Network network = Network.of(INPUTS, List.of(dense(6, new Tanh(), bias), dense(OUTPUTS, activation, bias)));
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
