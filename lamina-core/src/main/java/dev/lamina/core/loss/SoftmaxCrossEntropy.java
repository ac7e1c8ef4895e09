package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// L(z, y) = log Σₖ e^zₖ − Σⱼ yⱼ·zⱼ, the cross-entropy of ŷ = softmax z, computed by log-sum-exp; its gradient
/// is ŷ − y (F8). Targets: n × 1 class indices 0 … K−1, or n × K probabilities that sum to 1 in each row, within
/// 0.001.
///
/// @param smoothing s in [0, 1): (1 − s)·y + s/K takes the place of y, so that no logit is asked to be infinite
///     (Szegedy et al. 2016)
public record SoftmaxCrossEntropy(double smoothing) implements Loss {

    private static final Activation LINK = new Softmax();

    /// Without smoothing.
    public SoftmaxCrossEntropy() {
        this(0);
    }

    /// @throws IllegalArgumentException if `smoothing` is out of range
    public SoftmaxCrossEntropy {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException(
                    "softmax-cross-entropy's smoothing is " + smoothing + ", expected 0 ≤ smoothing < 1");
        }
    }

    @Override
    public String name() {
        return "softmax-cross-entropy";
    }

    @Override
    public Activation link() {
        return LINK;
    }

    @Override
    public TargetKind targets() {
        return TargetKind.Classes.INDEX_OR_DISTRIBUTION;
    }

    /// An output for each class.
    @Override
    public int outputsForClasses(int classes) {
        return classes;
    }

    @Override
    public double loss(double[] logits, double[] target, double[] gradient) {
        int classes = logits.length;
        double[] y = distribution(target, classes);
        System.arraycopy(logits, 0, gradient, 0, classes);
        double loss = Softmax.normalise(gradient);
        for (int j = 0; j < classes; j++) {
            double smoothed = (1 - smoothing) * y[j] + smoothing / classes;
            loss -= smoothed * logits[j];
            gradient[j] -= smoothed;
        }
        return loss;
    }

    /// The target as probabilities: as given, or 1 for the class of the index and 0 for all others.
    private double[] distribution(double[] target, int classes) {
        if (target.length == classes && classes > 1) {
            Distributions.check(this, target);
            return target;
        }
        double[] oneHot = new double[classes];
        oneHot[ClassCost.index(this, target, classes)] = 1;
        return oneHot;
    }

    @Override
    public double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        Samples.check(this, logits, targets, gradient);
        int classes = logits.columns();
        if (targets.columns() != 1 && targets.columns() != classes) {
            throw new IllegalArgumentException(
                    name() + " expects class indices or " + classes + " columns of probabilities, got a " + targets);
        }
        double total = Samples.totalWeight(this, logits.rows(), weights);
        double cost = 0;
        gradient.copyFrom(logits);
        Softmax.exponentials(gradient);
        for (int i = 0; i < logits.rows(); i++) {
            if (Samples.skipped(i, weights, gradient)) {
                continue;
            }
            double share = Samples.share(i, weights, total);
            float max = Softmax.max(logits.data(), logits.rowOffset(i), classes);
            double logSum = max + StrictMath.log(Softmax.divideBySum(gradient.data(), gradient.rowOffset(i), classes));
            cost += share * (logSum - dotSmoothed(logits, targets, i));
            subtractTarget(targets, i, (float) share, gradient);
        }
        return cost;
    }

    /// Σⱼ yⱼ·zⱼ, the targets smoothed.
    private double dotSmoothed(Matrix logits, Matrix targets, int row) {
        double dot = dotTarget(logits, targets, row);
        if (smoothing == 0) {
            return dot;
        }
        double sum = 0;
        for (int j = 0; j < logits.columns(); j++) {
            sum += logits.get(row, j);
        }
        return (1 - smoothing) * dot + smoothing / logits.columns() * sum;
    }

    /// Σⱼ yⱼ·zⱼ.
    private double dotTarget(Matrix logits, Matrix targets, int row) {
        int z = logits.rowOffset(row);
        if (targets.columns() == 1) {
            return logits.data()[z + ClassCost.index(this, targets, row, logits.columns())];
        }
        Distributions.check(this, targets, row);
        int y = targets.rowOffset(row);
        double dot = 0;
        for (int j = 0; j < logits.columns(); j++) {
            dot += (double) targets.data()[y + j] * logits.data()[z + j];
        }
        return dot;
    }

    /// Turns the predictions of a row into share·(ŷ − y).
    private void subtractTarget(Matrix targets, int row, float share, Matrix gradient) {
        float[] d = gradient.data();
        int from = gradient.rowOffset(row);
        int y = targets.rowOffset(row);
        float kept = (float) (1 - smoothing);
        float spread = (float) (smoothing / gradient.columns());
        if (targets.columns() == 1) {
            d[from + ClassCost.index(this, targets, row, gradient.columns())] -= kept;
        } else {
            for (int j = 0; j < gradient.columns(); j++) {
                d[from + j] -= kept * targets.data()[y + j];
            }
        }
        for (int j = from; j < from + gradient.columns(); j++) {
            d[j] = (d[j] - spread) * share;
        }
    }
}
