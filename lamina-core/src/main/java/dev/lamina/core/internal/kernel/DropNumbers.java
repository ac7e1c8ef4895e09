package dev.lamina.core.internal.kernel;

/// The random numbers of dropout, counter-based: a hash of the step's key and of the place in the batch, so that
/// they are the same however the batch is split.
public final class DropNumbers {

    static final int FIRST_FACTOR = 0x85EBCA6B;
    static final int SECOND_FACTOR = 0xC2B2AE35;

    private DropNumbers() {}

    /// The number of value i, in [0, 2²⁴).
    public static int of(long key, int i) {
        return hash(hash(i + (int) key) + (int) (key >>> 32)) >>> 8;
    }

    /// The 32-bit finaliser of MurmurHash3 (Austin Appleby).
    private static int hash(int h) {
        h = (h ^ (h >>> 16)) * FIRST_FACTOR;
        h = (h ^ (h >>> 13)) * SECOND_FACTOR;
        return h ^ (h >>> 16);
    }
}
