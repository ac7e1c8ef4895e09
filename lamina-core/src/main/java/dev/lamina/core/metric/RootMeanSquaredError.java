package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;

/// √((1/n) Σᵢ (yᵢ − ŷᵢ)²), in units of the target; the mean over several outputs.
public record RootMeanSquaredError() implements Metric {

    @Override
    public String name() {
        return "root-mean-squared-error";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    /// @throws IllegalArgumentException if the shapes differ
    @Override
    public double value(Matrix predictions, Matrix targets) {
        Residuals.check(name(), predictions, targets);
        return Residuals.mean(
                targets.columns(),
                j -> Residuals.ofColumn(predictions, targets, j).rootMeanSquare());
    }
}
