package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;

/// A metric of predicted values, computed in float64.
public sealed interface ValueMetric extends Metric
        permits MeanAbsoluteError, MeanAbsolutePercentageError, MedianAbsoluteError, RSquared, RootMeanSquaredError {

    /// The value for one output; NaN without values, or where one is NaN.
    ///
    /// @param actual y, not changed
    /// @param predicted ŷ, as many, not changed
    double value(double[] actual, double[] predicted);

    /// The mean over the outputs.
    ///
    /// @throws IllegalArgumentException if the shapes differ
    @Override
    default double value(Matrix predictions, Matrix targets) {
        Residuals.check(name(), predictions, targets);
        double sum = 0;
        for (int j = 0; j < targets.columns(); j++) {
            sum += value(column(targets, j), column(predictions, j));
        }
        return sum / targets.columns();
    }

    private static double[] column(Matrix matrix, int column) {
        double[] values = new double[matrix.rows()];
        for (int i = 0; i < values.length; i++) {
            values[i] = matrix.data()[matrix.rowOffset(i) + column];
        }
        return values;
    }
}
