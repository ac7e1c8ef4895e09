package dev.lamina.core.optimizer;

import dev.lamina.core.internal.kernel.Kernels;

/// Stochastic gradient descent: g ← g + λθ; with momentum μ > 0: v ← μv + (1 − τ)g, and the step is v, or g + μv
/// for Nesterov's; θ ← θ − η·step. The first gradient is not dampened, v = g, as in PyTorch.
///
/// Source: Sutskever et al., "On the importance of initialization and momentum in deep learning" (2013), in the
/// form whose velocity holds gradients, so that a changing η acts at once.
///
/// @param learningRate η, positive
/// @param momentum μ in [0, 1)
/// @param dampening τ in [0, 1), how much less of a gradient enters the velocity; needs momentum
/// @param nesterov looks ahead; needs momentum, without dampening
/// @param weightDecay λ ≥ 0, as a penalty ½λθ² in the cost
public record Sgd(float learningRate, float momentum, float dampening, boolean nesterov, float weightDecay)
        implements Optimizer {

    public Sgd {
        Ranges.positive("learningRate", learningRate);
        Ranges.fraction("momentum", momentum);
        Ranges.fraction("dampening", dampening);
        Ranges.zeroOrMore("weightDecay", weightDecay);
        if (momentum == 0 && (nesterov || dampening != 0)) {
            throw new IllegalArgumentException((nesterov ? "nesterov" : "dampening") + " needs a momentum above 0");
        }
        if (nesterov && dampening != 0) {
            throw new IllegalArgumentException("dampening is " + dampening + ", expected 0 with nesterov");
        }
    }

    /// η = 0.01, momentum 0.9 with Nesterov's look-ahead, no decay.
    public static Sgd defaults() {
        return new Sgd(0.01f, 0.9f, 0f, true, 0f);
    }

    /// Plain gradient descent, without momentum or decay.
    public static Sgd plain(float learningRate) {
        return new Sgd(learningRate, 0f, 0f, false, 0f);
    }

    @Override
    public String name() {
        return "sgd";
    }

    @Override
    public Sgd learningRate(float learningRate) {
        return new Sgd(learningRate, momentum, dampening, nesterov, weightDecay);
    }

    @Override
    public Sgd weightDecay(float weightDecay) {
        return new Sgd(learningRate, momentum, dampening, nesterov, weightDecay);
    }

    @Override
    public State start(int parameters) {
        return momentum == 0 ? new Plain(parameters) : new WithMomentum(new float[parameters]);
    }

    private final class Plain extends State {

        Plain(int parameters) {
            super(parameters);
        }

        @Override
        boolean decays() {
            return weightDecay != 0;
        }

        @Override
        float[][] arrays() {
            return new float[0][];
        }

        @Override
        void update(float[] p, float[] g, int from, int to, float learningRate, float decayFactor) {
            Kernels.chosen().descend(p, g, from, to, learningRate, weightDecay * decayFactor);
        }
    }

    private final class WithMomentum extends State {

        private final float[] velocity;

        WithMomentum(float[] velocity) {
            super(velocity.length);
            this.velocity = velocity;
        }

        @Override
        boolean decays() {
            return weightDecay != 0;
        }

        @Override
        float[][] arrays() {
            return new float[][] {velocity};
        }

        @Override
        void update(float[] p, float[] g, int from, int to, float learningRate, float decayFactor) {
            Kernels.chosen()
                    .descendWithMomentum(
                            p,
                            g,
                            velocity,
                            from,
                            to,
                            learningRate,
                            weightDecay * decayFactor,
                            momentum,
                            steps() == 1 ? 1f : 1f - dampening,
                            nesterov ? 1f : 0f,
                            nesterov ? momentum : 1f);
        }
    }
}
