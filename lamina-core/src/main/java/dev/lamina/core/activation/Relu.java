package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.matrix.Matrix;

/// f(z) = max(z, 0), derivative 1 where z > 0, else 0.
public record Relu() implements Activation {

    private static final Kernels KERNELS = Kernels.chosen();

    @Override
    public String name() {
        return "relu";
    }

    @Override
    public void forward(Matrix z) {
        ElementLoop.run(z, KERNELS::relu);
    }

    @Override
    public void backward(Matrix a, Matrix gradient) {
        ElementLoop.run(a, gradient, KERNELS::reluGradient);
    }
}
