package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;

/// (1/n) Σᵢ |yᵢ − ŷᵢ|, in units of the target; the mean over several outputs.
public record MeanAbsoluteError() implements Metric {

    @Override
    public String name() {
        return "mean-absolute-error";
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
                j -> Residuals.ofColumn(predictions, targets, j).meanAbsolute());
    }
}
