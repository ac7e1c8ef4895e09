package dev.lamina.core.layer;

import dev.lamina.core.matrix.Matrix;
import java.util.Arrays;

/// Loops over whole matrices that several layers share, row by row so that gaps between rows do not matter.
///
/// Sums over rows are in double and in the order of the rows, so that neither threads nor lanes change them.
final class Elements {

    private Elements() {}

    /// product = a ⊙ b.
    static void multiply(Matrix a, Matrix b, Matrix product) {
        for (int i = 0; i < a.rows(); i++) {
            multiplyRow(
                    a.data(),
                    a.rowOffset(i),
                    b.data(),
                    b.rowOffset(i),
                    product.data(),
                    product.rowOffset(i),
                    a.columns());
        }
    }

    /// product = a with each column multiplied by its factor; may be a itself.
    ///
    /// @param factors 1 × columns
    static void multiplyColumns(Matrix a, Matrix factors, Matrix product) {
        for (int i = 0; i < a.rows(); i++) {
            multiplyRow(
                    a.data(),
                    a.rowOffset(i),
                    factors.data(),
                    factors.offset(),
                    product.data(),
                    product.rowOffset(i),
                    a.columns());
        }
    }

    private static void multiplyRow(float[] a, int from, float[] b, int first, float[] product, int to, int count) {
        for (int j = 0; j < count; j++) {
            product[to + j] = a[from + j] * b[first + j];
        }
    }

    /// y = x · factor + summand, each column with its own.
    ///
    /// @param factors 1 × columns
    /// @param summands 1 × columns
    static void mapColumns(Matrix x, Matrix factors, Matrix summands, Matrix y) {
        for (int i = 0; i < x.rows(); i++) {
            mapRow(
                    x.data(),
                    x.rowOffset(i),
                    factors.data(),
                    factors.offset(),
                    summands.data(),
                    summands.offset(),
                    y.data(),
                    y.rowOffset(i),
                    x.columns());
        }
    }

    private static void mapRow(
            float[] x,
            int from,
            float[] factors,
            int factor,
            float[] summands,
            int summand,
            float[] y,
            int to,
            int count) {
        for (int j = 0; j < count; j++) {
            y[to + j] = x[from + j] * factors[factor + j] + summands[summand + j];
        }
    }

    /// sums = Σ over the rows of a.
    static void sumColumns(Matrix a, double[] sums) {
        Arrays.fill(sums, 0, a.columns(), 0);
        for (int i = 0; i < a.rows(); i++) {
            addRow(a.data(), a.rowOffset(i), sums, 0, a.columns());
        }
    }

    /// sums += a, `count` of them.
    static void addRow(float[] a, int from, double[] sums, int to, int count) {
        for (int j = 0; j < count; j++) {
            sums[to + j] += a[from + j];
        }
    }

    /// sums = Σ over the rows of a ⊙ b.
    static void sumProducts(Matrix a, Matrix b, double[] sums) {
        Arrays.fill(sums, 0, a.columns(), 0);
        for (int i = 0; i < a.rows(); i++) {
            addProducts(a.data(), a.rowOffset(i), b.data(), b.rowOffset(i), sums, 0, a.columns());
        }
    }

    /// sums += a ⊙ b, `count` of them.
    static void addProducts(float[] a, int from, float[] b, int first, double[] sums, int to, int count) {
        for (int j = 0; j < count; j++) {
            sums[to + j] += (double) a[from + j] * b[first + j];
        }
    }

    /// sums = Σ over the rows of (a − center)².
    ///
    /// @param center 1 × columns
    static void sumSquaredDistances(Matrix a, Matrix center, double[] sums) {
        Arrays.fill(sums, 0, a.columns(), 0);
        for (int i = 0; i < a.rows(); i++) {
            addSquaredDistances(a.data(), a.rowOffset(i), center.data(), center.offset(), sums, a.columns());
        }
    }

    private static void addSquaredDistances(float[] a, int from, float[] center, int middle, double[] sums, int count) {
        for (int j = 0; j < count; j++) {
            double distance = (double) a[from + j] - center[middle + j];
            sums[j] += distance * distance;
        }
    }

    /// sums = Σ over the rows of a ⊙ (b − center).
    ///
    /// @param center 1 × columns
    static void sumCenteredProducts(Matrix a, Matrix b, Matrix center, double[] sums) {
        Arrays.fill(sums, 0, a.columns(), 0);
        for (int i = 0; i < a.rows(); i++) {
            addCenteredProducts(
                    a.data(),
                    a.rowOffset(i),
                    b.data(),
                    b.rowOffset(i),
                    center.data(),
                    center.offset(),
                    sums,
                    a.columns());
        }
    }

    private static void addCenteredProducts(
            float[] a, int from, float[] b, int first, float[] center, int middle, double[] sums, int count) {
        for (int j = 0; j < count; j++) {
            sums[j] += a[from + j] * ((double) b[first + j] - center[middle + j]);
        }
    }

    /// row = the sums, rounded.
    ///
    /// @param row 1 × columns
    static void round(double[] sums, Matrix row) {
        float[] data = row.data();
        for (int j = 0; j < row.columns(); j++) {
            data[row.offset() + j] = (float) sums[j];
        }
    }
}
