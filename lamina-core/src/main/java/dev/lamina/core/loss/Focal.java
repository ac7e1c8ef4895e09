package dev.lamina.core.loss;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// L(z, y) = −(1 − ŷ_y)^γ · log ŷ_y with ŷ = softmax z: cross-entropy in which samples that are already right count
/// less, for rare classes (Lin et al. 2017, there for two classes). Targets: n × 1 class indices 0 … K−1.
///
/// log ŷ_y is z_y − log Σₖ e^zₖ, by log-sum-exp. With p = ŷ_y the gradient is
/// (ŷ − one-hot y)·(1 − p)^γ·(1 − γ·p·log p / (1 − p)).
///
/// @param gamma γ ≥ 0; 0 is cross-entropy
public record Focal(double gamma) implements Loss {

    /// The γ that did best in Lin et al. 2017.
    private static final double DEFAULT_GAMMA = 2;

    private static final Activation LINK = new Softmax();

    /// γ = 2.
    public Focal() {
        this(DEFAULT_GAMMA);
    }

    /// @throws IllegalArgumentException if γ is negative or not finite
    public Focal {
        if (!(gamma >= 0 && gamma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("focal's gamma is " + gamma + ", expected a number of 0 or more");
        }
    }

    @Override
    public String name() {
        return "focal";
    }

    @Override
    public Activation link() {
        return LINK;
    }

    @Override
    public TargetKind targets() {
        return TargetKind.Classes.INDEX;
    }

    /// An output for each class.
    @Override
    public int outputsForClasses(int classes) {
        return classes;
    }

    @Override
    public double loss(double[] logits, double[] target, double[] gradient) {
        int actual = ClassCost.index(this, target, logits.length);
        System.arraycopy(logits, 0, gradient, 0, logits.length);
        double logP = logits[actual] - Softmax.normalise(gradient);
        double wrong = -StrictMath.expm1(logP);
        double focus = StrictMath.pow(wrong, gamma);
        double factor = focus * (1 - gamma * ratio(logP, wrong));
        gradient[actual] -= 1;
        for (int j = 0; j < gradient.length; j++) {
            gradient[j] *= factor;
        }
        return -focus * logP;
    }

    /// p·log p / (1 − p), which tends to −1 where p reaches 1.
    private static double ratio(double logP, double wrong) {
        return wrong == 0 ? -1 : StrictMath.exp(logP) * logP / wrong;
    }

    @Override
    public double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        return ClassCost.of(this, logits, targets, weights, gradient, this::rowLoss);
    }

    private double rowLoss(float[] z, int zOffset, int classes, int actual, float[] dz, int dzOffset) {
        System.arraycopy(z, zOffset, dz, dzOffset, classes);
        double logSum = Softmax.normalise(dz, dzOffset, classes);
        double logP = z[zOffset + actual] - logSum;
        double wrong = -StrictMath.expm1(logP);
        double focus = StrictMath.pow(wrong, gamma);
        float factor = (float) (focus * (1 - gamma * ratio(logP, wrong)));
        dz[dzOffset + actual] -= 1f;
        for (int j = dzOffset; j < dzOffset + classes; j++) {
            dz[j] *= factor;
        }
        return -focus * logP;
    }
}
