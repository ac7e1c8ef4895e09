package dev.lamina.core.loss;

/// L(ŷ, y) = Σⱼ max(q·(yⱼ − ŷⱼ), (q − 1)·(yⱼ − ŷⱼ)), the pinball loss, lowest at the q-quantile: a prediction too
/// low costs q for each unit, one too high 1 − q (Koenker & Bassett 1978); ŷ = z. Targets: n × u numbers.
///
/// @param q in (0, 1)
public record Quantile(double q) implements DifferenceLoss {

    private static final double MEDIAN = 0.5;

    /// q = ½, the median.
    public Quantile() {
        this(MEDIAN);
    }

    /// @throws IllegalArgumentException if q is out of range
    public Quantile {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("quantile's q is " + q + ", expected 0 < q < 1");
        }
    }

    @Override
    public String name() {
        return "quantile";
    }

    @Override
    public double value(double difference) {
        return pinball(q, difference);
    }

    @Override
    public double derivative(double difference) {
        return slope(q, difference);
    }

    static double pinball(double q, double difference) {
        return Math.max(-q * difference, (1 - q) * difference);
    }

    static double slope(double q, double difference) {
        if (difference == 0) {
            return 0;
        }
        return difference < 0 ? -q : 1 - q;
    }
}
