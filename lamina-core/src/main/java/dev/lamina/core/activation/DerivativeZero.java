package dev.lamina.core.activation;

/// A derivative next to its zero, where its formula subtracts near equals: two terms of the Taylor series about
/// the zero. The zero is a sum of two doubles, so that the distance from it, and with it the derivative, keeps
/// its digits.
///
/// @param zero where f′ is 0, as the sum with `rest`
/// @param rest below the last bit of `zero`
/// @param first the coefficient of the distance
/// @param second that of its square
record DerivativeZero(double zero, double rest, double first, double second) {

    /// Within it the third term is below the last bit, and beyond it [DoubleDouble] has digits to spare.
    private static final double RADIUS = 1e-8;

    boolean covers(double z) {
        return Math.abs(z - zero) < RADIUS;
    }

    double derivative(double z) {
        double distance = (z - zero) - rest;
        return Math.fma(second, distance, first) * distance;
    }
}
