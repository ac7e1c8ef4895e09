package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.matrix.Matrix;

/// Runs an activation's kernel over a matrix: one call where the rows have no gaps, one a row otherwise.
final class ElementLoop {

    /// dy ← dy · slope.
    static final Gradient MULTIPLY =
            (slope, slopeOffset, dy, offset, count) -> Kernels.chosen().multiply(slope, slopeOffset, dy, offset, count);

    /// A forward step without slope.
    @FunctionalInterface
    interface Value {
        void run(float[] x, int offset, int count);
    }

    /// A backward step.
    @FunctionalInterface
    interface Gradient {
        void run(float[] kept, int keptOffset, float[] dy, int offset, int count);
    }

    private ElementLoop() {}

    static void forward(Matrix x, ActivationKernel kernel) {
        if (x.contiguous()) {
            kernel.value(x.data(), x.offset(), x.rows() * x.columns());
            return;
        }
        for (int i = 0; i < x.rows(); i++) {
            kernel.value(x.data(), x.rowOffset(i), x.columns());
        }
    }

    static void forward(Matrix x, Value kernel) {
        if (x.contiguous()) {
            kernel.run(x.data(), x.offset(), x.rows() * x.columns());
            return;
        }
        for (int i = 0; i < x.rows(); i++) {
            kernel.run(x.data(), x.rowOffset(i), x.columns());
        }
    }

    static void forward(Matrix x, Matrix slope, ActivationKernel kernel) {
        requireSameShape("slope", slope, x);
        if (x.contiguous() && slope.contiguous()) {
            kernel.valueAndSlope(x.data(), x.offset(), slope.data(), slope.offset(), x.rows() * x.columns());
            return;
        }
        for (int i = 0; i < x.rows(); i++) {
            kernel.valueAndSlope(x.data(), x.rowOffset(i), slope.data(), slope.rowOffset(i), x.columns());
        }
    }

    static void backward(Matrix kept, Matrix dy, Gradient kernel) {
        requireSameShape("gradient", dy, kept);
        if (kept.contiguous() && dy.contiguous()) {
            kernel.run(kept.data(), kept.offset(), dy.data(), dy.offset(), kept.rows() * kept.columns());
            return;
        }
        for (int i = 0; i < kept.rows(); i++) {
            kernel.run(kept.data(), kept.rowOffset(i), dy.data(), dy.rowOffset(i), kept.columns());
        }
    }

    private static void requireSameShape(String name, Matrix matrix, Matrix output) {
        if (matrix.rows() != output.rows() || matrix.columns() != output.columns()) {
            throw new IllegalArgumentException("the " + name + " is a " + matrix + ", the output a " + output);
        }
    }
}
