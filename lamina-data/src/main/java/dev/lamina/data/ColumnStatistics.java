package dev.lamina.data;

import dev.lamina.core.random.RandomStream;
import dev.lamina.data.Sentinels.Sentinel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Location and spread of the present values of a column, finite for every finite input and exact to rounding.
///
/// The values are kept divided by a power of two that brings the largest magnitude into [1, 2), which is exact
/// and keeps squares and differences from overflowing. Mean and deviation take two passes and start from a
/// middle value, so that 10⁹ + 10⁻⁶ does not cancel.
final class ColumnStatistics {

    /// The present values in ascending order, divided by `unit`.
    private final double[] sorted;

    private final double unit;

    private final double perUnit;

    /// @param values finite; NaN for missing; not all missing
    ColumnStatistics(double[] values) {
        sorted = DoubleStream.of(values).filter(value -> !Double.isNaN(value)).toArray();
        Arrays.sort(sorted);
        int exponent = Math.getExponent(Math.max(Math.abs(sorted[0]), Math.abs(sorted[sorted.length - 1])));
        unit = Math.scalb(1.0, exponent);
        perUnit = Math.scalb(1.0, -exponent);
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] *= perUnit;
        }
    }

    /// Of ones, zeros and minus ones.
    static ColumnStatistics ofSigns(int minusOnes, int zeros, int ones) {
        double[] sorted = new double[minusOnes + zeros + ones];
        Arrays.fill(sorted, 0, minusOnes, -1);
        Arrays.fill(sorted, minusOnes + zeros, sorted.length, 1);
        return new ColumnStatistics(sorted, 1, 1);
    }

    private ColumnStatistics(double[] sorted, double unit, double perUnit) {
        this.sorted = sorted;
        this.unit = unit;
        this.perUnit = perUnit;
    }

    /// Of the values from one place to another in ascending order.
    ColumnStatistics between(int from, int to) {
        return new ColumnStatistics(Arrays.copyOfRange(sorted, from, to), unit, perUnit);
    }

    int size() {
        return sorted.length;
    }

    /// The least value.
    Sentinel first() {
        int cells = 1;
        while (cells < sorted.length && sorted[cells] == least()) {
            cells++;
        }
        return new Sentinel(least() * unit, cells);
    }

    /// The greatest value.
    Sentinel last() {
        int cells = 1;
        while (cells < sorted.length && sorted[sorted.length - 1 - cells] == greatest()) {
            cells++;
        }
        return new Sentinel(greatest() * unit, cells);
    }

    /// How far a value is from the nearest of these, in units of max − min; 0 where these are equal.
    double distanceInWidths(double value) {
        double scaled = value * perUnit;
        double distance = Math.max(least() - scaled, scaled - greatest());
        return constant() ? 0 : distance / (greatest() - least());
    }

    /// Whether there are so many different values.
    boolean hasDifferent(int number) {
        int different = 1;
        for (int i = 1; i < sorted.length && different < number; i++) {
            if (sorted[i] != sorted[i - 1]) {
                different++;
            }
        }
        return different >= number;
    }

    Range range() {
        return new Range(least() * unit, greatest() * unit);
    }

    boolean constant() {
        return least() == greatest();
    }

    boolean distinct() {
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                return false;
            }
        }
        return true;
    }

    double mean() {
        return Math.clamp(shift() + meanFromShift(), least(), greatest()) * unit;
    }

    double median() {
        return quantile(0.5) * unit;
    }

    /// The standard deviation of the population; positive unless all values are equal.
    double deviation() {
        double deviation = Math.min(unitDeviation() * unit, Double.MAX_VALUE);
        return constant() ? 0 : Math.max(deviation, Double.MIN_VALUE);
    }

    /// 1 / deviation.
    double standardScale() {
        return inverse(unitDeviation());
    }

    /// Whether at least the middle half of the values are one and the same.
    boolean sparse() {
        return quantile(0.25) == quantile(0.75);
    }

    /// 2 / (q99 − q01), or 2 / (max − min) where these quantiles are equal.
    double rangeScale() {
        double range = quantile(0.99) - quantile(0.01);
        return range > 0 ? inverse(range / 2) : inverse((greatest() - least()) / 2);
    }

    /// 1 / (q75 − q25), or 2 / (max − min) where these quantiles are equal.
    double robustScale() {
        double quartiles = quantile(0.75) - quantile(0.25);
        return quartiles > 0 ? inverse(quartiles) : inverse((greatest() - least()) / 2);
    }

    /// So many quantiles, from the least to the greatest at equal steps, of the values with a little normal
    /// noise.
    ///
    /// @param number 2 or more
    /// @param noise deviation of the noise in units of the values' deviation
    List<Double> noisyQuantiles(int number, double noise, RandomStream random) {
        double deviation = noise * unitDeviation();
        // In the order of the values, so that the order of the rows does not matter.
        double[] noisy = Arrays.stream(sorted)
                .map(value -> value + deviation * random.nextGaussian())
                .sorted()
                .toArray();
        return IntStream.range(0, number)
                .mapToObj(i -> quantile(noisy, (double) i / (number - 1)) * unit)
                .map(value -> Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE))
                .toList();
    }

    private double inverse(double spread) {
        return constant() ? 0 : Math.min(1 / spread * perUnit, Double.MAX_VALUE);
    }

    private double unitDeviation() {
        double shift = shift();
        double mean = meanFromShift();
        double squares = 0;
        for (double value : sorted) {
            double d = value - shift - mean;
            squares += d * d;
        }
        return Math.sqrt(squares / sorted.length);
    }

    private double meanFromShift() {
        double shift = shift();
        double sum = 0;
        for (double value : sorted) {
            sum += value - shift;
        }
        return sum / sorted.length;
    }

    private double shift() {
        return sorted[sorted.length / 2];
    }

    /// Linear between the two neighbours of position p · (n − 1).
    private double quantile(double p) {
        return quantile(sorted, p);
    }

    private static double quantile(double[] sorted, double p) {
        double position = p * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    private double least() {
        return sorted[0];
    }

    private double greatest() {
        return sorted[sorted.length - 1];
    }
}
