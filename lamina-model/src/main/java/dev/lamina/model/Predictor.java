package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import java.util.List;

/// Predicts from tables and from encoded rows. Thread-safe: make one, keep it, share it
/// between threads, virtual ones too. Needs no closing.
///
/// A row gives the same bits alone, in any batch, from a record, and on any thread. A prediction for one row
/// allocates nothing once warm; one for a batch allocates its result.
public final class Predictor {

    private final Combination combination;
    private final FittedTarget target;
    private final WorkspacePool<Workspace> workspaces;

    Predictor(Combination combination) {
        this.combination = combination;
        target = combination.target();
        workspaces = new WorkspacePool<>(() -> new Workspace(combination));
    }

    /// What encodes the rows that the other methods take, as [Model#encoder] does.
    public Encoder encoder() {
        return combination.encoder();
    }

    /// The labels in the order of their probabilities; empty where values are predicted.
    public List<String> labels() {
        return target instanceof FittedTarget.Labels labels ? labels.classes() : List.of();
    }

    /// Predictions for all rows of a table, which needs the columns that the pipeline reads; the target may be
    /// absent. Rows with words that the model does not know are predicted like all others;
    /// [FittedPipeline#examine] counts such cells.
    ///
    /// @throws dev.lamina.data.DataException if a column is missing or of another kind, or a number is infinite
    public Predictions predict(Table table) {
        return predict(combination.encoder().transform(table));
    }

    /// Predictions for encoded rows.
    ///
    /// @param inputs n × the width of the [#encoder], finite
    /// @throws IllegalArgumentException if the width is another or a number is not finite
    public Predictions predict(Matrix inputs) {
        int width = combination.encoder().width();
        if (inputs.columns() != width) {
            throw new IllegalArgumentException("the network expects " + width + " columns, got a " + inputs);
        }
        for (int i = 0; i < inputs.rows(); i++) {
            checkFinite(inputs.data(), inputs.rowOffset(i), width, i);
        }
        return combination.predict(inputs);
    }

    /// The value for one encoded row, in units of the target.
    ///
    /// @throws IllegalStateException if the model predicts labels
    /// @throws IllegalArgumentException as [#predict(Matrix)] does
    public double value(float[] inputs) {
        Outputs.checkValues(target);
        Workspace workspace = predictRow(inputs);
        double value = workspace.value();
        workspaces.giveBack(workspace);
        return value;
    }

    /// The label for one encoded row: the most probable one, the first of them if several are, unless the model has a
    /// threshold ([Calibration#threshold]).
    ///
    /// @throws IllegalStateException if the model predicts values
    /// @throws IllegalArgumentException as [#predict(Matrix)] does
    public String label(float[] inputs) {
        FittedTarget.Labels labels = Outputs.labels(target);
        Workspace workspace = predictRow(inputs);
        int label = Outputs.label(workspace.probabilities(), 0, combination.calibration());
        workspaces.giveBack(workspace);
        return labels.classes().get(label);
    }

    /// The probabilities of all labels for one encoded row.
    ///
    /// @param out receives them in the order of [#labels], and has their number
    /// @throws IllegalStateException if the model predicts values
    /// @throws IllegalArgumentException as [#predict(Matrix)] does
    public void probabilities(float[] inputs, float[] out) {
        Outputs.labels(target);
        Workspace workspace = predictRow(inputs);
        Outputs.copyRow(workspace.probabilities(), out);
        workspaces.giveBack(workspace);
    }

    /// The interval that holds the actual value for one encoded row with that probability, if new rows are like those
    /// that were held out: see [Conformal]. Infinite where they were too few to say.
    ///
    /// @param coverage the probability, above 0 and below 1
    /// @param bounds receives the lower and the upper end
    /// @throws IllegalStateException if the model predicts labels or has no conformal scores
    /// @throws IllegalArgumentException as [#predict(Matrix)] does
    public void interval(float[] inputs, double coverage, double[] bounds) {
        Outputs.checkValues(target);
        Outputs.checkBounds(bounds);
        double quantile = Outputs.quantile(combination.calibration(), coverage);
        Workspace workspace = predictRow(inputs);
        workspace.interval(quantile, bounds);
        workspaces.giveBack(workspace);
    }

    /// The labels that hold the actual one for one encoded row with that probability, if new rows are like those that
    /// were held out: see [Conformal]. Never empty; all labels where they were too few to say. Allocates the list.
    ///
    /// @param coverage the probability, above 0 and below 1
    /// @return in the order of [#labels]
    /// @throws IllegalStateException if the model predicts values or has no conformal scores
    /// @throws IllegalArgumentException as [#predict(Matrix)] does
    public List<String> set(float[] inputs, double coverage) {
        FittedTarget.Labels labels = Outputs.labels(target);
        double quantile = Outputs.quantile(combination.calibration(), coverage);
        Workspace workspace = predictRow(inputs);
        List<String> set = Outputs.set(labels, workspace.probabilities(), 0, quantile);
        workspaces.giveBack(workspace);
        return set;
    }

    private Workspace predictRow(float[] inputs) {
        Workspace workspace = workspaces.borrow();
        float[] row = workspace.inputs();
        if (inputs.length != row.length) {
            throw new IllegalArgumentException("the network expects " + row.length + " numbers, got " + inputs.length);
        }
        checkFinite(inputs, 0, inputs.length, 0);
        System.arraycopy(inputs, 0, row, 0, inputs.length);
        workspace.predict();
        return workspace;
    }

    private static void checkFinite(float[] values, int from, int count, int row) {
        for (int j = 0; j < count; j++) {
            if (!Float.isFinite(values[from + j])) {
                throw new IllegalArgumentException(
                        "input " + j + " of row " + row + " is " + values[from + j] + ", expected a finite number");
            }
        }
    }
}
