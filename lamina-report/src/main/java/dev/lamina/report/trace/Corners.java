package dev.lamina.report.trace;

import java.util.stream.IntStream;

/// Chooses which rows, columns or neurons are shown: all if there are few, else the first and the last ones.
public final class Corners {

    /// Up to this many are all shown.
    public static final int ALL = 8;

    /// Of more, this many are shown at each end.
    public static final int ENDS = 3;

    private Corners() {}

    /// The indices that are shown, ascending.
    public static int[] of(int size) {
        if (size <= ALL) {
            return IntStream.range(0, size).toArray();
        }
        return IntStream.concat(IntStream.range(0, ENDS), IntStream.range(size - ENDS, size))
                .toArray();
    }

    /// Whether some are left out.
    public static boolean cuts(int size) {
        return size > ALL;
    }

    /// Whether the ones that are left out come before this index.
    public static boolean gapBefore(int index, int size) {
        return cuts(size) && index == size - ENDS;
    }
}
