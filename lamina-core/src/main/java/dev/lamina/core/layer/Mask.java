package dev.lamina.core.layer;

import dev.lamina.core.matrix.Matrix;

/// Which values of a batch a dropout layer keeps: for value i a hash of the step's key and i, the same however the
/// batch is split.
final class Mask {

    private Mask() {}

    /// Sets each factor to 0 with the probability, else to `kept`.
    ///
    /// @param factors without gaps
    static void draw(Matrix factors, long key, float probability, float kept) {
        float[] data = factors.data();
        int count = factors.rows() * factors.columns();
        for (int i = 0; i < count; i++) {
            data[factors.offset() + i] = drops(key, probability, i) ? 0f : kept;
        }
    }

    /// Whether value i of a batch, counted row by row, is dropped.
    static boolean drops(long key, float probability, int i) {
        int hash = hash(i + (int) key) + (int) (key >>> 32);
        return (hash(hash) >>> 8) < (int) (probability * 0x1.0p24);
    }

    /// The 32-bit finaliser of MurmurHash3 (Austin Appleby).
    private static int hash(int h) {
        h = (h ^ (h >>> 16)) * 0x85EBCA6B;
        h = (h ^ (h >>> 13)) * 0xC2B2AE35;
        return h ^ (h >>> 16);
    }
}
