package dev.lamina.testkit;

import dev.lamina.core.matrix.Matrix;

/// Comparisons of matrices that fail with the first element that differs.
public final class MatrixAssertions {

    private MatrixAssertions() {}

    /// Fails unless both have the same shape and the same bits; all NaN count as the same.
    ///
    /// @param what names the matrix in the error
    public static void assertSameBits(String what, Matrix actual, Matrix expected) {
        assertSameShape(what, actual, expected);
        for (int i = 0; i < expected.rows(); i++) {
            for (int j = 0; j < expected.columns(); j++) {
                if (Float.floatToIntBits(actual.get(i, j)) != Float.floatToIntBits(expected.get(i, j))) {
                    throw new AssertionError(
                            element(what, i, j) + " is " + actual.get(i, j) + ", expected " + expected.get(i, j));
                }
            }
        }
    }

    /// Fails unless both have the same shape and differ nowhere by more than `tolerance` times the largest
    /// magnitude of the expected matrix.
    ///
    /// @param what names the matrix in the error
    /// @param tolerance such as 1e-5
    public static void assertClose(String what, Matrix actual, Matrix expected, double tolerance) {
        assertSameShape(what, actual, expected);
        double largest = 0;
        for (float[] row : expected.toArrays()) {
            for (float value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        for (int i = 0; i < expected.rows(); i++) {
            for (int j = 0; j < expected.columns(); j++) {
                double difference = Math.abs((double) actual.get(i, j) - expected.get(i, j));
                if (!(difference <= tolerance * largest)) {
                    throw new AssertionError(element(what, i, j) + " is " + actual.get(i, j) + ", expected "
                            + expected.get(i, j) + " within " + tolerance + " of " + largest);
                }
            }
        }
    }

    private static void assertSameShape(String what, Matrix actual, Matrix expected) {
        if (actual.rows() != expected.rows() || actual.columns() != expected.columns()) {
            throw new AssertionError(what + " is a " + actual + ", expected a " + expected);
        }
    }

    private static String element(String what, int row, int column) {
        return what + "[" + row + ", " + column + "]";
    }
}
