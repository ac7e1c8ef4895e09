package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.FittedTarget;
import java.util.List;

/// What a model predicts for a batch of rows: probabilities of its labels, or values in units of the target.
/// Immutable.
public final class Predictions {

    private final FittedTarget target;
    private final Matrix outputs;

    /// @param outputs rows × labels, or rows × 1 values as the network sees them
    Predictions(FittedTarget target, Matrix outputs) {
        this.target = target;
        this.outputs = outputs;
    }

    public int rows() {
        return outputs.rows();
    }

    /// The labels in the order of their probabilities; empty where values are predicted.
    public List<String> labels() {
        return target instanceof FittedTarget.Labels labels ? labels.classes() : List.of();
    }

    /// The predicted value of a row, in units of the target.
    ///
    /// @throws IllegalStateException if labels are predicted
    public double value(int row) {
        return Outputs.scaled(target).restore(outputs.get(row, 0));
    }

    /// The most probable label of a row; the first of them if several are.
    ///
    /// @throws IllegalStateException if values are predicted
    public String label(int row) {
        List<String> labels = Outputs.labels(target).classes();
        return labels.get(Outputs.largest(outputs, row));
    }

    /// The probability of a label.
    ///
    /// @param label an index in [#labels]
    /// @throws IllegalStateException if values are predicted
    public float probability(int row, int label) {
        Outputs.labels(target);
        return outputs.get(row, label);
    }

    /// All probabilities, rows × labels: a copy.
    ///
    /// @throws IllegalStateException if values are predicted
    public Matrix probabilities() {
        Outputs.labels(target);
        Matrix copy = Matrix.zeros(outputs.rows(), outputs.columns());
        copy.copyFrom(outputs);
        return copy;
    }
}
