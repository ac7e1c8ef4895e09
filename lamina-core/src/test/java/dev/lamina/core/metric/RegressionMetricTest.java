package dev.lamina.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Matrix;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// The numbers are scikit-learn's, printed by `tools/golden/metrics.py`.
class RegressionMetricTest {

    private static final Offset<Double> EXACT = within(1e-12);

    private static final Matrix TARGETS = column(3, -0.5f, 2, 7, 4.25f, 0);
    private static final Matrix PREDICTIONS = column(2.5f, 0, 2, 8, 5.125f, -1.5f);

    private static final Matrix TWO_TARGETS = Matrix.of(new float[][] {{0.5f, 1}, {-1, 1}, {7, -6}, {2.5f, 3.75f}});
    private static final Matrix TWO_PREDICTIONS = Matrix.of(new float[][] {{0, 2}, {-1, 2}, {8, -5}, {2.25f, 1.5f}});

    @Test
    void metricsOfOneOutputEqualScikitLearns() {
        assertThat(new RootMeanSquaredError().value(PREDICTIONS, TARGETS)).isCloseTo(0.8675276172357089, EXACT);
        assertThat(new MeanAbsoluteError().value(PREDICTIONS, TARGETS)).isCloseTo(0.7291666666666666, EXACT);
        assertThat(new RSquared().value(PREDICTIONS, TARGETS)).isCloseTo(0.884121892542101, EXACT);
        assertThat(new MedianAbsoluteError().value(PREDICTIONS, TARGETS)).isCloseTo(0.6875, EXACT);
        assertThat(new MeanAbsolutePercentageError().value(PREDICTIONS.rows(0, 5), TARGETS.rows(0, 5)))
                .isCloseTo(0.3030812324929972, EXACT);
        assertThat(new MeanAbsolutePercentageError().value(PREDICTIONS, TARGETS))
                .as("of a target that is 0")
                .isEqualTo(1125899906842624.2);
    }

    @Test
    void metricsOfTwoOutputsEqualScikitLearns() {
        assertThat(new RootMeanSquaredError().value(TWO_PREDICTIONS, TWO_TARGETS))
                .isCloseTo(0.9962745241597741, EXACT);
        assertThat(new MeanAbsoluteError().value(TWO_PREDICTIONS, TWO_TARGETS)).isCloseTo(0.875, EXACT);
        assertThat(new RSquared().value(TWO_PREDICTIONS, TWO_TARGETS)).isCloseTo(0.9044423337715711, EXACT);
        assertThat(new MedianAbsoluteError().value(TWO_PREDICTIONS, TWO_TARGETS))
                .isCloseTo(0.6875, EXACT);
        assertThat(new MeanAbsolutePercentageError().value(TWO_PREDICTIONS, TWO_TARGETS))
                .isCloseTo(0.5011904761904762, EXACT);
    }

    @Test
    void rSquaredOfAConstantTargetIsOneIfItIsMetAndZeroIfNot() {
        assertThat(new RSquared().value(column(2, 3), column(2, 2))).isEqualTo(0);
        assertThat(new RSquared().value(column(2, 2), column(2, 2))).isEqualTo(1);
    }

    @Test
    void rSquaredOfOneRowIsUndefined() {
        assertThat(new RSquared().value(column(1), column(1))).isNaN();
    }

    @Test
    void sumsRunInDouble() {
        Matrix targets = Matrix.zeros(4097, 1);
        Matrix predictions = Matrix.zeros(4097, 1);
        predictions.fill(0x1.0p-12f);
        predictions.set(0, 0, 0x1.0p12f);
        assertThat(new MeanAbsoluteError().value(predictions, targets)).isEqualTo(4097.0 / 4097);
    }

    /// Errors of 30 and 40, in units of any size and beside any mean.
    @Test
    void valuesOfAnySizeKeepTheirDigits() {
        for (double unit : new double[] {1e-300, 1e-60, 1, 1e37, 1e300}) {
            Residuals residuals = new Residuals(
                    new double[] {-100 * unit, 100 * unit, 0, 0}, new double[] {-70 * unit, 60 * unit, 0, 0});
            assertThat(residuals.rootMeanSquare() / unit).isCloseTo(25, EXACT);
            assertThat(residuals.meanAbsolute() / unit).isCloseTo(17.5, EXACT);
            assertThat(residuals.medianAbsolute() / unit).isCloseTo(15, EXACT);
            assertThat(residuals.rSquared()).isCloseTo(1 - 2500.0 / 20_000, EXACT);
            assertThat(residuals.deviation() / unit).isCloseTo(100 / Math.sqrt(2), EXACT);
        }
        Residuals seconds =
                new Residuals(new double[] {1_700_000_000, 1_700_000_100}, new double[] {1_700_000_030, 1_700_000_060});
        assertThat(seconds.rootMeanSquare()).isCloseTo(Math.sqrt(1250), EXACT);
        assertThat(seconds.meanAbsolute()).isEqualTo(35);
        assertThat(seconds.deviation()).isEqualTo(50);
    }

    @Test
    void differencesBeyondTheLargestNumberDoNotOverflow() {
        Residuals residuals =
                new Residuals(new double[] {Double.MAX_VALUE, 0}, new double[] {-Double.MAX_VALUE / 4, 0});
        assertThat(residuals.meanAbsolute()).isEqualTo(Double.MAX_VALUE * 0.625);
    }

    @Test
    void equalTargetsDeviateByNothingAtAll() {
        double[] tenths = {0.1, 0.1, 0.1};
        assertThat(new Residuals(tenths, new double[] {0.1, 0.1, 0.2}).rSquared())
                .isZero();
        assertThat(new Residuals(tenths, tenths).rSquared()).isEqualTo(1);
    }

    @Test
    void nothingIsMeasuredOnPredictionsThatAreNaN() {
        for (Metric metric : metrics()) {
            assertThat(metric.value(column(2, Float.NaN), column(2, 2)))
                    .as(metric.name())
                    .isNaN();
        }
        assertThat(new Residuals(new double[2], new double[] {0, Double.POSITIVE_INFINITY}).rootMeanSquare())
                .isInfinite();
    }

    @Test
    void stridedWindowsAreReadAsWindows() {
        float[] data = new float[40];
        Matrix predictions = Matrix.window(data, 1, 4, 2, 9);
        Matrix targets = Matrix.window(data, 5, 4, 2, 9);
        predictions.copyFrom(TWO_PREDICTIONS);
        targets.copyFrom(TWO_TARGETS);
        for (Metric metric : metrics()) {
            assertThat(metric.value(predictions, targets))
                    .as(metric.name())
                    .isEqualTo(metric.value(TWO_PREDICTIONS, TWO_TARGETS));
        }
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> new RSquared().value(PREDICTIONS, TWO_TARGETS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("r-squared expects a target for each predicted value, got a 4 × 2 matrix of targets for a"
                        + " 6 × 1 matrix of predictions");
        assertThatThrownBy(() -> new Residuals(new double[3], new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a predicted value for each actual one, got 2 for 3");
    }

    private static List<Metric> metrics() {
        return Metric.all().stream().filter(ValueMetric.class::isInstance).toList();
    }

    private static Matrix column(float... values) {
        return Matrix.window(values, 0, values.length, 1);
    }
}
