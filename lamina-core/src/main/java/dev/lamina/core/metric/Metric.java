package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;
import java.util.List;
import java.util.stream.Collectors;

/// A number that says how good predictions are. Immutable and thread-safe. Training gives it the validation rows whose
/// weight is above 0; each counts the same.
///
/// Those that have a name on the command line are a [ClassMetric] or a [ValueMetric]; a program may write others.
public interface Metric {

    /// The name in files and on the command line, such as `log-loss`.
    String name();

    /// What people call it, such as `log loss` or `RMSE`.
    default String label() {
        return name();
    }

    /// Whether more is better, as for accuracy, or worse, as for errors.
    boolean higherIsBetter();

    /// The value over all rows; NaN where it is undefined, such as an area under the curve with one class only.
    ///
    /// @param predictions n × columns, as the loss makes them: probabilities, or values in units of the target.
    ///     One column of probabilities is that of class 1 of two
    /// @param targets n × 1 class indices for classification, n × columns values for regression
    double value(Matrix predictions, Matrix targets);

    /// The metric of that name.
    ///
    /// @throws IllegalArgumentException naming those that exist
    static Metric named(String name) {
        return all().stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown metric \"" + name + "\"; known are "
                        + all().stream().map(Metric::name).collect(Collectors.joining(", "))));
    }

    /// Every metric that has a name on the command line: first those of classes, then those of values.
    static List<Metric> all() {
        return List.of(
                new LogLoss(),
                new Accuracy(),
                new BalancedAccuracy(),
                new RocAuc(),
                new F1(),
                new MatthewsCorrelation(),
                new BrierScore(),
                new RootMeanSquaredError(),
                new MeanAbsoluteError(),
                new MedianAbsoluteError(),
                new MeanAbsolutePercentageError(),
                new RSquared());
    }
}
