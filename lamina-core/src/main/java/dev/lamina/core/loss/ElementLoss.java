package dev.lamina.core.loss;

import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// A loss of one output and its target at a time, added up or averaged over the u outputs of a sample (F2):
/// L(z, y) = Σⱼ l(zⱼ, yⱼ), or that divided by u. Targets: n × u.
public sealed interface ElementLoss extends Loss
        permits CustomLoss, DifferenceLoss, LinkedLoss, OnPredictions, SignLoss {

    /// l(z, y) in float64.
    ///
    /// @param z the logit
    /// @param y a target, which is not checked
    double value(double z, double y);

    /// ∂l/∂z in float64, 0 at a kink.
    double derivative(double z, double y);

    /// Whether the loss of a sample is the mean over its outputs; else it is the sum.
    default boolean mean() {
        return false;
    }

    /// One for each output.
    @Override
    TargetKind.Element targets();

    @Override
    default double loss(double[] logits, double[] target, double[] gradient) {
        Samples.checkLength(this, target, logits.length);
        double share = mean() ? 1.0 / logits.length : 1;
        double sum = 0;
        for (int j = 0; j < logits.length; j++) {
            if (!targets().accepts(target[j])) {
                throw new IllegalArgumentException(
                        name() + " expects " + targets().accepted() + ", got " + target[j]);
            }
            sum += share * value(logits[j], target[j]);
            gradient[j] = share * derivative(logits[j], target[j]);
        }
        return sum;
    }

    @Override
    default double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        return ElementCost.of(this, logits, targets, weights, gradient);
    }
}
