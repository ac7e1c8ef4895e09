package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;

/// The share of rows whose most probable class, the lowest of equals, is the actual one: 0 to 1.
public record Accuracy() implements Metric {

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    /// The share; NaN where a prediction is.
    ///
    /// @throws IllegalArgumentException if the shapes do not fit or a target is no class index
    @Override
    public double value(Matrix predictions, Matrix targets) {
        ClassTargets.check(name(), predictions, targets);
        if (ClassTargets.undefined(predictions)) {
            return Double.NaN;
        }
        return (double) ConfusionMatrix.of(name(), predictions, targets).correct() / predictions.rows();
    }
}
