package dev.lamina.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How far predictions were off on rows that were held out, in rising order: what a new prediction will not be off by
/// more than with a given probability, if new rows are like those (split conformal prediction; Vovk, Gammerman, Shafer,
/// 2005). Immutable.
///
/// Of more than 1,000 rows every so many-th score is kept, the largest always.
///
/// @param rows n, how many scores there were
/// @param kept of n scores in rising order, those of the ranks ⌈i·n/m⌉ for i = 1 … m, finite
public record Scores(int rows, List<Double> kept) {

    /// How many are kept of many.
    public static final int MOST_KEPT = 1000;

    /// @throws IllegalArgumentException if there are not min(n, 1000) of them, or they fall or are not finite
    public Scores {
        kept = List.copyOf(kept);
        if (rows < 0 || kept.size() != Math.min(rows, MOST_KEPT)) {
            throw new IllegalArgumentException("the scores of " + rows + " rows are " + Math.min(rows, MOST_KEPT)
                    + " numbers, got " + kept.size());
        }
        for (int i = 0; i < kept.size(); i++) {
            double score = kept.get(i);
            if (!Double.isFinite(score) || (i > 0 && kept.get(i - 1) > score)) {
                throw new IllegalArgumentException("scores rise and are finite, number " + i + " is " + score);
            }
        }
    }

    /// Those of all rows, in any order.
    public static Scores of(double[] scores) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        List<Double> kept = new ArrayList<>();
        int count = Math.min(sorted.length, MOST_KEPT);
        for (int i = 1; i <= count; i++) {
            kept.add(sorted[rank(i, sorted.length, count) - 1]);
        }
        return new Scores(sorted.length, kept);
    }

    private static int rank(int i, int rows, int kept) {
        return (int) (((long) i * rows + kept - 1) / kept);
    }

    /// The score that a new row's is not above with at least this probability: that of rank ⌈(n + 1)·coverage⌉, or the
    /// next one that was kept. Infinite where n is too small for the coverage, see [#mostCoverage].
    ///
    /// @param coverage above 0 and below 1
    /// @throws IllegalArgumentException if the coverage is not
    public double quantile(double coverage) {
        checkCoverage(coverage);
        // Less a part in 10⁹, so that 0.9 of 10 is 9.
        long wanted = (long) Math.ceil((rows + 1.0) * coverage * (1 - 1e-9));
        if (wanted > rows) {
            return Double.POSITIVE_INFINITY;
        }
        int low = 1;
        int high = kept.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (rank(middle, rows, kept.size()) < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return kept.get(low - 1);
    }

    /// The largest coverage that so many rows can promise, n / (n + 1).
    public double mostCoverage() {
        return rows / (rows + 1.0);
    }

    static void checkCoverage(double coverage) {
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException("a coverage is above 0 and below 1, got " + coverage);
        }
    }
}
