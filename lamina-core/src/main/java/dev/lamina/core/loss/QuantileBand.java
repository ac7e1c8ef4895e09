package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// Three pinball losses ([Quantile]) for each target, L = Σⱼ Σᵢ max(qᵢ·(yⱼ − zⱼᵢ), (qᵢ − 1)·(yⱼ − zⱼᵢ)). Of three
/// outputs that follow each other, the first learns the quantile q₁ = (1 − c)/2, the second the median, q₂ = ½, the
/// third q₃ = (1 + c)/2. A share c of the targets lies between the first and the third, and how far these are apart
/// depends on the sample. Targets: n × u numbers for 3·u outputs.
///
/// The prediction is the median; [#band] gives the ends too.
///
/// Source: Romano, Patterson, Candès, "Conformalized quantile regression" (NeurIPS 2019).
///
/// @param coverage c, in (0, 1)
public record QuantileBand(double coverage) implements Loss {

    private static final double USUAL = 0.9;

    /// Lower end, median, upper end.
    private static final int OUTPUTS = 3;

    /// c = 0.9.
    public QuantileBand() {
        this(USUAL);
    }

    /// @throws IllegalArgumentException if c is out of range
    public QuantileBand {
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException(
                    "quantile-band's coverage is " + coverage + ", expected 0 < coverage < 1");
        }
    }

    @Override
    public String name() {
        return "quantile-band";
    }

    /// The identity.
    @Override
    public Activation link() {
        return NoLink.LINK;
    }

    @Override
    public TargetKind.Element targets() {
        return TargetKind.Element.NUMBER;
    }

    /// A third of the outputs.
    ///
    /// @throws IllegalArgumentException if they are no multiple of three
    @Override
    public int predictionColumns(int outputs) {
        if (outputs % OUTPUTS != 0) {
            throw new IllegalArgumentException(
                    name() + " has three outputs for each target, the network has " + outputs + " in all");
        }
        return outputs / OUTPUTS;
    }

    @Override
    public int outputsFor(int predictions) {
        return OUTPUTS * predictions;
    }

    /// The medians.
    @Override
    public void predict(Matrix logits, Matrix predictions) {
        for (int i = 0; i < logits.rows(); i++) {
            for (int j = 0; j < predictions.columns(); j++) {
                predictions.set(i, j, logits.get(i, OUTPUTS * j + 1));
            }
        }
    }

    /// Turns outputs into bands around the predictions: for each target the lower end, the median and the upper end.
    /// Each is learnt by itself, so that they may cross: an end beyond the median is moved to it.
    ///
    /// @param logits n × 3·u; left as they are
    /// @param bands receives them, n × 3·u, ascending for each target
    public void band(Matrix logits, Matrix bands) {
        for (int i = 0; i < logits.rows(); i++) {
            for (int j = 0; j < logits.columns(); j += OUTPUTS) {
                float median = logits.get(i, j + 1);
                bands.set(i, j, Math.min(logits.get(i, j), median));
                bands.set(i, j + 1, median);
                bands.set(i, j + 2, Math.max(logits.get(i, j + 2), median));
            }
        }
    }

    /// The q that an output learns.
    private double level(int output) {
        return (1 + (output % OUTPUTS - 1) * coverage) / 2;
    }

    @Override
    public double loss(double[] logits, double[] target, double[] gradient) {
        Samples.checkLength(this, target, predictionColumns(logits.length));
        double sum = 0;
        for (int k = 0; k < logits.length; k++) {
            double difference = logits[k] - target[k / OUTPUTS];
            sum += Quantile.pinball(level(k), difference);
            gradient[k] = Quantile.slope(level(k), difference);
        }
        return sum;
    }

    @Override
    public double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        Samples.check(this, logits, targets, gradient);
        Samples.checkTargetColumns(this, predictionColumns(logits.columns()), targets);
        double total = Samples.totalWeight(this, logits.rows(), weights);
        double cost = 0;
        for (int i = 0; i < logits.rows(); i++) {
            if (Samples.skipped(i, weights, gradient)) {
                continue;
            }
            double share = Samples.share(i, weights, total);
            double sum = 0;
            for (int k = 0; k < logits.columns(); k++) {
                float difference = logits.get(i, k) - targets.get(i, k / OUTPUTS);
                sum += Quantile.pinball(level(k), difference);
                gradient.set(i, k, (float) (share * Quantile.slope(level(k), difference)));
            }
            cost += share * sum;
        }
        return cost;
    }
}
