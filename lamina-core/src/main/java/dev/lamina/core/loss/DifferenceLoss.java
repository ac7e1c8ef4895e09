package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Identity;
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
    default boolean accepts(double y) {
        return true;
    }

    @Override
    default String accepted() {
        return "numbers";
    }

    /// The identity.
    @Override
    default Activation link() {
        return new Identity();
    }

    @Override
    default double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        return ElementCost.of(this, logits, targets, weights, gradient);
    }
}
