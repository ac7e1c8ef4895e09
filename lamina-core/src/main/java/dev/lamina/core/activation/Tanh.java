package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.ScalarActivation;

/// f(z) = tanh z, derivative 1 − tanh² z.
public record Tanh() implements Elementwise {

    @Override
    public String name() {
        return "tanh";
    }

    @Override
    public Range range() {
        return Range.closed(-1, 1);
    }

    /// Chosen when it is first used: naming the activation costs nothing.
    private static final class Kernel {
        static final ActivationKernel CHOSEN = Kernels.chosenActivation(new ScalarActivation.Tanh());
    }

    @Override
    public ActivationKernel kernel() {
        return Kernel.CHOSEN;
    }

    @Override
    public double value(double z) {
        DoubleDouble m = DoubleDouble.expMinusOne(-2 * Math.abs(z));
        return Math.copySign(m.dividedBy(m.plus(2)).high(), z);
    }

    @Override
    public double derivative(double z) {
        // 1 − t² would lose its digits where |t| is near 1.
        Logistic logistic = Logistic.of(2 * z);
        return logistic.value().times(logistic.complement()).times(4).high();
    }
}
