package dev.lamina.core.loss;

/// L(z, y) = Σⱼ max(0, 1 − yⱼ·zⱼ)², which has no kink. Targets: n × u, each −1 or 1.
public record SquaredHinge() implements SignLoss {

    @Override
    public String name() {
        return "squared-hinge";
    }

    @Override
    public double value(double z, double y) {
        double lack = Math.max(0, 1 - y * z);
        return lack * lack;
    }

    @Override
    public double derivative(double z, double y) {
        return -2 * y * Math.max(0, 1 - y * z);
    }
}
