package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// L(ŷ, y) = (1/u) Σⱼ (ŷⱼ − yⱼ)², the mean over the u outputs; ŷ = z. Targets: n × u numbers.
public record MeanSquaredError() implements Loss {

    private static final Activation LINK = new Identity();

    @Override
    public String name() {
        return "mean-squared-error";
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
            double share = Samples.share(i, weights, total) / columns;
            float slope = (float) (2 * share);
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                float difference = logits.data()[logits.rowOffset(i) + j] - targets.data()[targets.rowOffset(i) + j];
                sum += (double) difference * difference;
                gradient.data()[gradient.rowOffset(i) + j] = slope * difference;
            }
            cost += share * sum;
        }
        return cost;
    }
}
