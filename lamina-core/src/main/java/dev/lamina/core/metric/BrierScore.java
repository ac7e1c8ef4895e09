package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;

/// The mean squared error of the probabilities. For two classes (1/n) Σᵢ (pᵢ − yᵢ)² of the second one, 0 to 1; for more
/// (1/n) Σᵢ Σₖ (pᵢₖ − yᵢₖ)², 0 to 2. As scikit-learn's `brier_score_loss`.
public record BrierScore() implements ClassMetric {

    @Override
    public String name() {
        return "brier";
    }

    @Override
    public String label() {
        return "Brier score";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    /// The mean; NaN where a prediction is.
    ///
    /// @throws IllegalArgumentException if the shapes do not fit or a target is no class index
    @Override
    public double value(Matrix predictions, Matrix targets) {
        ClassTargets.check(name(), predictions, targets);
        int classes = ClassTargets.classes(predictions);
        double sum = 0;
        for (int i = 0; i < predictions.rows(); i++) {
            int actual = ClassTargets.actual(name(), targets, i, classes);
            for (int index = classes == 2 ? 1 : 0; index < classes; index++) {
                double error = ClassTargets.probability(predictions, i, index) - (index == actual ? 1 : 0);
                sum += error * error;
            }
        }
        return sum / predictions.rows();
    }
}
