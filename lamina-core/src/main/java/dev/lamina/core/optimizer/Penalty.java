package dev.lamina.core.optimizer;

import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;

/// What large weights cost beside the data: R = Σ f·(λ₁|θ| + ½λ₂θ²) over all parameters θ, f being the
/// weight-decay factor of their view, 0 for biases. Immutable and thread-safe.
///
/// Every optimizer sees it as a part of the gradient, ∂R/∂θ = f·(λ₁ sign θ + λ₂θ) with sign 0 = 0; what
/// [AdamW] and [Lion] call weight decay acts beside the gradient instead. L1 draws weights towards zero, but
/// steps along gradients pass zero rather than end there.
///
/// @param l1 λ₁, 0 or more
/// @param l2 λ₂, 0 or more
public record Penalty(float l1, float l2) {

    public Penalty {
        Ranges.zeroOrMore("l1", l1);
        Ranges.zeroOrMore("l2", l2);
    }

    /// R = 0.
    public static Penalty none() {
        return new Penalty(0f, 0f);
    }

    /// R of the parameters, summed in double precision in the order of the index.
    public double cost(Parameters parameters) {
        if (isNone()) {
            return 0;
        }
        double cost = 0;
        for (int i = 0; i < parameters.views().size(); i++) {
            ParameterView view = parameters.views().get(i);
            float factor = view.spec().weightDecayFactor();
            if (factor > 0) {
                cost += factor * cost(parameters.values(), view.offset(), view.offset() + view.size());
            }
        }
        return cost;
    }

    private double cost(float[] values, int from, int to) {
        double sizes = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            sizes += Math.abs(values[i]);
            squares += (double) values[i] * values[i];
        }
        return l1 * sizes + 0.5 * l2 * squares;
    }

    /// Adds ∂R/∂θ to the gradients.
    ///
    /// @param gradients in the layout of the parameters
    public void addGradient(Parameters parameters, float[] gradients) {
        if (isNone()) {
            return;
        }
        float[] values = parameters.values();
        for (int i = 0; i < parameters.views().size(); i++) {
            ParameterView view = parameters.views().get(i);
            float factor = view.spec().weightDecayFactor();
            if (factor > 0) {
                float onSign = l1 * factor;
                float onValue = l2 * factor;
                for (int j = view.offset(); j < view.offset() + view.size(); j++) {
                    gradients[j] += onSign * Math.signum(values[j]) + onValue * values[j];
                }
            }
        }
    }

    private boolean isNone() {
        return l1 == 0 && l2 == 0;
    }
}
