package dev.lamina.core.optimizer;

/// Rectified Adam, which needs no warm-up: g ← g + λθ and the moments m and v of [Adam]. In the first steps, which say
/// little about the variance of g, θ ← θ − η·m̂. As soon as ρ > 5 it is
///
///     ρ∞ = 2/(1 − β₂) − 1    ρ = ρ∞ − 2t·β₂ᵗ/(1 − β₂ᵗ)
///     r = √( (ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ) )
///     θ ← θ − η·r·√(1 − β₂ᵗ)·m̂ / (√v + ε)
///
/// The bound of 5 is that of the authors' code and of PyTorch; their paper has ρ > 4.
///
/// Source: Liu et al., "On the variance of the adaptive learning rate and beyond" (arXiv 1908.03265).
///
/// @param learningRate η, positive
/// @param beta1 β₁ in [0, 1), how long the mean of gradients remembers
/// @param beta2 β₂ in [0, 1), how long the mean of their squares remembers; with ⅔ or less, ρ never exceeds 5
/// @param epsilon ε, positive
/// @param weightDecay λ ≥ 0, as a penalty ½λθ² in the cost
public record RAdam(float learningRate, float beta1, float beta2, float epsilon, float weightDecay)
        implements Optimizer {

    public RAdam {
        Ranges.positive("learningRate", learningRate);
        Ranges.fraction("beta1", beta1);
        Ranges.fraction("beta2", beta2);
        Ranges.positive("epsilon", epsilon);
        Ranges.zeroOrMore("weightDecay", weightDecay);
    }

    /// η = 0.001, β = (0.9, 0.999), ε = 1e-8, no decay, as for [Adam].
    public static RAdam defaults() {
        return new RAdam(0.001f, 0.9f, 0.999f, 1e-8f, 0f);
    }

    @Override
    public String name() {
        return "radam";
    }

    @Override
    public RAdam learningRate(float learningRate) {
        return new RAdam(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public RAdam weightDecay(float weightDecay) {
        return new RAdam(learningRate, beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public State start(int parameters) {
        return new Rectified(parameters);
    }

    private final class Rectified extends Moments {

        Rectified(int parameters) {
            super(parameters, RAdam.this.beta1, RAdam.this.beta2);
        }

        @Override
        void update(float[] p, float[] g, int from, int to, float learningRate, float decayFactor) {
            float decay = weightDecay * decayFactor;
            double stepSize = learningRate / meanCorrection();
            double seen = squareCorrection();
            double longest = 2 / (1 - (double) beta2) - 1;
            double length = longest - 2 * steps() * (1 - seen) / seen;
            if (length > 5) {
                double rectification =
                        Math.sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
                float onMean = (float) (stepSize * rectification * Math.sqrt(seen));
                update(p, g, from, to, decay, 1f, onMean, 0f, 1f, epsilon);
            } else {
                update(p, g, from, to, decay, 1f, (float) stepSize, 0f, 0f, 1f);
            }
        }
    }
}
