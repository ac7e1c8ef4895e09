package dev.lamina.core.loss;

/// L(ŷ, y) = (1/u) Σⱼ (ŷⱼ − yⱼ)², the mean over the u outputs; ŷ = z. Targets: n × u numbers.
public record MeanSquaredError() implements DifferenceLoss {

    @Override
    public String name() {
        return "mean-squared-error";
    }

    @Override
    public boolean mean() {
        return true;
    }

    @Override
    public double value(double difference) {
        return difference * difference;
    }

    @Override
    public double derivative(double difference) {
        return 2 * difference;
    }
}
