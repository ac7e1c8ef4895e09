package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.matrix.Matrix;

/// f(z) = 1 / (1 + e⁻ᶻ), derivative a·(1 − a).
public record Sigmoid() implements Activation {

    private static final ElementLoop.InPlace VALUE = Kernels.chosen()::sigmoid;
    private static final ElementLoop.WithGradient SLOPE = Kernels.chosen()::sigmoidGradient;

    @Override
    public String name() {
        return "sigmoid";
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
