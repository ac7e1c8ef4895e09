package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.matrix.Matrix;

/// f(z)ⱼ = e^zⱼ / Σₖ e^zₖ within each row, computed from z − max z so that nothing overflows. Not element by
/// element, so the error passes through its Jacobian (F8): ∂C/∂zⱼ = aⱼ·(∂C/∂aⱼ − Σₖ aₖ·∂C/∂aₖ).
public record Softmax() implements Activation {

    private static final ElementLoop.Value EXP =
            (x, offset, count) -> Kernels.chosen().expShifted(x, offset, count, 0f);

    @Override
    public String name() {
        return "softmax";
    }

    @Override
    public Range range() {
        return Range.between(0, 1);
    }

    @Override
    public void forward(Matrix z) {
        exponentials(z);
        for (int i = 0; i < z.rows(); i++) {
            divideBySum(z.data(), z.rowOffset(i), z.columns());
        }
    }

    /// Replaces logits by e^(z − max z) of their row.
    public static void exponentials(Matrix z) {
        for (int i = 0; i < z.rows(); i++) {
            int from = z.rowOffset(i);
            float max = max(z.data(), from, z.columns());
            for (int j = from; j < from + z.columns(); j++) {
                z.data()[j] -= max;
            }
        }
        ElementLoop.forward(z, EXP);
    }

    /// Divides a row by its sum.
    ///
    /// @return the sum
    public static float divideBySum(float[] row, int offset, int count) {
        float sum = Kernels.chosen().sum(row, offset, count);
        for (int j = offset; j < offset + count; j++) {
            row[j] /= sum;
        }
        return sum;
    }

    /// The largest of a row.
    public static float max(float[] row, int offset, int count) {
        float max = Float.NEGATIVE_INFINITY;
        for (int j = offset; j < offset + count; j++) {
            max = row[j] > max ? row[j] : max;
        }
        return max;
    }

    /// Replaces one row of logits by its softmax and gives log Σ e^z, which is the row's part in the
    /// cross-entropy.
    public static double normalise(float[] z, int offset, int count) {
        float max = max(z, offset, count);
        Kernels.chosen().expShifted(z, offset, count, max);
        return max + StrictMath.log(divideBySum(z, offset, count));
    }

    /// The same in float64.
    public static double normalise(double[] z) {
        double max = Double.NEGATIVE_INFINITY;
        for (double each : z) {
            max = Math.max(max, each);
        }
        double sum = 0;
        for (double each : z) {
            sum += StrictMath.exp(each - max);
        }
        double logSum = max + StrictMath.log(sum);
        for (int j = 0; j < z.length; j++) {
            z[j] = StrictMath.exp(z[j] - logSum);
        }
        return logSum;
    }

    @Override
    public boolean savesSlope() {
        return false;
    }

    @Override
    public void forward(Matrix z, Matrix slope) {
        forward(z);
    }

    @Override
    public void backward(Matrix kept, Matrix gradient) {
        Matrix a = kept;
        float[] out = a.data();
        float[] dy = gradient.data();
        for (int i = 0; i < a.rows(); i++) {
            int y = a.rowOffset(i);
            int d = gradient.rowOffset(i);
            float dot = 0;
            for (int j = 0; j < a.columns(); j++) {
                dot = Math.fma(out[y + j], dy[d + j], dot);
            }
            for (int j = 0; j < a.columns(); j++) {
                dy[d + j] = out[y + j] * (dy[d + j] - dot);
            }
        }
    }
}
