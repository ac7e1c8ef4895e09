package dev.lamina.core.train;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Matrix;
import java.util.Optional;

/// Finds the sample that a training has failed on, by its row in the dataset: batches are shuffled, so that a place
/// in one says nothing. Looked for after the failure, so that good samples cost no time.
///
/// @param name of the samples in messages, such as `training`
record FaultySample(String name, Dataset samples) {

    private static final int ROWS = 1024;

    /// What is wrong with a row, or null.
    @FunctionalInterface
    private interface Fault {
        Optional<String> of(Matrix inputs, Matrix targets, int i, String row);
    }

    /// The first number that is not finite: `input 3 of row 17 of the training samples is NaN`.
    Optional<String> notFinite() {
        return first((inputs, targets, i, row) ->
                notFinite("input ", inputs, i, row).or(() -> notFinite("target ", targets, i, row)));
    }

    private static Optional<String> notFinite(String name, Matrix matrix, int i, String row) {
        for (int j = 0; j < matrix.columns(); j++) {
            float value = matrix.get(i, j);
            if (!Float.isFinite(value)) {
                return Optional.of(name + j + " of " + row + " is " + value);
            }
        }
        return Optional.empty();
    }

    /// The first target that the loss is not defined for: `hinge expects targets -1 or 1, got 0.0 in row 17 of the
    /// training samples`.
    ///
    /// @param outputs of the network
    Optional<String> badTarget(Loss loss, int outputs) {
        double[] logits = new double[outputs];
        double[] gradient = new double[outputs];
        return first((inputs, targets, i, row) -> {
            double[] target = new double[targets.columns()];
            for (int j = 0; j < target.length; j++) {
                target[j] = targets.get(i, j);
            }
            try {
                loss.loss(logits, target, gradient);
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of(e.getMessage() + " in " + row);
            }
        });
    }

    /// Of the samples that count, in their order.
    private Optional<String> first(Fault fault) {
        int size = Math.min(ROWS, samples.rows());
        Matrix inputs = Matrix.zeros(size, samples.inputs());
        Matrix targets = Matrix.zeros(size, samples.targetColumns());
        float[] weights = new float[size];
        Dataset.Batches batches = samples.batches(null);
        int from = 0;
        for (int rows = batches.next(inputs, targets, weights); rows > 0; ) {
            for (int i = 0; i < rows; i++) {
                if (!samples.weighted() || weights[i] > 0) {
                    Optional<String> found =
                            fault.of(inputs, targets, i, "row " + (from + i) + " of the " + name + " samples");
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            from += rows;
            rows = batches.next(inputs, targets, weights);
        }
        return Optional.empty();
    }
}
