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
    public double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        return ClassCost.of(
                this,
                logits,
                targets,
                weights,
                gradient,
                (z, zOffset, classes, actual, dz, dzOffset) ->
                        WestonWatkinsHinge.loss(z, zOffset, classes, actual, dz, dzOffset, 1.0 / classes));
    }
}
