package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.ConfusionMatrix;
import dev.lamina.core.metric.DecisionMetric;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Looks for the probability of class 1 from which on it is best named, where there are two.
final class Threshold {

    private static final double USUAL = 0.5;
    private static final int FOLDS = 5;

    /// Of the rarer class: with fewer the best threshold is that of a few rows.
    private static final int LEAST_ROWS = 20;

    private final DecisionMetric metric;
    private final Matrix probabilities;
    private final Matrix classes;

    private Threshold(DecisionMetric metric, Matrix probabilities, Matrix classes) {
        this.metric = metric;
        this.probabilities = probabilities;
        this.classes = classes;
    }

    /// The threshold that the metric is best with on held-out rows; of equally good ones that nearest to ½, in the
    /// middle between the rows on its two sides. Empty, for ½, unless there are at least 20 rows of each class and
    /// thresholds chosen on four fifths of the rows do better than ½ on the last fifth, all five counted together.
    ///
    /// @param probabilities n × 2, after calibration
    /// @param classes n × 1 class indices
    static OptionalDouble tune(DecisionMetric metric, Matrix probabilities, Matrix classes) {
        return new Threshold(metric, probabilities, classes).tuned();
    }

    private OptionalDouble tuned() {
        if (probabilities.columns() != 2) {
            throw new IllegalArgumentException(
                    "a threshold decides between two classes, got " + probabilities.columns());
        }
        ConfusionMatrix usual = ConfusionMatrix.of(probabilities, classes);
        if (Math.min(usual.actual(0), usual.actual(1)) < LEAST_ROWS) {
            return OptionalDouble.empty();
        }
        int[] sorted = IntStream.range(0, classes.rows())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> ofOne(i)))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] folds = folds();
        long[][] crossed = new long[2][2];
        for (int fold = 0; fold < FOLDS; fold++) {
            int without = fold;
            double threshold =
                    best(IntStream.of(sorted).filter(i -> folds[i] != without).toArray());
            for (int i = 0; i < folds.length; i++) {
                if (folds[i] == fold) {
                    crossed[actual(i)][ofOne(i) >= threshold ? 1 : 0]++;
                }
            }
        }
        boolean better = metric.value(ConfusionMatrix.ofCounts(crossed)) > metric.value(usual);
        return better ? OptionalDouble.of(best(sorted)) : OptionalDouble.empty();
    }

    /// The best threshold on some rows.
    ///
    /// @param sorted the rows' numbers by rising probability of class 1
    private double best(int[] sorted) {
        long[][] counts = new long[2][2];
        for (int i : sorted) {
            counts[actual(i)][1]++;
        }
        double best = USUAL;
        double value = metric.value(ConfusionMatrix.of(rows(probabilities, sorted), rows(classes, sorted)));
        for (int at = 0; at < sorted.length - 1; at++) {
            int row = sorted[at];
            counts[actual(row)][1]--;
            counts[actual(row)][0]++;
            double low = ofOne(row);
            double high = ofOne(sorted[at + 1]);
            if (low == high) {
                continue;
            }
            double threshold = low < USUAL && USUAL < high ? USUAL : (low + high) / 2;
            double its = metric.value(ConfusionMatrix.ofCounts(counts));
            if (its > value || (its == value && Math.abs(threshold - USUAL) < Math.abs(best - USUAL))) {
                value = its;
                best = threshold;
            }
        }
        return best;
    }

    private static Matrix rows(Matrix matrix, int[] numbers) {
        Matrix rows = Matrix.zeros(numbers.length, matrix.columns());
        for (int i = 0; i < numbers.length; i++) {
            rows.rows(i, i + 1).copyFrom(matrix.rows(numbers[i], numbers[i] + 1));
        }
        return rows;
    }

    private double ofOne(int row) {
        return probabilities.get(row, 1);
    }

    private int actual(int row) {
        return (int) classes.get(row, 0);
    }

    /// Folds in which both classes are dealt out evenly, in a random order.
    private int[] folds() {
        RandomStream random = RandomStream.of(0, Purpose.SPLIT, 0);
        int[] folds = new int[classes.rows()];
        int[] next = new int[2];
        int[] order = IntStream.range(0, folds.length).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int row = order[i];
            order[i] = order[other];
            order[other] = row;
        }
        for (int row : order) {
            folds[row] = next[actual(row)]++ % FOLDS;
        }
        return folds;
    }
}
