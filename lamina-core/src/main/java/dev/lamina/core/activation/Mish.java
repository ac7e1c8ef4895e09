package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.ScalarActivation;
import dev.lamina.core.parameter.Initializer;

/// f(z) = z·tanh(ln(1 + e^z)) (Misra 2020, arXiv:1908.08681). With n = e²ᶻ + 2e^z and d = n + 2 the tangent is
/// n/d and the derivative (n + 4z·e^z·(e^z + 1)/d)/d. Where z > 0, n, d and the last term are divided by e²ᶻ
/// and nothing overflows.
public record Mish() implements Elementwise {

    /// Where f′ has reached its limits, so that an infinite z cannot meet a factor 0.
    private static final double FAR = 800;

    private static final DerivativeZero ZERO =
            new DerivativeZero(-1.1924312145154952, -4.8484829848031044e-17, 0.2669479140495345, 0.20473126408010586);

    @Override
    public String name() {
        return "mish";
    }

    @Override
    public Range range() {
        return Range.from(-0.31);
    }

    @Override
    public Initializer initializer() {
        return new Initializer.HeUniform();
    }

    /// Chosen when it is first used: naming the activation costs nothing.
    private static final class Kernel {
        static final ActivationKernel CHOSEN = Kernels.chosenActivation(new ScalarActivation.Mish());
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
        DoubleDouble e = DoubleDouble.exp(-Math.abs(z));
        DoubleDouble n = numerator(z, e);
        return n.dividedBy(denominator(z, e, n)).roundedTimes(z);
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
        DoubleDouble e = DoubleDouble.exp(-Math.abs(near));
        DoubleDouble n = numerator(near, e);
        DoubleDouble d = denominator(near, e, n);
        DoubleDouble term = e.plus(1).times(near < 0 ? e : e.times(e)).times(4 * near);
        return term.dividedBy(d).plus(n).dividedBy(d).high();
    }

    private static DoubleDouble numerator(double z, DoubleDouble e) {
        return e.times(2).plus(z < 0 ? e.times(e) : DoubleDouble.ONE);
    }

    private static DoubleDouble denominator(double z, DoubleDouble e, DoubleDouble n) {
        return n.plus(z < 0 ? DoubleDouble.of(2) : e.times(e).times(2));
    }
}
