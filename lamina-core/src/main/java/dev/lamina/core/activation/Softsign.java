package dev.lamina.core.activation;

/// f(z) = z / (1 + |z|), derivative 1 / (1 + |z|)².
public record Softsign() implements Elementwise {

    @Override
    public String name() {
        return "softsign";
    }

    @Override
    public double value(double z) {
        return z / (1 + Math.abs(z));
    }

    @Override
    public double derivative(double z) {
        double d = 1 + Math.abs(z);
        return 1 / d / d;
    }
}
