package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;

/// The coefficient of determination, 1 − Σᵢ (yᵢ − ŷᵢ)² / Σᵢ (yᵢ − ȳ)²: 1 is perfect, 0 as good as always
/// predicting the mean, and there is no lower bound. The mean over several outputs.
public record RSquared() implements Metric {

    @Override
    public String name() {
        return "r-squared";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    /// The coefficient; NaN for fewer than two rows. An output whose targets are all equal gives 1 if they are
    /// met, else 0, as in scikit-learn's `r2_score`.
    ///
    /// @throws IllegalArgumentException if the shapes differ
    @Override
    public double value(Matrix predictions, Matrix targets) {
        Residuals.check(name(), predictions, targets);
        return Residuals.mean(
                targets.columns(),
                j -> Residuals.ofColumn(predictions, targets, j).rSquared());
    }
}
