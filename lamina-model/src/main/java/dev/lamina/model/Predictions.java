package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.FittedTarget;
import java.util.List;

/// What is predicted for a batch of rows: probabilities of labels, or values in units of the target. Immutable.
public final class Predictions {

    private final FittedTarget target;
    private final Calibration calibration;
    private final Matrix probabilities;
    private final double[] values;

    /// @param probabilities rows × labels, calibrated
    Predictions(FittedTarget.Labels target, Calibration calibration, Matrix probabilities) {
        this.target = target;
        this.calibration = calibration;
        this.probabilities = probabilities;
        this.values = new double[0];
    }

    /// @param values in units of the target
    Predictions(FittedTarget.Scaled target, Calibration calibration, double[] values) {
        this.target = target;
        this.calibration = calibration;
        this.probabilities = Matrix.zeros(0, 0);
        this.values = values;
    }

    /// Probabilities that come from no single model, such as those of rows by the networks that did not train on them.
    ///
    /// @param probabilities rows × labels, 0 to 1, the sum of a row within 0.001 of 1; copied
    /// @param calibration what is made of them, or [Calibration#none]
    /// @throws IllegalArgumentException if they are no probabilities of the target's labels, or the calibration is
    ///     for another target
    public static Predictions ofProbabilities(
            FittedTarget.Labels target, Matrix probabilities, Calibration calibration) {
        Outputs.checkProbabilities(target, probabilities);
        calibration.check(target);
        Matrix copy = Matrix.zeros(probabilities.rows(), probabilities.columns());
        copy.copyFrom(probabilities);
        for (int row = 0; row < copy.rows(); row++) {
            calibration.map().apply(copy.data(), copy.rowOffset(row), copy.columns());
        }
        return new Predictions(target, calibration, copy);
    }

    /// Values that come from no single model.
    ///
    /// @param values in units of the target, finite; copied
    /// @param calibration of the model that they are to stand for, or [Calibration#none]
    /// @throws IllegalArgumentException if one is not finite, or the calibration is for another target
    public static Predictions ofValues(FittedTarget.Scaled target, double[] values, Calibration calibration) {
        for (int row = 0; row < values.length; row++) {
            if (!Double.isFinite(values[row])) {
                throw new IllegalArgumentException(
                        "the prediction for row " + row + " is " + values[row] + ", expected a finite number");
            }
        }
        calibration.check(target);
        return new Predictions(target, calibration, values.clone());
    }

    public int rows() {
        return target instanceof FittedTarget.Labels ? probabilities.rows() : values.length;
    }

    /// What was predicted.
    public FittedTarget target() {
        return target;
    }

    /// What was done to the networks' predictions, and what is known of how far off these are.
    Calibration calibration() {
        return calibration;
    }

    /// The labels in the order of their probabilities; empty where values are predicted.
    public List<String> labels() {
        return target instanceof FittedTarget.Labels labels ? labels.classes() : List.of();
    }

    /// The predicted value of a row, in units of the target.
    ///
    /// @throws IllegalStateException if labels are predicted
    public double value(int row) {
        Outputs.checkValues(target);
        return values[row];
    }

    /// The lower end of the interval that holds the actual value of a row with that probability, if new rows are like
    /// those that were held out: see [Conformal]. Minus infinity where they were too few to say.
    ///
    /// @param coverage the probability, above 0 and below 1
    /// @throws IllegalStateException if labels are predicted, or the model has no conformal scores
    public double lower(int row, double coverage) {
        return value(row) - Outputs.quantile(calibration, coverage);
    }

    /// The upper end of the interval; see [#lower].
    ///
    /// @throws IllegalStateException if labels are predicted, or the model has no conformal scores
    public double upper(int row, double coverage) {
        return value(row) + Outputs.quantile(calibration, coverage);
    }

    /// The labels that hold the actual one of a row with that probability, if new rows are like those that were held
    /// out: see [Conformal]. Never empty; all labels where they were too few to say.
    ///
    /// @param coverage the probability, above 0 and below 1
    /// @return in the order of [#labels]
    /// @throws IllegalStateException if values are predicted, or the model has no conformal scores
    public List<String> set(int row, double coverage) {
        FittedTarget.Labels labels = Outputs.labels(target);
        return Outputs.set(labels, probabilities, row, Outputs.quantile(calibration, coverage));
    }

    /// The label of a row: the most probable one, the first of them if several are, unless the model has a threshold
    /// ([Calibration#threshold]).
    ///
    /// @throws IllegalStateException if values are predicted
    public String label(int row) {
        List<String> labels = Outputs.labels(target).classes();
        return labels.get(Outputs.label(probabilities, row, calibration));
    }

    /// The probability of a label.
    ///
    /// @param label an index in [#labels]
    /// @throws IllegalStateException if values are predicted
    public float probability(int row, int label) {
        Outputs.labels(target);
        return probabilities.get(row, label);
    }

    /// All probabilities, rows × labels: a copy.
    ///
    /// @throws IllegalStateException if values are predicted
    public Matrix probabilities() {
        Outputs.labels(target);
        Matrix copy = Matrix.zeros(probabilities.rows(), probabilities.columns());
        copy.copyFrom(probabilities);
        return copy;
    }
}
