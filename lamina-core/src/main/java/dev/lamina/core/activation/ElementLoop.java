package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;
import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.matrix.Matrix;

/// Runs an activation's kernel over a matrix: one call where the rows have no gaps, one a row otherwise.
final class ElementLoop {

    private static final Kernels KERNELS = Kernels.chosen();
    private static final ActivationKernel ELU = KERNELS.elu(1, Elu.DEFAULT_ALPHA);
    private static final ActivationKernel GELU = KERNELS.gelu();
    private static final ActivationKernel GELU_TANH = KERNELS.geluTanh();
    private static final ActivationKernel HARD_SIGMOID = KERNELS.hardSigmoid();
    private static final ActivationKernel HARD_SWISH = KERNELS.hardSwish();
    private static final ActivationKernel HARD_TANH = KERNELS.hardTanh();
    private static final ActivationKernel MISH = KERNELS.mish();
    private static final ActivationKernel SELU = KERNELS.elu(Selu.SCALE.high(), Selu.ALPHA.high());
    private static final ActivationKernel SIGMOID = KERNELS.sigmoid();
    private static final ActivationKernel SILU = KERNELS.silu();
    private static final ActivationKernel SOFTPLUS = KERNELS.softplus();
    private static final ActivationKernel SOFTSIGN = KERNELS.softsign();
    private static final ActivationKernel TANH = KERNELS.tanh();

    /// dy ← dy · slope.
    static final Gradient MULTIPLY = KERNELS::multiply;

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

    /// The fast form of an activation, or its definition, number by number.
    static ActivationKernel kernel(Elementwise f) {
        return switch (f) {
            case Custom _, Exponential _, Identity _, LeakyRelu _, Relu _ -> new Definition(f);
            case Elu elu -> elu.alpha() == Elu.DEFAULT_ALPHA ? ELU : KERNELS.elu(1, elu.alpha());
            case Gelu _ -> GELU;
            case GeluTanh _ -> GELU_TANH;
            case HardSigmoid _ -> HARD_SIGMOID;
            case HardSwish _ -> HARD_SWISH;
            case HardTanh _ -> HARD_TANH;
            case Mish _ -> MISH;
            case Selu _ -> SELU;
            case Sigmoid _ -> SIGMOID;
            case Silu _ -> SILU;
            case Softplus _ -> SOFTPLUS;
            case Softsign _ -> SOFTSIGN;
            case Tanh _ -> TANH;
        };
    }

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
