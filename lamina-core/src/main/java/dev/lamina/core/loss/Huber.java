package dev.lamina.core.loss;

/// L(ŷ, y) = Σⱼ h(ŷⱼ − yⱼ), h(d) = ½d² up to |d| = δ and δ·(|d| − ½δ) beyond, so that outliers pull with δ at most
/// (Huber 1964); ŷ = z. Targets: n × u numbers.
///
/// @param delta δ, positive, in units of the target as the network sees it
public record Huber(double delta) implements DifferenceLoss {

    /// As PyTorch's `HuberLoss` has it.
    private static final double DEFAULT_DELTA = 1;

    /// δ = 1.
    public Huber() {
        this(DEFAULT_DELTA);
    }

    /// @throws IllegalArgumentException if δ is not a positive number
    public Huber {
        if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("huber's delta is " + delta + ", expected a positive number");
        }
    }

    @Override
    public String name() {
        return "huber";
    }

    @Override
    public double value(double difference) {
        double distance = Math.abs(difference);
        return distance <= delta ? 0.5 * distance * distance : delta * (distance - 0.5 * delta);
    }

    @Override
    public double derivative(double difference) {
        return Math.clamp(difference, -delta, delta);
    }
}
