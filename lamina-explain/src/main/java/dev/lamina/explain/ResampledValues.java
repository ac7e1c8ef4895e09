package dev.lamina.explain;

import dev.lamina.model.Predictions;

/// RMSE, MAE and R² of predicted values.
final class ResampledValues implements ResampledMetrics {

    private final double unit;
    private final double[] errors;

    /// Of the actual values from their mean.
    private final double[] deviations;

    ResampledValues(Predictions predictions, RowCosts.OfValues costs) {
        unit = costs.unit();
        int rows = costs.actual().length;
        errors = new double[rows];
        deviations = new double[rows];
        double first = costs.actual()[0] / unit;
        double mean = 0;
        for (int row = 0; row < rows; row++) {
            errors[row] = costs.actual()[row] / unit - predictions.value(row) / unit;
            deviations[row] = costs.actual()[row] / unit - first;
            mean += deviations[row] / rows;
        }
        for (int row = 0; row < rows; row++) {
            deviations[row] -= mean;
        }
    }

    @Override
    public double[] values(int[] counts) {
        double squares = 0;
        double sizes = 0;
        double sum = 0;
        double total = 0;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        int rows = errors.length;
        for (int row = 0; row < rows; row++) {
            int count = counts[row];
            if (count > 0) {
                double deviation = deviations[row];
                squares += count * errors[row] * errors[row];
                sizes += count * Math.abs(errors[row]);
                sum += count * deviation;
                total += count * deviation * deviation;
                least = Math.min(least, deviation);
                greatest = Math.max(greatest, deviation);
            }
        }
        double unexplained = squares / (total - sum * sum / rows);
        return new double[] {
            Math.sqrt(squares / rows) * unit, sizes / rows * unit, least < greatest ? 1 - unexplained : Double.NaN
        };
    }
}
