package dev.lamina;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.ConfusionMatrix;
import dev.lamina.core.metric.DecisionMetric;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.metric.ValueMetric;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Split;
import dev.lamina.model.Evaluation;
import dev.lamina.model.Predictions;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// How good predictions are by one metric: on all held-out rows together, and on those of each fold, whose spread tells
/// how far the estimate can be relied on.
///
/// @param whole of all rows
/// @param folds of each fold that has a value
record FoldEstimate(Metric metric, double whole, List<Double> folds) {

    FoldEstimate {
        folds = List.copyOf(folds);
    }

    /// @param splits the folds
    /// @param targets of all rows, as the networks see them
    static FoldEstimate of(Assembly assembly, List<Split> splits, FittedTarget target, Matrix targets, Metric metric) {
        int[] rows = assembly.rows();
        int[] all = IntStream.range(0, rows.length).toArray();
        List<Double> folds = splits.stream()
                .map(split -> IntStream.of(split.validation())
                        .map(row -> Arrays.binarySearch(rows, row))
                        .filter(position -> position >= 0)
                        .toArray())
                .filter(positions -> positions.length > 0)
                .map(positions -> value(assembly, positions, target, targets, metric))
                .filter(Double::isFinite)
                .toList();
        return new FoldEstimate(metric, value(assembly, all, target, targets, metric), folds);
    }

    /// @param positions among the rows of the assembly
    private static double value(
            Assembly assembly, int[] positions, FittedTarget target, Matrix targets, Metric metric) {
        Predictions predictions = assembly.predictions();
        Matrix actual = TrainingRows.select(
                targets,
                IntStream.of(positions)
                        .map(position -> assembly.rows()[position])
                        .toArray());
        if (target instanceof FittedTarget.Scaled scaled && metric instanceof ValueMetric values) {
            return values.value(
                    IntStream.range(0, positions.length)
                            .mapToDouble(i -> scaled.mean() + scaled.deviation() * actual.get(i, 0))
                            .toArray(),
                    IntStream.of(positions).mapToDouble(predictions::value).toArray());
        }
        Matrix probabilities = TrainingRows.select(predictions.probabilities(), positions);
        OptionalDouble threshold = assembly.calibration().threshold();
        return metric instanceof DecisionMetric decision && threshold.isPresent()
                ? decision.value(ConfusionMatrix.of(probabilities, actual, threshold.getAsDouble()))
                : metric.value(probabilities, actual);
    }

    /// Adds the metric, where it is not there, and what the folds say of it where they are several.
    void addTo(SequencedMap<String, Double> metrics) {
        String key = Evaluation.key(metric);
        metrics.putIfAbsent(key, whole);
        if (folds.size() > 1) {
            double mean =
                    folds.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
            double squares = folds.stream()
                    .mapToDouble(value -> (value - mean) * (value - mean))
                    .sum();
            metrics.put(key + Evaluation.FOLD_MEAN, mean);
            metrics.put(key + Evaluation.FOLD_DEVIATION, Math.sqrt(squares / (folds.size() - 1)));
        }
    }
}
