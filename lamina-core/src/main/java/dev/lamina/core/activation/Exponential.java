package dev.lamina.core.activation;

import dev.lamina.core.matrix.Matrix;

/// f(z) = e^z, its own derivative: turns logits into rates, which are above 0.
public record Exponential() implements Elementwise {

    @Override
    public String name() {
        return "exp";
    }

    @Override
    public Range range() {
        return Range.above(0);
    }

    @Override
    public double value(double z) {
        return StrictMath.exp(z);
    }

    @Override
    public double derivative(double z) {
        return StrictMath.exp(z);
    }

    @Override
    public boolean savesSlope() {
        return false;
    }

    @Override
    public void forward(Matrix z, Matrix slope) {
        forward(z);
    }

    @Override
    public void backward(Matrix kept, Matrix gradient) {
        ElementLoop.backward(kept, gradient, ElementLoop.MULTIPLY);
    }
}
