package dev.lamina.core.activation;

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
    public double value(double z) {
        return z > 0 ? z : slope * z;
    }

    @Override
    public double derivative(double z) {
        return z > 0 ? 1 : slope;
    }
}
