package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.matrix.Matrix;

/// f(z) = tanh z, derivative 1 − a².
public record Tanh() implements Activation {

    private static final ElementLoop.InPlace VALUE = Kernels.chosen()::tanh;
    private static final ElementLoop.WithGradient SLOPE = Kernels.chosen()::tanhGradient;

    @Override
    public String name() {
        return "tanh";
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
