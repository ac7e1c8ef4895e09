package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;
import java.util.function.DoubleUnaryOperator;

/// What the regression metrics share: targets minus predictions, and means over the outputs.
final class Residuals {

    /// A measure of one output.
    @FunctionalInterface
    interface OfColumn {
        double value(int column);
    }

    private Residuals() {}

    /// @throws IllegalArgumentException if the shapes differ
    static void check(String metric, Matrix predictions, Matrix targets) {
        if (predictions.rows() != targets.rows() || predictions.columns() != targets.columns()) {
            throw new IllegalArgumentException(metric + " expects a target for each predicted value, got a " + targets
                    + " of targets for a " + predictions + " of predictions");
        }
    }

    /// Σ over the rows of g(target − prediction), for one output.
    static double sum(Matrix predictions, Matrix targets, int column, DoubleUnaryOperator g) {
        double sum = 0;
        for (int i = 0; i < predictions.rows(); i++) {
            double target = targets.data()[targets.rowOffset(i) + column];
            double prediction = predictions.data()[predictions.rowOffset(i) + column];
            sum += g.applyAsDouble(target - prediction);
        }
        return sum;
    }

    /// The mean over the outputs.
    static double mean(int columns, OfColumn metric) {
        double sum = 0;
        for (int j = 0; j < columns; j++) {
            sum += metric.value(j);
        }
        return sum / columns;
    }
}
