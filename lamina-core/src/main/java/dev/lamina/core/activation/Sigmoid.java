package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.ScalarActivation;

/// f(z) = 1 / (1 + e⁻ᶻ), derivative f(z)·f(−z).
public record Sigmoid() implements Elementwise {

    @Override
    public String name() {
        return "sigmoid";
    }

    @Override
    public Range range() {
        return Range.between(0, 1);
    }

    /// Chosen when it is first used: naming the activation costs nothing.
    private static final class Kernel {
        static final ActivationKernel CHOSEN = Kernels.chosenActivation(new ScalarActivation.Sigmoid());
    }

    @Override
    public ActivationKernel kernel() {
        return Kernel.CHOSEN;
    }

    @Override
    public double value(double z) {
        return Logistic.of(z).value().high();
    }

    @Override
    public double derivative(double z) {
        Logistic logistic = Logistic.of(z);
        return logistic.value().times(logistic.complement()).high();
    }
}
