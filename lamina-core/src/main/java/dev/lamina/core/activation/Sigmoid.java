package dev.lamina.core.activation;

/// f(z) = 1 / (1 + e⁻ᶻ), derivative f(z)·f(−z).
public record Sigmoid() implements Elementwise {

    @Override
    public String name() {
        return "sigmoid";
    }

    @Override
    public double value(double z) {
        return logistic(z);
    }

    @Override
    public double derivative(double z) {
        double e = StrictMath.exp(-Math.abs(z));
        return e / ((1 + e) * (1 + e));
    }

    /// 1 / (1 + e⁻ᶻ) without overflow; below zero e^z / (1 + e^z), which keeps its digits down to the smallest.
    static double logistic(double z) {
        double e = StrictMath.exp(-Math.abs(z));
        return (z < 0 ? e : 1) / (1 + e);
    }
}
