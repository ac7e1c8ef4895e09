package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.Accuracy;
import dev.lamina.core.metric.ConfusionMatrix;
import dev.lamina.core.metric.F1;
import dev.lamina.core.metric.LogLoss;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.metric.Residuals;
import dev.lamina.core.metric.RocAuc;
import dev.lamina.core.text.InWords;
import dev.lamina.core.text.LabelledLines;
import dev.lamina.data.Column;
import dev.lamina.data.Examples;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
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

    /// How often intervals or sets of 90 % hold the truth; empty if the model has no conformal scores, or those of
    /// too few rows.
    Optional<Coverage> coverage();

    /// What intervals or sets did on these rows.
    ///
    /// @param asked the coverage that was asked for
    /// @param reached the share of the rows whose actual value or label they hold
    /// @param size their mean width in units of the target, or the mean number of labels in a set
    record Coverage(double asked, double reached, double size) {

        private static final double USUAL = 0.9;

        private static Optional<Coverage> of(Predictions predictions, IntPredicate holds, IntToDoubleFunction size) {
            boolean known = predictions
                    .calibration()
                    .scores()
                    .filter(scores -> Double.isFinite(scores.quantile(USUAL)))
                    .isPresent();
            if (!known) {
                return Optional.empty();
            }
            double rows = predictions.rows();
            return Optional.of(new Coverage(
                    USUAL,
                    IntStream.range(0, predictions.rows()).filter(holds).count() / rows,
                    IntStream.range(0, predictions.rows()).mapToDouble(size).sum() / rows));
        }
    }

    /// After the name of a metric: its mean over the folds that validated.
    String FOLD_MEAN = "FoldMean";

    /// After the name of a metric: its standard deviation over the folds that validated, n − 1 in the denominator.
    String FOLD_DEVIATION = "FoldDeviation";

    /// What [#metrics] calls a metric: its name without hyphens, such as `logLoss` for `log-loss`.
    static String key(Metric metric) {
        String[] words = metric.name().split("-", -1);
        StringBuilder key = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            key.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return key.toString();
    }

    /// The numbers by name, the most telling first and the baseline last, as a model's provenance keeps them:
    /// NaN where one is undefined.
    SequencedMap<String, Double> metrics();

    /// Of predicted classes.
    ///
    /// @param accuracy share of rows whose predicted class is right
    /// @param logLoss mean of −ln of the probability given to the right class
    /// @param auc area under the ROC curve; the mean over classes, one against the rest, where there are more
    ///     than two. Undefined where the rows hold one class only
    /// @param f1 of the second class where there are two, the mean over classes otherwise
    /// @param confusion counts by actual and predicted class, in the order of the target's classes
    /// @param uncalibratedLogLoss the log loss without the model's probability map; empty if it has none
    record Classification(
            FittedTarget.Labels target,
            int rows,
            double accuracy,
            double logLoss,
            OptionalDouble auc,
            double f1,
            double baseline,
            ConfusionMatrix confusion,
            OptionalDouble uncalibratedLogLoss,
            Optional<Coverage> coverage)
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

        private Classification uncalibrated(double logLoss) {
            return new Classification(
                    target,
                    rows,
                    accuracy,
                    this.logLoss,
                    auc,
                    f1,
                    baseline,
                    confusion,
                    OptionalDouble.of(logLoss),
                    coverage);
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
    record Regression(
            FittedTarget.Scaled target,
            int rows,
            double rmse,
            double mae,
            OptionalDouble r2,
            double baseline,
            Optional<Coverage> coverage)
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
        Evaluation evaluation = of(model.pipeline(), model.predictor().predict(known), known);
        if (evaluation instanceof Classification classes
                && !(model.calibration().map() instanceof ProbabilityMap.Identity)) {
            Model uncalibrated = new Model(model.members(), Calibration.none(), model.provenance());
            Matrix probabilities = uncalibrated.predictor().predict(known).probabilities();
            return classes.uncalibrated(
                    new LogLoss().value(probabilities, model.pipeline().targets(known)));
        }
        return evaluation;
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
        OptionalDouble threshold = predictions.calibration().threshold();
        ConfusionMatrix confusion = threshold.isPresent()
                ? ConfusionMatrix.of(probabilities, classes, threshold.getAsDouble())
                : ConfusionMatrix.of(probabilities, classes);
        return new Classification(
                target,
                classes.rows(),
                new Accuracy().value(confusion),
                new LogLoss().value(probabilities, classes),
                ifDefined(new RocAuc().value(probabilities, classes)),
                new F1().value(confusion),
                largestShare(classes, target.classes().size()),
                confusion,
                OptionalDouble.empty(),
                Coverage.of(
                        predictions,
                        row -> predictions
                                .set(row, Coverage.USUAL)
                                .contains(target.classes().get((int) classes.get(row, 0))),
                        row -> predictions.set(row, Coverage.USUAL).size()));
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
                residuals.deviation(),
                Coverage.of(
                        predictions,
                        row -> predictions.lower(row, Coverage.USUAL) <= actual.values()[row]
                                && actual.values()[row] <= predictions.upper(row, Coverage.USUAL),
                        row -> predictions.upper(row, Coverage.USUAL) - predictions.lower(row, Coverage.USUAL)));
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
        if (evaluation instanceof Classification classes && classes.uncalibratedLogLoss.isPresent()) {
            lines.add(
                    "Calibrated",
                    "log loss " + InWords.number(classes.logLoss) + ", before "
                            + InWords.number(classes.uncalibratedLogLoss.getAsDouble()));
        }
        evaluation.coverage().ifPresent(coverage -> lines.add("Coverage", text(coverage, evaluation.target())));
        return lines.toString();
    }

    /// `0.9031 by intervals of 0.9, 41.20 wide on average`.
    private static String text(Coverage coverage, FittedTarget target) {
        String by = InWords.number(coverage.reached()) + " by ";
        return switch (target) {
            case FittedTarget.Labels _ ->
                by + "sets of " + coverage.asked() + ", " + InWords.number(coverage.size()) + " labels on average";
            case FittedTarget.Scaled _ ->
                by + "intervals of " + coverage.asked() + ", " + InWords.number(coverage.size()) + " wide on average";
        };
    }
}
