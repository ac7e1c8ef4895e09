package dev.lamina;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.Accuracy;
import dev.lamina.core.metric.ConfusionMatrix;
import dev.lamina.core.metric.F1;
import dev.lamina.core.metric.LogLoss;
import dev.lamina.core.metric.MeanAbsoluteError;
import dev.lamina.core.metric.RSquared;
import dev.lamina.core.metric.RocAuc;
import dev.lamina.core.metric.RootMeanSquaredError;
import dev.lamina.data.Column;
import dev.lamina.data.Examples;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// How good a model's predictions are on rows whose target is known. Numbers of the other task are NaN.
///
/// @param task what the model does
/// @param rows how many rows had a target
/// @param accuracy share of rows whose most probable class is right
/// @param logLoss mean of −ln of the probability given to the right class
/// @param auc area under the ROC curve; the mean over classes, one against the rest, where there are more than
///     two
/// @param f1 of the second class where there are two, the mean over classes otherwise
/// @param rmse root of the mean squared error, in units of the target
/// @param mae mean absolute error, in units of the target
/// @param r2 1 − squared error / squared deviation from the rows' mean
/// @param baseline what no model at all reaches on these rows: the accuracy of always naming the most frequent
///     class, or the RMSE of always answering the mean
/// @param confusion counts by actual and predicted class, for classification
public record Evaluation(
        Task task,
        int rows,
        double accuracy,
        double logLoss,
        double auc,
        double f1,
        double rmse,
        double mae,
        double r2,
        double baseline,
        Optional<ConfusionMatrix> confusion) {

    /// Predicts the rows of `table` and compares with its target column; rows without a target are left out.
    ///
    /// @throws dev.lamina.data.DataException if a column is missing or does not fit
    public static Evaluation of(Model model, Table table) {
        FittedTarget target = model.pipeline().target();
        return of(model, Examples.of(table, target.name(), target.task()));
    }

    static Evaluation of(Model model, Examples examples) {
        Predictions predictions = model.predictor().predict(examples.table());
        return switch (model.pipeline().target()) {
            case FittedTarget.Labels labels ->
                ofClasses(labels, predictions, model.pipeline().targets(examples.table()));
            case FittedTarget.Scaled scaled ->
                ofValues(predictions, (Column.Numbers) examples.table().require(scaled.name()));
        };
    }

    private static Evaluation ofClasses(FittedTarget.Labels labels, Predictions predictions, Matrix targets) {
        Matrix probabilities = predictions.probabilities();
        Matrix outputs = labels.classes().size() == 2 ? lastColumn(probabilities) : probabilities;
        ConfusionMatrix confusion = ConfusionMatrix.of(outputs, targets);
        return new Evaluation(
                Task.CLASSIFICATION,
                targets.rows(),
                new Accuracy().value(outputs, targets),
                new LogLoss().value(outputs, targets),
                new RocAuc().value(outputs, targets),
                new F1().value(outputs, targets),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                largestShare(targets, labels.classes().size()),
                Optional.of(confusion));
    }

    private static Evaluation ofValues(Predictions predictions, Column.Numbers target) {
        Matrix outputs = Matrix.zeros(predictions.rows(), 1);
        Matrix targets = Matrix.zeros(predictions.rows(), 1);
        for (int i = 0; i < predictions.rows(); i++) {
            outputs.set(i, 0, (float) predictions.value(i));
            targets.set(i, 0, (float) target.values()[i]);
        }
        return new Evaluation(
                Task.REGRESSION,
                targets.rows(),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                new RootMeanSquaredError().value(outputs, targets),
                new MeanAbsoluteError().value(outputs, targets),
                new RSquared().value(outputs, targets),
                deviation(target.values()),
                Optional.empty());
    }

    /// The numbers of this task by name, the most telling first.
    public SequencedMap<String, Double> metrics() {
        SequencedMap<String, Double> metrics = new LinkedHashMap<>();
        switch (task) {
            case CLASSIFICATION -> {
                metrics.put("accuracy", accuracy);
                metrics.put("logLoss", logLoss);
                metrics.put("auc", auc);
                metrics.put("f1", f1);
            }
            case REGRESSION -> {
                metrics.put("rmse", rmse);
                metrics.put("mae", mae);
                metrics.put("r2", r2);
            }
        }
        metrics.put("baseline", baseline);
        return metrics;
    }

    private static Matrix lastColumn(Matrix probabilities) {
        int last = probabilities.columns() - 1;
        return Matrix.window(
                probabilities.data(), probabilities.offset() + last, probabilities.rows(), 1, probabilities.stride());
    }

    private static double largestShare(Matrix classIndices, int classes) {
        int[] counts = new int[classes];
        int largest = 0;
        for (int i = 0; i < classIndices.rows(); i++) {
            largest = Math.max(largest, ++counts[(int) classIndices.get(i, 0)]);
        }
        return (double) largest / classIndices.rows();
    }

    private static double deviation(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean) / values.length;
        }
        return Math.sqrt(squares);
    }
}
