package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.FittedTarget;

/// What the numbers that come out of a network mean.
final class Outputs {

    private Outputs() {}

    static FittedTarget.Scaled scaled(FittedTarget target) {
        if (target instanceof FittedTarget.Scaled scaled) {
            return scaled;
        }
        throw new IllegalStateException("the model predicts labels of \"" + target.name()
                + "\", not values; ask for a label or for probabilities");
    }

    static FittedTarget.Labels labels(FittedTarget target) {
        if (target instanceof FittedTarget.Labels labels) {
            return labels;
        }
        throw new IllegalStateException(
                "the model predicts values of \"" + target.name() + "\", not labels; ask for a value");
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

    static void copyRow(Matrix outputs, float[] out) {
        if (out.length != outputs.columns()) {
            throw new IllegalArgumentException(
                    "the model has " + outputs.columns() + " labels, got an array of " + out.length);
        }
        System.arraycopy(outputs.data(), outputs.offset(), out, 0, out.length);
    }
}
