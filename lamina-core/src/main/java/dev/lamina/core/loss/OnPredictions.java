package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.matrix.Matrix;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A loss of probabilities or rates where the network's last layer gives them itself, by an activation that is not
/// the loss's link. The error passes through both derivatives (F4). Targets: as for the form on logits.
///
/// Float32 rounds a prediction near 0 or 1 to 0 or 1, where the logarithm is infinite; such a prediction counts as
/// the nearest one that float32 has in between.
///
/// @param onLogits the loss in its form on logits
public record OnPredictions(LinkedLoss onLogits) implements ElementLoss {

    private static final double SMALLEST = Float.MIN_NORMAL;
    private static final double BELOW_ONE = 1 - 0x1p-24;

    public OnPredictions {
        Objects.requireNonNull(onLogits, "onLogits");
    }

    /// The name of the form on logits.
    @Override
    public String name() {
        return onLogits.name();
    }

    /// The identity.
    @Override
    public Activation link() {
        return NoLink.LINK;
    }

    @Override
    public boolean mean() {
        return onLogits.mean();
    }

    @Override
    public double value(double z, double y) {
        return onLogits.valueOfPrediction(within(z), y);
    }

    @Override
    public double derivative(double z, double y) {
        return onLogits.derivativeByPrediction(within(z), y);
    }

    private double within(double prediction) {
        double above = Math.max(prediction, SMALLEST);
        return Double.isInfinite(onLogits.highestPrediction())
                ? above
                : Math.min(above, BELOW_ONE * onLogits.highestPrediction());
    }

    @Override
    public TargetKind.Element targets() {
        return onLogits.targets();
    }

    @Override
    public double loss(double[] logits, double[] target, double[] gradient) {
        for (double prediction : logits) {
            if (outside(prediction)) {
                throw refused(", got " + prediction);
            }
        }
        return ElementLoss.super.loss(logits, target, gradient);
    }

    @Override
    public double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        for (int i = 0; i < logits.rows(); i++) {
            if (weights != null && weights[i] == 0) {
                continue;
            }
            for (int j = 0; j < logits.columns(); j++) {
                float prediction = logits.data()[logits.rowOffset(i) + j];
                if (outside(prediction)) {
                    throw refused(", row " + i + " has " + prediction);
                }
            }
        }
        return ElementLoss.super.cost(logits, targets, weights, gradient);
    }

    /// Whether the loss is not defined for a prediction. NaN is let through, so that the cost shows that training has
    /// diverged.
    private boolean outside(double prediction) {
        return prediction < 0 || prediction > onLogits.highestPrediction();
    }

    private IllegalArgumentException refused(String what) {
        return new IllegalArgumentException(name() + " expects predictions "
                + (onLogits.highestPrediction() == 1 ? "between 0 and 1" : "above 0") + what + "; end the network with "
                + onLogits.link().name() + ", or another activation that stays there");
    }
}
