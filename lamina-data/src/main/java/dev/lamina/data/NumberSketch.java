package dev.lamina.data;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/// How often each value of a column occurs: exactly for up to 65,536 different values, else for values rounded
/// towards zero to as many bits as leave so many. Sketches of parts of a column, merged in any order, are the
/// sketch of the column.
///
/// That is so because values that are equal with some bits dropped stay equal with more of them dropped, and a
/// part has no more different values than the whole: no part drops more bits than the whole must, and the whole
/// drops as many as it must.
final class NumberSketch {

    private static final int MOST_VALUES = 1 << 16;
    private static final int FIRST_CAPACITY = 64;

    /// The bits of NaN, which is no value.
    private static final long EMPTY = Double.doubleToLongBits(Double.NaN);

    /// How many low bits of a double are dropped.
    private int dropped;

    private long[] keys = new long[FIRST_CAPACITY];
    private long[] counts = new long[FIRST_CAPACITY];
    private int size;
    private long present;
    private long missing;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    NumberSketch() {
        Arrays.fill(keys, EMPTY);
    }

    /// Counts a value.
    ///
    /// @param value finite; NaN for missing
    void add(double value) {
        if (Double.isNaN(value)) {
            missing++;
            return;
        }
        // −0 and 0 are the same value.
        double counted = value + 0.0;
        least = Math.min(least, counted);
        greatest = Math.max(greatest, counted);
        present++;
        add(rounded(Double.doubleToLongBits(counted)), 1);
        coarsen();
    }

    private long rounded(long bits) {
        long kept = bits >> dropped << dropped;
        return kept == Long.MIN_VALUE ? 0 : kept;
    }

    private void add(long key, long count) {
        int mask = keys.length - 1;
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (keys[slot] != EMPTY && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        if (keys[slot] == EMPTY) {
            keys[slot] = key;
            size++;
        }
        counts[slot] += count;
        if (size > keys.length / 2) {
            rehash(2 * keys.length);
        }
    }

    private void coarsen() {
        while (size > MOST_VALUES) {
            dropped++;
            rehash(keys.length);
        }
    }

    private void rehash(int capacity) {
        long[] oldKeys = keys;
        long[] oldCounts = counts;
        keys = new long[capacity];
        counts = new long[capacity];
        Arrays.fill(keys, EMPTY);
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != EMPTY) {
                add(rounded(oldKeys[i]), oldCounts[i]);
            }
        }
    }

    /// Whether no value was rounded.
    boolean exact() {
        return dropped == 0;
    }

    void merge(NumberSketch other) {
        if (other.dropped > dropped) {
            dropped = other.dropped;
            rehash(keys.length);
        }
        for (int i = 0; i < other.keys.length; i++) {
            if (other.keys[i] != EMPTY) {
                add(rounded(other.keys[i]), other.counts[i]);
                coarsen();
            }
        }
        present += other.present;
        missing += other.missing;
        least = Math.min(least, other.least);
        greatest = Math.max(greatest, other.greatest);
    }

    /// The values in ascending order, missing ones last: all of them, or so many at equal steps from the
    /// first to the last.
    double[] values(int rows) {
        long[] sorted = sortedKeys();
        double[] values = new double[rows];
        long all = present + missing;
        int at = -1;
        long end = 0;
        for (int i = 0; i < rows; i++) {
            long rank = rows == 1 ? 0 : i * (all - 1) / (rows - 1);
            while (rank >= end && at + 1 < size) {
                at++;
                end += countOf(sorted[at]);
            }
            values[i] = rank >= present ? Double.NaN : Math.clamp(Double.longBitsToDouble(sorted[at]), least, greatest);
        }
        if (rows > 0 && present > 0) {
            values[0] = least;
            int last = rows - 1;
            while (last > 0 && Double.isNaN(values[last])) {
                last--;
            }
            values[last] = last > 0 ? greatest : values[last];
        }
        return values;
    }

    private long[] sortedKeys() {
        long[] sorted = new long[size];
        int next = 0;
        for (long key : keys) {
            if (key != EMPTY) {
                sorted[next++] = mirrored(key);
            }
        }
        Arrays.sort(sorted);
        for (int i = 0; i < size; i++) {
            sorted[i] = mirrored(sorted[i]);
        }
        return sorted;
    }

    /// The bits of doubles as numbers that have their order, and back.
    private static long mirrored(long bits) {
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    private long countOf(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return counts[slot];
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(dropped);
        out.writeLong(present);
        out.writeLong(missing);
        out.writeDouble(least);
        out.writeDouble(greatest);
        out.writeInt(size);
        for (long key : sortedKeys()) {
            out.writeLong(key);
            out.writeLong(countOf(key));
        }
    }

    static NumberSketch read(DataInput in) throws IOException {
        NumberSketch sketch = new NumberSketch();
        sketch.dropped = in.readInt();
        sketch.present = in.readLong();
        sketch.missing = in.readLong();
        sketch.least = in.readDouble();
        sketch.greatest = in.readDouble();
        for (int left = in.readInt(); left > 0; left--) {
            long key = in.readLong();
            sketch.add(key, in.readLong());
        }
        return sketch;
    }
}
