package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.FittedTarget;
import java.util.ArrayList;
import java.util.List;

/// What the numbers that come out of a model mean.
final class Outputs {

    private Outputs() {}

    static void checkValues(FittedTarget target) {
        if (target instanceof FittedTarget.Labels) {
            throw new IllegalStateException("the model predicts labels of \"" + target.name()
                    + "\", not values; ask for a label or for probabilities");
        }
    }

    static FittedTarget.Labels labels(FittedTarget target) {
        if (target instanceof FittedTarget.Labels labels) {
            return labels;
        }
        throw new IllegalStateException(
                "the model predicts values of \"" + target.name() + "\", not labels; ask for a value");
    }

    /// The label that a row's probabilities mean.
    static int label(Matrix probabilities, int row, Calibration calibration) {
        return calibration.threshold().isEmpty()
                ? largest(probabilities, row)
                : probabilities.get(row, 1) >= calibration.threshold().getAsDouble() ? 1 : 0;
    }

    /// How far a prediction is off at most, as the calibration counts it, with that probability; infinite where too few
    /// rows were held out to say.
    ///
    /// @throws IllegalStateException if there are no scores
    static double quantile(Calibration calibration, double coverage) {
        return switch (calibration.conformal()) {
            case Conformal.None() -> throw new IllegalStateException(Calibration.NO_SCORES);
            case Conformal.Intervals(Scores scores) -> scores.quantile(coverage);
            case Conformal.Bands(Scores scores) -> scores.quantile(coverage);
            case Conformal.Sets(Scores scores) -> scores.quantile(coverage);
        };
    }

    /// The labels that belong to the set of a row, in their order.
    ///
    /// @param quantile of the scores, for the coverage
    static List<String> set(FittedTarget.Labels target, Matrix probabilities, int row, double quantile) {
        List<String> set = new ArrayList<>();
        int largest = largest(probabilities, row);
        for (int label = 0; label < probabilities.columns(); label++) {
            if (label == largest || Conformal.Sets.contains(probabilities.get(row, label), quantile)) {
                set.add(target.classes().get(label));
            }
        }
        return set;
    }

    static void checkBounds(double[] bounds) {
        if (bounds.length != 2) {
            throw new IllegalArgumentException("an interval has 2 bounds, got an array of " + bounds.length);
        }
    }

    /// The lower end of an interval, which is never above the value.
    ///
    /// @param end of the band; without one the value
    static double lower(double end, double value, double quantile) {
        return Math.min(end - quantile, value);
    }

    /// The upper end of an interval, which is never below the value.
    ///
    /// @param end of the band; without one the value
    static double upper(double end, double value, double quantile) {
        return Math.max(end + quantile, value);
    }

    /// The column of the largest number of a row; the first of them if several are.
    static int largest(Matrix outputs, int row) {
        int largest = 0;
        for (int j = 1; j < outputs.columns(); j++) {
            if (outputs.get(row, j) > outputs.get(row, largest)) {
                largest = j;
            }
        }
        return largest;
    }

    /// Refuses what cannot be probabilities of the labels.
    static void checkProbabilities(FittedTarget.Labels target, Matrix probabilities) {
        if (probabilities.columns() != target.classes().size()) {
            throw new IllegalArgumentException("the target \"" + target.name() + "\" has "
                    + target.classes().size() + " labels, got a " + probabilities);
        }
        for (int row = 0; row < probabilities.rows(); row++) {
            double sum = 0;
            for (int label = 0; label < probabilities.columns(); label++) {
                float probability = probabilities.get(row, label);
                if (!(probability >= 0 && probability <= 1)) {
                    throw new IllegalArgumentException("the probability of label " + label + " in row " + row + " is "
                            + probability + ", expected 0 to 1");
                }
                sum += probability;
            }
            if (!(Math.abs(sum - 1) <= 0.001)) {
                throw new IllegalArgumentException(
                        "the probabilities of row " + row + " add up to " + sum + ", expected 1");
            }
        }
    }

    static void copyRow(Matrix outputs, float[] out) {
        if (out.length != outputs.columns()) {
            throw new IllegalArgumentException(
                    "the model has " + outputs.columns() + " labels, got an array of " + out.length);
        }
        System.arraycopy(outputs.data(), outputs.offset(), out, 0, out.length);
    }
}
