package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.matrix.Matrix;

/// f(z) = max(z, 0), derivative 1 where z > 0, else 0.
public record Relu() implements Activation {

    private static final ElementLoop.InPlace VALUE = Kernels.chosen()::relu;
    private static final ElementLoop.WithGradient SLOPE = Kernels.chosen()::reluGradient;

    @Override
    public String name() {
        return "relu";
    }

    @Override
    public void forward(Matrix z) {
        ElementLoop.run(z, VALUE);
    }

    @Override
    public void backward(Matrix a, Matrix gradient) {
        ElementLoop.run(a, gradient, SLOPE);
    }
}
