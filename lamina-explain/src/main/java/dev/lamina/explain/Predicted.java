package dev.lamina.explain;

import dev.lamina.model.Predictions;

/// What a model predicts for one row.
public sealed interface Predicted {

    /// A label.
    ///
    /// @param probability that the model gives it; of two labels with a threshold not always the greater one
    record Label(String label, double probability) implements Predicted {}

    /// A value, in units of the target.
    record Value(double value) implements Predicted {}

    /// The prediction of a row.
    static Predicted of(Predictions predictions, int row) {
        if (predictions.labels().isEmpty()) {
            return new Value(predictions.value(row));
        }
        String label = predictions.label(row);
        return new Label(
                label, predictions.probability(row, predictions.labels().indexOf(label)));
    }
}
