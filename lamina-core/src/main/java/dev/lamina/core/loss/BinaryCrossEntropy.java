package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.matrix.Matrix;

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
    public TargetKind.Element targets() {
        return TargetKind.Element.PROBABILITY;
    }

    /// One output for two classes.
    @Override
    public int outputsForClasses(int classes) {
        return classes == 2 ? 1 : 0;
    }

    /// sigmoid −z and sigmoid z of the one output z: the first is not taken as 1 − sigmoid z, so that a small
    /// probability of either class is exact.
    ///
    /// @param logits n × 1
    /// @param probabilities n × 2
    @Override
    public void classProbabilities(Matrix logits, Matrix probabilities) {
        for (int i = 0; i < logits.rows(); i++) {
            float z = logits.get(i, 0);
            probabilities.set(i, 0, -z);
            probabilities.set(i, 1, z);
        }
        LINK.forward(probabilities);
    }
}
