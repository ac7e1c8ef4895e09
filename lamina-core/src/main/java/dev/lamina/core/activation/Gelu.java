package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.ScalarActivation;
import dev.lamina.core.parameter.Initializer;

/// f(z) = z·Φ(z), Φ the distribution function of the standard normal (Hendrycks, Gimpel 2016,
/// arXiv:1606.08415); derivative Φ(z) + z·φ(z).
public record Gelu() implements Elementwise {

    /// Where f′ has reached its limits, so that an infinite z cannot meet a factor 0.
    private static final double FAR = 60;

    private static final DerivativeZero ZERO =
            new DerivativeZero(-0.7517915246935645, 1.4956759177009883e-17, 0.4314939923140469, 0.388284982990552);

    @Override
    public String name() {
        return "gelu";
    }

    @Override
    public Range range() {
        return Range.from(-0.17);
    }

    @Override
    public Initializer initializer() {
        return new Initializer.HeUniform();
    }

    /// Chosen when it is first used: naming the activation costs nothing.
    private static final class Kernel {
        static final ActivationKernel CHOSEN = Kernels.chosenActivation(new ScalarActivation.Gelu());
    }

    @Override
    public ActivationKernel kernel() {
        return Kernel.CHOSEN;
    }

    @Override
    public double value(double z) {
        double near = Math.clamp(z, -FAR, FAR);
        if (near < Normal.FAR_BELOW) {
            DoubleDouble ratio = Normal.tailRatio(near);
            return Normal.density(near, ratio.roundedTimes(z));
        }
        return Normal.distribution(near).roundedTimes(z);
    }

    @Override
    public double derivative(double z) {
        if (ZERO.covers(z)) {
            return ZERO.derivative(z);
        }
        double near = Math.clamp(z, -FAR, FAR);
        if (near < Normal.FAR_BELOW) {
            return Normal.density(near, Normal.tailRatio(near).plus(near).high());
        }
        return Normal.density(near).times(near).plus(Normal.distribution(near)).high();
    }
}
