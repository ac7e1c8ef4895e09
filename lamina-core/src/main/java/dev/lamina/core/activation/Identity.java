package dev.lamina.core.activation;

import dev.lamina.core.matrix.Matrix;

/// f(z) = z, derivative 1: outputs that a loss links itself, and linear layers.
public record Identity() implements Elementwise {

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public Range range() {
        return Range.all();
    }

    @Override
    public double value(double z) {
        return z;
    }

    @Override
    public double derivative(double z) {
        return 1;
    }

    @Override
    public boolean savesSlope() {
        return false;
    }

    @Override
    public void forward(Matrix z) {}

    @Override
    public void forward(Matrix z, Matrix slope) {}

    @Override
    public void backward(Matrix kept, Matrix gradient) {}
}
