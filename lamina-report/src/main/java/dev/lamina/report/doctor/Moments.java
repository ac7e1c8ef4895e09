package dev.lamina.report.doctor;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// The mean of some numbers and its standard error s/√n, with n − 1 in the denominator of s².
record Moments(double mean, double error) {

    /// The quantile of the normal distribution that 95 % lie within.
    static final double Z = 1.959964;

    /// @param count 2 or more
    static Moments of(int count, IntToDoubleFunction number) {
        double mean = IntStream.range(0, count).mapToDouble(number).sum() / count;
        double squares = IntStream.range(0, count)
                .mapToDouble(i -> number.applyAsDouble(i) - mean)
                .map(difference -> difference * difference)
                .sum();
        return new Moments(mean, Math.sqrt(squares / (count - 1) / count));
    }

    /// Whether the 95 % interval of the mean lies above a number.
    boolean above(double number) {
        return mean - Z * error > number;
    }
}
