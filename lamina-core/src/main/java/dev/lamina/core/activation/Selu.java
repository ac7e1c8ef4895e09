package dev.lamina.core.activation;

/// f(z) = λ·z where z > 0, else λ·α·(e^z − 1), with the λ and α that keep mean 0 and variance 1 from layer to
/// layer (Klambauer, Unterthiner, Mayr, Hochreiter 2017, arXiv:1706.02515).
public record Selu() implements Elementwise {

    static final double SCALE = 1.0507009873554805;
    /// λ·α, rounded once.
    static final double SCALE_ALPHA = 1.7580993408473768;

    @Override
    public String name() {
        return "selu";
    }

    @Override
    public double value(double z) {
        return z > 0 ? SCALE * z : SCALE_ALPHA * StrictMath.expm1(z);
    }

    @Override
    public double derivative(double z) {
        return z > 0 ? SCALE : SCALE_ALPHA * StrictMath.exp(z);
    }
}
