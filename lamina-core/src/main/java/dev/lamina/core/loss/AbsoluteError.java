package dev.lamina.core.loss;

/// L(ŷ, y) = Σⱼ |ŷⱼ − yⱼ|, lowest at the median; ŷ = z. Targets: n × u numbers.
public record AbsoluteError() implements DifferenceLoss {

    @Override
    public String name() {
        return "absolute-error";
    }

    @Override
    public double value(double difference) {
        return Math.abs(difference);
    }

    @Override
    public double derivative(double difference) {
        return Math.signum(difference);
    }
}
