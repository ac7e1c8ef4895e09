package dev.lamina.core.internal.kernel;

import static java.lang.Math.fma;

/// The kernels in plain Java: the reference that [VectorKernels] equals bit for bit, and what runs without the
/// module `jdk.incubator.vector`.
public final class ScalarKernels implements Kernels {

    @Override
    public String description() {
        return "scalar";
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public int panelWidth() {
        return 64;
    }

    @Override
    public void multiplyAddPanel(
            int rows,
            int depth,
            int width,
            float[] a,
            int aOffset,
            int aRowStep,
            int aDepthStep,
            float[] b,
            int bOffset,
            int bStep,
            float[] c,
            int cOffset,
            int cStep) {
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < depth; k++) {
                addScaledRow(
                        a[aOffset + i * aRowStep + k * aDepthStep],
                        b,
                        bOffset + k * bStep,
                        c,
                        cOffset + i * cStep,
                        width);
            }
        }
    }

    private static void addScaledRow(float scale, float[] b, int bOffset, float[] c, int cOffset, int width) {
        for (int j = 0; j < width; j++) {
            c[cOffset + j] = fma(scale, b[bOffset + j], c[cOffset + j]);
        }
    }

    @Override
    public void relu(float[] x, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            x[i] = Math.max(x[i], 0f);
        }
    }

    @Override
    public void reluGradient(float[] y, int yOffset, float[] dy, int dyOffset, int count) {
        for (int i = 0; i < count; i++) {
            dy[dyOffset + i] = y[yOffset + i] > 0 ? dy[dyOffset + i] : 0f;
        }
    }

    @Override
    public void sigmoid(float[] x, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            x[i] = ScalarMath.sigmoid(x[i]);
        }
    }

    @Override
    public void sigmoidGradient(float[] y, int yOffset, float[] dy, int dyOffset, int count) {
        for (int i = 0; i < count; i++) {
            float s = y[yOffset + i];
            dy[dyOffset + i] *= s * (1f - s);
        }
    }

    @Override
    public void tanh(float[] x, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            x[i] = ScalarMath.tanh(x[i]);
        }
    }

    @Override
    public void tanhGradient(float[] y, int yOffset, float[] dy, int dyOffset, int count) {
        for (int i = 0; i < count; i++) {
            float t = y[yOffset + i];
            dy[dyOffset + i] *= fma(-t, t, 1f);
        }
    }

    @Override
    public void expShifted(float[] x, int offset, int count, float shift) {
        for (int i = offset; i < offset + count; i++) {
            x[i] = ScalarMath.exp(x[i] - shift);
        }
    }
}
