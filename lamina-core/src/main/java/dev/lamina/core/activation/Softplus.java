package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.ScalarActivation;

/// f(z) = ln(1 + e^z) (Dugas, Bengio, Bélisle, Nadeau, Garcia 2000), computed as max(z, 0) + ln(1 + e^−|z|);
/// derivative σ(z).
public record Softplus() implements Elementwise {

    /// From here on the logarithm is below the last bit.
    private static final double FAR = 800;

    @Override
    public String name() {
        return "softplus";
    }

    @Override
    public Range range() {
        return Range.above(0);
    }

    /// Chosen when it is first used: naming the activation costs nothing.
    private static final class Kernel {
        static final ActivationKernel CHOSEN = Kernels.chosenActivation(new ScalarActivation.Softplus());
    }

    @Override
    public ActivationKernel kernel() {
        return Kernel.CHOSEN;
    }

    @Override
    public double value(double z) {
        if (z > FAR) {
            return z;
        }
        DoubleDouble e = DoubleDouble.exp(-Math.abs(z));
        return e.logOnePlus().plus(Math.max(z, 0)).high();
    }

    @Override
    public double derivative(double z) {
        return Logistic.of(z).value().high();
    }
}
