package dev.lamina.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Gradients are checked by finite differences in `GradientCheckTest` and by golden values in the testkit.
class LossTest {

    private static final Loss BINARY = new BinaryCrossEntropy();
    private static final Loss SQUARED = new MeanSquaredError();
    private static final Loss SOFTMAX = new SoftmaxCrossEntropy();

    static List<Loss> losses() {
        return Loss.all();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void weightTwoIsTheRowTwice(Loss loss) {
        Matrix logits = Matrix.of(new float[][] {{0.5f, -1, 2}, {1, 0.25f, -3}});
        Matrix targets = targets(loss, 0, 1);
        Matrix repeatedLogits = Matrix.of(new float[][] {{0.5f, -1, 2}, {1, 0.25f, -3}, {1, 0.25f, -3}});
        Matrix repeatedTargets = targets(loss, 0, 1, 1);
        Matrix gradient = Matrix.zeros(2, 3);
        Matrix repeatedGradient = Matrix.zeros(3, 3);
        double cost = loss.cost(logits, targets, new float[] {1.5f, 3}, gradient);
        assertThat(cost).isCloseTo(loss.cost(repeatedLogits, repeatedTargets, null, repeatedGradient), within(1e-12));
        for (int j = 0; j < 3; j++) {
            assertThat(gradient.get(0, j)).isCloseTo(repeatedGradient.get(0, j), within(1e-7f));
            assertThat(gradient.get(1, j)).isCloseTo(2 * repeatedGradient.get(1, j), within(1e-7f));
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aRowOfWeightZeroDoesNotCount(Loss loss) {
        Matrix logits = Matrix.of(new float[][] {{0.5f, -1, 2}, {1, 0.25f, -3}});
        Matrix gradient = Matrix.zeros(2, 3);
        double alone = loss.cost(logits.rows(0, 1), targets(loss, 0), null, gradient.rows(0, 1));
        assertThat(loss.cost(logits, targets(loss, 0, 1), new float[] {7, 0}, gradient))
                .isCloseTo(alone, within(1e-15));
        assertThat(gradient.toArrays()[1]).containsExactly(new float[3], within(0f));
    }

    @Test
    void extremeLogitsGiveFiniteCostsAndGradients() {
        Matrix logits = Matrix.of(new float[][] {{1e4f, -1e4f}, {-1e4f, 1e4f}});
        Matrix gradient = Matrix.zeros(2, 2);
        assertThat(SOFTMAX.cost(logits, column(1, 1), null, gradient)).isEqualTo(1e4);
        assertThat(gradient.toArrays()).isEqualTo(new float[][] {{0.5f, -0.5f}, {0, 0}});
        Matrix wrong = Matrix.of(new float[][] {{0, 1}, {0, 1}});
        assertThat(BINARY.cost(logits, wrong, null, gradient)).isEqualTo(1e4);
        assertThat(gradient.toArrays()).isEqualTo(new float[][] {{0.5f, -0.5f}, {0, 0}});
    }

    @Test
    void noLossOfLaminaIsLeftOut() {
        List<Class<?>> made = List.of(CustomLoss.class, EachMember.class, Heads.class, OnPredictions.class);
        assertThat(losses().stream().<Class<?>>map(Loss::getClass))
                .containsExactlyInAnyOrderElementsOf(
                        records(Loss.class).filter(type -> !made.contains(type)).toList());
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Stream.of(type.getPermittedSubclasses()).flatMap(LossTest::records);
    }

    /// Without the one whose e^z is infinite itself.
    static List<Loss> lossesOfExtremeLogits() {
        return losses().stream().filter(loss -> !(loss instanceof Poisson)).toList();
    }

    @ParameterizedTest
    @MethodSource("lossesOfExtremeLogits")
    void extremeLogitsStayFinite(Loss loss) {
        Matrix gradient = Matrix.zeros(2, 3);
        Matrix logits = Matrix.of(new float[][] {{1e4f, -1e4f, 0}, {-1e4f, 1e4f, 1e4f}});
        assertThat(loss.cost(logits, targets(loss, 0, 0), null, gradient)).isFinite();
        assertThat(loss.cost(logits, targets(loss, 1, 2), null, gradient)).isFinite();
        for (float slope : gradient.data()) {
            assertThat(slope).isFinite();
        }
    }

    @Test
    void focalLossOfGammaZeroIsCrossEntropy() {
        Matrix logits = Matrix.of(new float[][] {{0.5f, -1, 2}, {1, 0.25f, -3}});
        Matrix gradient = Matrix.zeros(2, 3);
        Matrix expected = Matrix.zeros(2, 3);
        assertThat(new Focal(0).cost(logits, column(0, 2), null, gradient))
                .isCloseTo(SOFTMAX.cost(logits, column(0, 2), null, expected), within(1e-12));
        assertThat(gradient.toArrays()).isEqualTo(expected.toArrays());
    }

    @Test
    void focalLossCountsWhatIsRightLess() {
        Matrix logits = Matrix.of(new float[][] {{(float) Math.log(9), 0}});
        Matrix gradient = Matrix.zeros(1, 2);
        assertThat(new Focal().cost(logits, column(0), null, gradient)).isCloseTo(-0.01 * Math.log(0.9), within(1e-8));
        assertThat(new Focal().cost(logits, column(1), null, gradient)).isCloseTo(-0.81 * Math.log(0.1), within(1e-6));
        Matrix certain = Matrix.of(new float[][] {{200, 0}});
        assertThat(new Focal(0.5).cost(certain, column(0), null, gradient)).isZero();
        assertThat(gradient.toArrays()[0]).containsExactly(0, 0);
    }

    @Test
    void smoothedLabelsAreTheSmoothedDistribution() {
        Matrix logits = Matrix.of(new float[][] {{0.5f, -1, 2, 0.25f}});
        Matrix smoothed = Matrix.of(new float[][] {{0.05f, 0.05f, 0.85f, 0.05f}});
        Matrix oneHot = Matrix.of(new float[][] {{0, 0, 1, 0}});
        Matrix gradient = Matrix.zeros(1, 4);
        Matrix expected = Matrix.zeros(1, 4);
        double cost = SOFTMAX.cost(logits, smoothed, null, expected);
        for (Matrix targets : List.of(column(2), oneHot)) {
            assertThat(new SoftmaxCrossEntropy(0.2).cost(logits, targets, null, gradient))
                    .isCloseTo(cost, within(1e-7));
            for (int j = 0; j < 4; j++) {
                assertThat(gradient.get(0, j)).isCloseTo(expected.get(0, j), within(1e-7f));
            }
        }
    }

    @Test
    void divergenceIsCrossEntropyLessTheEntropyOfTheTargets() {
        Matrix logits = Matrix.of(new float[][] {{0.5f, -1, 2}});
        Matrix targets = Matrix.of(new float[][] {{0.75f, 0, 0.25f}});
        Matrix gradient = Matrix.zeros(1, 3);
        Matrix expected = Matrix.zeros(1, 3);
        double entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
        assertThat(new KullbackLeibler().cost(logits, targets, null, gradient))
                .isCloseTo(SOFTMAX.cost(logits, targets, null, expected) - entropy, within(1e-12));
        assertThat(gradient.toArrays()).isEqualTo(expected.toArrays());
        Matrix perfect = Matrix.of(new float[][] {{(float) Math.log(3), -1e4f, 0}});
        assertThat(new KullbackLeibler().cost(perfect, targets, null, gradient)).isCloseTo(0, within(1e-6));
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new Focal(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("focal's gamma is -1.0, expected a number of 0 or more");
        assertThatThrownBy(() -> new SoftmaxCrossEntropy(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("softmax-cross-entropy's smoothing is 1.0, expected 0 ≤ smoothing < 1");
    }

    @Test
    void hingesOfClassesCostWhatTheRightOneLacks() {
        Matrix logits = Matrix.of(new float[][] {{0.5f, 1, 0.25f, -3}});
        Matrix gradient = Matrix.zeros(1, 4);
        assertThat(new CrammerSingerHinge().cost(logits, column(0), null, gradient))
                .isEqualTo(1.5);
        assertThat(gradient.toArrays()[0]).containsExactly(-1, 1, 0, 0);
        assertThat(new WestonWatkinsHinge().cost(logits, column(0), null, gradient))
                .isEqualTo(1.5 + 0.75);
        assertThat(gradient.toArrays()[0]).containsExactly(-2, 1, 1, 0);
        assertThat(new MeanWestonWatkinsHinge().cost(logits, column(0), null, gradient))
                .isEqualTo(2.25 / 4);
        assertThat(gradient.toArrays()[0]).containsExactly(-0.5f, 0.25f, 0.25f, 0);
        assertThat(new CrammerSingerHinge().cost(logits.rows(0, 1), column(1), null, gradient))
                .isEqualTo(0.5);
        assertThat(gradient.toArrays()[0]).containsExactly(1, -1, 0, 0);
    }

    @Test
    void costsOfSimpleCasesAreTheKnownOnes() {
        Matrix gradient = Matrix.zeros(1, 4);
        Matrix zeros = Matrix.zeros(1, 4);
        assertThat(SOFTMAX.cost(zeros, column(2), null, gradient)).isCloseTo(Math.log(4), within(1e-12));
        assertThat(gradient.toArrays()[0]).containsExactly(0.25f, 0.25f, -0.75f, 0.25f);
        assertThat(BINARY.cost(zeros, Matrix.of(new float[] {0, 1, 0.5f, 0.25f}), null, gradient))
                .isCloseTo(4 * Math.log(2), within(1e-12));
        assertThat(gradient.toArrays()[0]).containsExactly(0.5f, -0.5f, 0, 0.25f);
        assertThat(SQUARED.cost(zeros, Matrix.of(new float[] {1, -2, 3, 0}), null, gradient))
                .isEqualTo(3.5);
        assertThat(gradient.toArrays()[0]).containsExactly(-0.5f, 1, -1.5f, 0);
    }

    @Test
    void classIndicesAreOneHotProbabilities() {
        Matrix logits = Matrix.of(new float[][] {{0.5f, -1, 2}, {1, 0.25f, -3}});
        Matrix byIndex = Matrix.zeros(2, 3);
        Matrix byProbability = Matrix.zeros(2, 3);
        Matrix oneHot = Matrix.of(new float[][] {{0, 0, 1}, {1, 0, 0}});
        assertThat(SOFTMAX.cost(logits, column(2, 0), null, byIndex))
                .isEqualTo(SOFTMAX.cost(logits, oneHot, null, byProbability));
        assertThat(byIndex.data()).isEqualTo(byProbability.data());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void windowsWithGapsGiveTheSame(Loss loss) {
        Matrix logits = Matrix.of(new float[][] {{0.5f, -1, 2}, {1, 0.25f, -3}});
        Matrix gapped = Matrix.window(new float[12], 2, 2, 3, 7);
        gapped.copyFrom(logits);
        Matrix gradient = Matrix.zeros(2, 3);
        float[] gappedGradient = new float[9];
        assertThat(loss.cost(gapped, targets(loss, 0, 1), null, Matrix.window(gappedGradient, 1, 2, 3, 4)))
                .isEqualTo(loss.cost(logits, targets(loss, 0, 1), null, gradient));
        assertThat(Matrix.window(gappedGradient, 1, 2, 3, 4).toArrays()).isEqualTo(gradient.toArrays());
        assertThat(new float[] {gappedGradient[0], gappedGradient[4], gappedGradient[8]})
                .containsOnly(0f);
        assertThat(gapped.toArrays()).isEqualTo(logits.toArrays());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void namesLeadBackToTheLoss(Loss loss) {
        assertThat(Loss.named(loss.name())).isEqualTo(loss);
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatThrownBy(() -> Loss.named("error"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown loss \"error\"; known are "
                        + Loss.all().stream().map(Loss::name).sorted().collect(Collectors.joining(", ")));
    }

    @Test
    void unfitTargetsAreNamed() {
        Matrix logits = Matrix.zeros(2, 3);
        assertRefused(
                SOFTMAX,
                logits,
                column(0, 3),
                null,
                "softmax-cross-entropy expects class indices 0 to 2, row 1 has 3.0");
        assertRefused(
                SOFTMAX,
                logits,
                column(0.5f, 0),
                null,
                "softmax-cross-entropy expects class indices 0 to 2, row 0 has 0.5");
        assertRefused(
                SOFTMAX,
                logits,
                column(0, Float.NaN),
                null,
                "softmax-cross-entropy expects class indices 0 to 2, row 1 has NaN");
        assertRefused(
                SOFTMAX,
                logits,
                Matrix.zeros(2, 2),
                null,
                "softmax-cross-entropy expects class indices or 3 columns of probabilities, got a 2 × 2 matrix");
        assertRefused(
                BINARY,
                logits,
                Matrix.of(new float[][] {{0, 1, 0}, {0, 1.5f, 0}}),
                null,
                "binary-cross-entropy expects targets in [0, 1], row 1 has 1.5");
        assertRefused(
                SOFTMAX,
                logits,
                Matrix.of(new float[][] {{0.5f, 0, 0.5f}, {1, 0.5f, 0.5f}}),
                null,
                "softmax-cross-entropy expects probabilities that sum to 1, those of row 1 sum to 2.0");
        assertRefused(
                new KullbackLeibler(),
                logits,
                Matrix.of(new float[][] {{0.5f, 0, 0.5f}, {1, -0.5f, 0.5f}}),
                null,
                "kullback-leibler expects probabilities of 0 or more, row 1 has -0.5");
        assertRefused(
                new KullbackLeibler(),
                logits,
                Matrix.of(new float[][] {{0.5f, 0, 0.75f}, {1, 0, 0}}),
                null,
                "kullback-leibler expects probabilities that sum to 1, those of row 0 sum to 1.25");
        assertRefused(
                new Hinge(),
                logits,
                Matrix.of(new float[][] {{1, -1, 1}, {1, 0.3f, 1}}),
                null,
                "hinge expects targets -1 or 1, row 1 has 0.3");
        assertRefused(
                new Poisson(),
                logits,
                Matrix.of(new float[][] {{3, 0, 1}, {1, -2, 1}}),
                null,
                "poisson expects targets of 0 or more, row 1 has -2.0");
        assertRefused(
                new WestonWatkinsHinge(),
                logits,
                column(0, -1),
                null,
                "weston-watkins-hinge expects class indices 0 to 2, row 1 has -1.0");
        assertRefused(
                new CrammerSingerHinge(),
                logits,
                Matrix.zeros(2, 3),
                null,
                "crammer-singer-hinge expects one column of class indices, got a 2 × 3 matrix");
        assertRefused(
                BINARY,
                logits,
                column(0, 1),
                null,
                "binary-cross-entropy expects targets of 3 columns, got a 2 × 1 matrix");
        assertRefused(
                SQUARED,
                logits,
                column(0, 1),
                null,
                "mean-squared-error expects targets of 3 columns, got a 2 × 1 matrix");
        assertRefused(
                SQUARED, logits, Matrix.zeros(3, 3), null, "mean-squared-error got 2 rows of logits and 3 of targets");
    }

    @Test
    void unfitWeightsAreNamed() {
        Matrix logits = Matrix.zeros(2, 3);
        Matrix targets = Matrix.zeros(2, 3);
        assertRefused(
                SQUARED,
                logits,
                targets,
                new float[] {1, -1},
                "mean-squared-error: the weight of row 1 is -1.0, expected 0 or more");
        assertRefused(
                SQUARED,
                logits,
                targets,
                new float[] {Float.NaN, 1},
                "mean-squared-error: the weight of row 0 is NaN, expected 0 or more");
        assertRefused(
                SQUARED, logits, targets, new float[] {0, 0}, "mean-squared-error: the weights of 2 rows sum to 0.0");
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aGradientOfAnotherShapeAndAnEmptyBatchAreRefused(Loss loss) {
        assertThatThrownBy(() -> loss.cost(Matrix.zeros(2, 3), targets(loss, 0, 0), null, Matrix.zeros(2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(loss.name() + " cannot write the gradient of a 2 × 3 matrix into a 2 × 2 matrix");
        assertThatThrownBy(() -> loss.cost(Matrix.zeros(0, 3), targets(loss), null, Matrix.zeros(0, 3)))
                .hasMessage(loss.name() + " needs at least one row");
    }

    private static void assertRefused(
            Loss loss, Matrix logits, Matrix targets, float @Nullable [] weights, String message) {
        assertThatThrownBy(() -> loss.cost(logits, targets, weights, Matrix.zeros(2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /// For three logits: the class indices themselves, or one-hot rows, with −1 for 0 where the loss wants it.
    private static Matrix targets(Loss loss, float... classes) {
        if (loss.targetColumns(3) == 1) {
            return column(classes);
        }
        Matrix targets = Matrix.zeros(classes.length, 3);
        for (int i = 0; i < classes.length; i++) {
            if (loss instanceof SignLoss) {
                Arrays.fill(targets.data(), 3 * i, 3 * i + 3, -1);
            }
            targets.set(i, (int) classes[i], 1);
        }
        return targets;
    }

    private static Matrix column(float... values) {
        return Matrix.window(values, 0, values.length, 1);
    }
}
