package dev.lamina.report.trace;

import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Sgd;

/// How a step changes the weights.
///
/// @param optimizer the rule; `learningRate` takes the place of its own
/// @param learningRate η, positive
public record UpdateRule(Optimizer optimizer, double learningRate) {

    public UpdateRule {
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the learning rate is " + learningRate + ", expected more than 0");
        }
    }

    /// θ ← θ − η·∂C/∂θ, in float64.
    public static UpdateRule plain(double learningRate) {
        return new UpdateRule(Sgd.plain(0.1f), learningRate);
    }

    /// Whether the rule is θ ← θ − η·∂C/∂θ, which is computed in float64; every other one is float32, by the
    /// code that training uses.
    public boolean isPlain() {
        return optimizer instanceof Sgd sgd && sgd.momentum() == 0 && sgd.weightDecay() == 0;
    }
}
