package dev.lamina.data;

import java.util.Comparator;
import java.util.stream.IntStream;

/// An order of rows that depends on nothing but what they hold, and looks random: the same for rows that
/// come from another file, in another order, or from several machines.
///
/// A row has a key of 128 bits, the sum of a hash of each cell with its column's name. Rows are in the
/// order of their keys. Rows of the same key have the same cells, but for a chance of n² / 2¹²⁸ among n
/// rows.
public final class ContentOrder {

    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private static final long MISSING_WORD = 0xD6E8FEB86659FD93L;

    private ContentOrder() {}

    /// The keys of the rows: the upper half of row i's at 2·i, the lower half after it. The columns may be in any
    /// order.
    public static long[] keys(Table table) {
        long[] keys = new long[Math.multiplyExact(2, table.rows())];
        for (Column column : table.columns()) {
            long name = hash(column.name());
            switch (column) {
                case Column.Numbers numbers -> add(keys, name, numbers.values());
                case Column.Times times -> add(keys, name, times.epochSeconds());
                case Column.Categories words -> add(keys, name, words);
            }
        }
        return keys;
    }

    /// The rows in the order of their keys; those of the same key as they are.
    public static int[] of(Table table) {
        long[] keys = keys(table);
        return IntStream.range(0, table.rows())
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(row -> keys[2 * row])
                        .thenComparingLong(row -> keys[2 * row + 1]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static void add(long[] keys, long name, double[] values) {
        for (int row = 0; row < values.length; row++) {
            // −0 and 0 are the same value.
            add(keys, row, name, Double.doubleToLongBits(values[row] + 0.0));
        }
    }

    private static void add(long[] keys, long name, Column.Categories words) {
        long[] hashes = words.words().stream().mapToLong(ContentOrder::hash).toArray();
        for (int row = 0; row < words.rows(); row++) {
            add(keys, row, name, words.missing(row) ? MISSING_WORD : hashes[words.codes()[row]]);
        }
    }

    private static void add(long[] keys, int row, long name, long cell) {
        long mixed = mix(cell ^ name);
        keys[2 * row] += mixed;
        keys[2 * row + 1] += mix(mixed ^ Long.rotateLeft(cell, 32) + name * GOLDEN_RATIO);
    }

    private static long hash(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash + GOLDEN_RATIO ^ text.charAt(i));
        }
        return hash;
    }

    /// The last step of the generator SplitMix64: a bijection in which each bit depends on all (Steele, Lea
    /// and Flood: Fast splittable pseudorandom number generators, 2014).
    private static long mix(long bits) {
        long z = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
