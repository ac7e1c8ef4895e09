package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// L(z, y) = Σⱼ log(1 + e^zⱼ) − yⱼ·zⱼ, the log loss of ŷ = sigmoid z, computed from the logit without overflow;
/// its gradient is ŷ − y (F8). Targets: n × u numbers in [0, 1], 1 for "yes".
public record BinaryCrossEntropy() implements Loss {

    private static final Activation LINK = new Sigmoid();

    @Override
    public String name() {
        return "binary-cross-entropy";
    }

    @Override
    public Activation link() {
        return LINK;
    }

    @Override
    public int targetColumns(int outputs) {
        return outputs;
    }

    @Override
    public double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        Samples.check(this, logits, targets, gradient);
        int columns = logits.columns();
        if (targets.columns() != columns) {
            throw new IllegalArgumentException(
                    name() + " expects targets of " + columns + " columns, got a " + targets);
        }
        double total = Samples.totalWeight(this, logits.rows(), weights);
        double cost = 0;
        for (int i = 0; i < logits.rows(); i++) {
            double share = Samples.share(i, weights, total);
            for (int j = 0; j < columns; j++) {
                double z = logits.data()[logits.rowOffset(i) + j];
                double y = targets.data()[targets.rowOffset(i) + j];
                if (!(y >= 0 && y <= 1)) {
                    throw new IllegalArgumentException(name() + " expects targets in [0, 1], row " + i + " has " + y);
                }
                double e = StrictMath.exp(-Math.abs(z));
                cost += share * (Math.max(z, 0) - y * z + StrictMath.log1p(e));
                double prediction = (z < 0 ? e : 1) / (1 + e);
                gradient.data()[gradient.rowOffset(i) + j] = (float) (share * (prediction - y));
            }
        }
        return cost;
    }
}
