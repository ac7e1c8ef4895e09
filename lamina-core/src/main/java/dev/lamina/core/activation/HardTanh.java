package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.ScalarActivation;

/// f(z) = z between −1 and 1, −1 below, 1 above; derivative 0 at the kinks.
public record HardTanh() implements Elementwise {

    @Override
    public String name() {
        return "hard-tanh";
    }

    @Override
    public Range range() {
        return Range.closed(-1, 1);
    }

    /// Chosen when it is first used: naming the activation costs nothing.
    private static final class Kernel {
        static final ActivationKernel CHOSEN = Kernels.chosenActivation(new ScalarActivation.HardTanh());
    }

    @Override
    public ActivationKernel kernel() {
        return Kernel.CHOSEN;
    }

    @Override
    public double value(double z) {
        return Math.clamp(z, -1.0, 1.0);
    }

    @Override
    public double derivative(double z) {
        return Math.abs(z) < 1 ? 1 : 0;
    }
}
