package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;
import java.util.function.IntUnaryOperator;

/// How many rows of each actual class were predicted as each class. The predicted class is the most probable one, the
/// lowest of equals. Immutable and thread-safe.
public final class ConfusionMatrix {

    private final long[][] counts;

    private ConfusionMatrix(long[][] counts) {
        this.counts = counts;
    }

    /// Counts all rows.
    ///
    /// @param predictions n × classes probabilities, or n × 1 of class 1 of two
    /// @param targets n × 1 class indices
    /// @throws IllegalArgumentException if the shapes do not fit, a target is no class index, or a prediction
    ///     is NaN
    public static ConfusionMatrix of(Matrix predictions, Matrix targets) {
        return of("a confusion matrix", predictions, targets);
    }

    static ConfusionMatrix of(String metric, Matrix predictions, Matrix targets) {
        return count(metric, predictions, targets, i -> ClassTargets.predicted(predictions, i));
    }

    private static ConfusionMatrix count(
            String metric, Matrix predictions, Matrix targets, IntUnaryOperator predicted) {
        ClassTargets.check(metric, predictions, targets);
        int classes = ClassTargets.classes(predictions);
        long[][] counts = new long[classes][classes];
        for (int i = 0; i < predictions.rows(); i++) {
            int actual = ClassTargets.actual(metric, targets, i, classes);
            if (ClassTargets.undefined(predictions, i)) {
                throw new IllegalArgumentException(metric + " expects probabilities, row " + i + " has NaN");
            }
            counts[actual][predicted.applyAsInt(i)]++;
        }
        return new ConfusionMatrix(counts);
    }

    /// Counts all rows of two classes, the second of which is predicted where its probability is at least the
    /// threshold.
    ///
    /// @param predictions n × 2 probabilities, or n × 1 of class 1
    /// @param targets n × 1 class indices
    /// @throws IllegalArgumentException as for [#of(Matrix, Matrix)], or if there are more classes
    public static ConfusionMatrix of(Matrix predictions, Matrix targets, double threshold) {
        int classes = ClassTargets.classes(predictions);
        if (classes != 2) {
            throw new IllegalArgumentException("a threshold decides between two classes, got " + classes);
        }
        return count("a confusion matrix", predictions, targets, i -> {
            double ofOne = ClassTargets.probability(predictions, i, 1);
            return ofOne >= threshold ? 1 : 0;
        });
    }

    /// Of counts that are known.
    ///
    /// @param counts by actual and predicted class; copied
    public static ConfusionMatrix ofCounts(long[][] counts) {
        long[][] copy = new long[counts.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = counts[i].clone();
        }
        return new ConfusionMatrix(copy);
    }

    public int classes() {
        return counts.length;
    }

    /// How many rows of class `actual` were predicted as class `predicted`.
    public long count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /// How many rows are of this class.
    public long actual(int index) {
        long sum = 0;
        for (long count : counts[index]) {
            sum += count;
        }
        return sum;
    }

    /// How many rows were predicted as this class.
    public long predicted(int index) {
        long sum = 0;
        for (long[] row : counts) {
            sum += row[index];
        }
        return sum;
    }

    /// How many rows were counted.
    public long rows() {
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += actual(i);
        }
        return sum;
    }

    /// How many rows were predicted as their actual class.
    public long correct() {
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i][i];
        }
        return sum;
    }
}
