package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConformalTest {

    @Test
    void theQuantileIsTheScoreOfRankNPlusOneTimesCoverage() {
        Scores scores = Scores.of(new double[] {5, 3, 9, 1, 7, 2, 8, 4, 6});
        assertThat(scores.quantile(0.5)).isEqualTo(5);
        assertThat(scores.quantile(0.51)).isEqualTo(6);
        assertThat(scores.quantile(0.9)).isEqualTo(9);
        assertThat(scores.quantile(0.91)).isInfinite();
        assertThat(scores.mostCoverage()).isEqualTo(0.9);
        assertThat(Scores.of(new double[0]).quantile(0.1)).isInfinite();
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1999, 12_345})
    void ofManyScoresNoQuantileIsSmallerThanOfAll(int rows) {
        double[] all = IntStream.rangeClosed(1, rows).asDoubleStream().toArray();
        Scores scores = Scores.of(all);
        assertThat(scores.kept()).hasSize(Scores.MOST_KEPT);
        for (double coverage : new double[] {0.001, 0.1, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999}) {
            double rank = Math.ceil((rows + 1) * coverage * (1 - 1e-9));
            assertThat(scores.quantile(coverage))
                    .as("coverage %s", coverage)
                    .isBetween(rank, rank > rows ? Double.POSITIVE_INFINITY : rank + rows / 1000.0 + 1);
        }
    }

    /// The promise holds on average over held-out sets, and each keeps it roughly.
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.8, 0.9, 0.95})
    void intervalsCoverAsOftenAsWasAsked(double coverage) {
        RandomStream random = RandomStream.of(1, Purpose.CHECK, 0);
        double sum = 0;
        for (int trial = 0; trial < 40; trial++) {
            Conformal.Intervals intervals = Conformal.Intervals.of(errors(random, 400), new double[400]);
            double halfWidth = intervals.halfWidth(coverage);
            sum += Arrays.stream(errors(random, 1000))
                    .filter(error -> Math.abs(error) <= halfWidth)
                    .count();
        }
        assertThat(sum / 40_000).isCloseTo(coverage, within(0.012));
    }

    /// The bands are too narrow, or too wide, and not in the middle of what they are to hold.
    @ParameterizedTest
    @CsvSource({"0.5, 0.3", "0.9, 0.3", "0.5, 4", "0.9, 4"})
    void bandsCoverAsOftenAsWasAskedAndKeepTheirShape(double coverage, double scale) {
        FittedTarget.Scaled target = new FittedTarget.Scaled("y", 0, 1);
        RandomStream random = RandomStream.of(3, Purpose.CHECK, 0);
        int rows = 6000;
        double[] actual = new double[rows];
        double[] lower = new double[rows];
        double[] values = new double[rows];
        double[] upper = new double[rows];
        for (int i = 0; i < rows; i++) {
            double deviation = i % 2 == 0 ? 1 : 10;
            actual[i] = deviation * random.nextGaussian();
            lower[i] = -scale * deviation;
            upper[i] = 0.5 * scale * deviation;
        }
        int half = rows / 2;
        Calibration calibration = Calibration.ofBands(
                Arrays.copyOf(actual, half),
                Arrays.copyOf(lower, half),
                Arrays.copyOf(values, half),
                Arrays.copyOf(upper, half));
        Predictions predictions = Predictions.ofBands(target, lower, values, upper, calibration);
        double quantile = calibration.scores().orElseThrow().quantile(coverage);
        int covered = 0;
        for (int i = half; i < rows; i++) {
            double from = predictions.lower(i, coverage);
            double to = predictions.upper(i, coverage);
            assertThat(from).isEqualTo(Math.min(lower[i] - quantile, 0)).isLessThanOrEqualTo(predictions.value(i));
            assertThat(to).isEqualTo(Math.max(upper[i] + quantile, 0)).isGreaterThanOrEqualTo(predictions.value(i));
            covered += from <= actual[i] && actual[i] <= to ? 1 : 0;
        }
        assertThat((double) covered / half).isCloseTo(coverage, within(0.025));
        assertThat(quantile < 0).as("inwards").isEqualTo(scale == 4);
    }

    @Test
    void anIntervalThatABandIsTooWideForIsStillAroundTheValue() {
        Calibration calibration = Calibration.ofBands(
                new double[] {-1, 1, -9}, new double[] {-5, -5, -5}, new double[3], new double[] {6, 6, 6});
        assertThat(calibration.scores().orElseThrow().kept()).containsExactly(-5.0, -4.0, 4.0);
        Predictions predictions = Predictions.ofBands(
                new FittedTarget.Scaled("y", 0, 1),
                new double[] {-1, 2, 0},
                new double[] {0, 3, 0},
                new double[] {2, 3, 20},
                calibration);
        assertThat(predictions.lower(0, 0.5)).isZero();
        assertThat(predictions.upper(0, 0.5)).isZero();
        assertThat(predictions.lower(1, 0.5)).isEqualTo(3);
        assertThat(predictions.upper(2, 0.5)).isEqualTo(16);
        assertThat(predictions.upper(2, 0.75)).isEqualTo(24);
        assertThat(predictions.lower(1, 0.9)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(predictions.upper(1, 0.9)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    /// Skewed and with heavy tails.
    private static double[] errors(RandomStream random, int rows) {
        double[] errors = new double[rows];
        for (int i = 0; i < rows; i++) {
            errors[i] = Math.exp(1.5 * random.nextGaussian()) - 1;
        }
        return errors;
    }

    @Test
    void setsCoverAsOftenAsWasAskedAreNeverEmptyAndGrowWithTheCoverage() {
        Matrix probabilities = Matrix.zeros(6000, 4);
        Matrix classes = Matrix.zeros(6000, 1);
        RandomStream random = RandomStream.of(2, Purpose.CHECK, 0);
        for (int i = 0; i < 6000; i++) {
            double[] exps = new double[4];
            Arrays.setAll(exps, j -> Math.exp(random.nextGaussian()));
            double sum = Arrays.stream(exps).sum();
            double left = random.nextDouble() * sum;
            int drawn = 0;
            while (drawn < 3 && (left -= exps[drawn]) >= 0) {
                drawn++;
            }
            classes.set(i, 0, drawn);
            for (int j = 0; j < 4; j++) {
                // Too certain: the sets must not believe it.
                probabilities.set(i, j, (float) (exps[j] * exps[j]));
            }
            float squares = 0;
            for (int j = 0; j < 4; j++) {
                squares += probabilities.get(i, j);
            }
            for (int j = 0; j < 4; j++) {
                probabilities.set(i, j, probabilities.get(i, j) / squares);
            }
        }
        Conformal.Sets sets = Conformal.Sets.of(probabilities.rows(0, 3000), classes.rows(0, 3000));
        FittedTarget.Labels target = new FittedTarget.Labels("kind", List.of("a", "b", "c", "d"), Schema.Type.CATEGORY);
        double before = 1;
        for (double coverage : new double[] {0.6, 0.8, 0.9, 0.95, 0.99}) {
            int covered = 0;
            int size = 0;
            for (int i = 3000; i < 6000; i++) {
                List<String> set =
                        Outputs.set(target, probabilities, i, sets.scores().quantile(coverage));
                assertThat(set).isNotEmpty();
                size += set.size();
                covered += set.contains(target.classes().get((int) classes.get(i, 0))) ? 1 : 0;
            }
            assertThat(covered / 3000.0).isCloseTo(coverage, within(0.025));
            assertThat(size / 3000.0).isBetween(before, 4.0);
            before = size / 3000.0;
        }
    }

    @Test
    void misuseIsNamed() {
        assertThatThrownBy(() -> Scores.of(new double[] {1}).quantile(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a coverage is above 0 and below 1, got 1.0");
        assertThatThrownBy(() -> new Scores(3, List.of(1.0, 2.0)))
                .hasMessage("the scores of 3 rows are 3 numbers, got 2");
        assertThatThrownBy(() -> new Scores(2, List.of(2.0, 1.0)))
                .hasMessage("scores rise and are finite, number 1 is 1.0");
        assertThatThrownBy(() -> new Conformal.Sets(Scores.of(new double[] {1.5})))
                .hasMessage("conformal scores are within 0 and 1, got 1.5 to 1.5");
        assertThatThrownBy(() -> new Conformal.Intervals(Scores.of(new double[] {-1})))
                .hasMessage("conformal scores are 0 or more, got -1.0 to -1.0");
    }
}
