package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;

/// A number that says how good predictions are. Immutable and thread-safe. Training gives it the validation rows whose
/// weight is above 0; each counts the same.
public interface Metric {

    /// The name in reports, such as `accuracy`.
    String name();

    /// Whether more is better, as for accuracy, or worse, as for errors.
    boolean higherIsBetter();

    /// The value over all rows; NaN where it is undefined, such as an area under the curve with one class only.
    ///
    /// @param predictions n × columns, as the loss makes them: probabilities, or values in units of the target.
    ///     One column of probabilities is that of class 1 of two
    /// @param targets n × 1 class indices for classification, n × columns values for regression
    double value(Matrix predictions, Matrix targets);
}
