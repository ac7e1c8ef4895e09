package dev.lamina.core.optimizer;

/// Adam with Nesterov's look-ahead: g ← g + λθ, the moments m and v of [Adam], and
///
///     μₜ = β₁·(1 − ½·0.96^(ψt))
///     θ ← θ − η·( (1 − μₜ)/(1 − μ₁…μₜ)·g + μₜ₊₁/(1 − μ₁…μₜ₊₁)·m ) / (√v̂ + ε)
///
/// Source: Dozat, "Incorporating Nesterov momentum into Adam" (ICLR 2016 workshop), with its schedule of μ.
///
/// @param learningRate η, positive
/// @param beta1 β₁ in [0, 1), how long the mean of gradients remembers
/// @param beta2 β₂ in [0, 1), how long the mean of their squares remembers
/// @param epsilon ε, positive
/// @param momentumDecay ψ ≥ 0, how fast μ rises from about ½β₁ to β₁
/// @param weightDecay λ ≥ 0, as a penalty ½λθ² in the cost
public record NAdam(float learningRate, float beta1, float beta2, float epsilon, float momentumDecay, float weightDecay)
        implements Optimizer {

    public NAdam {
        Ranges.positive("learningRate", learningRate);
        Ranges.fraction("beta1", beta1);
        Ranges.fraction("beta2", beta2);
        Ranges.positive("epsilon", epsilon);
        Ranges.zeroOrMore("momentumDecay", momentumDecay);
        Ranges.zeroOrMore("weightDecay", weightDecay);
    }

    /// η = 0.002, β = (0.9, 0.999), ε = 1e-8, ψ = 0.004, no decay: the paper's schedule of μ, the rest as in
    /// PyTorch.
    public static NAdam defaults() {
        return new NAdam(0.002f, 0.9f, 0.999f, 1e-8f, 0.004f, 0f);
    }

    @Override
    public String name() {
        return "nadam";
    }

    @Override
    public NAdam learningRate(float learningRate) {
        return new NAdam(learningRate, beta1, beta2, epsilon, momentumDecay, weightDecay);
    }

    @Override
    public NAdam weightDecay(float weightDecay) {
        return new NAdam(learningRate, beta1, beta2, epsilon, momentumDecay, weightDecay);
    }

    @Override
    public State start(int parameters) {
        return new LookAhead(parameters);
    }

    private final class LookAhead extends Moments {

        /// μₜ, μₜ₊₁ and μ₁…μₜ at step t.
        private double momentum;

        private double next;
        private double product = 1;

        LookAhead(int parameters) {
            super(parameters, NAdam.this.beta1, NAdam.this.beta2);
        }

        @Override
        void resumed() {
            product = 1;
            for (long step = 1; step <= steps(); step++) {
                product *= momentum(step);
            }
        }

        @Override
        void begin() {
            momentum = momentum(steps());
            next = momentum(steps() + 1);
            product *= momentum;
        }

        @Override
        void update(float[] p, float[] g, int from, int to, float learningRate, float decayFactor) {
            float rootCorrection = (float) Math.sqrt(squareCorrection());
            update(
                    p,
                    g,
                    from,
                    to,
                    weightDecay * decayFactor,
                    1f,
                    (float) (learningRate * next / (1 - product * next)) * rootCorrection,
                    (float) (learningRate * (1 - momentum) / (1 - product)) * rootCorrection,
                    1f,
                    epsilon * rootCorrection);
        }

        private double momentum(long step) {
            return beta1 * (1 - 0.5 * StrictMath.pow(0.96, step * (double) momentumDecay));
        }
    }
}
