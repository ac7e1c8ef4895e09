package dev.lamina.report.watch;

/// How often numbers lie in each of some intervals of equal width between the smallest and the largest.
///
/// @param limits the upper end of each interval; the last one is the largest number
/// @param counts how many numbers lie above the limit before and not above this one
record Histogram(double min, double max, double sum, double sumOfSquares, double[] limits, double[] counts) {

    private static final int INTERVALS = 40;

    /// Of `count` finite numbers from an offset.
    ///
    /// @param count 1 or more
    static Histogram of(float[] values, int offset, int count) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double sumOfSquares = 0;
        for (int i = offset; i < offset + count; i++) {
            double value = values[i];
            min = Math.min(min, value);
            max = Math.max(max, value);
            sum += value;
            sumOfSquares += value * value;
        }
        double width = (max - min) / INTERVALS;
        if (width == 0) {
            return new Histogram(min, max, sum, sumOfSquares, new double[] {max}, new double[] {count});
        }
        double[] limits = new double[INTERVALS];
        double[] counts = new double[INTERVALS];
        for (int i = 0; i < INTERVALS; i++) {
            limits[i] = i == INTERVALS - 1 ? max : min + width * (i + 1);
        }
        for (int i = offset; i < offset + count; i++) {
            counts[Math.clamp((int) Math.ceil((values[i] - min) / width) - 1, 0, INTERVALS - 1)]++;
        }
        return new Histogram(min, max, sum, sumOfSquares, limits, counts);
    }
}
