package dev.lamina.core.activation;

/// A derivative next to its zero, where its formula subtracts near equals: a Taylor polynomial about the zero.
/// The zero is a sum of two doubles, so that the distance from it, and with it the derivative, keeps its digits.
final class DerivativeZero {

    /// Within it the polynomial of degree 14 is exact in every bit but the last ones, and beyond it the formulas
    /// lose less than 3 bits.
    private static final double RADIUS = 0.125;

    private final double zero;
    private final double rest;
    private final double[] coefficients;

    /// @param coefficients of the first power of the distance, the second and so on
    DerivativeZero(double zero, double rest, double... coefficients) {
        this.zero = zero;
        this.rest = rest;
        this.coefficients = coefficients.clone();
    }

    boolean covers(double z) {
        return Math.abs(z - zero) < RADIUS;
    }

    double derivative(double z) {
        double distance = (z - zero) - rest;
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = Math.fma(sum, distance, coefficients[i]);
        }
        return sum * distance;
    }
}
