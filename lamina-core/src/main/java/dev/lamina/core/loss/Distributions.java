package dev.lamina.core.loss;

import dev.lamina.core.matrix.Matrix;

/// Checks targets that are probabilities of classes: 0 or more, and 1 in sum within 0.001.
final class Distributions {

    /// What rounding to three digits may do to a sum.
    private static final double SUM_TOLERANCE = 1e-3;

    private Distributions() {}

    static void check(Loss loss, Matrix targets, int row) {
        double sum = 0;
        for (int j = 0; j < targets.columns(); j++) {
            float y = targets.data()[targets.rowOffset(row) + j];
            if (!(y >= 0)) {
                throw new IllegalArgumentException(
                        loss.name() + " expects probabilities of 0 or more, row " + row + " has " + y);
            }
            sum += y;
        }
        if (!sumsToOne(sum)) {
            throw new IllegalArgumentException(
                    loss.name() + " expects probabilities that sum to 1, those of row " + row + " sum to " + sum);
        }
    }

    static void check(Loss loss, double[] target) {
        double sum = 0;
        for (double y : target) {
            if (!(y >= 0)) {
                throw new IllegalArgumentException(loss.name() + " expects probabilities of 0 or more, got " + y);
            }
            sum += y;
        }
        if (!sumsToOne(sum)) {
            throw new IllegalArgumentException(
                    loss.name() + " expects probabilities that sum to 1, got a sum of " + sum);
        }
    }

    private static boolean sumsToOne(double sum) {
        return Math.abs(sum - 1) <= SUM_TOLERANCE;
    }
}
