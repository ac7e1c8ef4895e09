package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.ScalarActivation;
import dev.lamina.core.parameter.Initializer;

/// f(z) = λ·z where z > 0, else λ·α·(e^z − 1), with the λ and α that keep mean 0 and variance 1 from layer to
/// layer (Klambauer, Unterthiner, Mayr, Hochreiter 2017, arXiv:1706.02515).
public record Selu() implements Elementwise {

    /// λ.
    static final DoubleDouble SCALE = new DoubleDouble(1.0507009873554805, 3.9874847667154144e-17);

    /// λ·α.
    static final DoubleDouble ALPHA = new DoubleDouble(1.7580993408473768, 1.41535193800845e-17);

    @Override
    public String name() {
        return "selu";
    }

    @Override
    public Range range() {
        return Range.above(-1.76);
    }

    @Override
    public Initializer initializer() {
        return new Initializer.LeCunNormal();
    }

    /// Chosen when it is first used: naming the activation costs nothing.
    private static final class Kernel {
        static final ActivationKernel CHOSEN =
                Kernels.chosenActivation(new ScalarActivation.Elu(SCALE.high(), ALPHA.high()));
    }

    @Override
    public ActivationKernel kernel() {
        return Kernel.CHOSEN;
    }

    @Override
    public double value(double z) {
        return z < 0 ? DoubleDouble.expMinusOne(z).times(ALPHA).high() : SCALE.roundedTimes(z);
    }

    @Override
    public double derivative(double z) {
        return z > 0 ? SCALE.high() : DoubleDouble.exp(z).times(ALPHA).high();
    }
}
