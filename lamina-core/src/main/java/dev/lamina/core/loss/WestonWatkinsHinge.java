package dev.lamina.core.loss;

import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// L(z, y) = Σ_{k≠y} max(0, 1 − z_y + zₖ): the right class should lead every other one by 1 (Weston & Watkins 1999).
/// Targets: n × 1 class indices 0 … K−1.
public record WestonWatkinsHinge() implements ClassHinge {

    @Override
    public String name() {
        return "weston-watkins-hinge";
    }

    @Override
    public double loss(double[] logits, double[] target, double[] gradient) {
        return loss(logits, ClassCost.index(this, target, logits.length), gradient, 1);
    }

    /// The loss and the gradient of a sample in float64, both times a factor.
    static double loss(double[] logits, int actual, double[] gradient, double factor) {
        double sum = 0;
        int lacking = 0;
        for (int k = 0; k < logits.length; k++) {
            double lack = k == actual ? 0 : 1 + logits[k] - logits[actual];
            boolean costs = lack > 0;
            sum += Math.max(0, lack);
            lacking += costs ? 1 : 0;
            gradient[k] = costs ? factor : 0;
        }
        gradient[actual] = -factor * lacking;
        return factor * sum;
    }

    @Override
    public double cost(Matrix logits, Matrix targets, float @Nullable [] weights, Matrix gradient) {
        return ClassCost.of(
                this,
                logits,
                targets,
                weights,
                gradient,
                (z, zOffset, classes, actual, dz, dzOffset) -> rowLoss(z, zOffset, classes, actual, dz, dzOffset, 1));
    }

    /// A [ClassCost.Row], times a factor.
    static double rowLoss(float[] z, int zOffset, int classes, int actual, float[] dz, int dzOffset, double factor) {
        double sum = 0;
        int lacking = 0;
        for (int k = 0; k < classes; k++) {
            double lack = k == actual ? 0 : 1 + (double) z[zOffset + k] - z[zOffset + actual];
            boolean costs = lack > 0;
            sum += Math.max(0, lack);
            lacking += costs ? 1 : 0;
            dz[dzOffset + k] = costs ? (float) factor : 0;
        }
        dz[dzOffset + actual] = (float) (-factor * lacking);
        return factor * sum;
    }
}
