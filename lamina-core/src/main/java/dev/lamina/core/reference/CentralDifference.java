package dev.lamina.core.reference;

import java.util.function.DoubleUnaryOperator;

/// The central difference quotient of a function f of one number, which is its numeric derivative at θ:
///
///     d(h) = (f(θ + h) − f(θ − h)) / 2h
///
/// It errs by h²·f‴/6 (Abramowitz & Stegun 25.3.4), and by the rounding of f over h. Where rounding moves the two
/// points, it is divided by the distance that is really between them.
///
/// @param left f to the left of θ
/// @param right f to the right of θ
/// @param toLeft from the left point to θ, positive
/// @param toRight from θ to the right point, positive
public record CentralDifference(double left, double right, double toLeft, double toRight) {

    /// Evaluates f on both sides of θ, first to the right.
    public static CentralDifference of(DoubleUnaryOperator f, double theta, double h) {
        double above = theta + h;
        double below = theta - h;
        double right = f.applyAsDouble(above);
        double left = f.applyAsDouble(below);
        return new CentralDifference(left, right, theta - below, above - theta);
    }

    /// d(h).
    public double quotient() {
        return (right - left) / (toRight + toLeft);
    }

    /// How far the slopes on both sides are apart, which does not shrink with h where f has a kink.
    ///
    /// @param here f(θ)
    double gap(double here) {
        return Math.abs((right - here) / toRight - (here - left) / toLeft);
    }
}
