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

    /// @throws IllegalArgumentException if the shapes do not fit or a target is no class index
    @Override
    public double value(Matrix predictions, Matrix targets) {
        return (double) ConfusionMatrix.of(name(), predictions, targets).correct() / predictions.rows();
    }
}
