package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Sigmoid;

/// L(z, y) = Σⱼ log(1 + e^zⱼ) − yⱼ·zⱼ, the log loss of ŷ = sigmoid z, computed from the logit without overflow;
/// its gradient is ŷ − y (F8). Targets: n × u numbers in [0, 1], 1 for "yes".
public record BinaryCrossEntropy() implements LinkedLoss {

    private static final Activation LINK = new Sigmoid();

    @Override
    public String name() {
        return "binary-cross-entropy";
    }

    @Override
    public Activation link() {
        return LINK;
    }

    @Override
    public double value(double z, double y) {
        return Math.max(z, 0) - y * z + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
    }

    @Override
    public double derivative(double z, double y) {
        double e = StrictMath.exp(-Math.abs(z));
        return (z < 0 ? e : 1) / (1 + e) - y;
    }

    @Override
    public double highestPrediction() {
        return 1;
    }

    /// −y·log ŷ − (1 − y)·log(1 − ŷ).
    @Override
    public double valueOfPrediction(double prediction, double y) {
        return -y * StrictMath.log(prediction) - (1 - y) * StrictMath.log1p(-prediction);
    }

    @Override
    public double derivativeByPrediction(double prediction, double y) {
        return (prediction - y) / (prediction * (1 - prediction));
    }

    @Override
    public boolean accepts(double y) {
        return y >= 0 && y <= 1;
    }

    @Override
    public String accepted() {
        return "targets in [0, 1]";
    }
}
