package dev.lamina.core.optimizer;

import java.util.Arrays;

/// AdaGrad: smaller steps where gradients were large so far; suits sparse ones. g ← g + λθ, s ← s + g²,
/// θ ← θ − ηₜ·g / (√s + ε) with ηₜ = η / (1 + (t − 1)κ).
///
/// Source: Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic
/// optimization" (JMLR 12, 2011).
///
/// @param learningRate η, positive
/// @param learningRateDecay κ ≥ 0
/// @param initialSum where s starts, 0 or more
/// @param epsilon ε, positive
/// @param weightDecay λ ≥ 0, as a penalty ½λθ² in the cost
public record AdaGrad(float learningRate, float learningRateDecay, float initialSum, float epsilon, float weightDecay)
        implements Optimizer {

    public AdaGrad {
        Ranges.positive("learningRate", learningRate);
        Ranges.zeroOrMore("learningRateDecay", learningRateDecay);
        Ranges.zeroOrMore("initialSum", initialSum);
        Ranges.positive("epsilon", epsilon);
        Ranges.zeroOrMore("weightDecay", weightDecay);
    }

    /// η = 0.01, κ = 0, s = 0, ε = 1e-10, no decay: the paper's rule with η and ε as in PyTorch, for it leaves
    /// them open.
    public static AdaGrad defaults() {
        return new AdaGrad(0.01f, 0f, 0f, 1e-10f, 0f);
    }

    @Override
    public String name() {
        return "adagrad";
    }

    @Override
    public AdaGrad learningRate(float learningRate) {
        return new AdaGrad(learningRate, learningRateDecay, initialSum, epsilon, weightDecay);
    }

    @Override
    public AdaGrad weightDecay(float weightDecay) {
        return new AdaGrad(learningRate, learningRateDecay, initialSum, epsilon, weightDecay);
    }

    @Override
    public State start(int parameters) {
        float[] sums = new float[parameters];
        Arrays.fill(sums, initialSum);
        return new SumOfSquares(sums);
    }

    private final class SumOfSquares extends State {

        private final float[] sums;

        SumOfSquares(float[] sums) {
            super(sums.length);
            this.sums = sums;
        }

        @Override
        float[][] arrays() {
            return new float[][] {sums};
        }

        @Override
        void update(float[] p, float[] g, int from, int to, float learningRate, float decayFactor) {
            float stepSize = (float) (learningRate / (1 + (steps() - 1) * (double) learningRateDecay));
            float decay = weightDecay * decayFactor;
            float added = epsilon;
            float[] s = sums;
            for (int i = from; i < to; i++) {
                float gradient = g[i] + decay * p[i];
                s[i] += gradient * gradient;
                p[i] -= stepSize * gradient / ((float) Math.sqrt(s[i]) + added);
            }
        }
    }
}
