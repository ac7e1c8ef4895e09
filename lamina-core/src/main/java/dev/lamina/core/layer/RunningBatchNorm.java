package dev.lamina.core.layer;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.List;

/// Batch normalisation as it predicts, with the parameters of [BatchNorm]: μ and σ² are `runningMean` and
/// `runningVariance`, so that rows do not depend on each other. Backward: ∂C/∂β and ∂C/∂γ as in training,
/// ∂C/∂x = γ / √(σ² + ε) · ∂C/∂y.
///
/// @param epsilon ε, positive
public record RunningBatchNorm(double epsilon) implements Layer {

    public RunningBatchNorm {
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("batch norm's epsilon is " + epsilon + ", expected more than 0");
        }
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    /// Those of [BatchNorm].
    @Override
    public List<ParameterSpec> parameters(int inputs) {
        return new BatchNorm().parameters(inputs);
    }

    @Override
    public int sums(int inputs) {
        return inputs;
    }

    @Override
    public void forward(Frame f) {
        double[] scales = scales(f);
        Matrix beta = f.parameter(1);
        Matrix mean = f.parameter(2);
        for (int i = 0; i < f.rows(); i++) {
            map(
                    f.x().data(),
                    f.x().rowOffset(i),
                    mean.data(),
                    mean.offset(),
                    scales,
                    beta.data(),
                    beta.offset(),
                    f.y().data(),
                    f.y().rowOffset(i),
                    mean.columns());
        }
    }

    /// γ / √(σ² + ε) of each column.
    private double[] scales(Frame f) {
        double[] scales = f.sums();
        Matrix gamma = f.parameter(0);
        for (int j = 0; j < gamma.columns(); j++) {
            scales[j] = gamma.data()[gamma.offset() + j] * inverseDeviation(f, j);
        }
        return scales;
    }

    private double inverseDeviation(Frame f, int j) {
        Matrix variance = f.parameter(3);
        return 1 / Math.sqrt(variance.data()[variance.offset() + j] + epsilon);
    }

    private static void map(
            float[] x,
            int from,
            float[] means,
            int mean,
            double[] scales,
            float[] betas,
            int beta,
            float[] y,
            int to,
            int count) {
        for (int j = 0; j < count; j++) {
            y[to + j] = (float) (((double) x[from + j] - means[mean + j]) * scales[j] + betas[beta + j]);
        }
    }

    @Override
    public void backward(Frame f) {
        if (f.wantsInputGradient()) {
            double[] scales = scales(f);
            for (int i = 0; i < f.rows(); i++) {
                passBack(
                        f.dy().data(),
                        f.dy().rowOffset(i),
                        scales,
                        f.dx().data(),
                        f.dx().rowOffset(i),
                        f.dx().columns());
            }
        }
        double[] sums = f.sums();
        Elements.sumColumns(f.dy(), sums);
        Elements.round(sums, f.gradient(1));
        Elements.sumCenteredProducts(f.dy(), f.x(), f.parameter(2), sums);
        for (int j = 0; j < f.dy().columns(); j++) {
            sums[j] *= inverseDeviation(f, j);
        }
        Elements.round(sums, f.gradient(0));
    }

    private static void passBack(float[] dy, int from, double[] scales, float[] dx, int to, int count) {
        for (int j = 0; j < count; j++) {
            dx[to + j] = (float) (dy[from + j] * scales[j]);
        }
    }

    @Override
    public String toString() {
        return "batch norm with running means";
    }
}
