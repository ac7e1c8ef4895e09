package dev.lamina.core.internal.kernel;

/// The kernels in plain Java: the reference that [VectorKernels] equals bit for bit, and what runs without the
/// module `jdk.incubator.vector`.
public final class ScalarKernels implements Kernels {

    @Override
    public String description() {
        return "scalar";
    }

    @Override
    public PanelProduct product() {
        return new ScalarProduct();
    }

    @Override
    public void relu(float[] x, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            x[i] = x[i] < 0 ? 0f : x[i];
        }
    }

    @Override
    public void reluGradient(float[] y, int yOffset, float[] dy, int dyOffset, int count) {
        for (int i = 0; i < count; i++) {
            dy[dyOffset + i] = y[yOffset + i] > 0 ? dy[dyOffset + i] : 0f;
        }
    }

    @Override
    public void leakyRelu(float slope, float[] x, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            x[i] = x[i] > 0 ? x[i] : slope * x[i];
        }
    }

    @Override
    public void leakyReluGradient(float slope, float[] y, int yOffset, float[] dy, int dyOffset, int count) {
        for (int i = 0; i < count; i++) {
            float d = dy[dyOffset + i];
            dy[dyOffset + i] = y[yOffset + i] > 0 ? d : slope * d;
        }
    }

    @Override
    public void multiply(float[] slope, int slopeOffset, float[] dy, int dyOffset, int count) {
        for (int i = 0; i < count; i++) {
            dy[dyOffset + i] *= slope[slopeOffset + i];
        }
    }

    @Override
    public void mix(float[] x, int xOffset, float[] share, int shareOffset, float[] y, int yOffset, int count) {
        for (int i = 0; i < count; i++) {
            y[yOffset + i] = x[xOffset + i] + share[shareOffset + i] * (y[yOffset + i] - x[xOffset + i]);
        }
    }

    @Override
    public ActivationKernel activation(ScalarActivation definition) {
        return definition;
    }

    @Override
    public void expShifted(float[] x, int offset, int count, float shift) {
        for (int i = offset; i < offset + count; i++) {
            x[i] = ScalarMath.exp(x[i] - shift);
        }
    }

    @Override
    public void dropMask(long key, int limit, float kept, float[] factors, int offset, int first, int count) {
        for (int i = 0; i < count; i++) {
            // Without a branch, which would be guessed wrong too often.
            int keeps = 1 + ((DropNumbers.of(key, first + i) - limit) >> 31);
            factors[offset + i] = keeps * kept;
        }
    }

    @Override
    public void sumRows(float[] x, int offset, int step, int rows, int columns, float[] sums, int sumsOffset) {
        for (int j = 0; j < columns; j++) {
            float sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += x[offset + i * step + j];
            }
            sums[sumsOffset + j] = sum;
        }
    }

    @Override
    public void descend(float[] p, float[] g, int from, int to, float rate, float decay) {
        for (int i = from; i < to; i++) {
            p[i] -= rate * (g[i] + decay * p[i]);
        }
    }

    @Override
    public void descendWithMomentum(
            float[] p,
            float[] g,
            float[] v,
            int from,
            int to,
            float rate,
            float decay,
            float momentum,
            float entering,
            float ahead,
            float kept) {
        for (int i = from; i < to; i++) {
            float d = g[i] + decay * p[i];
            v[i] = momentum * v[i] + entering * d;
            p[i] -= rate * (ahead * d + kept * v[i]);
        }
    }

    @Override
    public void descendByMoments(
            float[] p,
            float[] g,
            float[] m,
            float[] v,
            int from,
            int to,
            float beta1,
            float beta2,
            float decay,
            float shrink,
            float onMean,
            float onGradient,
            float onRoot,
            float added) {
        for (int i = from; i < to; i++) {
            float d = g[i] + decay * p[i];
            m[i] = beta1 * m[i] + (1f - beta1) * d;
            v[i] = beta2 * v[i] + (1f - beta2) * d * d;
            p[i] = shrink * p[i] - (onMean * m[i] + onGradient * d) / (onRoot * (float) Math.sqrt(v[i]) + added);
        }
    }
}
