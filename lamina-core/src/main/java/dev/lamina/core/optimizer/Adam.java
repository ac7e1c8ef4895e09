package dev.lamina.core.optimizer;

/// Adam: steps scaled by running means of the gradient and of its square; formulas in [Moments].
///
/// Source: Kingma and Ba, "Adam: a method for stochastic optimization" (arXiv 1412.6980).
///
/// @param learningRate η, positive
/// @param beta1 β₁ in [0, 1), how long the mean of gradients remembers
/// @param beta2 β₂ in [0, 1), how long the mean of their squares remembers
/// @param epsilon ε, positive
/// @param weightDecay λ ≥ 0, as a penalty ½λθ² in the cost
public record Adam(float learningRate, float beta1, float beta2, float epsilon, float weightDecay)
        implements Optimizer {

    public Adam {
        Ranges.positive("learningRate", learningRate);
        Ranges.decayRate("beta1", beta1);
        Ranges.decayRate("beta2", beta2);
        Ranges.positive("epsilon", epsilon);
        Ranges.zeroOrMore("weightDecay", weightDecay);
    }

    /// η = 0.001, β = (0.9, 0.999), ε = 1e-8, no decay, as the paper has them.
    public static Adam defaults() {
        return new Adam(0.001f, 0.9f, 0.999f, 1e-8f, 0f);
    }

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public Adam learningRate(float learningRate) {
        return new Adam(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public Adam weightDecay(float weightDecay) {
        return new Adam(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public State start(int parameters) {
        return new Moments(parameters, beta1, beta2, epsilon, weightDecay, 0f);
    }
}
