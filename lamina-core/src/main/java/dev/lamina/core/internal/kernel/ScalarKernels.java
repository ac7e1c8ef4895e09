package dev.lamina.core.internal.kernel;

/// The kernels in plain Java: the reference that [VectorKernels] equals bit for bit, and what runs without the
/// module `jdk.incubator.vector`. The products live in [ScalarProduct].
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
        return ScalarProduct.MAX_WIDTH;
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
