package dev.lamina.core.optimizer;

/// AdaMax: Adam with the largest gradient, slowly forgotten, in place of the mean square. g ← g + λθ,
///
///     m ← β₁m + (1 − β₁)g
///     u ← max(β₂u, |g| + ε)
///     θ ← θ − η / (1 − β₁ᵗ)·m / u
///
/// Source: Kingma and Ba, "Adam: a method for stochastic optimization" (arXiv 1412.6980), algorithm 2; ε, which
/// keeps u above zero, is PyTorch's.
///
/// @param learningRate η, positive
/// @param beta1 β₁ in [0, 1), how long the mean of gradients remembers
/// @param beta2 β₂ in [0, 1), how long a large gradient is remembered
/// @param epsilon ε, positive
/// @param weightDecay λ ≥ 0, as a penalty ½λθ² in the cost
public record AdaMax(float learningRate, float beta1, float beta2, float epsilon, float weightDecay)
        implements Optimizer {

    public AdaMax {
        Ranges.positive("learningRate", learningRate);
        Ranges.fraction("beta1", beta1);
        Ranges.fraction("beta2", beta2);
        Ranges.positive("epsilon", epsilon);
        Ranges.zeroOrMore("weightDecay", weightDecay);
    }

    /// η = 0.002, β = (0.9, 0.999), no decay, as the paper has them, and ε = 1e-8.
    public static AdaMax defaults() {
        return new AdaMax(0.002f, 0.9f, 0.999f, 1e-8f, 0f);
    }

    @Override
    public String name() {
        return "adamax";
    }

    @Override
    public AdaMax learningRate(float learningRate) {
        return new AdaMax(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public AdaMax weightDecay(float weightDecay) {
        return new AdaMax(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public State start(int parameters) {
        return new MeanAndLargest(new float[parameters], new float[parameters]);
    }

    private final class MeanAndLargest extends State {

        private final float[] means;
        private final float[] largest;

        MeanAndLargest(float[] means, float[] largest) {
            super(means.length);
            this.means = means;
            this.largest = largest;
        }

        @Override
        float[][] arrays() {
            return new float[][] {means, largest};
        }

        @Override
        void update(float[] p, float[] g, int from, int to, float learningRate, float decayFactor) {
            float stepSize = (float) (learningRate / (1 - Moments.power(beta1, steps())));
            float decay = weightDecay * decayFactor;
            float keptMean = beta1;
            float keptLargest = beta2;
            float added = epsilon;
            float[] m = means;
            float[] u = largest;
            for (int i = from; i < to; i++) {
                float gradient = g[i] + decay * p[i];
                m[i] = keptMean * m[i] + (1f - keptMean) * gradient;
                u[i] = Math.max(keptLargest * u[i], Math.abs(gradient) + added);
                p[i] -= stepSize * m[i] / u[i];
            }
        }
    }
}
