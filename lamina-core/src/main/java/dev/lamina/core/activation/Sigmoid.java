package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.matrix.Matrix;

/// f(z) = 1 / (1 + e⁻ᶻ), derivative a·(1 − a).
public record Sigmoid() implements Activation {

    private static final Kernels KERNELS = Kernels.chosen();

    @Override
    public String name() {
        return "sigmoid";
    }

    @Override
    public void forward(Matrix z) {
        ElementLoop.run(z, KERNELS::sigmoid);
    }

    @Override
    public void backward(Matrix a, Matrix gradient) {
        ElementLoop.run(a, gradient, KERNELS::sigmoidGradient);
    }
}
