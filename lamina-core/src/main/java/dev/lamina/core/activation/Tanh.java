package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.matrix.Matrix;

/// f(z) = tanh z, derivative 1 − tanh² z.
public record Tanh() implements Elementwise {

    private static final ElementLoop.InPlace VALUE = Kernels.chosen()::tanh;
    private static final ElementLoop.WithGradient SLOPE = Kernels.chosen()::tanhGradient;

    @Override
    public String name() {
        return "tanh";
    }

    @Override
    public double value(double z) {
        return StrictMath.tanh(z);
    }

    @Override
    public double derivative(double z) {
        // 1 − t² would lose its digits where |t| is near 1.
        double e = StrictMath.exp(-2 * Math.abs(z));
        return 4 * e / ((1 + e) * (1 + e));
    }

    @Override
    public boolean needsInput() {
        return false;
    }

    @Override
    public void forward(Matrix z) {
        ElementLoop.run(z, VALUE);
    }

    @Override
    public void backward(Matrix kept, Matrix gradient) {
        ElementLoop.run(kept, gradient, SLOPE);
    }
}
