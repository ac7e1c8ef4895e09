package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.matrix.Matrix;

/// [BinaryCrossEntropy] as the mean over the u outputs instead of their sum, as PyTorch's `BCEWithLogitsLoss` has
/// it; the same for one output. Targets: n × u numbers in [0, 1], 1 for "yes".
public record MeanBinaryCrossEntropy() implements LinkedLoss {

    private static final BinaryCrossEntropy SUM = new BinaryCrossEntropy();

    @Override
    public String name() {
        return "mean-binary-cross-entropy";
    }

    @Override
    public Activation link() {
        return SUM.link();
    }

    @Override
    public boolean mean() {
        return true;
    }

    @Override
    public double value(double z, double y) {
        return SUM.value(z, y);
    }

    @Override
    public double derivative(double z, double y) {
        return SUM.derivative(z, y);
    }

    @Override
    public double highestPrediction() {
        return SUM.highestPrediction();
    }

    @Override
    public double valueOfPrediction(double prediction, double y) {
        return SUM.valueOfPrediction(prediction, y);
    }

    @Override
    public double derivativeByPrediction(double prediction, double y) {
        return SUM.derivativeByPrediction(prediction, y);
    }

    @Override
    public TargetKind.Element targets() {
        return SUM.targets();
    }

    @Override
    public int outputsForClasses(int classes) {
        return SUM.outputsForClasses(classes);
    }

    @Override
    public void classProbabilities(Matrix logits, Matrix probabilities) {
        SUM.classProbabilities(logits, probabilities);
    }
}
