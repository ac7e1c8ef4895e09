package dev.lamina.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Matrix;
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
    }

    @Test
    void metricsOfTwoOutputsEqualScikitLearns() {
        assertThat(new RootMeanSquaredError().value(TWO_PREDICTIONS, TWO_TARGETS))
                .isCloseTo(0.9962745241597741, EXACT);
        assertThat(new MeanAbsoluteError().value(TWO_PREDICTIONS, TWO_TARGETS)).isCloseTo(0.875, EXACT);
        assertThat(new RSquared().value(TWO_PREDICTIONS, TWO_TARGETS)).isCloseTo(0.9044423337715711, EXACT);
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

    @Test
    void stridedWindowsAreReadAsWindows() {
        float[] data = new float[40];
        Matrix predictions = Matrix.window(data, 1, 4, 2, 9);
        Matrix targets = Matrix.window(data, 5, 4, 2, 9);
        predictions.copyFrom(TWO_PREDICTIONS);
        targets.copyFrom(TWO_TARGETS);
        for (Metric metric : new Metric[] {new RootMeanSquaredError(), new MeanAbsoluteError(), new RSquared()}) {
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
    }

    private static Matrix column(float... values) {
        return Matrix.window(values, 0, values.length, 1);
    }
}
