package dev.lamina.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// How many validation rows are equal to a training row in every column. Rows are compared by a hash of 64 bits.
///
/// @param count of the validation rows of all splits, those that are copies
/// @param rows how many validation rows there are
/// @param natural whether the columns have so few different values that equal rows are no wonder
record Copies(int count, int rows, boolean natural) {

    /// Of the different rows, how many half of the columns must tell apart.
    private static final double TOLD_APART = 0.99;

    private static final int SAMPLE = 1000;

    static Copies of(Examples examples, List<Split> splits) {
        List<Column> finestFirst = examples.table().columns().stream()
                .filter(column -> !column.name().equals(examples.target()))
                .sorted(Comparator.comparingInt(column -> -differentInSample(column)))
                .toList();
        long[] hashes = new long[examples.rows()];
        int half = finestFirst.size() / 2;
        finestFirst.subList(0, half).forEach(column -> add(column, hashes));
        long byHalf = different(hashes);
        finestFirst.subList(half, finestFirst.size()).forEach(column -> add(column, hashes));
        boolean natural = byHalf < TOLD_APART * different(hashes);
        add(examples.targetColumn(), hashes);
        int count = 0;
        int rows = 0;
        for (Split split : splits) {
            long[] trained = Arrays.stream(split.training())
                    .mapToLong(row -> hashes[row])
                    .sorted()
                    .toArray();
            rows += split.validation().length;
            count += (int) Arrays.stream(split.validation())
                    .filter(row -> Arrays.binarySearch(trained, hashes[row]) >= 0)
                    .count();
        }
        return new Copies(count, rows, natural);
    }

    private static int differentInSample(Column column) {
        int step = Math.max(1, column.rows() / SAMPLE);
        Set<Long> different = new HashSet<>();
        for (int row = 0; row < column.rows(); row += step) {
            different.add(bits(column, row));
        }
        return different.size();
    }

    private static long different(long[] hashes) {
        return Arrays.stream(hashes).distinct().count();
    }

    private static void add(Column column, long[] hashes) {
        IntStream.range(0, hashes.length).forEach(row -> hashes[row] = mixed(hashes[row] + bits(column, row)));
    }

    private static long bits(Column column, int row) {
        return switch (column) {
            case Column.Numbers numbers -> Double.doubleToLongBits(numbers.values()[row] + 0.0);
            case Column.Times times -> Double.doubleToLongBits(times.epochSeconds()[row] + 0.0);
            case Column.Categories words -> words.codes()[row];
        };
    }

    /// The finalizer of SplitMix64.
    private static long mixed(long z) {
        z += 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
