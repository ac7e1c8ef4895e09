package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.Initializer;

/// f(z) = max(z, 0), derivative 1 where z > 0, else 0.
public record Relu() implements Elementwise {

    private static final ElementLoop.Value VALUE =
            (x, offset, count) -> Kernels.chosen().relu(x, offset, count);
    private static final ElementLoop.Gradient GRADIENT =
            (y, yOffset, dy, offset, count) -> Kernels.chosen().reluGradient(y, yOffset, dy, offset, count);

    @Override
    public String name() {
        return "relu";
    }

    @Override
    public Range range() {
        return Range.from(0);
    }

    @Override
    public Initializer initializer() {
        return new Initializer.HeUniform();
    }

    @Override
    public double value(double z) {
        return z < 0 ? 0 : z;
    }

    @Override
    public double derivative(double z) {
        return z > 0 ? 1 : 0;
    }

    @Override
    public boolean savesSlope() {
        return false;
    }

    @Override
    public void forward(Matrix z) {
        ElementLoop.forward(z, VALUE);
    }

    @Override
    public void forward(Matrix z, Matrix slope) {
        forward(z);
    }

    @Override
    public void backward(Matrix kept, Matrix gradient) {
        ElementLoop.backward(kept, gradient, GRADIENT);
    }
}
