package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.ScalarActivation;
import dev.lamina.core.parameter.Initializer;

/// z times the hard sigmoid (Howard et al. 2019, arXiv:1905.02244): f(z) = z·(z + 3) / 6 between −3 and 3, 0
/// below, z above; derivative at the kinks 0 and 1.
public record HardSwish() implements Elementwise {

    private static final DoubleDouble SIX = DoubleDouble.of(6);

    @Override
    public String name() {
        return "hard-swish";
    }

    @Override
    public Range range() {
        return Range.from(-0.375);
    }

    @Override
    public Initializer initializer() {
        return new Initializer.HeUniform();
    }

    /// Chosen when it is first used: naming the activation costs nothing.
    private static final class Kernel {
        static final ActivationKernel CHOSEN = Kernels.chosenActivation(new ScalarActivation.HardSwish());
    }

    @Override
    public ActivationKernel kernel() {
        return Kernel.CHOSEN;
    }

    @Override
    public double value(double z) {
        if (z >= 3) {
            return z;
        }
        return DoubleDouble.sum(Math.max(z, -3), 3).dividedBy(SIX).roundedTimes(z);
    }

    @Override
    public double derivative(double z) {
        if (Math.abs(z) < 3) {
            return Math.fma(2, z, 3) / 6;
        }
        return z > 0 ? 1 : 0;
    }
}
