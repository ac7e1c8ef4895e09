package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.ScalarActivation;

/// The sigmoid in three straight lines: f(z) = (z + 3) / 6 between −3 and 3, 0 below, 1 above; derivative 0 at
/// the kinks.
public record HardSigmoid() implements Elementwise {

    private static final DoubleDouble SIX = DoubleDouble.of(6);

    @Override
    public String name() {
        return "hard-sigmoid";
    }

    @Override
    public Range range() {
        return Range.closed(0, 1).withBothEnds();
    }

    /// Chosen when it is first used: naming the activation costs nothing.
    private static final class Kernel {
        static final ActivationKernel CHOSEN = Kernels.chosenActivation(new ScalarActivation.HardSigmoid());
    }

    @Override
    public ActivationKernel kernel() {
        return Kernel.CHOSEN;
    }

    @Override
    public double value(double z) {
        return Math.abs(z) < 3 ? DoubleDouble.sum(z, 3).dividedBy(SIX).high() : z < 0 ? 0 : Math.min(z, 1);
    }

    @Override
    public double derivative(double z) {
        return Math.abs(z) < 3 ? 1.0 / 6 : 0;
    }
}
