package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.ScalarActivation;
import dev.lamina.core.parameter.Initializer;

/// f(z) = z where z > 0, else alpha·(e^z − 1) (Clevert, Unterthiner, Hochreiter 2016, arXiv:1511.07289).
///
/// @param alpha where f tends for z → −∞, sign turned; above 0
public record Elu(double alpha) implements Elementwise {

    /// The alpha of the paper's experiments, which alone makes the derivative continuous.
    public static final double DEFAULT_ALPHA = 1;

    public Elu {
        if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("elu alpha is " + alpha + ", expected a finite number above 0");
        }
    }

    /// With [#DEFAULT_ALPHA].
    public Elu() {
        this(DEFAULT_ALPHA);
    }

    @Override
    public String name() {
        return "elu";
    }

    @Override
    public Range range() {
        return Range.above(-alpha);
    }

    @Override
    public Initializer initializer() {
        return new Initializer.HeUniform();
    }

    /// Chosen when it is first used: naming the activation costs nothing.
    private static final class Kernel {
        static final ActivationKernel CHOSEN = Kernels.chosenActivation(new ScalarActivation.Elu(1, DEFAULT_ALPHA));
    }

    @Override
    public ActivationKernel kernel() {
        return alpha == DEFAULT_ALPHA ? Kernel.CHOSEN : Kernels.chosen().activation(new ScalarActivation.Elu(1, alpha));
    }

    @Override
    public double value(double z) {
        return z < 0 ? DoubleDouble.expMinusOne(z).roundedTimes(alpha) : z;
    }

    @Override
    public double derivative(double z) {
        return z > 0 ? 1 : DoubleDouble.exp(z).roundedTimes(alpha);
    }
}
