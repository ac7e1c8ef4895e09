package dev.lamina.core.layer;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.Arrays;
import java.util.List;

/// y = x where x > 0, else α·x with a trained α per column. Backward: ∂C/∂x = ∂C/∂y where x > 0, else α·∂C/∂y;
/// ∂C/∂α = Σ over the rows with x ≤ 0 of x·∂C/∂y.
///
/// Parameter: `slope` (1 × width), starts at ¼, does not decay, which would make it a ReLU. Source: He et al., "Delving
/// deep into rectifiers" (arXiv 1502.01852).
public record PRelu() implements Layer {

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        return List.of(ParameterSpec.scale("slope", inputs, 0.25));
    }

    @Override
    public int sums(int inputs) {
        return inputs;
    }

    @Override
    public void forward(Frame f) {
        Matrix slopes = f.parameter(0);
        for (int i = 0; i < f.rows(); i++) {
            forward(
                    f.x().data(),
                    f.x().rowOffset(i),
                    slopes.data(),
                    slopes.offset(),
                    f.y().data(),
                    f.y().rowOffset(i),
                    slopes.columns());
        }
    }

    /// Without a branch, which would be guessed wrong half of the time.
    private static void forward(float[] x, int from, float[] slopes, int slope, float[] y, int to, int count) {
        for (int j = 0; j < count; j++) {
            y[to + j] = Math.max(x[from + j], 0f) + slopes[slope + j] * Math.min(x[from + j], 0f);
        }
    }

    @Override
    public void backward(Frame f) {
        Matrix slopes = f.parameter(0);
        Arrays.fill(f.sums(), 0, slopes.columns(), 0);
        for (int i = 0; i < f.rows(); i++) {
            addSlopeGradient(
                    f.x().data(), f.x().rowOffset(i), f.dy().data(), f.dy().rowOffset(i), f.sums(), slopes.columns());
            if (f.wantsInputGradient()) {
                backward(
                        f.x().data(),
                        f.x().rowOffset(i),
                        slopes.data(),
                        slopes.offset(),
                        f.dy().data(),
                        f.dy().rowOffset(i),
                        f.dx().data(),
                        f.dx().rowOffset(i),
                        slopes.columns());
            }
        }
        Elements.round(f.sums(), f.gradient(0));
    }

    private static void addSlopeGradient(float[] x, int from, float[] dy, int first, double[] sums, int count) {
        for (int j = 0; j < count; j++) {
            sums[j] += (double) dy[first + j] * Math.min(x[from + j], 0f);
        }
    }

    /// The smallest float above 0 is 2⁻¹⁴⁹, so that `positive` is 0 or 1.
    private static void backward(
            float[] x, int from, float[] slopes, int slope, float[] dy, int first, float[] dx, int to, int count) {
        for (int j = 0; j < count; j++) {
            float positive = Math.min(Math.max(x[from + j], 0f) * 0x1p127f * 0x1p23f, 1f);
            dx[to + j] = dy[first + j] * (positive + (1 - positive) * slopes[slope + j]);
        }
    }

    @Override
    public String toString() {
        return "prelu";
    }
}
