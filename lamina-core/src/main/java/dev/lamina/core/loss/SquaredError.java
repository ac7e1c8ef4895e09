package dev.lamina.core.loss;

/// L(ŷ, y) = ½ Σⱼ (ŷⱼ − yⱼ)², the textbooks' form, whose gradient is ŷ − y; ŷ = z. Targets: n × u numbers.
public record SquaredError() implements DifferenceLoss {

    @Override
    public String name() {
        return "squared-error";
    }

    @Override
    public double value(double difference) {
        return 0.5 * difference * difference;
    }

    @Override
    public double derivative(double difference) {
        return difference;
    }
}
