package dev.lamina.core.layer;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.List;
import java.util.Optional;

/// Batch normalisation, y = γ·x̂ + β with x̂ = (x − μ) / √(σ² + ε): every column gets mean β and deviation γ.
/// In training μ and σ² are those of the column in the batch, in prediction running means of them.
///
/// Each training step moves the running means by r ← (1 − m)·r + m·batch, with the variance as σ²·n / (n − 1); a batch
/// of one row leaves the running variance as it is, and makes y = β: nothing of the row is left. A trainer therefore
/// refuses batches of one row, and lets a single row that would be left for the last batch join the batch before it.
/// Sample weights do not enter, but rows of weight 0 are in no batch.
///
/// Backward, in training: ∂C/∂β = Σ ∂C/∂y, ∂C/∂γ = Σ ∂C/∂y·x̂ over the rows, and
/// ∂C/∂x = γ / √(σ² + ε) · (∂C/∂y − (∂C/∂β + x̂·∂C/∂γ) / n).
///
/// Parameters, each 1 × width: `gamma` (starts at 1) and `beta` (0), which do not decay; `runningMean` (0) and
/// `runningVariance` (1), which no optimizer changes. Source: Ioffe and Szegedy, "Batch normalization" (arXiv
/// 1502.03167); the conventions are PyTorch's.
///
/// @param epsilon ε, positive
/// @param momentum m, in (0, 1]: how much of the batch enters the running means
public record BatchNorm(double epsilon, double momentum) implements Layer {

    public BatchNorm {
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("batch norm's epsilon is " + epsilon + ", expected more than 0");
        }
        if (!(momentum > 0 && momentum <= 1)) {
            throw new IllegalArgumentException("batch norm's momentum is " + momentum + ", expected 0 < m ≤ 1");
        }
    }

    /// ε = 1e-5 and m = 0.1, as PyTorch has them.
    public BatchNorm() {
        this(1e-5, 0.1);
    }

    @Override
    public int outputs(int inputs) {
        return inputs;
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        return List.of(
                ParameterSpec.scale("gamma", inputs, 1),
                ParameterSpec.bias("beta", inputs),
                ParameterSpec.statistic("runningMean", inputs, new Initializer.Zeros()),
                ParameterSpec.statistic("runningVariance", inputs, new Initializer.Constant(1)));
    }

    /// x̂, and of each column μ and 1 / √(σ² + ε); for use on the way back the two means and the factor of ∂C/∂x.
    @Override
    public List<Matrix> saved(int inputs, Buffers buffers) {
        return List.of(
                buffers.saved(inputs),
                buffers.savedOnce(inputs),
                buffers.savedOnce(inputs),
                buffers.savedOnce(inputs),
                buffers.savedOnce(inputs));
    }

    @Override
    public int sums(int inputs) {
        return inputs;
    }

    @Override
    public void forward(Frame f) {
        Matrix normalized = f.saved(0);
        Matrix mean = f.saved(1);
        Matrix scale = f.saved(2);
        Elements.sumColumns(f.x(), f.sums());
        takeMeans(f.sums(), f.rows(), mean, f.parameter(2));
        Elements.sumSquaredDistances(f.x(), mean, f.sums());
        takeVariances(f.sums(), f.rows(), scale, f.parameter(3));
        for (int i = 0; i < f.rows(); i++) {
            normalize(
                    f.x().data(),
                    f.x().rowOffset(i),
                    mean.data(),
                    mean.offset(),
                    scale.data(),
                    scale.offset(),
                    normalized.data(),
                    normalized.rowOffset(i),
                    mean.columns());
        }
        Elements.mapColumns(normalized, f.parameter(0), f.parameter(1), f.y());
    }

    private void takeMeans(double[] sums, int n, Matrix means, Matrix running) {
        for (int j = 0; j < means.columns(); j++) {
            double mean = sums[j] / n;
            means.data()[means.offset() + j] = (float) mean;
            move(running, j, mean);
        }
    }

    private void takeVariances(double[] sums, int n, Matrix scales, Matrix running) {
        for (int j = 0; j < scales.columns(); j++) {
            scales.data()[scales.offset() + j] = (float) (1 / Math.sqrt(sums[j] / n + epsilon));
            if (n > 1) {
                move(running, j, sums[j] / (n - 1));
            }
        }
    }

    private void move(Matrix running, int j, double batch) {
        float[] values = running.data();
        int at = running.offset() + j;
        values[at] = (float) ((1 - momentum) * values[at] + momentum * batch);
    }

    private static void normalize(
            float[] x,
            int from,
            float[] means,
            int mean,
            float[] scales,
            int scale,
            float[] normalized,
            int to,
            int count) {
        for (int j = 0; j < count; j++) {
            normalized[to + j] = (x[from + j] - means[mean + j]) * scales[scale + j];
        }
    }

    @Override
    public void backward(Frame f) {
        Matrix normalized = f.saved(0);
        Matrix scale = f.saved(2);
        Matrix betaShare = f.saved(1);
        Matrix gammaShare = f.saved(3);
        Matrix factor = f.saved(4);
        Elements.sumColumns(f.dy(), f.sums());
        Elements.round(f.sums(), f.gradient(1));
        takeShares(f.sums(), f.rows(), betaShare);
        Elements.sumProducts(f.dy(), normalized, f.sums());
        Elements.round(f.sums(), f.gradient(0));
        takeShares(f.sums(), f.rows(), gammaShare);
        if (f.wantsInputGradient()) {
            Elements.multiply(scale, f.parameter(0), factor);
            for (int i = 0; i < f.rows(); i++) {
                passBack(
                        f.dy().data(),
                        f.dy().rowOffset(i),
                        normalized.data(),
                        normalized.rowOffset(i),
                        betaShare.data(),
                        gammaShare.data(),
                        factor.data(),
                        f.dx().data(),
                        f.dx().rowOffset(i),
                        factor.columns());
            }
        }
    }

    private static void takeShares(double[] sums, int n, Matrix shares) {
        for (int j = 0; j < shares.columns(); j++) {
            shares.data()[shares.offset() + j] = (float) (sums[j] / n);
        }
    }

    private static void passBack(
            float[] dy,
            int from,
            float[] normalized,
            int first,
            float[] betaShares,
            float[] gammaShares,
            float[] factors,
            float[] dx,
            int to,
            int count) {
        for (int j = 0; j < count; j++) {
            dx[to + j] = factors[j] * (dy[from + j] - betaShares[j] - normalized[first + j] * gammaShares[j]);
        }
    }

    /// With the running means.
    @Override
    public Optional<Layer> forInference() {
        return Optional.of(new RunningBatchNorm(epsilon));
    }

    @Override
    public String toString() {
        return "batch norm";
    }
}
