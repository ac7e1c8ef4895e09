package dev.lamina.core.activation;

import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/// An activation of one's own, element by element. A model file cannot hold it.
///
/// Building a network with it compares the derivative with differences of f, see [#check].
///
/// @param name stands in printed networks and in errors
/// @param f the function; both are called from several threads
/// @param slope its derivative
/// @param checked whether [#check] does anything
public record Custom(String name, DoubleUnaryOperator f, DoubleUnaryOperator slope, boolean checked)
        implements Elementwise {

    /// Every eighth from −6 to 6, a 32nd aside, so that kinks at round numbers lie between the points.
    private static final int POINTS = 96;

    private static final double FIRST = -6 + 1.0 / 32;
    private static final double STEP = 1.0 / 8;

    /// The difference reaches so far to both sides. The extrapolated one of a smooth f is off by about its
    /// fifth derivative times the fourth power of this, and by a rounding error of 1e-13 times f.
    private static final double REACH = 0x1p-10;

    /// How far the given derivative and the difference may be apart, relative to the largest of 1, |f| and
    /// both.
    private static final double TOLERANCE = 1e-6;

    /// How far two differences may be apart, relative to the same, before a kink is taken for the reason: those
    /// of both sides, and the central ones of both widths.
    private static final double SIDES = 0.05;

    private static final double WIDTHS = 1e-5;

    public Custom {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(f, "f");
        Objects.requireNonNull(slope, "slope");
    }

    /// With the check.
    public Custom(String name, DoubleUnaryOperator f, DoubleUnaryOperator slope) {
        this(name, f, slope, true);
    }

    /// The same without the check: for an f whose derivative is meant to be another, such as a step with a
    /// straight-through gradient.
    public Custom withoutCheck() {
        return new Custom(name, f, slope, false);
    }

    /// Any number, since nothing is known of f.
    @Override
    public Range range() {
        return Range.all();
    }

    @Override
    public double value(double z) {
        return f.applyAsDouble(z);
    }

    @Override
    public double derivative(double z) {
        return slope.applyAsDouble(z);
    }

    /// Compares the derivative with central differences of f, extrapolated once (Richardson), at 96 points from
    /// −6 to 6. A point next to a kink, where differences of f disagree with each other, or where f is not
    /// finite, is skipped.
    ///
    /// @throws IllegalArgumentException naming the point where they differ most
    @Override
    public void check() {
        if (!checked) {
            return;
        }
        double worst = TOLERANCE;
        double worstAt = Double.NaN;
        for (int i = 0; i < POINTS; i++) {
            double z = FIRST + i * STEP;
            double error = error(z);
            if (error > worst) {
                worst = error;
                worstAt = z;
            }
        }
        if (!Double.isNaN(worstAt)) {
            throw new IllegalArgumentException("custom activation \"" + name + "\": at z = " + worstAt
                    + " the derivative given is " + (float) derivative(worstAt) + ", differences of f give "
                    + (float) difference(worstAt)
                    + "; correct it, or switch this check off with withoutCheck()");
        }
    }

    /// How far the given derivative is off at z, relative; 0 where that cannot be said.
    private double error(double z) {
        double left = (value(z) - value(z - REACH)) / REACH;
        double right = (value(z + REACH) - value(z)) / REACH;
        double difference = difference(z);
        double given = derivative(z);
        double scale = Math.max(1, Math.max(Math.abs(value(z)), Math.abs(difference)));
        boolean smooth = Math.abs(right - left) <= SIDES * scale
                && Math.abs(central(z, REACH) - central(z, REACH / 2)) <= WIDTHS * scale;
        if (!smooth) {
            return 0;
        }
        return Double.isFinite(given)
                ? Math.abs(given - difference) / Math.max(scale, Math.abs(given))
                : Double.POSITIVE_INFINITY;
    }

    private double difference(double z) {
        return (4 * central(z, REACH / 2) - central(z, REACH)) / 3;
    }

    private double central(double z, double reach) {
        return (value(z + reach) - value(z - reach)) / (2 * reach);
    }
}
