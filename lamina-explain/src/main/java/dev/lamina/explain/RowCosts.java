package dev.lamina.explain;

import dev.lamina.core.metric.LogLoss;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.metric.RootMeanSquaredError;
import dev.lamina.data.Column;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;

/// What the prediction of each row costs: the numbers whose mean is the cost of all. Immutable and thread-safe.
sealed interface RowCosts {

    /// The costs of a model's predictions.
    ///
    /// @param table with a target in every row
    /// @param unit of the errors of values; squares of them neither overflow nor vanish
    /// @throws dev.lamina.data.DataException if a target is missing, does not fit, or is a class that the model
    ///     does not know
    static RowCosts of(Model model, Table table, double unit) {
        float[] targets = model.pipeline().targets(table).data();
        return switch (model.pipeline().target()) {
            case FittedTarget.Labels labels -> new OfClasses(labels, targets);
            case FittedTarget.Scaled scaled ->
                new OfValues(((Column.Numbers) table.require(scaled.name())).values(), unit);
        };
    }

    /// The power of two near the deviation of the target, in which errors are measured exactly; 1 for classes.
    static double unit(FittedTarget target) {
        return switch (target) {
            case FittedTarget.Labels _ -> 1;
            case FittedTarget.Scaled scaled -> Math.scalb(1.0, Math.getExponent(scaled.deviation()));
        };
    }

    /// The metric that people know the cost by.
    static Metric metric(FittedTarget target) {
        return switch (target) {
            case FittedTarget.Labels _ -> new LogLoss();
            case FittedTarget.Scaled _ -> new RootMeanSquaredError();
        };
    }

    /// The cost of a row.
    ///
    /// @param at the place of the row's prediction
    /// @param row in the table
    double cost(Predictions predictions, int at, int row);

    /// Whether the label that is predicted for a row is the actual one; false for values.
    boolean right(Predictions predictions, int at, int row);

    /// −ln of the probability that is given to the actual class, as [LogLoss] has it.
    record OfClasses(FittedTarget.Labels target, float[] actual) implements RowCosts {

        private static final double SMALLEST = 1e-15;

        @Override
        public double cost(Predictions predictions, int at, int row) {
            double p = predictions.probability(at, (int) actual[row]);
            return -StrictMath.log(Math.clamp(p, SMALLEST, 1 - SMALLEST));
        }

        @Override
        public boolean right(Predictions predictions, int at, int row) {
            return predictions.label(at).equals(target.classes().get((int) actual[row]));
        }
    }

    /// The squared error, in squares of the unit.
    record OfValues(double[] actual, double unit) implements RowCosts {

        @Override
        public double cost(Predictions predictions, int at, int row) {
            double error = actual[row] / unit - predictions.value(at) / unit;
            return error * error;
        }

        @Override
        public boolean right(Predictions predictions, int at, int row) {
            return false;
        }
    }
}
