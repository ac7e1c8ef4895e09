package dev.lamina.core.loss;

/// L(z, y) = Σⱼ max(0, 1 − yⱼ·zⱼ), the loss of support vector machines. Targets: n × u, each −1 or 1.
public record Hinge() implements SignLoss {

    @Override
    public String name() {
        return "hinge";
    }

    @Override
    public double value(double z, double y) {
        return Math.max(0, 1 - y * z);
    }

    @Override
    public double derivative(double z, double y) {
        return y * z < 1 ? -y : 0;
    }
}
