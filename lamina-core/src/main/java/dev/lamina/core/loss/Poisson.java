package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Exponential;

/// L(z, y) = Σⱼ e^zⱼ − yⱼ·zⱼ, for counts y with the rate ŷ = e^z: the negative log-likelihood ŷ − y·log ŷ without
/// the term log y!, which no prediction changes; its gradient is ŷ − y. Targets: n × u numbers of 0 or more.
public record Poisson() implements LinkedLoss {

    private static final Activation LINK = new Exponential();

    @Override
    public String name() {
        return "poisson";
    }

    @Override
    public Activation link() {
        return LINK;
    }

    @Override
    public double value(double z, double y) {
        return StrictMath.exp(z) - y * z;
    }

    @Override
    public double derivative(double z, double y) {
        return StrictMath.exp(z) - y;
    }

    @Override
    public double highestPrediction() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public double valueOfPrediction(double prediction, double y) {
        return prediction - y * StrictMath.log(prediction);
    }

    @Override
    public double derivativeByPrediction(double prediction, double y) {
        return 1 - y / prediction;
    }

    @Override
    public TargetKind.Element targets() {
        return TargetKind.Element.COUNT;
    }
}
