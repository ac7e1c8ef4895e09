package dev.lamina.explain;

import dev.lamina.model.Predictions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// Accuracy, log loss, area under the ROC curve and F1 of predicted classes.
final class ResampledClasses implements ResampledMetrics {

    /// With more numbers to sort and to walk through, the area under the curve is left out.
    private static final long MOST_RANKED = 2_000_000;

    private final int classes;
    private final int[] actual;
    private final int[] chosen;
    private final double[] logLosses;

    /// For each class whose area is wanted the rows in ascending order of its probability; ~row where the probability
    /// is that of the row before.
    private final int[][] orders;

    ResampledClasses(Predictions predictions, RowCosts.OfClasses costs) {
        int rows = predictions.rows();
        classes = costs.target().classes().size();
        Map<String, Integer> indices = new HashMap<>();
        costs.target().classes().forEach(label -> indices.put(label, indices.size()));
        actual = new int[rows];
        chosen = new int[rows];
        logLosses = new double[rows];
        for (int row = 0; row < rows; row++) {
            actual[row] = (int) costs.actual()[row];
            chosen[row] = indices.getOrDefault(predictions.label(row), -1);
            logLosses[row] = costs.cost(predictions, row, row);
        }
        orders = (long) rows * classes > MOST_RANKED
                ? new int[0][]
                : IntStream.range(classes == 2 ? 1 : 0, classes)
                        .mapToObj(k -> order(predictions, k))
                        .toArray(int[][]::new);
    }

    /// Of two classes, rows that are equally certain of the second are told apart by what they leave to the first,
    /// as in [dev.lamina.core.metric.RocAuc].
    private int[] order(Predictions predictions, int index) {
        Comparator<Integer> byProbability = Comparator.comparingDouble(row -> predictions.probability(row, index));
        Comparator<Integer> ascending = classes == 2
                ? byProbability.thenComparingDouble(row -> -predictions.probability(row, 0))
                : byProbability;
        Integer[] rows = IntStream.range(0, actual.length).boxed().toArray(Integer[]::new);
        Arrays.sort(rows, ascending);
        return IntStream.range(0, rows.length)
                .map(i -> i > 0 && ascending.compare(rows[i - 1], rows[i]) == 0 ? ~rows[i] : rows[i])
                .toArray();
    }

    @Override
    public double[] values(int[] counts) {
        long[] right = new long[classes];
        long[] occurring = new long[classes];
        long[] named = new long[classes];
        double logLoss = 0;
        long correct = 0;
        for (int row = 0; row < counts.length; row++) {
            int count = counts[row];
            logLoss += count * logLosses[row];
            occurring[actual[row]] += count;
            named[chosen[row]] += count;
            if (actual[row] == chosen[row]) {
                right[actual[row]] += count;
                correct += count;
            }
        }
        return new double[] {
            (double) correct / counts.length,
            logLoss / counts.length,
            area(counts, occurring),
            f1(right, occurring, named)
        };
    }

    /// The mean over the classes that occur, as [dev.lamina.core.metric.F1] has it; of two classes that of the second.
    private double f1(long[] right, long[] occurring, long[] named) {
        double sum = 0;
        int seen = 0;
        for (int k = classes == 2 ? 1 : 0; k < classes; k++) {
            if (occurring[k] + named[k] > 0) {
                sum += 2.0 * right[k] / (occurring[k] + named[k]);
                seen++;
            }
        }
        return seen == 0 ? 0 : sum / seen;
    }

    private double area(int[] counts, long[] occurring) {
        double sum = 0;
        int defined = 0;
        for (int i = 0; i < orders.length; i++) {
            int k = classes == 2 ? 1 : i;
            long positives = occurring[k];
            if (positives == counts.length) {
                return Double.NaN;
            }
            if (positives > 0) {
                sum += halfPairs(counts, orders[i], k) / (2.0 * positives * (counts.length - positives));
                defined++;
            }
        }
        return defined == 0 ? Double.NaN : sum / defined;
    }

    /// Twice the pairs of a row of the class and another one that are in order, plus those that are equal.
    private double halfPairs(int[] counts, int[] order, int index) {
        double pairs = 0;
        long below = 0;
        long positives = 0;
        long negatives = 0;
        for (int entry : order) {
            int row = entry;
            if (entry < 0) {
                row = ~entry;
            } else {
                pairs += (double) positives * (2 * below + negatives);
                below += negatives;
                positives = 0;
                negatives = 0;
            }
            if (actual[row] == index) {
                positives += counts[row];
            } else {
                negatives += counts[row];
            }
        }
        return pairs + (double) positives * (2 * below + negatives);
    }
}
