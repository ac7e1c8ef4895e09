package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.FittedTarget;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// Predictions that come from no single model.
class PredictionsTest {

    private static final FittedTarget.Labels SOLD = (FittedTarget.Labels) Models.SOLD;

    private static final FittedTarget.Scaled PRICE = (FittedTarget.Scaled) Models.PRICE;

    @Test
    void givenProbabilitiesAreCopied() {
        Matrix given = Matrix.of(new float[][] {{0.75f, 0.25f}, {0.5f, 0.5f}});

        Predictions predictions = Predictions.ofProbabilities(SOLD, given, Calibration.none());
        given.fill(0);

        assertThat(predictions.rows()).isEqualTo(2);
        assertThat(predictions.target()).isEqualTo(SOLD);
        assertThat(predictions.probability(0, 0)).isEqualTo(0.75f);
        assertThat(predictions.label(0)).isEqualTo("no");
        assertThat(predictions.label(1)).as("the first of equal ones").isEqualTo("no");
    }

    @Test
    void theThresholdOfACalibrationDecides() {
        Matrix given = Matrix.of(new float[][] {{0.75f, 0.25f}, {0.8f, 0.2f}});
        Calibration calibration =
                new Calibration(new ProbabilityMap.Identity(), OptionalDouble.of(0.25), new Conformal.None());

        Predictions predictions = Predictions.ofProbabilities(SOLD, given, calibration);

        assertThat(predictions.label(0)).isEqualTo("yes");
        assertThat(predictions.label(1)).isEqualTo("no");
    }

    @Test
    void givenValuesAreInUnitsOfTheTarget() {
        double[] given = {1, 0.1};

        Predictions predictions = Predictions.ofValues(PRICE, given, Calibration.none());
        given[1] = 0;

        assertThat(predictions.rows()).isEqualTo(2);
        assertThat(predictions.value(1)).isEqualTo(0.1);
    }

    @Test
    void refusesWhatIsNoPrediction() {
        assertRefused("the target \"sold\" has 2 labels, got a 1 × 3 matrix", 0.5f, 0.25f, 0.25f);
        assertRefused("the probability of label 1 in row 0 is -0.5, expected 0 to 1", 1, -0.5f);
        assertRefused("the probability of label 0 in row 0 is NaN, expected 0 to 1", Float.NaN, 1);
        assertRefused("the probabilities of row 0 add up to 0.75, expected 1", 0.25f, 0.5f);
        assertThatThrownBy(() -> Predictions.ofValues(PRICE, new double[] {1, Double.NaN}, Calibration.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the prediction for row 1 is NaN, expected a finite number");
    }

    private static void assertRefused(String message, float... row) {
        assertThatThrownBy(() -> Predictions.ofProbabilities(SOLD, Matrix.of(row), Calibration.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
