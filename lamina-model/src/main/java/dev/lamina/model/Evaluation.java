package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.Accuracy;
import dev.lamina.core.metric.ConfusionMatrix;
import dev.lamina.core.metric.F1;
import dev.lamina.core.metric.LogLoss;
import dev.lamina.core.metric.Residuals;
import dev.lamina.core.metric.RocAuc;
import dev.lamina.core.text.LabelledLines;
import dev.lamina.data.Column;
import dev.lamina.data.Examples;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import java.util.LinkedHashMap;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// How good a model's predictions are on rows whose target is known, computed in float64 from what [Predictions] gives.
/// Immutable; prints as `lamina evaluate` does.
public sealed interface Evaluation {

    /// What was predicted.
    FittedTarget target();

    /// How many rows had a target.
    int rows();

    /// What no model at all reaches on these rows: the accuracy of always naming the most frequent class, or
    /// the RMSE of always answering the mean.
    double baseline();

    /// The numbers by name, the most telling first and the baseline last, as a model's provenance keeps them:
    /// NaN where one is undefined.
    SequencedMap<String, Double> metrics();

    /// Of predicted classes.
    ///
    /// @param accuracy share of rows whose most probable class is right
    /// @param logLoss mean of −ln of the probability given to the right class
    /// @param auc area under the ROC curve; the mean over classes, one against the rest, where there are more
    ///     than two. Undefined where the rows hold one class only
    /// @param f1 of the second class where there are two, the mean over classes otherwise
    /// @param confusion counts by actual and predicted class, in the order of the target's classes
    record Classification(
            FittedTarget.Labels target,
            int rows,
            double accuracy,
            double logLoss,
            OptionalDouble auc,
            double f1,
            double baseline,
            ConfusionMatrix confusion)
            implements Evaluation {

        @Override
        public SequencedMap<String, Double> metrics() {
            SequencedMap<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("accuracy", accuracy);
            metrics.put("logLoss", logLoss);
            metrics.put("auc", auc.orElse(Double.NaN));
            metrics.put("f1", f1);
            metrics.put("baseline", baseline);
            return metrics;
        }

        @Override
        public String toString() {
            return text(this) + "\n\n" + Confusions.text(confusion, target.classes());
        }
    }

    /// Of predicted values.
    ///
    /// @param rmse root of the mean squared error, in units of the target
    /// @param mae mean absolute error, in units of the target
    /// @param r2 1 − squared error / squared deviation from the rows' mean. Undefined for a single row
    record Regression(FittedTarget.Scaled target, int rows, double rmse, double mae, OptionalDouble r2, double baseline)
            implements Evaluation {

        @Override
        public SequencedMap<String, Double> metrics() {
            SequencedMap<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("rmse", rmse);
            metrics.put("mae", mae);
            metrics.put("r2", r2.orElse(Double.NaN));
            metrics.put("baseline", baseline);
            return metrics;
        }

        @Override
        public String toString() {
            return text(this);
        }
    }

    /// Predicts the rows of `table` and compares with its target column; rows without a target are left out.
    ///
    /// @throws dev.lamina.data.DataException if a column is missing or does not fit
    static Evaluation of(Model model, Table table) {
        FittedTarget target = model.pipeline().target();
        Table known = Examples.of(table, target.name(), target.task()).table();
        return of(model.pipeline(), model.predictor().predict(known), known);
    }

    /// Compares predictions, which may come from no single model, with the target column of the rows that they are of.
    ///
    /// @param pipeline whose target is predicted
    /// @param table with a target in every row
    /// @throws IllegalArgumentException if the table has not as many rows as there are predictions, or they are of
    ///     another target
    /// @throws dev.lamina.data.DataException if a target is missing or does not fit
    static Evaluation of(FittedPipeline pipeline, Predictions predictions, Table table) {
        if (predictions.rows() != table.rows()) {
            throw new IllegalArgumentException(
                    "there are predictions for " + predictions.rows() + " rows, the table has " + table.rows());
        }
        if (!predictions.target().field().equals(pipeline.target().field())) {
            throw new IllegalArgumentException(
                    "the predictions are of \"" + predictions.target().name() + "\", expected those of \""
                            + pipeline.target().name() + "\"");
        }
        Matrix targets = pipeline.targets(table);
        return switch (pipeline.target()) {
            case FittedTarget.Labels labels -> ofClasses(labels, predictions, targets);
            case FittedTarget.Scaled scaled ->
                ofValues(scaled, predictions, (Column.Numbers) table.require(scaled.name()));
        };
    }

    private static Classification ofClasses(FittedTarget.Labels target, Predictions predictions, Matrix classes) {
        Matrix probabilities = predictions.probabilities();
        return new Classification(
                target,
                classes.rows(),
                new Accuracy().value(probabilities, classes),
                new LogLoss().value(probabilities, classes),
                ifDefined(new RocAuc().value(probabilities, classes)),
                new F1().value(probabilities, classes),
                largestShare(classes, target.classes().size()),
                ConfusionMatrix.of(probabilities, classes));
    }

    private static Regression ofValues(FittedTarget.Scaled target, Predictions predictions, Column.Numbers actual) {
        double[] predicted = IntStream.range(0, predictions.rows())
                .mapToDouble(predictions::value)
                .toArray();
        Residuals residuals = new Residuals(actual.values(), predicted);
        return new Regression(
                target,
                predicted.length,
                residuals.rootMeanSquare(),
                residuals.meanAbsolute(),
                ifDefined(residuals.rSquared()),
                residuals.deviation());
    }

    private static OptionalDouble ifDefined(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static double largestShare(Matrix classIndices, int classes) {
        int[] counts = new int[classes];
        int largest = 0;
        for (int i = 0; i < classIndices.rows(); i++) {
            largest = Math.max(largest, ++counts[(int) classIndices.get(i, 0)]);
        }
        return (double) largest / classIndices.rows();
    }

    private static String text(Evaluation evaluation) {
        LabelledLines lines = new LabelledLines()
                .add("Task", ModelText.task(evaluation.target()))
                .add("Rows", ModelText.rows(evaluation.rows()));
        ModelText.addMetrics(lines, "Result", evaluation.target(), evaluation.metrics());
        return lines.toString();
    }
}
