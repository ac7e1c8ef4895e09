package dev.lamina.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.matrix.Matrix;
import org.junit.jupiter.api.Test;

class DecisionCurveTest {

    private static final float[] SECOND = {0.1f, 0.5f, 0.495f, 0.8f, 1, 0, 0.3f, 0.005f};
    private static final float[] ACTUAL = {0, 1, 0, 1, 1, 0, 1, 0};

    private static DecisionCurve curve() {
        float[] both = new float[2 * SECOND.length];
        for (int row = 0; row < SECOND.length; row++) {
            both[2 * row] = 1 - SECOND[row];
            both[2 * row + 1] = SECOND[row];
        }
        return DecisionCurve.of(
                "yes", Matrix.window(both, 0, SECOND.length, 2), Matrix.window(ACTUAL, 0, ACTUAL.length, 1), 1);
    }

    @Test
    void everyThresholdCountsTheRowsWithAtLeastItsProbability() {
        DecisionCurve curve = curve();

        for (int number = 0; number <= DecisionCurve.STEPS; number++) {
            int found = 0;
            int mistaken = 0;
            for (int row = 0; row < SECOND.length; row++) {
                if (SECOND[row] >= DecisionCurve.threshold(number)) {
                    found += ACTUAL[row] == 1 ? 1 : 0;
                    mistaken += ACTUAL[row] == 1 ? 0 : 1;
                }
            }
            assertThat(curve.found()[number]).as("found at %s", number).isEqualTo(found);
            assertThat(curve.mistaken()[number]).as("mistaken at %s", number).isEqualTo(mistaken);
        }
    }

    @Test
    void ratesAreSharesOfRows() {
        DecisionCurve curve = curve();

        assertThat(curve.recall(100)).isEqualTo(0.75);
        assertThat(curve.falsePositiveRate(100)).isZero();
        assertThat(curve.precision(60)).isEqualTo(0.8);
        assertThat(curve.recall(0)).isEqualTo(1);
    }
}
