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
    public ActivationKernel sigmoid() {
        return new ScalarActivation.Sigmoid();
    }

    @Override
    public ActivationKernel tanh() {
        return new ScalarActivation.Tanh();
    }

    @Override
    public ActivationKernel silu() {
        return new ScalarActivation.Silu();
    }

    @Override
    public ActivationKernel gelu() {
        return new ScalarActivation.Gelu();
    }

    @Override
    public ActivationKernel geluTanh() {
        return new ScalarActivation.GeluTanh();
    }

    @Override
    public ActivationKernel mish() {
        return new ScalarActivation.Mish();
    }

    @Override
    public ActivationKernel softplus() {
        return new ScalarActivation.Softplus();
    }

    @Override
    public ActivationKernel elu(double scale, double alpha) {
        return new ScalarActivation.Elu(scale, alpha);
    }

    @Override
    public ActivationKernel softsign() {
        return new ScalarActivation.Softsign();
    }

    @Override
    public ActivationKernel hardSigmoid() {
        return new ScalarActivation.HardSigmoid();
    }

    @Override
    public ActivationKernel hardSwish() {
        return new ScalarActivation.HardSwish();
    }

    @Override
    public ActivationKernel hardTanh() {
        return new ScalarActivation.HardTanh();
    }

    @Override
    public void expShifted(float[] x, int offset, int count, float shift) {
        for (int i = offset; i < offset + count; i++) {
            x[i] = ScalarMath.exp(x[i] - shift);
        }
    }
}
