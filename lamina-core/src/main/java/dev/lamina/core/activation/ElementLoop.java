package dev.lamina.core.activation;

import dev.lamina.core.matrix.Matrix;

/// Runs an elementwise kernel over a matrix: one call where the rows have no gaps, one a row otherwise. Or the
/// definition of an activation, number by number.
final class ElementLoop {

    @FunctionalInterface
    interface InPlace {
        void run(float[] x, int offset, int count);
    }

    @FunctionalInterface
    interface WithGradient {
        void run(float[] y, int yOffset, float[] dy, int dyOffset, int count);
    }

    private ElementLoop() {}

    static void run(Matrix x, InPlace kernel) {
        if (x.contiguous()) {
            kernel.run(x.data(), x.offset(), x.rows() * x.columns());
            return;
        }
        for (int i = 0; i < x.rows(); i++) {
            kernel.run(x.data(), x.rowOffset(i), x.columns());
        }
    }

    static void run(Matrix y, Matrix dy, WithGradient kernel) {
        requireSameShape(y, dy);
        if (y.contiguous() && dy.contiguous()) {
            kernel.run(y.data(), y.offset(), dy.data(), dy.offset(), y.rows() * y.columns());
            return;
        }
        for (int i = 0; i < y.rows(); i++) {
            kernel.run(y.data(), y.rowOffset(i), dy.data(), dy.rowOffset(i), y.columns());
        }
    }

    static void forward(Elementwise f, Matrix z) {
        float[] data = z.data();
        for (int i = 0; i < z.rows(); i++) {
            int row = z.rowOffset(i);
            for (int j = row; j < row + z.columns(); j++) {
                data[j] = (float) f.value(data[j]);
            }
        }
    }

    static void backward(Elementwise f, Matrix z, Matrix dy) {
        requireSameShape(z, dy);
        float[] input = z.data();
        float[] gradient = dy.data();
        for (int i = 0; i < z.rows(); i++) {
            int from = z.rowOffset(i);
            int to = dy.rowOffset(i);
            for (int j = 0; j < z.columns(); j++) {
                gradient[to + j] = (float) (gradient[to + j] * f.derivative(input[from + j]));
            }
        }
    }

    private static void requireSameShape(Matrix y, Matrix dy) {
        if (y.rows() != dy.rows() || y.columns() != dy.columns()) {
            throw new IllegalArgumentException("the gradient is a " + dy + ", the output a " + y);
        }
    }
}
