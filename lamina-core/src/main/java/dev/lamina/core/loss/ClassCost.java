package dev.lamina.core.loss;

import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// What losses of class indices share: the loop over a batch, and the check of an index.
final class ClassCost {

    /// The loss of one sample.
    @FunctionalInterface
    interface Row {

        /// The loss of one sample and its derivatives.
        ///
        /// @param z the logits, `classes` of them from `zOffset` on
        /// @param actual the class of the sample
        /// @param dz receives the derivatives by the logits, from `dzOffset` on
        double loss(float[] z, int zOffset, int classes, int actual, float[] dz, int dzOffset);
    }

    private ClassCost() {}

    static double of(Loss loss, Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient, Row row) {
        Samples.check(loss, logits, targets, gradient);
        int classes = logits.columns();
        if (targets.columns() != 1) {
            throw new IllegalArgumentException(loss.name() + " expects one column of class indices, got a " + targets);
        }
        double total = Samples.totalWeight(loss, logits.rows(), weights);
        double cost = 0;
        for (int i = 0; i < logits.rows(); i++) {
            if (Samples.skipped(i, weights, gradient)) {
                continue;
            }
            double share = Samples.share(i, weights, total);
            int actual = index(loss, targets, i, classes);
            int from = gradient.rowOffset(i);
            cost += share * row.loss(logits.data(), logits.rowOffset(i), classes, actual, gradient.data(), from);
            for (int j = from; j < from + classes; j++) {
                gradient.data()[j] *= (float) share;
            }
        }
        return cost;
    }

    /// The class index of a row, 0 … classes − 1.
    static int index(Loss loss, Matrix targets, int row, int classes) {
        float target = targets.data()[targets.rowOffset(row)];
        if (!TargetKind.Classes.isIndex(target, classes)) {
            throw new IllegalArgumentException(
                    loss.name() + " expects class indices 0 to " + (classes - 1) + ", row " + row + " has " + target);
        }
        return (int) target;
    }

    /// The class index that is the target of one sample, 0 … classes − 1.
    static int index(Loss loss, double[] target, int classes) {
        Samples.checkLength(loss, target, 1);
        if (!TargetKind.Classes.isIndex(target[0], classes)) {
            throw new IllegalArgumentException(
                    loss.name() + " expects class indices 0 to " + (classes - 1) + ", got " + target[0]);
        }
        return (int) target[0];
    }
}
