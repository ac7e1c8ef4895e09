package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.Initializer;

/// f(z) = z where z > 0, else slope·z (Maas, Hannun, Ng 2013).
///
/// @param slope the derivative where z ≤ 0; 0 ≤ slope < 1
public record LeakyRelu(double slope) implements Elementwise {

    /// The slope of the paper.
    public static final double DEFAULT_SLOPE = 0.01;

    public LeakyRelu {
        if (!(slope >= 0 && slope < 1)) {
            throw new IllegalArgumentException("leaky-relu slope is " + slope + ", expected 0 ≤ slope < 1");
        }
    }

    /// With [#DEFAULT_SLOPE].
    public LeakyRelu() {
        this(DEFAULT_SLOPE);
    }

    @Override
    public String name() {
        return "leaky-relu";
    }

    @Override
    public Range range() {
        return Range.all();
    }

    @Override
    public Initializer initializer() {
        return new Initializer.HeUniform();
    }

    @Override
    public double value(double z) {
        return z > 0 ? z : slope * z;
    }

    @Override
    public double derivative(double z) {
        return z > 0 ? 1 : slope;
    }

    @Override
    public boolean savesSlope() {
        return false;
    }

    @Override
    public void forward(Matrix z) {
        ElementLoop.forward(z, (x, offset, count) -> Kernels.chosen().leakyRelu((float) slope, x, offset, count));
    }

    @Override
    public void forward(Matrix z, Matrix notSaved) {
        forward(z);
    }

    /// From f(z), which is above 0 where z is.
    @Override
    public void backward(Matrix kept, Matrix gradient) {
        ElementLoop.backward(
                kept,
                gradient,
                (y, yOffset, dy, offset, count) ->
                        Kernels.chosen().leakyReluGradient((float) slope, y, yOffset, dy, offset, count));
    }
}
