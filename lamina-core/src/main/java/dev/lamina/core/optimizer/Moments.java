package dev.lamina.core.optimizer;

/// The state of [Adam] and [AdamW]: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², θ ← θ − η·m̂ / (√v̂ + ε), where
/// m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ).
///
/// With a decay in the gradient, g ← g + λθ first; a decoupled one shrinks θ ← θ·(1 − ηλ) instead.
final class Moments extends Optimizer.State {

    private final float[] m;
    private final float[] v;
    private final float beta1;
    private final float beta2;
    private final float epsilon;
    private final float gradientDecay;
    private final float decoupledDecay;

    Moments(int parameters, float beta1, float beta2, float epsilon, float gradientDecay, float decoupledDecay) {
        this.m = new float[parameters];
        this.v = new float[parameters];
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.gradientDecay = gradientDecay;
        this.decoupledDecay = decoupledDecay;
    }

    @Override
    void update(float[] p, float[] g, int from, int to, float learningRate, float decayFactor) {
        float stepSize = (float) (learningRate / (1 - StrictMath.pow(beta1, (double) steps())));
        float rootCorrection = (float) Math.sqrt(1 - StrictMath.pow(beta2, (double) steps()));
        update(
                p,
                g,
                m,
                v,
                from,
                to,
                beta1,
                beta2,
                epsilon * rootCorrection,
                stepSize * rootCorrection,
                gradientDecay * decayFactor,
                1f - learningRate * decoupledDecay * decayFactor);
    }

    /// The loop, on locals only. √v̂ + ε is taken as (√v + ε·√(1 − β₂ᵗ)) / √(1 − β₂ᵗ), one division an element
    /// fewer.
    private static void update(
            float[] p,
            float[] g,
            float[] m,
            float[] v,
            int from,
            int to,
            float beta1,
            float beta2,
            float epsilon,
            float stepSize,
            float decay,
            float shrink) {
        for (int i = from; i < to; i++) {
            float gradient = g[i] + decay * p[i];
            m[i] = beta1 * m[i] + (1f - beta1) * gradient;
            v[i] = beta2 * v[i] + (1f - beta2) * gradient * gradient;
            p[i] = p[i] * shrink - stepSize * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
        }
    }
}
