package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;

/// How the metrics of classification read predictions and targets.
final class ClassTargets {

    private ClassTargets() {}

    /// How many classes the predictions tell apart: two for one column, else one for each column.
    static int classes(Matrix predictions) {
        return Math.max(2, predictions.columns());
    }

    /// @throws IllegalArgumentException if there is no class index for each prediction
    static void check(String metric, Matrix predictions, Matrix targets) {
        if (predictions.rows() != targets.rows() || predictions.columns() < 1 || targets.columns() != 1) {
            throw new IllegalArgumentException(metric + " expects a class index for each prediction, got a " + targets
                    + " of targets for a " + predictions + " of predictions");
        }
    }

    /// Whether a prediction is NaN: nothing is then the most probable class, and no metric is defined.
    static boolean undefined(Matrix predictions) {
        for (int i = 0; i < predictions.rows(); i++) {
            if (undefined(predictions, i)) {
                return true;
            }
        }
        return false;
    }

    static boolean undefined(Matrix predictions, int row) {
        int from = predictions.rowOffset(row);
        for (int j = from; j < from + predictions.columns(); j++) {
            if (Float.isNaN(predictions.data()[j])) {
                return true;
            }
        }
        return false;
    }

    /// The class index of a row's target, 0 … classes − 1.
    static int actual(String metric, Matrix targets, int row, int classes) {
        float target = targets.data()[targets.rowOffset(row)];
        int index = (int) target;
        if (index != target || index < 0 || index >= classes) {
            throw new IllegalArgumentException(
                    metric + " expects class indices 0 to " + (classes - 1) + ", row " + row + " has " + target);
        }
        return index;
    }

    /// The most probable class of a row, the lowest of equals.
    static int predicted(Matrix predictions, int row) {
        float[] p = predictions.data();
        int from = predictions.rowOffset(row);
        if (predictions.columns() == 1) {
            return p[from] > 0.5f ? 1 : 0;
        }
        int best = 0;
        for (int j = 1; j < predictions.columns(); j++) {
            if (p[from + j] > p[from + best]) {
                best = j;
            }
        }
        return best;
    }

    /// The probability that a row was given for a class. Two columns give each to seven digits, however small; of one
    /// column the rest to 1 is taken, which float32 knows to 6e-8.
    static double probability(Matrix predictions, int row, int index) {
        int from = predictions.rowOffset(row);
        if (predictions.columns() == 1) {
            double ofOne = predictions.data()[from];
            return index == 1 ? ofOne : 1 - ofOne;
        }
        return predictions.data()[from + index];
    }
}
