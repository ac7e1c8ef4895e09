package dev.lamina.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// The numbers are those of `tools/golden/metrics.py`, which looks for the temperature without derivatives.
class CalibratedLogLossTest {

    private static final Offset<Double> CLOSE = within(1e-6);

    private static final float[] BINARY = {5, 60, 32, 32, 11, 48, 48, 20, 63, 2, 40, 27};
    private static final float[] BINARY_ACTUAL = {0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1};

    private static final float[] THREE = {
        40, 14, 10, 10, 44, 10, 20, 20, 24, 31, 31, 2, 4, 30, 30, 50, 7, 7, 12, 40, 12, 1, 2, 61, 22, 21, 21, 9, 25, 30
    };
    private static final float[] THREE_ACTUAL = {0, 1, 2, 1, 2, 0, 0, 2, 1, 1};

    @Test
    void temperatureAndLogLossEqualThoseOfASearchWithoutDerivatives() {
        TemperatureScaling binary = TemperatureScaling.fit(shares(BINARY, 1), column(BINARY_ACTUAL), null);
        assertThat(binary.temperature()).isCloseTo(1.0615657315940568, CLOSE);
        assertThat(binary.logLoss()).isCloseTo(0.5339943837168557, CLOSE);
        TemperatureScaling three = TemperatureScaling.fit(shares(THREE, 3), column(THREE_ACTUAL), null);
        assertThat(three.temperature()).isCloseTo(0.9111190865255576, CLOSE);
        assertThat(three.logLoss()).isCloseTo(0.723536183534361, CLOSE);
        Matrix noClass2 = column(0, 1, 0, 1, 1, 0, 0, 1, 1, 1);
        assertThat(TemperatureScaling.fit(shares(THREE, 3), noClass2, null).temperature())
                .isCloseTo(1.1800808119573147, CLOSE);
        assertThat(new CalibratedLogLoss().value(shares(THREE, 3), noClass2)).isCloseTo(1.0592008082853122, CLOSE);
    }

    @Test
    void moreRowsMoveTheTemperatureFurther() {
        Matrix probabilities = Matrix.zeros(400, 3);
        Matrix classes = Matrix.zeros(400, 1);
        for (int i = 0; i < 400; i += 10) {
            probabilities.rows(i, i + 10).copyFrom(shares(THREE, 3));
            classes.rows(i, i + 10).copyFrom(column(THREE_ACTUAL));
        }
        TemperatureScaling scaling = TemperatureScaling.fit(probabilities, classes, null);
        assertThat(scaling.temperature()).isCloseTo(0.6789683620918088, CLOSE);
        assertThat(scaling.logLoss()).isCloseTo(0.7076000366599631, CLOSE);
    }

    /// A network that claims the square of what is true.
    @Test
    void theTemperatureThatMadeProbabilitiesTooCertainIsFound() {
        RandomStream random = RandomStream.of(3, Purpose.CHECK, 0);
        Matrix claimed = Matrix.zeros(50_000, 2);
        Matrix classes = Matrix.zeros(50_000, 1);
        double entropy = 0;
        for (int i = 0; i < classes.rows(); i++) {
            double p = 0.02 + 0.96 * random.nextDouble();
            classes.set(i, 0, random.nextDouble() < p ? 1 : 0);
            double certain = p * p / (p * p + (1 - p) * (1 - p));
            claimed.set(i, 0, (float) (1 - certain));
            claimed.set(i, 1, (float) certain);
            entropy -= Math.log(classes.get(i, 0) == 1 ? p : 1 - p);
        }
        TemperatureScaling scaling = TemperatureScaling.fit(claimed, classes, null);
        assertThat(scaling.temperature()).isCloseTo(2, within(0.1));
        assertThat(scaling.logLoss()).isCloseTo(entropy / classes.rows(), within(1e-4));
        assertThat(new LogLoss().value(claimed, classes)).isGreaterThan(scaling.logLoss() + 0.05);
    }

    @Test
    void aWeightOfTwoIsTheRowTwice() {
        Matrix twice = Matrix.of(new float[] {0.2f, 0.8f}, new float[] {0.2f, 0.8f}, new float[] {0.9f, 0.1f});
        Matrix once = twice.rows(1, 3);
        TemperatureScaling weighted = TemperatureScaling.fit(once, column(0, 0), new float[] {4, 2});
        TemperatureScaling repeated = TemperatureScaling.fit(twice, column(0, 0, 0), null);
        assertThat(weighted.logLoss()).isBetween(repeated.logLoss(), repeated.logLoss() + 0.05);
        assertThat(TemperatureScaling.fit(twice, column(0, 0, 0), new float[] {3, 3, 3}))
                .isEqualTo(repeated);
        assertThat(TemperatureScaling.fit(twice, column(1, 0, 0), new float[] {0, 1, 1})
                        .temperature())
                .isGreaterThan(1);
    }

    @Test
    void certainPredictionsAndUndefinedOnesAreSurvived() {
        Matrix certain = Matrix.of(new float[] {0, 1}, new float[] {1, 0}, new float[] {1, 0});
        assertThat(new CalibratedLogLoss().value(certain, column(1, 0, 1)))
                .isFinite()
                .isLessThan(new LogLoss().value(certain, column(1, 0, 1)));
        assertThat(new CalibratedLogLoss().value(column(1, 0, 1), column(1, 0, 0)))
                .isFinite();
        assertThat(new CalibratedLogLoss().value(column(Float.NaN), column(0))).isNaN();
        Matrix uniform = Matrix.of(new float[] {0.5f, 0.5f});
        assertThat(TemperatureScaling.fit(uniform, column(1), null))
                .isEqualTo(new TemperatureScaling(1, StrictMath.log(2)));
    }

    private static Matrix shares(float[] sixtyFourths, int columns) {
        float[] shares = sixtyFourths.clone();
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= 64;
        }
        return Matrix.window(shares, 0, shares.length / columns, columns);
    }

    private static Matrix column(float... values) {
        return Matrix.window(values, 0, values.length, 1);
    }
}
