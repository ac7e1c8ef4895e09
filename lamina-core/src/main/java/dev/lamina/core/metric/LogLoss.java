package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// −(1/n) Σᵢ ln p(actual class of row i), in nats, with p kept in [10⁻¹⁵, 1 − 10⁻¹⁵] so that one row cannot
/// make it infinite.
public record LogLoss() implements ClassMetric {

    private static final double SMALLEST = 1e-15;

    @Override
    public String name() {
        return "log-loss";
    }

    @Override
    public String label() {
        return "log loss";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    /// The mean; NaN where a prediction is. One column of probabilities knows that of class 0 to 6e-8 only, two columns
    /// know a small one of either class.
    ///
    /// @throws IllegalArgumentException if the shapes do not fit or a target is no class index
    @Override
    public double value(Matrix predictions, Matrix targets) {
        return value(predictions, targets, null);
    }

    /// The mean in which row i counts wᵢ times: −Σᵢ wᵢ ln pᵢ / Σᵢ wᵢ.
    ///
    /// @param weights of the rows, 0 or more; null where all count the same
    /// @throws IllegalArgumentException if the shapes do not fit or a target is no class index
    public double value(Matrix predictions, Matrix targets, float @Nullable [] weights) {
        ClassTargets.check(name(), predictions, targets);
        if (ClassTargets.undefined(predictions)) {
            return Double.NaN;
        }
        int classes = ClassTargets.classes(predictions);
        double sum = 0;
        double total = 0;
        for (int i = 0; i < predictions.rows(); i++) {
            int actual = ClassTargets.actual(name(), targets, i, classes);
            double p = ClassTargets.probability(predictions, i, actual);
            double weight = weights == null ? 1 : weights[i];
            sum -= weight * StrictMath.log(Math.max(SMALLEST, Math.min(1 - SMALLEST, p)));
            total += weight;
        }
        return sum / total;
    }
}
