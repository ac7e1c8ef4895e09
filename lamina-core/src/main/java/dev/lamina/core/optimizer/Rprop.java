package dev.lamina.core.optimizer;

import java.util.Arrays;

/// Resilient propagation: a step size Δ for each parameter, which grows while its gradient keeps its sign and
/// shrinks when it turns; of the gradient only the sign counts. For full batches. g ← g + λθ,
///
///     same sign as before:  Δ ← min(η⁺Δ, largest),    θ ← θ − Δ·sign g
///     the opposite sign:    Δ ← max(η⁻Δ, smallest),   θ stays, and the next sign counts as new
///     either of them 0:     θ ← θ − Δ·sign g
///
/// Δ starts at the learning rate η. A schedule's or a view's factor on η multiplies the step that is taken, not
/// Δ. PyTorch has no λ here.
///
/// Source: Riedmiller and Braun, "A direct adaptive method for faster backpropagation learning: the RPROP
/// algorithm" (1993), in the form iRprop⁻ of Igel and Hüsken, "Improving the Rprop learning algorithm" (2000),
/// which takes no step back.
///
/// @param learningRate η, positive, the first Δ
/// @param decrease η⁻ in (0, 1)
/// @param increase η⁺, above 1
/// @param smallestStep positive
/// @param largestStep `smallestStep` or more
/// @param weightDecay λ ≥ 0, as a penalty ½λθ² in the cost
public record Rprop(
        float learningRate, float decrease, float increase, float smallestStep, float largestStep, float weightDecay)
        implements Optimizer {

    public Rprop {
        Ranges.positive("learningRate", learningRate);
        Ranges.positive("smallestStep", smallestStep);
        Ranges.zeroOrMore("weightDecay", weightDecay);
        if (!(decrease > 0 && decrease < 1)) {
            throw new IllegalArgumentException("decrease is " + decrease + ", expected 0 < decrease < 1");
        }
        if (!(increase > 1 && increase < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("increase is " + increase + ", expected a number above 1");
        }
        if (!(largestStep >= smallestStep && largestStep < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "largestStep is " + largestStep + ", expected smallestStep, " + smallestStep + ", or more");
        }
    }

    /// η⁻ = 0.5, η⁺ = 1.2, steps of 1e-6 to 50, no decay, as the 1993 paper has them, and η = 0.01.
    public static Rprop defaults() {
        return new Rprop(0.01f, 0.5f, 1.2f, 1e-6f, 50f, 0f);
    }

    @Override
    public String name() {
        return "rprop";
    }

    @Override
    public Rprop learningRate(float learningRate) {
        return new Rprop(learningRate, decrease, increase, smallestStep, largestStep, weightDecay);
    }

    @Override
    public Rprop weightDecay(float weightDecay) {
        return new Rprop(learningRate, decrease, increase, smallestStep, largestStep, weightDecay);
    }

    @Override
    public State start(int parameters) {
        float[] sizes = new float[parameters];
        Arrays.fill(sizes, learningRate);
        return new StepSizes(sizes, new float[parameters]);
    }

    private final class StepSizes extends State {

        private final float[] sizes;
        private final float[] signs;

        StepSizes(float[] sizes, float[] signs) {
            super(sizes.length);
            this.sizes = sizes;
            this.signs = signs;
        }

        @Override
        float[][] arrays() {
            return new float[][] {sizes, signs};
        }

        @Override
        void update(float[] p, float[] g, int from, int to, float learningRate, float decayFactor) {
            float decay = weightDecay * decayFactor;
            float scale = learningRate / Rprop.this.learningRate;
            float gained = increase - 1f;
            float lost = 1f - decrease;
            float smallest = smallestStep;
            float largest = largestStep;
            float[] size = sizes;
            float[] before = signs;
            for (int i = from; i < to; i++) {
                float sign = Math.signum(g[i] + decay * p[i]);
                float kept = Math.max(sign * before[i], 0f);
                float turned = Math.min(sign * before[i], 0f);
                size[i] = Math.max(smallest, Math.min(largest, size[i] * (1f + gained * kept + lost * turned)));
                before[i] = sign * (1f + turned);
                p[i] -= scale * size[i] * before[i];
            }
        }
    }
}
