package dev.lamina.core.loss;

import dev.lamina.core.matrix.Matrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Checks shapes and weighs the samples of a batch.
final class Samples {

    private Samples() {}

    static void check(Loss loss, Matrix logits, Matrix targets, Matrix gradient) {
        if (logits.rows() == 0) {
            throw new IllegalArgumentException(loss.name() + " needs at least one row");
        }
        if (targets.rows() != logits.rows()) {
            throw new IllegalArgumentException(
                    loss.name() + " got " + logits.rows() + " rows of logits and " + targets.rows() + " of targets");
        }
        if (gradient.rows() != logits.rows() || gradient.columns() != logits.columns()) {
            throw new IllegalArgumentException(
                    loss.name() + " cannot write the gradient of a " + logits + " into a " + gradient);
        }
    }

    static void checkTargetColumns(Loss loss, int expected, Matrix targets) {
        if (targets.columns() != expected) {
            throw new IllegalArgumentException(
                    loss.name() + " expects targets of " + expected + " columns, got a " + targets);
        }
    }

    static void checkLength(Loss loss, double[] target, int expected) {
        if (target.length != expected) {
            throw new IllegalArgumentException(
                    loss.name() + " expects a target of length " + expected + ", got " + target.length);
        }
    }

    /// Σ ω over the rows, which must be positive.
    static double totalWeight(Loss loss, int rows, float @Nullable [] weights) {
        if (weights == null) {
            return rows;
        }
        double total = 0;
        for (int i = 0; i < rows; i++) {
            if (!(weights[i] >= 0)) {
                throw new IllegalArgumentException(
                        loss.name() + ": the weight of row " + i + " is " + weights[i] + ", expected 0 or more");
            }
            total += weights[i];
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException(loss.name() + ": the weights of " + rows + " rows sum to " + total);
        }
        return total;
    }

    /// Whether a row has weight 0: its cost and its gradient are 0, whatever its logits and its target are.
    static boolean skipped(int row, float @Nullable [] weights, Matrix gradient) {
        if (weights == null || weights[row] != 0) {
            return false;
        }
        int from = gradient.rowOffset(row);
        Arrays.fill(gradient.data(), from, from + gradient.columns(), 0f);
        return true;
    }

    /// ωᵢ / Σ ω.
    static double share(int row, float @Nullable [] weights, double total) {
        return (weights == null ? 1 : weights[row]) / total;
    }
}
