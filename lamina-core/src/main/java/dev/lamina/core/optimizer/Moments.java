package dev.lamina.core.optimizer;

import dev.lamina.core.internal.kernel.Kernels;

/// What the rules of [Adam]'s family remember: the running means m ← β₁m + (1 − β₁)g and v ← β₂v + (1 − β₂)g².
///
/// They start at zero, hence too small by 1 − β₁ᵗ and 1 − β₂ᵗ after t steps: m̂ = m / (1 − β₁ᵗ) and
/// v̂ = v / (1 − β₂ᵗ) are free of that bias.
abstract class Moments extends Optimizer.State {

    final float[] m;
    final float[] v;
    final float beta1;
    final float beta2;

    Moments(int parameters, float beta1, float beta2) {
        super(parameters);
        this.m = new float[parameters];
        this.v = new float[parameters];
        this.beta1 = beta1;
        this.beta2 = beta2;
    }

    @Override
    float[][] arrays() {
        return new float[][] {m, v};
    }

    /// 1 − β₁ᵗ.
    final double meanCorrection() {
        return 1 - power(beta1, steps());
    }

    /// 1 − β₂ᵗ.
    final double squareCorrection() {
        return 1 - power(beta2, steps());
    }

    /// base^exponent by squaring, for exponents of 0 or more: every step asks for it, and `StrictMath.pow`
    /// allocates.
    static double power(double base, long exponent) {
        double power = 1;
        double square = base;
        for (long left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                power *= square;
            }
            square *= square;
        }
        return power;
    }

    /// The step that all of the family take, in coefficients that hold for every element: g ← g + decay·θ, the
    /// moments, θ ← shrink·θ − (onMean·m + onGradient·g) / (onRoot·√v + added).
    final void update(
            float[] p,
            float[] g,
            int from,
            int to,
            float decay,
            float shrink,
            float onMean,
            float onGradient,
            float onRoot,
            float added) {
        Kernels.chosen()
                .descendByMoments(p, g, m, v, from, to, beta1, beta2, decay, shrink, onMean, onGradient, onRoot, added);
    }
}
