package dev.lamina.core.optimizer;

/// Adam with decoupled weight decay, θ ← θ·(1 − ηλ) beside the step of [Adam].
///
/// Source: Loshchilov and Hutter, "Decoupled weight decay regularization" (arXiv 1711.05101).
///
/// @param learningRate η, positive
/// @param beta1 β₁ in [0, 1), how long the mean of gradients remembers
/// @param beta2 β₂ in [0, 1), how long the mean of their squares remembers
/// @param epsilon ε, positive
/// @param weightDecay λ ≥ 0, beside the step, not in the gradient
public record AdamW(float learningRate, float beta1, float beta2, float epsilon, float weightDecay)
        implements Optimizer {

    public AdamW {
        Ranges.positive("learningRate", learningRate);
        Ranges.fraction("beta1", beta1);
        Ranges.fraction("beta2", beta2);
        Ranges.positive("epsilon", epsilon);
        Ranges.zeroOrMore("weightDecay", weightDecay);
    }

    /// η = 0.001, β = (0.9, 0.999), ε = 1e-8, λ = 0.01, as the paper has them.
    public static AdamW defaults() {
        return new AdamW(0.001f, 0.9f, 0.999f, 1e-8f, 0.01f);
    }

    @Override
    public String name() {
        return "adamw";
    }

    @Override
    public AdamW learningRate(float learningRate) {
        return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public AdamW weightDecay(float weightDecay) {
        return new AdamW(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public State start(int parameters) {
        return new AdamState(parameters, beta1, beta2, epsilon, 0f, weightDecay);
    }
}
