package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.ScalarActivation;

/// f(z) = z / (1 + |z|), derivative 1 / (1 + |z|)².
public record Softsign() implements Elementwise {

    /// From here on the 1 beside |z| is below the last bit.
    private static final double LARGE = 1e20;

    @Override
    public String name() {
        return "softsign";
    }

    @Override
    public Range range() {
        return Range.closed(-1, 1);
    }

    /// Chosen when it is first used: naming the activation costs nothing.
    private static final class Kernel {
        static final ActivationKernel CHOSEN = Kernels.chosenActivation(new ScalarActivation.Softsign());
    }

    @Override
    public ActivationKernel kernel() {
        return Kernel.CHOSEN;
    }

    @Override
    public double value(double z) {
        if (Double.isInfinite(z)) {
            return Double.NaN;
        }
        DoubleDouble y = DoubleDouble.of(z).dividedBy(DoubleDouble.sum(1, Math.abs(z)));
        return Math.copySign(y.high(), z);
    }

    @Override
    public double derivative(double z) {
        if (Math.abs(z) > LARGE) {
            return 1 / z / z;
        }
        DoubleDouble d = DoubleDouble.sum(1, Math.abs(z));
        return DoubleDouble.ONE.dividedBy(d.times(d)).high();
    }
}
