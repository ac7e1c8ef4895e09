package dev.lamina.core.loss;

import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// [WestonWatkinsHinge] divided by the number of classes K, as PyTorch's `MultiMarginLoss` has it. Targets: n × 1
/// class indices 0 … K−1.
public record MeanWestonWatkinsHinge() implements ClassHinge {

    @Override
    public String name() {
        return "mean-weston-watkins-hinge";
    }

    @Override
    public double loss(double[] logits, double[] target, double[] gradient) {
        int actual = ClassCost.index(this, target, logits.length);
        return WestonWatkinsHinge.loss(logits, actual, gradient, 1.0 / logits.length);
    }

    @Override
    public double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        return ClassCost.of(
                this,
                logits,
                targets,
                weights,
                gradient,
                (z, zOffset, classes, actual, dz, dzOffset) ->
                        WestonWatkinsHinge.rowLoss(z, zOffset, classes, actual, dz, dzOffset, 1.0 / classes));
    }
}
