package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// L(z, y) = Σⱼ yⱼ·log(yⱼ / ŷⱼ), the divergence of ŷ = softmax z from the distribution y, with 0·log 0 = 0: the
/// cross-entropy less the entropy of y, so that 0 is perfect; its gradient is ŷ − y (F8). Targets: n × K
/// probabilities that sum to 1 in each row, within 0.001.
///
/// Computed as log Σₖ e^zₖ + Σⱼ yⱼ·(log yⱼ − zⱼ), by log-sum-exp.
public record KullbackLeibler() implements Loss {

    private static final Activation LINK = new Softmax();

    @Override
    public String name() {
        return "kullback-leibler";
    }

    @Override
    public Activation link() {
        return LINK;
    }

    @Override
    public TargetKind targets() {
        return TargetKind.Classes.DISTRIBUTION;
    }

    @Override
    public double loss(double[] logits, double[] target, double[] gradient) {
        Samples.checkLength(this, target, logits.length);
        Distributions.check(this, target);
        System.arraycopy(logits, 0, gradient, 0, logits.length);
        double divergence = Softmax.normalise(gradient);
        for (int j = 0; j < logits.length; j++) {
            if (target[j] > 0) {
                divergence += target[j] * (StrictMath.log(target[j]) - logits[j]);
            }
            gradient[j] -= target[j];
        }
        return divergence;
    }

    @Override
    public double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        Samples.check(this, logits, targets, gradient);
        Samples.checkTargetColumns(this, logits.columns(), targets);
        int classes = logits.columns();
        double total = Samples.totalWeight(this, logits.rows(), weights);
        double cost = 0;
        for (int i = 0; i < logits.rows(); i++) {
            if (Samples.skipped(i, weights, gradient)) {
                continue;
            }
            Distributions.check(this, targets, i);
            double share = Samples.share(i, weights, total);
            int d = gradient.rowOffset(i);
            System.arraycopy(logits.data(), logits.rowOffset(i), gradient.data(), d, classes);
            double divergence = Softmax.normalise(gradient.data(), d, classes);
            for (int j = 0; j < classes; j++) {
                double y = targets.data()[targets.rowOffset(i) + j];
                if (y > 0) {
                    divergence += y * (StrictMath.log(y) - logits.data()[logits.rowOffset(i) + j]);
                }
                gradient.data()[d + j] = (float) (share * (gradient.data()[d + j] - y));
            }
            cost += share * divergence;
        }
        return cost;
    }
}
