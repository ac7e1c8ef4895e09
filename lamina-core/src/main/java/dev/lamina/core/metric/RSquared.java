package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;

/// The coefficient of determination, 1 − Σᵢ (yᵢ − ŷᵢ)² / Σᵢ (yᵢ − ȳ)²: 1 is perfect, 0 as good as always
/// predicting the mean, and there is no lower bound. The mean over several outputs.
public record RSquared() implements ValueMetric {

    @Override
    public String name() {
        return "r2";
    }

    @Override
    public String label() {
        return "R²";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public double value(Matrix predictions, Matrix targets) {
        Residuals.check("r-squared", predictions, targets);
        return ValueMetric.super.value(predictions, targets);
    }

    /// The coefficient; NaN for fewer than two rows. Where the targets are all equal it is 1 if they are met, else
    /// 0, as in scikit-learn's `r2_score`.
    @Override
    public double value(double[] actual, double[] predicted) {
        return new Residuals(actual, predicted).rSquared();
    }
}
