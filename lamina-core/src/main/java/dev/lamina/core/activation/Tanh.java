package dev.lamina.core.activation;

/// f(z) = tanh z, derivative 1 − tanh² z.
public record Tanh() implements Elementwise {

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
}
