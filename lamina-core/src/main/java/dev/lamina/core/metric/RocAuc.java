package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;
import java.util.Arrays;

/// The area under the receiver operating characteristic: how probable it is that a row of a class gets a higher
/// probability for it than a row of another one, ties counting one half. 0.5 is chance, 1 perfect.
///
/// For two classes it is the area of class 1. For more it is the mean over the classes that occur, each against all
/// others.
///
/// From the ranks r of the probabilities, equal ones sharing their mean rank: (Σ r of the class − P(P + 1)/2) /
/// (P·N) with P rows of the class and N others (Mann and Whitney, 1947).
public record RocAuc() implements Metric {

    @Override
    public String name() {
        return "roc-auc";
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
        ClassTargets.check(name(), predictions, targets);
        int classes = ClassTargets.classes(predictions);
        int[] actual = new int[predictions.rows()];
        int[] frequency = new int[classes];
        for (int i = 0; i < actual.length; i++) {
            actual[i] = ClassTargets.actual(name(), targets, i, classes);
            frequency[actual[i]]++;
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

    private static double area(Matrix predictions, int[] actual, int index, int positives) {
        int negatives = actual.length - positives;
        if (positives == 0 || negatives == 0) {
            return Double.NaN;
        }
        int column = Math.min(index, predictions.columns() - 1);
        long[] ascending = new long[actual.length];
        for (int i = 0; i < actual.length; i++) {
            float score = predictions.data()[predictions.rowOffset(i) + column];
            if (Float.isNaN(score)) {
                return Double.NaN;
            }
            ascending[i] = (long) sortable(score) << 1 | (actual[i] == index ? 1 : 0);
        }
        Arrays.sort(ascending);
        double excess = rankSum(ascending) - 0.5 * positives * (positives + 1.0);
        return excess / ((double) positives * negatives);
    }

    /// Bits that sort as the numbers do, −0 with 0.
    private static int sortable(float score) {
        int bits = Float.floatToIntBits(score + 0f);
        return bits ^ (bits >> 31 & 0x7FFFFFFF);
    }

    /// Σ of the ranks, 1 for the lowest, of the entries whose lowest bit is set; the other bits are the score.
    private static double rankSum(long[] ascending) {
        double sum = 0;
        int from = 0;
        while (from < ascending.length) {
            int to = from;
            int marked = 0;
            while (to < ascending.length && ascending[to] >> 1 == ascending[from] >> 1) {
                marked += (int) (ascending[to] & 1);
                to++;
            }
            sum += marked * 0.5 * (from + 1.0 + to);
            from = to;
        }
        return sum;
    }
}
