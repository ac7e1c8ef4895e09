package dev.lamina.core.optimizer;

/// RMSProp: gradients divided by the root of the running mean of their squares. g ← g + λθ,
///
///     v ← αv + (1 − α)g²
///     s = g / (√v + ε)
///     θ ← θ − ηs, or with momentum μ > 0: b ← μb + s, θ ← θ − ηb
///
/// Centred, √v becomes √(v − ḡ²) with ḡ ← αḡ + (1 − α)g. Where rounding makes v − ḡ² negative, as it can for
/// gradients that hardly vary, it counts as 0; PyTorch's turns into NaN there.
///
/// Source: Tieleman and Hinton, "Lecture 6.5: rmsprop" (Coursera, 2012); centred and with momentum: Graves,
/// "Generating sequences with recurrent neural networks" (arXiv 1308.0850).
///
/// @param learningRate η, positive
/// @param alpha α in [0, 1), how long the means remember
/// @param epsilon ε, positive
/// @param momentum μ in [0, 1)
/// @param centred divides by the root of the variance rather than of the mean square
/// @param weightDecay λ ≥ 0, as a penalty ½λθ² in the cost
public record RmsProp(
        float learningRate, float alpha, float epsilon, float momentum, boolean centred, float weightDecay)
        implements Optimizer {

    private static final float[] NONE = {};

    public RmsProp {
        Ranges.positive("learningRate", learningRate);
        Ranges.fraction("alpha", alpha);
        Ranges.positive("epsilon", epsilon);
        Ranges.fraction("momentum", momentum);
        Ranges.zeroOrMore("weightDecay", weightDecay);
    }

    /// η = 0.001, α = 0.9, ε = 1e-8, neither momentum nor centred, no decay: α of the lecture, η as for [Adam];
    /// PyTorch has α = 0.99 and η = 0.01.
    public static RmsProp defaults() {
        return new RmsProp(0.001f, 0.9f, 1e-8f, 0f, false, 0f);
    }

    @Override
    public String name() {
        return "rmsprop";
    }

    @Override
    public RmsProp learningRate(float learningRate) {
        return new RmsProp(learningRate, alpha, epsilon, momentum, centred, weightDecay);
    }

    @Override
    public RmsProp weightDecay(float weightDecay) {
        return new RmsProp(learningRate, alpha, epsilon, momentum, centred, weightDecay);
    }

    @Override
    public State start(int parameters) {
        return new MeanSquare(
                new float[parameters],
                centred ? new float[parameters] : NONE,
                momentum > 0 ? new float[parameters] : NONE);
    }

    private final class MeanSquare extends State {

        private final float[] squares;
        private final float[] means;
        private final float[] velocity;

        MeanSquare(float[] squares, float[] means, float[] velocity) {
            super(squares.length);
            this.squares = squares;
            this.means = means;
            this.velocity = velocity;
        }

        @Override
        float[][] arrays() {
            return new float[][] {squares, means, velocity};
        }

        @Override
        void update(float[] p, float[] g, int from, int to, float learningRate, float decayFactor) {
            float decay = weightDecay * decayFactor;
            float kept = alpha;
            float added = epsilon;
            float persisting = momentum;
            // Both hold for the whole loop: the JIT compiles a loop for each case.
            boolean centring = centred;
            boolean moving = persisting > 0;
            float[] v = squares;
            float[] mean = means;
            float[] b = velocity;
            for (int i = from; i < to; i++) {
                float gradient = g[i] + decay * p[i];
                v[i] = kept * v[i] + (1f - kept) * gradient * gradient;
                float spread = v[i];
                if (centring) {
                    mean[i] = kept * mean[i] + (1f - kept) * gradient;
                    spread = Math.max(spread - mean[i] * mean[i], 0f);
                }
                float step = gradient / ((float) Math.sqrt(spread) + added);
                if (moving) {
                    step += persisting * b[i];
                    b[i] = step;
                }
                p[i] -= learningRate * step;
            }
        }
    }
}
