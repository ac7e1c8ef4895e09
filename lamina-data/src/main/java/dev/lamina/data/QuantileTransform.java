package dev.lamina.data;

import java.util.Arrays;
import java.util.List;

/// The map from numbers to a standard normal distribution by their ranks; see [FittedColumn.QuantileNumber].
/// Immutable; a call allocates nothing.
final class QuantileTransform {

    /// Of columns that are scaled.
    static final QuantileTransform NONE = new QuantileTransform(List.of());

    /// How far p stays from 0 and from 1, as in scikit-learn.
    private static final double LEAST_SHARE = 1e-7;

    private final double[] quantiles;

    /// @param quantiles in ascending order
    QuantileTransform(List<Double> quantiles) {
        this.quantiles = quantiles.stream().mapToDouble(Double::doubleValue).toArray();
    }

    double of(double value) {
        return NormalQuantile.of(Math.clamp(share(value), LEAST_SHARE, 1 - LEAST_SHARE));
    }

    /// The share of the values below, in [0, 1].
    private double share(double value) {
        int last = quantiles.length - 1;
        if (value < quantiles[0]) {
            return 0;
        }
        if (value > quantiles[last]) {
            return 1;
        }
        int found = Arrays.binarySearch(quantiles, value);
        if (found >= 0) {
            return (first(value, found) + last(value, found)) / (2.0 * last);
        }
        int above = -found - 1;
        double below = quantiles[above - 1];
        // In halves, because the difference of two quantiles of opposite sign may overflow.
        double part = (0.5 * value - 0.5 * below) / (0.5 * quantiles[above] - 0.5 * below);
        return (above - 1 + part) / last;
    }

    /// The first of the quantiles that equal the value.
    private int first(double value, int found) {
        int from = 0;
        int to = found;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (quantiles[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /// The last of the quantiles that equal the value.
    private int last(double value, int found) {
        int from = found;
        int to = quantiles.length - 1;
        while (from < to) {
            int middle = (from + to + 1) >>> 1;
            if (quantiles[middle] > value) {
                to = middle - 1;
            } else {
                from = middle;
            }
        }
        return from;
    }
}
