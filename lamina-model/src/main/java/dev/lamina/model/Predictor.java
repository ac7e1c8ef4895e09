package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import java.util.List;

/// Predicts from tables and from rows that the pipeline has encoded. Thread-safe: make one, keep it, share it
/// between threads, virtual ones too. Needs no closing.
///
/// A row gives the same bits alone, in any batch, from a record, and on any thread. A prediction for one row
/// allocates nothing once warm; one for a batch allocates its result.
public final class Predictor {

    private static final int BATCH_ROWS = 256;

    private final TrainedNetwork trained;
    private final FittedPipeline pipeline;
    private final FittedTarget target;
    private final WorkspacePool rows;
    private final WorkspacePool batches;

    Predictor(Model model) {
        trained = model.network();
        pipeline = model.pipeline();
        target = pipeline.target();
        rows = new WorkspacePool(() -> new Workspace(trained, target, 1));
        batches = new WorkspacePool(() -> new Workspace(trained, target, BATCH_ROWS));
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
        return predict(pipeline.transform(table));
    }

    /// Predictions for rows that the pipeline has encoded.
    ///
    /// @param inputs n × the pipeline's width, finite
    /// @throws IllegalArgumentException if the width is another or a number is not finite
    public Predictions predict(Matrix inputs) {
        int width = trained.network().inputs();
        if (inputs.columns() != width) {
            throw new IllegalArgumentException("the network expects " + width + " columns, got a " + inputs);
        }
        for (int i = 0; i < inputs.rows(); i++) {
            checkFinite(inputs.data(), inputs.rowOffset(i), width, i);
        }
        Matrix outputs = Matrix.zeros(inputs.rows(), Workspace.columns(target));
        Workspace workspace = batches.borrow();
        for (int from = 0; from < inputs.rows(); from += BATCH_ROWS) {
            int to = Math.min(inputs.rows(), from + BATCH_ROWS);
            workspace.input(to - from).copyFrom(inputs.rows(from, to));
            workspace.predict(outputs.rows(from, to), from);
        }
        batches.giveBack(workspace);
        return new Predictions(target, outputs);
    }

    /// The value for one encoded row, in units of the target.
    ///
    /// @throws IllegalStateException if the model predicts labels
    /// @throws IllegalArgumentException as [#predict(Matrix)] does
    public double value(float[] inputs) {
        FittedTarget.Scaled scaled = Outputs.scaled(target);
        Workspace workspace = predictRow(inputs);
        double value = scaled.restore(workspace.row().get(0, 0));
        rows.giveBack(workspace);
        return value;
    }

    /// The most probable label for one encoded row; the first of them if several are.
    ///
    /// @throws IllegalStateException if the model predicts values
    /// @throws IllegalArgumentException as [#predict(Matrix)] does
    public String label(float[] inputs) {
        FittedTarget.Labels labels = Outputs.labels(target);
        Workspace workspace = predictRow(inputs);
        int largest = Outputs.largest(workspace.row(), 0);
        rows.giveBack(workspace);
        return labels.classes().get(largest);
    }

    /// The probabilities of all labels for one encoded row.
    ///
    /// @param out receives them in the order of [#labels], and has their number
    /// @throws IllegalStateException if the model predicts values
    /// @throws IllegalArgumentException as [#predict(Matrix)] does
    public void probabilities(float[] inputs, float[] out) {
        Outputs.labels(target);
        Workspace workspace = predictRow(inputs);
        Outputs.copyRow(workspace.row(), out);
        rows.giveBack(workspace);
    }

    private Workspace predictRow(float[] inputs) {
        Workspace workspace = rows.borrow();
        Matrix input = workspace.input(1);
        if (inputs.length != input.columns()) {
            throw new IllegalArgumentException(
                    "the network expects " + input.columns() + " numbers, got " + inputs.length);
        }
        checkFinite(inputs, 0, inputs.length, 0);
        System.arraycopy(inputs, 0, input.data(), input.offset(), inputs.length);
        workspace.predictRow();
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

    FittedTarget target() {
        return target;
    }

    /// The workspaces for predictions of one row at a time.
    WorkspacePool rows() {
        return rows;
    }
}
