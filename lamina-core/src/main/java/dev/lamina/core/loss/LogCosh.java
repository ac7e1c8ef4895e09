package dev.lamina.core.loss;

/// L(ŷ, y) = Σⱼ log cosh(ŷⱼ − yⱼ): about ½d² near 0 and |d| − log 2 far away; ŷ = z. Targets: n × u numbers.
///
/// Computed as |d| + log(1 + (e^−2|d| − 1)/2), which does not overflow.
public record LogCosh() implements DifferenceLoss {

    @Override
    public String name() {
        return "log-cosh";
    }

    @Override
    public double value(double difference) {
        double distance = Math.abs(difference);
        return distance + StrictMath.log1p(StrictMath.expm1(-2 * distance) / 2);
    }

    @Override
    public double derivative(double difference) {
        return StrictMath.tanh(difference);
    }
}
