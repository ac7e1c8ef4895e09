package dev.lamina.core.optimizer;

/// Adam: steps scaled by running means of the gradient and of its square, g ← g + λθ, θ ← θ − η·m̂ / (√v̂ + ε) of
/// the moments
///
///     m ← β₁m + (1 − β₁)g    m̂ = m / (1 − β₁ᵗ)
///     v ← β₂v + (1 − β₂)g²   v̂ = v / (1 − β₂ᵗ)
///
/// With AMSGrad, v̂ is the largest v so far / (1 − β₂ᵗ), so that a large gradient is never forgotten. Its paper
/// leaves the bias corrections out; PyTorch and this have them.
///
/// Source: Kingma and Ba, "Adam: a method for stochastic optimization" (arXiv 1412.6980); Reddi, Kale and Kumar,
/// "On the convergence of Adam and beyond" (arXiv 1904.09237).
///
/// @param learningRate η, positive
/// @param beta1 β₁ in [0, 1), how long the mean of gradients remembers
/// @param beta2 β₂ in [0, 1), how long the mean of their squares remembers
/// @param epsilon ε, positive
/// @param amsgrad divides by the largest mean square so far
/// @param weightDecay λ ≥ 0, as a penalty ½λθ² in the cost
public record Adam(float learningRate, float beta1, float beta2, float epsilon, boolean amsgrad, float weightDecay)
        implements Optimizer {

    public Adam {
        Ranges.positive("learningRate", learningRate);
        Ranges.fraction("beta1", beta1);
        Ranges.fraction("beta2", beta2);
        Ranges.positive("epsilon", epsilon);
        Ranges.zeroOrMore("weightDecay", weightDecay);
    }

    /// η = 0.001, β = (0.9, 0.999), ε = 1e-8, no AMSGrad, no decay, as the paper has them.
    public static Adam defaults() {
        return new Adam(0.001f, 0.9f, 0.999f, 1e-8f, false, 0f);
    }

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public Adam learningRate(float learningRate) {
        return new Adam(learningRate, beta1, beta2, epsilon, amsgrad, weightDecay);
    }

    public Adam amsgrad(boolean amsgrad) {
        return new Adam(learningRate, beta1, beta2, epsilon, amsgrad, weightDecay);
    }

    @Override
    public Adam weightDecay(float weightDecay) {
        return new Adam(learningRate, beta1, beta2, epsilon, amsgrad, weightDecay);
    }

    @Override
    public State start(int parameters) {
        return amsgrad
                ? new AmsGrad(new float[parameters])
                : new AdamState(parameters, beta1, beta2, epsilon, weightDecay, 0f);
    }

    private final class AmsGrad extends Moments {

        private final float[] largest;

        AmsGrad(float[] largest) {
            super(largest.length, Adam.this.beta1, Adam.this.beta2);
            this.largest = largest;
        }

        @Override
        float[][] arrays() {
            return new float[][] {m, v, largest};
        }

        @Override
        void update(float[] p, float[] g, int from, int to, float learningRate, float decayFactor) {
            float rootCorrection = (float) Math.sqrt(squareCorrection());
            float stepSize = (float) (learningRate / meanCorrection()) * rootCorrection;
            float added = epsilon * rootCorrection;
            float decay = weightDecay * decayFactor;
            float beta1 = this.beta1;
            float beta2 = this.beta2;
            float[] m = this.m;
            float[] v = this.v;
            float[] largest = this.largest;
            for (int i = from; i < to; i++) {
                float gradient = g[i] + decay * p[i];
                m[i] = beta1 * m[i] + (1f - beta1) * gradient;
                v[i] = beta2 * v[i] + (1f - beta2) * gradient * gradient;
                largest[i] = Math.max(largest[i], v[i]);
                p[i] -= stepSize * m[i] / ((float) Math.sqrt(largest[i]) + added);
            }
        }
    }
}
