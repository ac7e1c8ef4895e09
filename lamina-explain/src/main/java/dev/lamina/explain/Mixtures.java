package dev.lamina.explain;

import dev.lamina.core.matrix.Matrix;

/// The outputs for encoded rows that are put together one after the other, predicted many at a time. One
/// thread.
final class Mixtures {

    /// About as many rows as one thread is to do at a time: enough to fill the networks' batches.
    static final int ROWS = 512;

    private static final int MOST_NUMBERS = 1 << 22;

    private final Output output;
    private final Matrix waiting;
    private final double[] outputs;
    private int predicted;
    private int added;

    /// @param count of rows that will be added
    Mixtures(Output output, int count, int width) {
        this.output = output;
        waiting = Matrix.zeros(Math.min(Math.max(1, count), rowsAtATime(width)), width);
        outputs = new double[count];
    }

    /// How many rows of so many numbers are predicted together.
    static int rowsAtATime(int width) {
        return Math.clamp(MOST_NUMBERS / width, 1, ROWS);
    }

    /// Adds a row, which is copied.
    void add(float[] row) {
        System.arraycopy(row, 0, waiting.data(), waiting.rowOffset(added - predicted), row.length);
        added++;
        if (added - predicted == waiting.rows()) {
            predict();
        }
    }

    /// The outputs in the order of the rows.
    double[] outputs() {
        predict();
        return outputs;
    }

    private void predict() {
        if (added == predicted) {
            return;
        }
        double[] next = output.of(waiting.rows(0, added - predicted));
        System.arraycopy(next, 0, outputs, predicted, next.length);
        predicted = added;
    }
}
