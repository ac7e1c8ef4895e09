package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.ScalarActivation;
import dev.lamina.core.parameter.Initializer;

/// f(z) = z·σ(z), also called swish (Elfwing, Uchibe, Doya 2018, arXiv:1702.03118); derivative
/// σ(z)·(1 + z·σ(−z)).
public record Silu() implements Elementwise {

    /// Where f′ has reached its limits, so that an infinite z cannot meet a factor 0.
    private static final double FAR = 800;

    private static final DerivativeZero ZERO =
            new DerivativeZero(-1.2784645427610737, -1.0946994183093437e-16, 0.2178117057198001, 0.1466487969969469);

    @Override
    public String name() {
        return "silu";
    }

    @Override
    public Range range() {
        return Range.from(-0.28);
    }

    @Override
    public Initializer initializer() {
        return new Initializer.HeUniform();
    }

    /// Chosen when it is first used: naming the activation costs nothing.
    private static final class Kernel {
        static final ActivationKernel CHOSEN = Kernels.chosenActivation(new ScalarActivation.Silu());
    }

    @Override
    public ActivationKernel kernel() {
        return Kernel.CHOSEN;
    }

    @Override
    public double value(double z) {
        if (z < DoubleDouble.FAR_BELOW) {
            return DoubleDouble.exp(DoubleDouble.of(z), z);
        }
        return Logistic.of(z).value().roundedTimes(z);
    }

    @Override
    public double derivative(double z) {
        if (ZERO.covers(z)) {
            return ZERO.derivative(z);
        }
        double near = Math.clamp(z, -FAR, FAR);
        if (near < DoubleDouble.FAR_BELOW) {
            return DoubleDouble.exp(DoubleDouble.of(near), near + 1);
        }
        Logistic logistic = Logistic.of(near);
        return logistic.complement().times(near).plus(1).times(logistic.value()).high();
    }
}
