package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;
import java.util.Arrays;

/// The area under the receiver operating characteristic: how probable it is that a row of a class gets a higher
/// probability for it than a row of another one, ties counting one half. 0.5 is chance, 1 perfect.
///
/// For two classes it is the area of class 1. For more it is the mean over the classes that occur, each against all
/// others.
///
/// Counted as the pairs of a row of the class and one of the others that are in order, of P·N pairs (Mann and Whitney,
/// 1947). Of two columns of probabilities, rows that are equally certain of class 1 in float32 are told apart by what
/// they leave to class 0, so that exchanging the classes changes nothing.
public record RocAuc() implements ClassMetric {

    private static final String IN_MESSAGES = "roc-auc";

    @Override
    public String name() {
        return "auc";
    }

    @Override
    public String label() {
        return "ROC AUC";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    /// The area; NaN where only one class occurs or a prediction is NaN.
    ///
    /// @throws IllegalArgumentException if the shapes do not fit or a target is no class index
    @Override
    public double value(Matrix predictions, Matrix targets) {
        ClassTargets.check(IN_MESSAGES, predictions, targets);
        int classes = ClassTargets.classes(predictions);
        int[] actual = new int[predictions.rows()];
        int[] frequency = new int[classes];
        for (int i = 0; i < actual.length; i++) {
            actual[i] = ClassTargets.actual(IN_MESSAGES, targets, i, classes);
            frequency[actual[i]]++;
        }
        if (ClassTargets.undefined(predictions)) {
            return Double.NaN;
        }
        if (classes == 2) {
            return area(predictions, actual, 1, frequency[1]);
        }
        double sum = 0;
        int occurring = 0;
        for (int index = 0; index < classes; index++) {
            if (frequency[index] > 0) {
                sum += area(predictions, actual, index, frequency[index]);
                occurring++;
            }
        }
        return sum / occurring;
    }

    private static double area(Matrix predictions, int[] actual, int index, int count) {
        long[] positives = new long[count];
        long[] negatives = new long[actual.length - count];
        if (positives.length == 0 || negatives.length == 0) {
            return Double.NaN;
        }
        int p = 0;
        for (int i = 0; i < actual.length; i++) {
            long score = score(predictions, i, index);
            if (actual[i] == index) {
                positives[p++] = score;
            } else {
                negatives[i - p] = score;
            }
        }
        Arrays.sort(positives);
        Arrays.sort(negatives);
        int below = 0;
        int upTo = 0;
        long halfPairs = 0;
        for (long score : positives) {
            while (below < negatives.length && negatives[below] < score) {
                below++;
            }
            while (upTo < negatives.length && negatives[upTo] <= score) {
                upTo++;
            }
            halfPairs += below + upTo;
        }
        return halfPairs / (2.0 * positives.length * negatives.length);
    }

    /// Sorts as the probability of the class does, and among equal ones of two columns against that of the other class.
    private static long score(Matrix predictions, int row, int index) {
        float[] p = predictions.data();
        int from = predictions.rowOffset(row);
        int columns = predictions.columns();
        int other = columns == 2 ? sortable(-p[from + 1 - index]) : 0;
        return (long) sortable(p[from + Math.min(index, columns - 1)]) << Integer.SIZE
                | Integer.toUnsignedLong(other ^ Integer.MIN_VALUE);
    }

    /// Bits that sort as the numbers do, −0 with 0.
    private static int sortable(float score) {
        int bits = Float.floatToIntBits(score + 0f);
        return bits ^ (bits >> 31 & 0x7FFFFFFF);
    }
}
