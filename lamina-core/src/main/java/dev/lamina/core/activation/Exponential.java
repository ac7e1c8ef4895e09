package dev.lamina.core.activation;

import dev.lamina.core.matrix.Matrix;

/// f(z) = e^z, its own derivative: turns logits into rates, which are above 0.
public record Exponential() implements Elementwise {

    @Override
    public String name() {
        return "exp";
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
    public boolean needsInput() {
        return false;
    }

    @Override
    public void backward(Matrix kept, Matrix gradient) {
        ElementLoop.run(kept, gradient, Exponential::multiply);
    }

    private static void multiply(float[] y, int yOffset, float[] dy, int dyOffset, int count) {
        for (int j = 0; j < count; j++) {
            dy[dyOffset + j] *= y[yOffset + j];
        }
    }
}
