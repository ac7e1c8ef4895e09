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
    private final int columns;

    /// @param probabilities rows × labels, calibrated
    Predictions(FittedTarget.Labels target, Calibration calibration, Matrix probabilities) {
        this.target = target;
        this.calibration = calibration;
        this.probabilities = probabilities;
        this.values = new double[0];
        this.columns = 1;
    }

    /// @param values in units of the target, row by row
    /// @param columns 1, or 3 where each value stands between the ends of its band
    Predictions(FittedTarget.Scaled target, Calibration calibration, double[] values, int columns) {
        this.target = target;
        this.calibration = calibration;
        this.probabilities = Matrix.zeros(0, 0);
        this.values = values;
        this.columns = columns;
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
            checkFinite(row, values[row]);
        }
        calibration.check(target);
        calibration.checkBands(false);
        return new Predictions(target, calibration, values.clone(), 1);
    }

    /// Values with their bands that come from no single model.
    ///
    /// @param lower in units of the target, finite; copied
    /// @param values as many, not below `lower`
    /// @param upper as many, not below `values`
    /// @param calibration of the model that they are to stand for, or [Calibration#none]
    /// @throws IllegalArgumentException if one is not finite or on the wrong side of another, or the calibration is
    ///     for another target or for values without a band
    public static Predictions ofBands(
            FittedTarget.Scaled target, double[] lower, double[] values, double[] upper, Calibration calibration) {
        if (lower.length != values.length || upper.length != values.length) {
            throw new IllegalArgumentException("there are " + values.length + " values with " + lower.length
                    + " lower and " + upper.length + " upper ends, expected as many of each");
        }
        double[] bands = new double[3 * values.length];
        for (int row = 0; row < values.length; row++) {
            checkFinite(row, lower[row]);
            checkFinite(row, values[row]);
            checkFinite(row, upper[row]);
            if (lower[row] > values[row] || values[row] > upper[row]) {
                throw new IllegalArgumentException("the band for row " + row + " is from " + lower[row] + " to "
                        + upper[row] + ", expected one around the value " + values[row]);
            }
            bands[3 * row] = lower[row];
            bands[3 * row + 1] = values[row];
            bands[3 * row + 2] = upper[row];
        }
        calibration.check(target);
        calibration.checkBands(true);
        return new Predictions(target, calibration, bands, 3);
    }

    private static void checkFinite(int row, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "the prediction for row " + row + " is " + value + ", expected a finite number");
        }
    }

    public int rows() {
        return target instanceof FittedTarget.Labels ? probabilities.rows() : values.length / columns;
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
        return values[row * columns + columns / 2];
    }

    /// The lower end of the band that the networks give around the value of a row, before any calibration; the value
    /// itself where their loss is not [quantile-band][dev.lamina.core.loss.QuantileBand].
    ///
    /// @throws IllegalStateException if labels are predicted
    public double lower(int row) {
        Outputs.checkValues(target);
        return values[row * columns];
    }

    /// The upper end of the band; see [#lower(int)].
    ///
    /// @throws IllegalStateException if labels are predicted
    public double upper(int row) {
        Outputs.checkValues(target);
        return values[row * columns + columns - 1];
    }

    /// The lower end of the interval that holds the actual value of a row with that probability, if new rows are like
    /// those that were held out: see [Conformal]. Minus infinity where they were too few to say.
    ///
    /// @param coverage the probability, above 0 and below 1
    /// @throws IllegalStateException if labels are predicted, or the model has no conformal scores
    public double lower(int row, double coverage) {
        return Outputs.lower(lower(row), value(row), Outputs.quantile(calibration, coverage));
    }

    /// The upper end of the interval; see [#lower(int, double)].
    ///
    /// @throws IllegalStateException if labels are predicted, or the model has no conformal scores
    public double upper(int row, double coverage) {
        return Outputs.upper(upper(row), value(row), Outputs.quantile(calibration, coverage));
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
