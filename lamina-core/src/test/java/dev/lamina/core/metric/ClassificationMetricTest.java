package dev.lamina.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// The numbers are scikit-learn's, printed by `tools/golden/metrics.py`.
class ClassificationMetricTest {

    private static final Offset<Double> EXACT = within(1e-12);

    private static final Matrix BINARY = sixtyFourths(1, 5, 60, 32, 32, 11, 48, 48, 20, 63, 2, 40, 27);
    private static final Matrix BINARY_ACTUAL = column(0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1);

    private static final Matrix THREE = sixtyFourths(
            3, 40, 14, 10, 10, 44, 10, 20, 20, 24, 31, 31, 2, 4, 30, 30, 50, 7, 7, 12, 40, 12, 1, 2, 61, 22, 21, 21, 9,
            25, 30);
    private static final Matrix THREE_ACTUAL = column(0, 1, 2, 1, 2, 0, 0, 2, 1, 1);
    private static final Matrix NO_CLASS_2 = column(0, 1, 0, 1, 1, 0, 0, 1, 1, 1);

    @Test
    void binaryMetricsEqualScikitLearns() {
        assertThat(new Accuracy().value(BINARY, BINARY_ACTUAL)).isCloseTo(0.5833333333333334, EXACT);
        assertThat(new LogLoss().value(BINARY, BINARY_ACTUAL)).isCloseTo(0.5374391217121754, EXACT);
        assertThat(new RocAuc().value(BINARY, BINARY_ACTUAL)).isCloseTo(0.75, EXACT);
        assertThat(new F1().value(BINARY, BINARY_ACTUAL)).isCloseTo(0.5454545454545454, EXACT);
        assertThat(new BalancedAccuracy().value(BINARY, BINARY_ACTUAL)).isCloseTo(0.5833333333333333, EXACT);
        assertThat(new MatthewsCorrelation().value(BINARY, BINARY_ACTUAL)).isCloseTo(0.1690308509457033, EXACT);
        assertThat(new BrierScore().value(BINARY, BINARY_ACTUAL)).isCloseTo(0.19694010416666666, EXACT);
    }

    @Test
    void twoColumnsGiveTheNumbersOfOne() {
        Matrix both = Matrix.zeros(BINARY.rows(), 2);
        for (int i = 0; i < both.rows(); i++) {
            both.set(i, 0, 1 - BINARY.get(i, 0));
            both.set(i, 1, BINARY.get(i, 0));
        }
        for (Metric metric : metrics()) {
            assertThat(metric.value(both, BINARY_ACTUAL))
                    .as(metric.name())
                    .isCloseTo(metric.value(BINARY, BINARY_ACTUAL), EXACT);
        }
    }

    @Test
    void metricsOfThreeClassesEqualScikitLearns() {
        assertThat(new Accuracy().value(THREE, THREE_ACTUAL)).isCloseTo(0.5, EXACT);
        assertThat(new LogLoss().value(THREE, THREE_ACTUAL)).isCloseTo(0.7331321547088192, EXACT);
        assertThat(new RocAuc().value(THREE, THREE_ACTUAL)).isCloseTo(0.8591269841269841, EXACT);
        assertThat(new F1().value(THREE, THREE_ACTUAL)).isCloseTo(0.5079365079365079, EXACT);
        assertThat(new BalancedAccuracy().value(THREE, THREE_ACTUAL)).isCloseTo(0.5277777777777778, EXACT);
        assertThat(new MatthewsCorrelation().value(THREE, THREE_ACTUAL)).isCloseTo(0.25757575757575757, EXACT);
        assertThat(new BrierScore().value(THREE, THREE_ACTUAL)).isCloseTo(0.440185546875, EXACT);
    }

    @Test
    void aRowOfWeightTwoCountsAsTwoRows() {
        Matrix twice = Matrix.zeros(BINARY.rows() + 1, 1);
        Matrix actual = Matrix.zeros(BINARY.rows() + 1, 1);
        twice.rows(0, BINARY.rows()).copyFrom(BINARY);
        actual.rows(0, BINARY.rows()).copyFrom(BINARY_ACTUAL);
        twice.set(BINARY.rows(), 0, BINARY.get(3, 0));
        actual.set(BINARY.rows(), 0, BINARY_ACTUAL.get(3, 0));
        float[] weights = new float[BINARY.rows()];
        Arrays.fill(weights, 1);
        weights[3] = 2;

        assertThat(new LogLoss().value(BINARY, BINARY_ACTUAL, weights))
                .isCloseTo(new LogLoss().value(twice, actual), EXACT);
    }

    @Test
    void aClassWithoutTargetsIsSkipped() {
        assertThat(new RocAuc().value(THREE, NO_CLASS_2)).isCloseTo(0.75, EXACT);
        assertThat(new LogLoss().value(THREE, NO_CLASS_2)).isCloseTo(1.0931369787495515, EXACT);
        assertThat(new BalancedAccuracy().value(THREE, NO_CLASS_2)).isCloseTo(0.41666666666666663, EXACT);
        assertThat(new MatthewsCorrelation().value(THREE, NO_CLASS_2)).isCloseTo(0.10660035817780522, EXACT);
    }

    @Test
    void f1CountsAPredictedClassWithoutTargetsButNoneThatIsNeither() {
        assertThat(new F1().value(THREE, NO_CLASS_2)).isCloseTo(0.3148148148148148, EXACT);
        assertThat(new F1().value(THREE.rows(0, 2), THREE_ACTUAL.rows(0, 2))).isEqualTo(1);
    }

    @Test
    void confusionMatrixCountsActualByPredicted() {
        assertThat(counts(ConfusionMatrix.of(BINARY, BINARY_ACTUAL))).isEqualTo(new long[][] {{4, 2}, {3, 3}});
        assertThat(counts(ConfusionMatrix.of(THREE, THREE_ACTUAL)))
                .isEqualTo(new long[][] {{2, 1, 0}, {2, 1, 1}, {0, 1, 2}});
    }

    @Test
    void confusionMatrixSumsItsRowsAndColumns() {
        ConfusionMatrix counts = ConfusionMatrix.of(THREE, THREE_ACTUAL);
        assertThat(counts.actual(1)).isEqualTo(4);
        assertThat(counts.predicted(1)).isEqualTo(3);
        assertThat(counts.correct()).isEqualTo(5);
    }

    @Test
    void equalProbabilitiesCountForTheLowerClass() {
        assertThat(new Accuracy().value(column(0.5f), column(0))).isEqualTo(1);
        assertThat(new Accuracy().value(Matrix.of(new float[] {0.25f, 0.375f, 0.375f}), column(1)))
                .isEqualTo(1);
    }

    @Test
    void logLossOfACertainErrorIsFinite() {
        double largest = 15 * Math.log(10);
        assertThat(new LogLoss().value(column(0), column(1))).isCloseTo(largest, EXACT);
        assertThat(new LogLoss().value(column(1), column(0))).isCloseTo(largest, EXACT);
        assertThat(new LogLoss().value(column(1), column(1))).isCloseTo(1e-15, within(1e-16));
    }

    @Test
    void rocAucIsOneHalfForEqualScoresAndUndefinedForOneClass() {
        assertThat(new RocAuc().value(column(0.5f, 0.5f, 0.5f), column(0, 1, 1)))
                .isEqualTo(0.5);
        assertThat(new RocAuc().value(column(0f, -0f), column(0, 1))).isEqualTo(0.5);
        assertThat(new RocAuc().value(column(-2, 3, -1), column(0, 1, 0))).isEqualTo(1);
        assertThat(new RocAuc().value(column(0.1f, 0.9f), column(1, 1))).isNaN();
        assertThat(new RocAuc().value(THREE.rows(0, 1), THREE_ACTUAL.rows(0, 1)))
                .isNaN();
        assertThat(new RocAuc().value(column(0.1f, Float.NaN), column(0, 1))).isNaN();
    }

    @Test
    void f1IsZeroWhereClassOneNeitherOccursNorIsPredicted() {
        assertThat(new F1().value(column(0.1f, 0.2f), column(0, 0))).isZero();
    }

    @Test
    void stridedWindowsAreReadAsWindows() {
        float[] data = new float[200];
        Matrix predictions = Matrix.window(data, 7, THREE.rows(), 3, 8);
        Matrix targets = Matrix.window(data, 3, THREE.rows(), 1, 8);
        predictions.copyFrom(THREE);
        targets.copyFrom(THREE_ACTUAL);
        for (Metric metric : metrics()) {
            assertThat(metric.value(predictions, targets))
                    .as(metric.name())
                    .isEqualTo(metric.value(THREE, THREE_ACTUAL));
        }
    }

    /// Predictions of a saturated network: class 1 is certain in float32, what is left to class 0 is not 0.
    @Test
    void twoColumnsKnowTheSmallProbabilityOfEitherClass() {
        Matrix saturated = Matrix.of(new float[][] {{1.2e-12f, 1}, {3e-9f, 1}, {1, 2e-20f}, {1, 1e-11f}});
        Matrix exchanged = Matrix.of(new float[][] {{1, 1.2e-12f}, {1, 3e-9f}, {2e-20f, 1}, {1e-11f, 1}});
        assertThat(new LogLoss().value(saturated, column(0, 1, 0, 1)))
                .isCloseTo(-(Math.log(1.2e-12) + Math.log(1e-11)) / 4, within(1e-7));
        assertThat(new LogLoss().value(exchanged, column(1, 0, 1, 0)))
                .isEqualTo(new LogLoss().value(saturated, column(0, 1, 0, 1)));
        assertThat(new RocAuc().value(saturated, column(0, 1, 0, 1))).isEqualTo(0.5);
        assertThat(new RocAuc().value(saturated, column(1, 0, 0, 0))).isEqualTo(1);
        assertThat(new RocAuc().value(exchanged, column(0, 1, 1, 1))).isEqualTo(1);
    }

    @Test
    void noMetricOfPredictionsThatAreNaNIsDefined() {
        Matrix one = column(Float.NaN, 0.9f, 0.2f);
        Matrix two = Matrix.of(new float[][] {{0.5f, Float.NaN}, {0.1f, 0.9f}, {0.8f, 0.2f}});
        for (Metric metric : metrics()) {
            assertThat(metric.value(one, column(0, 1, 0))).as(metric.name()).isNaN();
            assertThat(metric.value(two, column(0, 1, 0))).as(metric.name()).isNaN();
        }
        assertThatThrownBy(() -> ConfusionMatrix.of(two, column(0, 1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a confusion matrix expects probabilities, row 0 has NaN");
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> new Accuracy().value(THREE, column(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("accuracy expects a class index for each prediction, got a 2 × 1 matrix of targets for a"
                        + " 10 × 3 matrix of predictions");
        assertThatThrownBy(() -> new LogLoss().value(column(0.5f, 0.5f), column(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("log-loss expects class indices 0 to 1, row 1 has 2.0");
        assertThatThrownBy(() -> new RocAuc().value(column(0.5f), column(Float.NaN)))
                .hasMessage("roc-auc expects class indices 0 to 1, row 0 has NaN");
        assertThatThrownBy(() -> ConfusionMatrix.of(column(0.5f), column(0.5f)))
                .hasMessage("a confusion matrix expects class indices 0 to 1, row 0 has 0.5");
    }

    @Test
    void matthewsCorrelationIsZeroWhereOneClassIsAlwaysChosen() {
        assertThat(new MatthewsCorrelation().value(column(0.1f, 0.2f), column(0, 1)))
                .isZero();
    }

    @Test
    void aThresholdMovesDecisions() {
        ConfusionMatrix counts = ConfusionMatrix.of(BINARY, BINARY_ACTUAL, 20 / 64.0);
        assertThat(counts(counts)).isEqualTo(new long[][] {{3, 3}, {0, 6}});
        assertThat(new F1().value(counts)).isCloseTo(0.8, EXACT);
        assertThat(counts(ConfusionMatrix.of(BINARY, BINARY_ACTUAL, 0.51))).isEqualTo(new long[][] {{4, 2}, {3, 3}});
        assertThat(counts(ConfusionMatrix.ofCounts(counts(counts)))).isEqualTo(counts(counts));
        assertThatThrownBy(() -> ConfusionMatrix.of(THREE, THREE_ACTUAL, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a threshold decides between two classes, got 3");
    }

    private static List<Metric> metrics() {
        return Metric.all().stream().filter(ClassMetric.class::isInstance).toList();
    }

    private static long[][] counts(ConfusionMatrix matrix) {
        long[][] counts = new long[matrix.classes()][matrix.classes()];
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) {
                counts[i][j] = matrix.count(i, j);
            }
        }
        return counts;
    }

    private static Matrix column(float... values) {
        return Matrix.window(values, 0, values.length, 1);
    }

    private static Matrix sixtyFourths(int columns, int... numerators) {
        Matrix matrix = Matrix.zeros(numerators.length / columns, columns);
        for (int i = 0; i < numerators.length; i++) {
            matrix.data()[i] = numerators[i] / 64f;
        }
        return matrix;
    }
}
