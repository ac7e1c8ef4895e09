package dev.lamina.core.optimizer;

/// AdaDelta: steps in the units of θ, from running means of the squares of gradients and of steps. g ← g + λθ,
///
///     v ← ρv + (1 − ρ)g²
///     δ = g·√(u + ε) / √(v + ε)
///     u ← ρu + (1 − ρ)δ²
///     θ ← θ − ηδ
///
/// Source: Zeiler, "ADADELTA: an adaptive learning rate method" (arXiv 1212.5701), which has no η.
///
/// @param learningRate η, positive
/// @param rho ρ in [0, 1), how long both means remember
/// @param epsilon ε, positive; starts the steps
/// @param weightDecay λ ≥ 0, as a penalty ½λθ² in the cost
public record AdaDelta(float learningRate, float rho, float epsilon, float weightDecay) implements Optimizer {

    public AdaDelta {
        Ranges.positive("learningRate", learningRate);
        Ranges.fraction("rho", rho);
        Ranges.positive("epsilon", epsilon);
        Ranges.zeroOrMore("weightDecay", weightDecay);
    }

    /// η = 1, ρ = 0.95, ε = 1e-6, no decay, as the paper has them; PyTorch's ρ is 0.9.
    public static AdaDelta defaults() {
        return new AdaDelta(1f, 0.95f, 1e-6f, 0f);
    }

    @Override
    public String name() {
        return "adadelta";
    }

    @Override
    public AdaDelta learningRate(float learningRate) {
        return new AdaDelta(learningRate, rho, epsilon, weightDecay);
    }

    @Override
    public AdaDelta weightDecay(float weightDecay) {
        return new AdaDelta(learningRate, rho, epsilon, weightDecay);
    }

    @Override
    public State start(int parameters) {
        return new MeanSquares(new float[parameters], new float[parameters]);
    }

    private final class MeanSquares extends State {

        private final float[] ofGradients;
        private final float[] ofSteps;

        MeanSquares(float[] ofGradients, float[] ofSteps) {
            super(ofGradients.length);
            this.ofGradients = ofGradients;
            this.ofSteps = ofSteps;
        }

        @Override
        float[][] arrays() {
            return new float[][] {ofGradients, ofSteps};
        }

        @Override
        void update(float[] p, float[] g, int from, int to, float learningRate, float decayFactor) {
            float decay = weightDecay * decayFactor;
            float kept = rho;
            float added = epsilon;
            float[] v = ofGradients;
            float[] u = ofSteps;
            for (int i = from; i < to; i++) {
                float gradient = g[i] + decay * p[i];
                v[i] = kept * v[i] + (1f - kept) * gradient * gradient;
                float step = gradient * (float) Math.sqrt(u[i] + added) / (float) Math.sqrt(v[i] + added);
                u[i] = kept * u[i] + (1f - kept) * step * step;
                p[i] -= learningRate * step;
            }
        }
    }
}
