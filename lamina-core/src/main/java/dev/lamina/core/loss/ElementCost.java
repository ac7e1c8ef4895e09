package dev.lamina.core.loss;

import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// The loops over a batch that losses of single elements share. A process mostly trains with one loss, so that
/// its calls in them are inlined.
final class ElementCost {

    private ElementCost() {}

    static double of(ElementLoss loss, Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        Samples.check(loss, logits, targets, gradient);
        Samples.checkTargetColumns(loss, logits.columns(), targets);
        TargetKind.Element kind = loss.targets();
        int columns = logits.columns();
        int divisor = loss.mean() ? columns : 1;
        double total = Samples.totalWeight(loss, logits.rows(), weights);
        double cost = 0;
        for (int i = 0; i < logits.rows(); i++) {
            if (Samples.skipped(i, weights, gradient)) {
                continue;
            }
            double share = Samples.share(i, weights, total) / divisor;
            for (int j = 0; j < columns; j++) {
                float z = logits.data()[logits.rowOffset(i) + j];
                float y = targets.data()[targets.rowOffset(i) + j];
                if (!kind.accepts(y)) {
                    throw new IllegalArgumentException(
                            loss.name() + " expects " + kind.accepted() + ", row " + i + " has " + y);
                }
                cost += share * loss.value(z, y);
                gradient.data()[gradient.rowOffset(i) + j] = (float) (share * loss.derivative(z, y));
            }
        }
        return cost;
    }

    /// The same for a loss of the difference ŷ − y, which is taken in float32.
    static double of(DifferenceLoss loss, Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        Samples.check(loss, logits, targets, gradient);
        Samples.checkTargetColumns(loss, logits.columns(), targets);
        int columns = logits.columns();
        int divisor = loss.mean() ? columns : 1;
        double total = Samples.totalWeight(loss, logits.rows(), weights);
        double cost = 0;
        for (int i = 0; i < logits.rows(); i++) {
            if (Samples.skipped(i, weights, gradient)) {
                continue;
            }
            double share = Samples.share(i, weights, total) / divisor;
            float scale = (float) share;
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                float difference = logits.data()[logits.rowOffset(i) + j] - targets.data()[targets.rowOffset(i) + j];
                sum += loss.value(difference);
                gradient.data()[gradient.rowOffset(i) + j] = scale * (float) loss.derivative(difference);
            }
            cost += share * sum;
        }
        return cost;
    }
}
