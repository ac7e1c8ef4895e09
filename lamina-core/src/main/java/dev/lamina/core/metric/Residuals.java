package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;
import java.util.Arrays;

/// How far the predicted values of one output are from the actual ones, y − ŷ, in float64. Nothing overflows or is lost
/// for values of any size: they are divided by a power of two near the largest, which is exact, and squares by the
/// largest of their own. Immutable and thread-safe.
public final class Residuals {

    private final double[] residuals;
    private final double[] deviations;

    /// What the two are in units of.
    private final int exponent;

    /// @param actual y, not changed
    /// @param predicted ŷ, as many, not changed
    /// @throws IllegalArgumentException if there are more of one than of the other
    public Residuals(double[] actual, double[] predicted) {
        if (actual.length != predicted.length) {
            throw new IllegalArgumentException("expected a predicted value for each actual one, got " + predicted.length
                    + " for " + actual.length);
        }
        exponent = exponent(Math.max(largest(actual), largest(predicted)));
        residuals = new double[actual.length];
        deviations = new double[actual.length];
        double first = actual.length == 0 ? 0 : inUnits(actual[0]);
        double fromFirst = 0;
        for (int i = 0; i < actual.length; i++) {
            residuals[i] = inUnits(actual[i]) - inUnits(predicted[i]);
            // From the first value: 10⁹ + 0.01 keeps its digits, and equal values deviate by exactly 0.
            deviations[i] = inUnits(actual[i]) - first;
            fromFirst += deviations[i] / actual.length;
        }
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] -= fromFirst;
        }
    }

    /// √((1/n) Σᵢ (yᵢ − ŷᵢ)²); NaN without values.
    public double rootMeanSquare() {
        return Math.scalb(rootMeanSquare(residuals), exponent);
    }

    /// (1/n) Σᵢ |yᵢ − ŷᵢ|; NaN without values.
    public double meanAbsolute() {
        double sum = 0;
        for (double residual : residuals) {
            sum += Math.abs(residual);
        }
        return Math.scalb(sum / residuals.length, exponent);
    }

    /// The median of |yᵢ − ŷᵢ|, of an even number the mean of the middle two; NaN without values or if one is.
    public double medianAbsolute() {
        double[] sorted = new double[residuals.length];
        Arrays.setAll(sorted, i -> Math.abs(residuals[i]));
        // NaN sorts last.
        Arrays.sort(sorted);
        if (sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1])) {
            return Double.NaN;
        }
        double middle = sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2];
        return Math.scalb(middle / 2, exponent);
    }

    /// 1 − Σᵢ (yᵢ − ŷᵢ)² / Σᵢ (yᵢ − ȳ)². NaN for fewer than two values; where the actual ones are all equal, 1 if they
    /// are met, else 0, as in scikit-learn's `r2_score`.
    public double rSquared() {
        double unexplained = rootMeanSquare(residuals);
        double total = rootMeanSquare(deviations);
        if (residuals.length < 2 || Double.isNaN(unexplained + total)) {
            return Double.NaN;
        }
        if (total == 0) {
            return unexplained == 0 ? 1 : 0;
        }
        return 1 - unexplained / total * (unexplained / total);
    }

    /// √((1/n) Σᵢ (yᵢ − ȳ)²), what always predicting the mean of the actual values reaches; NaN without values.
    public double deviation() {
        return Math.scalb(rootMeanSquare(deviations), exponent);
    }

    private static double rootMeanSquare(double[] values) {
        double largest = largest(values);
        if (largest == 0 || !Double.isFinite(largest)) {
            return values.length == 0 ? Double.NaN : largest;
        }
        double squares = 0;
        for (double value : values) {
            squares += value / largest * (value / largest);
        }
        return largest * Math.sqrt(squares / values.length);
    }

    /// The largest magnitude; NaN if one is.
    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /// Of the power of two that brings the largest value below 2.
    private static int exponent(double largest) {
        return largest == 0 || !Double.isFinite(largest) ? 0 : Math.getExponent(largest);
    }

    private double inUnits(double value) {
        return Math.scalb(value, -exponent);
    }

    /// @throws IllegalArgumentException if the shapes differ
    static void check(String metric, Matrix predictions, Matrix targets) {
        if (predictions.rows() != targets.rows() || predictions.columns() != targets.columns()) {
            throw new IllegalArgumentException(metric + " expects a target for each predicted value, got a " + targets
                    + " of targets for a " + predictions + " of predictions");
        }
    }
}
