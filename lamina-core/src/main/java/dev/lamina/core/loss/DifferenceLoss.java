package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// A loss for regression, a function l(d) of the difference d = ŷ − y between prediction and target; ŷ = z.
/// Targets: n × u numbers.
public sealed interface DifferenceLoss extends ElementLoss
        permits AbsoluteError, Huber, LogCosh, MeanSquaredError, Quantile, SquaredError {

    /// l(d) in float64.
    double value(double difference);

    /// l′(d) in float64, 0 at a kink.
    double derivative(double difference);

    @Override
    default double value(double z, double y) {
        return value(z - y);
    }

    @Override
    default double derivative(double z, double y) {
        return derivative(z - y);
    }

    @Override
    default TargetKind.Element targets() {
        return TargetKind.Element.NUMBER;
    }

    /// The identity.
    @Override
    default Activation link() {
        return NoLink.LINK;
    }

    @Override
    default double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        return ElementCost.of(this, logits, targets, weights, gradient);
    }
}
