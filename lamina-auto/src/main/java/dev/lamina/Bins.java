package dev.lamina;

import java.util.Arrays;

/// Divides the values of a column into bins of about the same number of rows, in which a frequent value does
/// not take the room of the others: it is an edge by itself, and the bins that are left are for the rest. Of
/// a column that is zero in nine rows of ten, plain quantiles would see little else.
///
/// Source: the bins of gradient boosting on histograms (Ke et al., "LightGBM", NeurIPS 2017).
final class Bins {

    private Bins() {}

    /// The edges in ascending order, two or more, the least and the greatest value among them.
    ///
    /// @param values finite, two different ones or more
    /// @param bins 1 or more; there are about as many
    static float[] edges(float[] values, int bins) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        int frequent = Math.max(2, Math.ceilDiv(sorted.length, bins));
        int heavy = 0;
        int rest = 0;
        for (int from = 0, to; from < sorted.length; from = to) {
            to = next(sorted, from);
            if (to - from >= frequent) {
                heavy++;
            } else {
                rest += to - from;
            }
        }
        double size = Math.max(1, (double) rest / Math.max(1, bins - heavy));
        float[] edges = new float[2 * bins + 2];
        int count = 0;
        double filled = size;
        for (int from = 0, to; from < sorted.length; from = to) {
            to = next(sorted, from);
            boolean often = to - from >= frequent;
            filled += often ? 0 : to - from;
            if (often || filled >= size || to == sorted.length) {
                edges[count++] = sorted[from];
                filled = often ? filled : filled - size;
            }
        }
        return Arrays.copyOf(edges, count);
    }

    private static int next(float[] sorted, int from) {
        int to = from + 1;
        while (to < sorted.length && sorted[to] == sorted[from]) {
            to++;
        }
        return to;
    }
}
