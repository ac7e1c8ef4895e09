package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.ScalarActivation;
import dev.lamina.core.parameter.Initializer;

/// The approximation of [Gelu] by tanh: f(z) = ½z·(1 + tanh w), w = √(2/π)·(z + 0.044715·z³) (Hendrycks, Gimpel
/// 2016, arXiv:1606.08415). Computed as z·σ(2w), whose left tail keeps its digits; derivative
/// σ(2w) + z·σ(2w)·σ(−2w)·2w′.
public record GeluTanh() implements Elementwise {

    /// 2√(2/π), that times 0.044715, and that times 3.
    private static final DoubleDouble LINEAR = new DoubleDouble(1.5957691216057308, -9.96930880911092e-17);

    private static final DoubleDouble CUBIC = LINEAR.times(new DoubleDouble(0.044715, 2.1960211427085595e-18));
    private static final DoubleDouble CUBIC_SLOPE = CUBIC.times(3);

    /// Where f′ has reached its limits, so that an infinite z cannot meet a factor 0.
    private static final double FAR = 40;

    private static final DerivativeZero ZERO =
            new DerivativeZero(-0.7524614220710163, 3.635560509207687e-17, 0.4304000910248585, 0.38751844613578895);

    @Override
    public String name() {
        return "gelu-tanh";
    }

    @Override
    public Range range() {
        return Range.from(-0.171);
    }

    @Override
    public Initializer initializer() {
        return new Initializer.HeUniform();
    }

    /// Chosen when it is first used: naming the activation costs nothing.
    private static final class Kernel {
        static final ActivationKernel CHOSEN = Kernels.chosenActivation(new ScalarActivation.GeluTanh());
    }

    @Override
    public ActivationKernel kernel() {
        return Kernel.CHOSEN;
    }

    @Override
    public double value(double z) {
        DoubleDouble u = exponent(Math.clamp(z, -FAR, FAR));
        return u.high() < DoubleDouble.FAR_BELOW
                ? DoubleDouble.exp(u, z)
                : Logistic.of(u).value().roundedTimes(z);
    }

    @Override
    public double derivative(double z) {
        if (ZERO.covers(z)) {
            return ZERO.derivative(z);
        }
        double near = Math.clamp(z, -FAR, FAR);
        DoubleDouble u = exponent(near);
        DoubleDouble inner =
                DoubleDouble.product(near, near).times(CUBIC_SLOPE).plus(LINEAR).times(near);
        if (u.high() < DoubleDouble.FAR_BELOW) {
            return DoubleDouble.exp(u, inner.plus(1).high());
        }
        Logistic logistic = Logistic.of(u);
        return inner.times(logistic.complement())
                .plus(1)
                .times(logistic.value())
                .high();
    }

    /// 2w.
    private static DoubleDouble exponent(double z) {
        return DoubleDouble.product(z, z).times(CUBIC).plus(LINEAR).times(z);
    }
}
