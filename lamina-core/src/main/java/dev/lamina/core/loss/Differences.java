package dev.lamina.core.loss;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/// Compares a derivative that somebody wrote down with differences of its function, in float64.
///
/// A slope is right if the central difference of five points agrees with it for one of eight step widths h, which
/// shrink from 2⁻⁸ to 2⁻²⁹ of max(1, |x|): wide steps round little, narrow ones keep clear of kinks and of the end of
/// the domain.
final class Differences {

    private static final double WIDEST = 0x1p-8;
    private static final double SHRINKING = 8;
    private static final int WIDTHS = 8;

    /// How far a slope may be off, relative to the central difference.
    private static final double TOLERANCE = 1e-4;

    /// The rounding error of a function, relative to its value.
    private static final double ROUNDING = 0x1p-49;

    private Differences() {}

    /// The slope of f at x by differences, if it contradicts the given `slope`; empty if it does not.
    ///
    /// Empty also at a kink, where f has no derivative, and where f is not a number next to x.
    static OptionalDouble contradiction(DoubleUnaryOperator f, double x, double slope) {
        double scale = Math.max(1, Math.abs(x));
        double steadiest = Double.NaN;
        double smallestChange = Double.POSITIVE_INFINITY;
        double previous = Double.NaN;
        double rounding = ROUNDING * Math.abs(f.applyAsDouble(x));
        double h = WIDEST * scale;
        for (int i = 0; i < WIDTHS; i++) {
            double difference = central(f, x, h);
            if (Math.abs(difference - slope) <= TOLERANCE * Math.abs(difference) + rounding / h) {
                return OptionalDouble.empty();
            }
            double change = Math.abs(difference - previous);
            if (change < smallestChange) {
                smallestChange = change;
                steadiest = difference;
            }
            previous = difference;
            h /= SHRINKING;
        }
        return Double.isFinite(steadiest) && !isKink(f, x, scale)
                ? OptionalDouble.of(steadiest)
                : OptionalDouble.empty();
    }

    /// f′(x) with an error of order h⁴.
    private static double central(DoubleUnaryOperator f, double x, double h) {
        double near = f.applyAsDouble(x + h) - f.applyAsDouble(x - h);
        double far = f.applyAsDouble(x + 2 * h) - f.applyAsDouble(x - 2 * h);
        return (8 * near - far) / (12 * h);
    }

    /// Where f is smooth, the slopes to the right and to the left come closer in step with h.
    private static boolean isKink(DoubleUnaryOperator f, double x, double scale) {
        double h = scale * 0x1p-20;
        double narrower = h / SHRINKING;
        double gap = gap(f, x, narrower);
        return gap > gap(f, x, h) / 2 && gap > 4 * ROUNDING * Math.abs(f.applyAsDouble(x)) / narrower;
    }

    /// By how much the slope to the right differs from that to the left.
    private static double gap(DoubleUnaryOperator f, double x, double h) {
        return Math.abs(f.applyAsDouble(x + h) - 2 * f.applyAsDouble(x) + f.applyAsDouble(x - h)) / h;
    }
}
