package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.model.ProbabilityMap.Identity;
import dev.lamina.model.ProbabilityMap.Isotonic;
import dev.lamina.model.ProbabilityMap.Temperature;
import dev.lamina.model.ProbabilityMap.Vector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbabilityMapTest {

    /// Worked out by hand: √.64 : √.32 : √.04 = .8 : .56569 : .2.
    @Test
    void aTemperatureOfTwoTakesSquareRoots() {
        float[] row = {9, 0.64f, 0.32f, 0.04f, 9};
        new Temperature(2).apply(row, 1, 3);
        double sum = 0.8 + Math.sqrt(0.32) + 0.2;
        assertThat(row[1]).isCloseTo((float) (0.8 / sum), within(1e-6f));
        assertThat(row[2]).isCloseTo((float) (Math.sqrt(0.32) / sum), within(1e-6f));
        assertThat(row[3]).isCloseTo((float) (0.2 / sum), within(1e-6f));
        assertThat(row[0]).isEqualTo(9);
        assertThat(row[4]).isEqualTo(9);
    }

    @Test
    void vectorScalingHasAFactorAndABiasForEachClass() {
        float[] row = {0.5f, 0.25f, 0.25f};
        new Vector(List.of(1.0, 2.0, 0.5), List.of(0.0, Math.log(4), 0.0)).apply(row, 0, 3);
        assertThat(row[0]).isCloseTo(0.4f, within(1e-6f));
        assertThat(row[1]).isCloseTo(0.2f, within(1e-6f));
        assertThat(row[2]).isCloseTo(0.4f, within(1e-6f));
    }

    @Test
    void certainRowsStayFinite() {
        for (ProbabilityMap map : List.of(
                new Temperature(0.1),
                new Temperature(10),
                new Vector(List.of(3.0, 0.2), List.of(-5.0, 5.0)),
                new Isotonic(List.of(-50.0, 50.0), List.of(-30.0, 30.0)))) {
            float[] row = {0, 1};
            map.apply(row, 0, 2);
            assertThat(row[0]).isBetween(0f, 1f);
            assertThat(row[0] + row[1]).isCloseTo(1, within(1e-6f));
        }
        float[] row = {0, 1};
        new Isotonic(List.of(-50.0, 50.0), List.of(-30.0, 30.0)).apply(row, 0, 2);
        assertThat(row[0]).isPositive();
    }

    @Test
    void anIsotonicMapIsLinearBetweenKnotsNeverFallsAndEndsConstant() {
        Isotonic map = new Isotonic(List.of(-1.0, 0.0, 2.0), List.of(-2.0, 0.0, 1.0));
        float before = 0;
        for (double odds = -6; odds <= 6; odds += 0.01) {
            float[] row = {(float) (1 / (1 + Math.exp(odds))), (float) (1 / (1 + Math.exp(-odds)))};
            map.apply(row, 0, 2);
            assertThat(row[1]).isGreaterThanOrEqualTo(before);
            before = row[1];
        }
        float[] row = {(float) (1 / (1 + Math.E)), (float) (1 / (1 + 1 / Math.E))};
        map.apply(row, 0, 2);
        assertThat(row[1]).isCloseTo((float) (1 / (1 + Math.exp(-0.5))), within(1e-6f));
        assertThat(before).isCloseTo((float) (1 / (1 + Math.exp(-1))), within(1e-6f));
    }

    @Test
    void tooCertainProbabilitiesGetTheirTemperature() {
        Sample sample = Sample.of(4000, 3, 2, new double[3], 1);
        ProbabilityMap map = ProbabilityMap.fit(sample.claimed, sample.classes, null);
        assertThat(map)
                .isInstanceOfSatisfying(
                        Temperature.class,
                        temperature -> assertThat(temperature.temperature()).isCloseTo(2, within(0.15)));
    }

    @Test
    void probabilitiesOfOtherSharesOfTheClassesGetABiasEach() {
        Sample sample = Sample.of(5000, 3, 1, new double[] {0, 1.5, -1}, 2);
        ProbabilityMap map = ProbabilityMap.fit(sample.claimed, sample.classes, null);
        assertThat(map).isInstanceOf(Vector.class);
        assertThat(sample.expectedLoss(map)).isLessThan(sample.entropy() * 1.005);
        assertThat(sample.expectedLoss(new Identity())).isGreaterThan(sample.entropy() * 1.1);
    }

    @Test
    void aBendThatNoFactorExplainsGetsAnIsotonicMap() {
        RandomStream random = RandomStream.of(5, Purpose.CHECK, 0);
        Matrix claimed = Matrix.zeros(20_000, 2);
        Matrix classes = Matrix.zeros(20_000, 1);
        for (int i = 0; i < classes.rows(); i++) {
            double p = 0.01 + 0.98 * random.nextDouble();
            double truth = p < 0.3 ? 0.1 : p < 0.7 ? 0.5 : 0.9;
            claimed.set(i, 0, (float) (1 - p));
            claimed.set(i, 1, (float) p);
            classes.set(i, 0, random.nextDouble() < truth ? 1 : 0);
        }
        ProbabilityMap map = ProbabilityMap.fit(claimed, classes, null);
        assertThat(map).isInstanceOf(Isotonic.class);
        float[] row = {0.5f, 0.5f};
        map.apply(row, 0, 2);
        assertThat(row[1]).isCloseTo(0.5f, within(0.05f));
    }

    /// New rows of probabilities that were right are what a calibration can only spoil. Their log loss is computed from
    /// the true probabilities, so that no chance of test rows comes in.
    @ParameterizedTest
    @ValueSource(ints = {30, 100, 300, 1000, 3000})
    void whatWasRightIsHardlyEverSpoilt(int rows) {
        int trials = rows < 1000 ? 45 : 15;
        int spoilt = 0;
        double sum = 0;
        for (int trial = 0; trial < trials; trial++) {
            int classes = 2 + trial % 3;
            Sample held = Sample.of(rows, classes, 1, new double[classes], 100 + trial);
            ProbabilityMap map = ProbabilityMap.fit(held.claimed, held.classes, null);
            Sample fresh = Sample.of(2000, classes, 1, new double[classes], 500 + trial);
            double ratio = fresh.expectedLoss(map) / fresh.entropy();
            spoilt += ratio > 1.005 ? 1 : 0;
            sum += ratio;
        }
        assertThat(sum / trials).as("mean ratio").isLessThan(1.001);
        assertThat(spoilt).as("of %d trials", trials).isLessThanOrEqualTo(trials / 15);
    }

    @Test
    void fewRowsAndRowsWithoutMistakesPromiseNothing() {
        Sample few = Sample.of(60, 2, 3, new double[2], 7);
        assertThat(ProbabilityMap.fit(few.claimed, few.classes, null)).isEqualTo(new Identity());
        Matrix none = Matrix.zeros(0, 2);
        assertThat(ProbabilityMap.fit(none, Matrix.zeros(0, 1), null)).isEqualTo(new Identity());
        Matrix right = Matrix.zeros(300, 2);
        right.columns(0, 1).fill(0.999f);
        right.columns(1, 2).fill(0.001f);
        ProbabilityMap map = ProbabilityMap.fit(right, Matrix.zeros(300, 1), null);
        float[] row = {0.999f, 0.001f};
        map.apply(row, 0, 2);
        assertThat(row[1]).as("half a mistake in 300 rows").isGreaterThan(1e-4f);
    }

    @Test
    void aRowOfWeightZeroIsNoRow() {
        Sample sample = Sample.of(2000, 2, 2, new double[2], 9);
        Matrix flipped = Matrix.zeros(4000, 1);
        Matrix claimed = Matrix.zeros(4000, 2);
        float[] weights = new float[4000];
        for (int i = 0; i < 2000; i++) {
            claimed.rows(i, i + 1).copyFrom(sample.claimed.rows(i, i + 1));
            claimed.rows(i + 2000, i + 2001).copyFrom(sample.claimed.rows(i, i + 1));
            flipped.set(i, 0, sample.classes.get(i, 0));
            flipped.set(i + 2000, 0, 1 - sample.classes.get(i, 0));
            weights[i] = 1;
        }
        assertThat(ProbabilityMap.fit(claimed, flipped, weights))
                .isInstanceOfSatisfying(
                        Temperature.class,
                        temperature -> assertThat(temperature.temperature()).isCloseTo(2, within(0.3)));
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> new Temperature(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a temperature is above 0 and finite, got 0.0");
        assertThatThrownBy(() -> new Vector(List.of(1.0, 1.0), List.of(0.0)))
                .hasMessage("vector scaling needs a factor and a bias for each of at least two classes, got 2 and 1");
        assertThatThrownBy(() -> new Isotonic(List.of(1.0, 1.0), List.of(0.0, 0.0)))
                .hasMessage("an isotonic map never falls, knot 1 is below its predecessor");
        assertThatThrownBy(() -> new Isotonic(List.of(1.0), List.of(31.0)))
                .hasMessage("calibrated log-odds are within ±30, got 31.0");
    }

    /// Rows whose true probabilities are known, and what is claimed of them: in proportion to p^sharpness · e^bias.
    private record Sample(Matrix truth, Matrix claimed, Matrix classes) {

        static Sample of(int rows, int classes, double sharpness, double[] biases, int seed) {
            RandomStream random = RandomStream.of(seed, Purpose.CHECK, 1);
            Matrix truth = Matrix.zeros(rows, classes);
            Matrix claimed = Matrix.zeros(rows, classes);
            Matrix actual = Matrix.zeros(rows, 1);
            for (int i = 0; i < rows; i++) {
                List<Double> logits = new ArrayList<>();
                for (int j = 0; j < classes; j++) {
                    logits.add(2 * random.nextGaussian());
                }
                set(truth, i, logits);
                double left = random.nextDouble();
                int drawn = 0;
                while (drawn < classes - 1 && (left -= truth.get(i, drawn)) >= 0) {
                    drawn++;
                }
                actual.set(i, 0, drawn);
                for (int j = 0; j < classes; j++) {
                    logits.set(j, sharpness * logits.get(j) + biases[j]);
                }
                set(claimed, i, logits);
            }
            return new Sample(truth, claimed, actual);
        }

        private static void set(Matrix p, int row, List<Double> logits) {
            double sum = logits.stream().mapToDouble(Math::exp).sum();
            for (int j = 0; j < logits.size(); j++) {
                p.set(row, j, (float) (Math.exp(logits.get(j)) / sum));
            }
        }

        double entropy() {
            return crossEntropy(truth);
        }

        double expectedLoss(ProbabilityMap map) {
            Matrix mapped = Matrix.zeros(claimed.rows(), claimed.columns());
            mapped.copyFrom(claimed);
            map.apply(mapped);
            return crossEntropy(mapped);
        }

        private double crossEntropy(Matrix p) {
            double sum = 0;
            for (int i = 0; i < truth.rows(); i++) {
                for (int j = 0; j < truth.columns(); j++) {
                    sum -= truth.get(i, j) * Math.log(p.get(i, j));
                }
            }
            return sum / truth.rows();
        }
    }
}
