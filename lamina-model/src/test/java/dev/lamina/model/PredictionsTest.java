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
    void intervalsAreAsWideAsTheScoresSay() {
        double[] zeros = new double[9];
        Calibration calibration = Calibration.ofValues(new double[] {1, -2, 3, -4, 5, -6, 7, -8, 9}, zeros);

        Predictions predictions = Predictions.ofValues(PRICE, new double[] {100, 0.5}, calibration);

        assertThat(predictions.lower(0, 0.5)).isEqualTo(95);
        assertThat(predictions.upper(0, 0.5)).isEqualTo(105);
        assertThat(predictions.upper(1, 0.9)).isEqualTo(9.5);
        assertThat(predictions.lower(1, 0.95)).as("of nine rows").isEqualTo(Double.NEGATIVE_INFINITY);
        calibration.checkCoverage(0.9);
        assertThatThrownBy(() -> calibration.checkCoverage(0.95))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a coverage of 0.95 needs 19 rows that were held out, the model has 9; ask for at most"
                        + " 0.9000");
    }

    @Test
    void setsHoldTheLabelsThatAreProbableEnough() {
        Conformal sets = new Conformal.Sets(Scores.of(new double[] {0.1, 0.4, 0.7}));
        Matrix given = Matrix.of(new float[][] {{0.75f, 0.25f}, {0.25f, 0.75f}});
        Calibration calibration = new Calibration(new ProbabilityMap.Identity(), OptionalDouble.empty(), sets);

        Predictions predictions = Predictions.ofProbabilities(SOLD, given, calibration);

        assertThat(predictions.set(0, 0.25)).as("never empty").containsExactly("no");
        assertThat(predictions.set(0, 0.75)).containsExactly("no");
        assertThat(predictions.set(1, 0.75)).containsExactly("yes");
        assertThat(predictions.set(1, 0.8)).as("of three rows").containsExactly("no", "yes");
    }

    @Test
    void intervalsAndSetsNeedScores() {
        Matrix given = Matrix.of(new float[] {0.75f, 0.25f});
        Predictions labels = Predictions.ofProbabilities(SOLD, given, Calibration.none());
        Predictions values = Predictions.ofValues(PRICE, new double[1], Calibration.none());
        String message = "the model has no conformal scores, which intervals and sets need; train it anew";
        assertThatThrownBy(() -> labels.set(0, 0.9))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> values.lower(0, 0.9))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> labels.upper(0, 0.9)).hasMessageContaining("predicts labels of \"sold\", not values");
        assertThatThrownBy(() -> values.set(0, 0.9)).hasMessageContaining("predicts values of \"price\", not labels");
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

    @Test
    void bandsAreKeptAndThoseThatAreNoneAreRefused() {
        double[] lower = {1, 2};
        double[] values = {3, 2};
        double[] upper = {4, 2};
        Predictions predictions = Predictions.ofBands(PRICE, lower, values, upper, Calibration.none());
        values[0] = 7;
        assertThat(predictions.rows()).isEqualTo(2);
        assertThat(predictions.value(0)).isEqualTo(3);
        assertThat(predictions.lower(0)).isEqualTo(1);
        assertThat(predictions.upper(0)).isEqualTo(4);
        assertThat(predictions.upper(1)).isEqualTo(2);
        Predictions plain = Predictions.ofValues(PRICE, new double[] {5}, Calibration.none());
        assertThat(plain.lower(0)).isEqualTo(5);
        assertThat(plain.upper(0)).isEqualTo(5);

        assertThatThrownBy(() -> Predictions.ofBands(PRICE, lower, values, upper, Calibration.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the band for row 0 is from 1.0 to 4.0, expected one around the value 7.0");
        assertThatThrownBy(() -> Predictions.ofBands(PRICE, lower, new double[1], upper, Calibration.none()))
                .hasMessage("there are 1 values with 2 lower and 2 upper ends, expected as many of each");
        assertThatThrownBy(() -> Predictions.ofBands(
                        PRICE, new double[] {Double.NEGATIVE_INFINITY, 0}, upper, upper, Calibration.none()))
                .hasMessage("the prediction for row 0 is -Infinity, expected a finite number");
        Calibration ofValues = Calibration.ofValues(new double[1], new double[1]);
        assertThatThrownBy(() -> Predictions.ofBands(PRICE, lower, lower, upper, ofValues))
                .hasMessageStartingWith("conformal scores of values are not for networks with the loss quantile-band");
    }

    private static void assertRefused(String message, float... row) {
        assertThatThrownBy(() -> Predictions.ofProbabilities(SOLD, Matrix.of(row), Calibration.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
