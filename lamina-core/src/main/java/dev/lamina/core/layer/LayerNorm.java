package dev.lamina.core.layer;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.List;

/// Layer normalisation, y = γ ⊙ x̂ + β with x̂ = (x − μ) / √(σ² + ε), where μ and σ² are the mean and the
/// variance of the row's own values: the same in training and prediction, and for batches of any size.
///
/// Backward: ∂C/∂β = Σ ∂C/∂y, ∂C/∂γ = Σ ∂C/∂y ⊙ x̂ over the rows; with g = γ ⊙ ∂C/∂y, and means over the columns,
/// ∂C/∂x = (g − mean(g) − x̂·mean(g ⊙ x̂)) / √(σ² + ε).
///
/// Parameters, each 1 × width: `gamma` (starts at 1) and `beta` (0); they do not decay. Source: Ba, Kiros,
/// Hinton, "Layer normalization" (arXiv 1607.06450).
///
/// @param epsilon ε, positive
public record LayerNorm(double epsilon) implements Layer {

    public LayerNorm {
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("layer norm's epsilon is " + epsilon + ", expected more than 0");
        }
    }

    /// ε = 1e-5, as PyTorch has it.
    public LayerNorm() {
        this(1e-5);
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        return List.of(ParameterSpec.scale("gamma", inputs, 1), ParameterSpec.bias("beta", inputs));
    }

    /// x̂, and of each row 1 / √(σ² + ε).
    @Override
    public List<Matrix> saved(int inputs, Buffers buffers) {
        return List.of(buffers.saved(inputs), buffers.saved(1));
    }

    @Override
    public int sums(int inputs) {
        return inputs;
    }

    @Override
    public void forward(Frame f) {
        Matrix y = f.y();
        boolean training = f.saved(0).columns() > 0;
        int width = y.columns();
        for (int i = 0; i < f.rows(); i++) {
            int row = y.rowOffset(i);
            float mean = (float) (sum(f.x().data(), f.x().rowOffset(i), width) / width);
            subtract(f.x().data(), f.x().rowOffset(i), mean, y.data(), row, width);
            double variance = dot(y.data(), row, y.data(), row, width) / width;
            float scale = (float) (1 / Math.sqrt(variance + epsilon));
            multiply(y.data(), row, scale, width);
            if (training) {
                f.saved(1).data()[f.saved(1).rowOffset(i)] = scale;
            }
        }
        if (training) {
            f.saved(0).copyFrom(y);
        }
        Elements.mapColumns(y, f.parameter(0), f.parameter(1), y);
    }

    @Override
    public void backward(Frame f) {
        Matrix normalized = f.saved(0);
        Elements.sumColumns(f.dy(), f.sums());
        Elements.round(f.sums(), f.gradient(1));
        Elements.sumProducts(f.dy(), normalized, f.sums());
        Elements.round(f.sums(), f.gradient(0));
        if (!f.wantsInputGradient()) {
            return;
        }
        Matrix dx = f.dx();
        int width = dx.columns();
        Elements.multiplyColumns(f.dy(), f.parameter(0), dx);
        for (int i = 0; i < f.rows(); i++) {
            int row = dx.rowOffset(i);
            int from = normalized.rowOffset(i);
            float mean = (float) (sum(dx.data(), row, width) / width);
            float slope = (float) (dot(dx.data(), row, normalized.data(), from, width) / width);
            float scale = f.saved(1).data()[f.saved(1).rowOffset(i)];
            passBack(normalized.data(), from, mean, slope, scale, dx.data(), row, width);
        }
    }

    private static void subtract(float[] x, int from, float mean, float[] y, int to, int count) {
        for (int j = 0; j < count; j++) {
            y[to + j] = x[from + j] - mean;
        }
    }

    private static void multiply(float[] y, int at, float scale, int count) {
        for (int j = 0; j < count; j++) {
            y[at + j] *= scale;
        }
    }

    private static void passBack(
            float[] normalized, int from, float mean, float slope, float scale, float[] dx, int to, int count) {
        for (int j = 0; j < count; j++) {
            dx[to + j] = scale * (dx[to + j] - mean - normalized[from + j] * slope);
        }
    }

    /// Four sums at once, so that an addition need not wait for the one before.
    private static double sum(float[] a, int from, int count) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int j = 0;
        for (; j <= count - 4; j += 4) {
            sum0 += a[from + j];
            sum1 += a[from + j + 1];
            sum2 += a[from + j + 2];
            sum3 += a[from + j + 3];
        }
        for (; j < count; j++) {
            sum0 += a[from + j];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    private static double dot(float[] a, int from, float[] b, int first, int count) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int j = 0;
        for (; j <= count - 4; j += 4) {
            sum0 += (double) a[from + j] * b[first + j];
            sum1 += (double) a[from + j + 1] * b[first + j + 1];
            sum2 += (double) a[from + j + 2] * b[first + j + 2];
            sum3 += (double) a[from + j + 3] * b[first + j + 3];
        }
        for (; j < count; j++) {
            sum0 += (double) a[from + j] * b[first + j];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    @Override
    public String toString() {
        return "layer norm";
    }
}
