package dev.lamina.core.layer;

import dev.lamina.core.internal.kernel.DropNumbers;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.matrix.Matrix;

/// Which values of a batch a dropout layer keeps: value i has a number of its own for the step's key, the same
/// however the batch is split.
final class Mask {

    private Mask() {}

    /// Sets each factor to 0 with the probability, else to `kept`.
    ///
    /// @param factors without gaps
    static void draw(Matrix factors, long key, float probability, float kept) {
        int count = factors.rows() * factors.columns();
        Kernels.chosen().dropMask(key, limit(probability), kept, factors.data(), factors.offset(), 0, count);
    }

    /// Whether value i of a batch, counted row by row, is dropped.
    static boolean drops(long key, float probability, int i) {
        return DropNumbers.of(key, i) < limit(probability);
    }

    private static int limit(float probability) {
        return (int) (probability * 0x1.0p24);
    }
}
