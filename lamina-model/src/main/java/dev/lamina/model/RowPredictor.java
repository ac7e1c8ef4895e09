package dev.lamina.model;

import dev.lamina.data.FittedTarget;
import java.util.List;

/// Predicts from rows that are records of one type; see [Model#predictor(Class)]. Thread-safe: make one, keep
/// it, share it between threads. A call allocates nothing once warm.
///
/// A word that the model does not know counts as missing, without a complaint; where that matters, ask
/// [dev.lamina.data.RowEncoder#knows] of `model.pipeline().encoder()`.
///
/// Infinite numbers in a row are refused with a [dev.lamina.data.DataException].
public final class RowPredictor<R extends Record> {

    private final List<RecordEncoder<R>> encoders;
    private final Combination combination;
    private final FittedTarget target;
    private final WorkspacePool<Workspace> workspaces;

    RowPredictor(Combination combination, Class<R> type) {
        this.combination = combination;
        encoders = combination.encoder().encoders().stream()
                .map(encoder -> RecordEncoder.of(type, encoder))
                .toList();
        target = combination.target();
        workspaces = new WorkspacePool<>(() -> new Workspace(combination));
    }

    /// The labels in the order of their probabilities; empty where values are predicted.
    public List<String> labels() {
        return target instanceof FittedTarget.Labels labels ? labels.classes() : List.of();
    }

    /// The value for a row, in units of the target.
    ///
    /// @throws IllegalStateException if the model predicts labels
    public double predict(R row) {
        Outputs.checkValues(target);
        Workspace workspace = predictRow(row);
        double value = workspace.value();
        workspaces.giveBack(workspace);
        return value;
    }

    /// The label for a row: the most probable one, the first of them if several are, unless the model has a threshold
    /// ([Calibration#threshold]).
    ///
    /// @throws IllegalStateException if the model predicts values
    public String predictLabel(R row) {
        FittedTarget.Labels labels = Outputs.labels(target);
        Workspace workspace = predictRow(row);
        int label = Outputs.label(workspace.probabilities(), 0, combination.calibration());
        workspaces.giveBack(workspace);
        return labels.classes().get(label);
    }

    /// The probability of one label for a row.
    ///
    /// @throws IllegalArgumentException if the model has no such label
    /// @throws IllegalStateException if the model predicts values
    public float probability(R row, String label) {
        FittedTarget.Labels labels = Outputs.labels(target);
        int index = labels.indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "unknown label \"" + label + "\"; known are " + String.join(", ", labels.classes()));
        }
        Workspace workspace = predictRow(row);
        float probability = workspace.probabilities().get(0, index);
        workspaces.giveBack(workspace);
        return probability;
    }

    /// The probabilities of all labels for a row.
    ///
    /// @param out receives them in the order of [#labels], and has their number
    /// @throws IllegalStateException if the model predicts values
    public void probabilities(R row, float[] out) {
        Outputs.labels(target);
        Workspace workspace = predictRow(row);
        Outputs.copyRow(workspace.probabilities(), out);
        workspaces.giveBack(workspace);
    }

    /// The interval that holds the actual value for a row with that probability, if new rows are like those that
    /// were held out: see [Conformal]. Infinite where they were too few to say.
    ///
    /// @param coverage the probability, above 0 and below 1
    /// @param bounds receives the lower and the upper end
    /// @throws IllegalStateException if the model predicts labels or has no conformal scores
    public void interval(R row, double coverage, double[] bounds) {
        Outputs.checkValues(target);
        Outputs.checkBounds(bounds);
        double quantile = Outputs.quantile(combination.calibration(), coverage);
        Workspace workspace = predictRow(row);
        workspace.interval(quantile, bounds);
        workspaces.giveBack(workspace);
    }

    /// The labels that hold the actual one for a row with that probability, if new rows are like those that were
    /// held out: see [Conformal]. Never empty; all labels where they were too few to say. Allocates the list.
    ///
    /// @param coverage the probability, above 0 and below 1
    /// @return in the order of [#labels]
    /// @throws IllegalStateException if the model predicts values or has no conformal scores
    public List<String> set(R row, double coverage) {
        FittedTarget.Labels labels = Outputs.labels(target);
        double quantile = Outputs.quantile(combination.calibration(), coverage);
        Workspace workspace = predictRow(row);
        List<String> set = Outputs.set(labels, workspace.probabilities(), 0, quantile);
        workspaces.giveBack(workspace);
        return set;
    }

    private Workspace predictRow(R row) {
        Workspace workspace = workspaces.borrow();
        for (int i = 0; i < encoders.size(); i++) {
            encoders.get(i)
                    .encode(row, workspace.inputs(), combination.encoder().start(i));
        }
        workspace.predict();
        return workspace;
    }
}
