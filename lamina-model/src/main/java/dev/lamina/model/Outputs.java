package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.FittedTarget;

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
