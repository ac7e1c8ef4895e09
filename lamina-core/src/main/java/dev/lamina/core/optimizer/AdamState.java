package dev.lamina.core.optimizer;

/// The state of [Adam] and [AdamW]: θ ← θ − η·m̂ / (√v̂ + ε), of the [Moments].
///
/// With a decay in the gradient, g ← g + λθ first; a decoupled one shrinks θ ← θ·(1 − ηλ) instead.
final class AdamState extends Moments {

    private final float epsilon;
    private final float gradientDecay;
    private final float decoupledDecay;
    private double meanCorrection;
    private float rootCorrection;

    AdamState(int parameters, float beta1, float beta2, float epsilon, float gradientDecay, float decoupledDecay) {
        super(parameters, beta1, beta2);
        this.epsilon = epsilon;
        this.gradientDecay = gradientDecay;
        this.decoupledDecay = decoupledDecay;
    }

    @Override
    boolean decays() {
        return gradientDecay != 0 || decoupledDecay != 0;
    }

    @Override
    void begin() {
        meanCorrection = meanCorrection();
        rootCorrection = (float) Math.sqrt(squareCorrection());
    }

    @Override
    void update(float[] p, float[] g, int from, int to, float learningRate, float decayFactor) {
        // √v̂ + ε is taken as (√v + ε·√(1 − β₂ᵗ)) / √(1 − β₂ᵗ), one division an element fewer.
        float stepSize = (float) (learningRate / meanCorrection);
        update(
                p,
                g,
                from,
                to,
                gradientDecay * decayFactor,
                1f - learningRate * decoupledDecay * decayFactor,
                stepSize * rootCorrection,
                0f,
                1f,
                epsilon * rootCorrection);
    }
}
