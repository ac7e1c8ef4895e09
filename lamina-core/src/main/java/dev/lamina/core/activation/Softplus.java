package dev.lamina.core.activation;

/// f(z) = ln(1 + e^z) (Dugas, Bengio, Bélisle, Nadeau, Garcia 2000), computed as max(z, 0) + ln(1 + e^−|z|);
/// derivative σ(z).
public record Softplus() implements Elementwise {

    @Override
    public String name() {
        return "softplus";
    }

    @Override
    public double value(double z) {
        return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
    }

    @Override
    public double derivative(double z) {
        return Sigmoid.logistic(z);
    }
}
