package dev.lamina.explain;

import dev.lamina.core.metric.Metric;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.Examples;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import dev.lamina.model.Evaluation;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/// How good several models are on the same rows, how sure that is, and how sure it is that one is better than another:
/// the bootstrap of Efron, "Bootstrap Methods: Another Look at the Jackknife" (1979).
///
/// The rows are resampled with replacement, as many as there are, the same for all models; the intervals are from
/// the quantile of 2.5 % to that of 97.5 % of what a metric is on the replicates (Efron and Tibshirani, "An
/// Introduction to the Bootstrap", 1993, chapter 13). As rows that are hard for one model are mostly hard for the
/// other, a difference is known much better than each of the two metrics. Intervals are for other rows like these,
/// not for trainings with other seeds; of few rows, some dozens, they are too narrow.
///
/// @param target as the first model has it
/// @param rows how many had a target
/// @param baseline what no model at all reaches, see [Evaluation#baseline]
/// @param replicates how often the rows were resampled
/// @param models in the order in which they were given
public record Comparison(FittedTarget target, int rows, double baseline, int replicates, List<Compared> models) {

    private static final int CHUNKS = 64;

    public Comparison {
        models = List.copyOf(models);
    }

    /// A metric with its interval of 95 %; NaN for each number that is undefined. The area under the curve has no
    /// interval where rows × classes are more than two million.
    public record Estimate(double value, double low, double high) {}

    /// How far a metric is above that of the first model on the same rows.
    ///
    /// @param value the model's less the first one's
    /// @param low lower end of the interval of 95 %
    /// @param high upper end
    /// @param better the share of the replicates in which the model is better than the first, those in which they
    ///     are equal counting one half
    public record Difference(double value, double low, double high, double better) {}

    /// One of the models.
    ///
    /// @param name by which it was given
    /// @param metrics those of [Evaluation#metrics], without the baseline, in their order
    /// @param differences to the first model, for the same metrics; empty for the first model itself
    public record Compared(
            String name, SequencedMap<Metric, Estimate> metrics, SequencedMap<Metric, Difference> differences) {}

    /// Predicts the rows of `table` by every model and compares with its target column; rows without a target are left
    /// out.
    ///
    /// @param models 1 or more by name, for the same target with the same classes; the first is what others are
    ///     compared with
    /// @param table with the columns of all models and the target
    /// @throws IllegalArgumentException if there are no models, or they have different targets or classes
    /// @throws dev.lamina.data.DataException if a column is missing or does not fit, or a row has a class that the
    ///     models do not know
    public static Comparison of(SequencedMap<String, Model> models, Table table, ComparisonSettings settings) {
        FittedTarget target = target(models);
        Table known = Examples.of(table, target.name(), target.task()).table();
        List<Evaluation> evaluations = new ArrayList<>();
        List<ResampledMetrics> resampled = new ArrayList<>();
        for (Model model : models.values()) {
            Predictions predictions = model.predictor().predict(known);
            evaluations.add(Evaluation.of(model.pipeline(), predictions, known));
            resampled.add(ResampledMetrics.of(model, predictions, known));
        }
        List<Metric> metrics = ResampledMetrics.metrics(target);
        double[][][] replicates = replicates(resampled, metrics.size(), known.rows(), settings);
        List<Compared> compared = new ArrayList<>();
        for (String name : models.sequencedKeySet()) {
            int m = compared.size();
            SequencedMap<Metric, Estimate> estimates = new LinkedHashMap<>();
            SequencedMap<Metric, Difference> differences = new LinkedHashMap<>();
            for (int k = 0; k < metrics.size(); k++) {
                Metric metric = metrics.get(k);
                double value = value(evaluations.get(m), metric);
                estimates.put(metric, estimate(value, replicates[m][k]));
                if (m > 0) {
                    differences.put(
                            metric,
                            difference(
                                    value - value(evaluations.getFirst(), metric),
                                    replicates[m][k],
                                    replicates[0][k],
                                    metric.higherIsBetter()));
                }
            }
            compared.add(new Compared(name, estimates, differences));
        }
        return new Comparison(target, known.rows(), evaluations.getFirst().baseline(), settings.replicates(), compared);
    }

    /// The target that models have in common, as the first has it.
    ///
    /// @param models by name
    /// @throws IllegalArgumentException as for [#of]
    public static FittedTarget target(SequencedMap<String, Model> models) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("a comparison needs 1 model or more, got none");
        }
        Map.Entry<String, Model> first = models.firstEntry();
        FittedTarget target = first.getValue().pipeline().target();
        models.forEach((name, model) -> {
            FittedTarget other = model.pipeline().target();
            if (!other.name().equals(target.name()) || other.task() != target.task()) {
                throw new IllegalArgumentException(name + " is for the " + words(other) + ", " + first.getKey()
                        + " for the " + words(target) + "; compare models with the same target");
            }
            if (!model.labels().equals(first.getValue().labels())) {
                throw new IllegalArgumentException(name + " and " + first.getKey() + " know different classes of \""
                        + target.name() + "\": "
                        + differing(model.labels(), first.getValue().labels())
                        + "; compare models that were trained on the same classes");
            }
        });
        return target;
    }

    private static String words(FittedTarget target) {
        return switch (target) {
            case FittedTarget.Labels labels -> "classes of \"" + labels.name() + "\"";
            case FittedTarget.Scaled scaled -> "number \"" + scaled.name() + "\"";
        };
    }

    /// The first class that only one of them has.
    private static String differing(List<String> labels, List<String> others) {
        return labels.stream()
                .filter(label -> !others.contains(label))
                .findFirst()
                .or(() ->
                        others.stream().filter(label -> !labels.contains(label)).findFirst())
                .map(label -> "only one knows \"" + label + "\"")
                .orElse("their order differs");
    }

    private static double value(Evaluation evaluation, Metric metric) {
        return Objects.requireNonNull(evaluation.metrics().get(Evaluation.key(metric)));
    }

    /// By model, metric and replicate.
    private static double[][][] replicates(
            List<ResampledMetrics> models, int metrics, int rows, ComparisonSettings settings) {
        double[][][] values = new double[models.size()][metrics][settings.replicates()];
        if (rows == 1) {
            // Every replicate would be that row, which says nothing of others.
            Arrays.stream(values).flatMap(Arrays::stream).forEach(replicates -> Arrays.fill(replicates, Double.NaN));
            return values;
        }
        InParallel.map(settings.threads(), CHUNKS, chunk -> {
            int[] counts = new int[rows];
            for (int r = chunk; r < settings.replicates(); r += CHUNKS) {
                Arrays.fill(counts, 0);
                RandomStream random = RandomStream.of(settings.seed(), Purpose.RESAMPLING, r);
                for (int i = 0; i < rows; i++) {
                    counts[random.nextInt(rows)]++;
                }
                for (int m = 0; m < values.length; m++) {
                    double[] replicate = models.get(m).values(counts);
                    for (int k = 0; k < metrics; k++) {
                        values[m][k][r] = replicate[k];
                    }
                }
            }
            return chunk;
        });
        return values;
    }

    private static Estimate estimate(double value, double[] replicates) {
        double[] sorted = defined(replicates);
        return new Estimate(value, quantile(sorted, 0.025), quantile(sorted, 0.975));
    }

    private static Difference difference(double value, double[] own, double[] first, boolean higherIsBetter) {
        double[] differences = new double[own.length];
        Arrays.setAll(differences, r -> own[r] - first[r]);
        double[] sorted = defined(differences);
        double better = 0;
        for (double difference : sorted) {
            better += difference == 0 ? 0.5 : (difference > 0) == higherIsBetter ? 1 : 0;
        }
        return new Difference(value, quantile(sorted, 0.025), quantile(sorted, 0.975), better / sorted.length);
    }

    /// The replicates in which a metric is defined, in ascending order.
    private static double[] defined(double[] replicates) {
        return Arrays.stream(replicates)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    /// Linear between the two neighbours; NaN where nothing is defined.
    private static double quantile(double[] sorted, double p) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double position = p * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
