package dev.lamina.core.optimizer;

/// Lion: the sign of an interpolated gradient, so that every parameter moves by η, and weight decay beside the
/// step.
///
///     θ ← θ·(1 − ηλ) − η·sign(β₁m + (1 − β₁)g)
///     m ← β₂m + (1 − β₂)g
///
/// Source: Chen et al., "Symbolic discovery of optimization algorithms" (arXiv 2302.06675), which advises an η 3
/// to 10 times smaller and a λ as much larger than for [AdamW].
///
/// @param learningRate η, positive
/// @param beta1 β₁ in [0, 1), the part of the mean in a step
/// @param beta2 β₂ in [0, 1), how long the mean of gradients remembers
/// @param weightDecay λ ≥ 0, beside the step, not in the gradient
public record Lion(float learningRate, float beta1, float beta2, float weightDecay) implements Optimizer {

    public Lion {
        Ranges.positive("learningRate", learningRate);
        Ranges.fraction("beta1", beta1);
        Ranges.fraction("beta2", beta2);
        Ranges.zeroOrMore("weightDecay", weightDecay);
    }

    /// η = 1e-4, β = (0.9, 0.99), no decay, as the authors' code has them.
    public static Lion defaults() {
        return new Lion(1e-4f, 0.9f, 0.99f, 0f);
    }

    @Override
    public String name() {
        return "lion";
    }

    @Override
    public Lion learningRate(float learningRate) {
        return new Lion(learningRate, beta1, beta2, weightDecay);
    }

    @Override
    public Lion weightDecay(float weightDecay) {
        return new Lion(learningRate, beta1, beta2, weightDecay);
    }

    @Override
    public State start(int parameters) {
        return new Mean(new float[parameters]);
    }

    private final class Mean extends State {

        private final float[] means;

        Mean(float[] means) {
            super(means.length);
            this.means = means;
        }

        @Override
        float[][] arrays() {
            return new float[][] {means};
        }

        @Override
        void update(float[] p, float[] g, int from, int to, float learningRate, float decayFactor) {
            float shrink = 1f - learningRate * weightDecay * decayFactor;
            float inStep = beta1;
            float kept = beta2;
            float[] m = means;
            for (int i = from; i < to; i++) {
                float direction = Math.signum(inStep * m[i] + (1f - inStep) * g[i]);
                m[i] = kept * m[i] + (1f - kept) * g[i];
                p[i] = shrink * p[i] - learningRate * direction;
            }
        }
    }
}
