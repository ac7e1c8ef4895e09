package dev.lamina.core.activation;

import dev.lamina.core.internal.kernel.ActivationKernel;

/// The definition of an activation as its float32 form, number by number: for those without a kernel of their
/// own.
record Definition(Elementwise f) implements ActivationKernel {

    @Override
    public void value(float[] z, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            z[i] = (float) f.value(z[i]);
        }
    }

    @Override
    public void valueAndSlope(float[] z, int offset, float[] slope, int slopeOffset, int count) {
        for (int i = 0; i < count; i++) {
            double x = z[offset + i];
            z[offset + i] = (float) f.value(x);
            slope[slopeOffset + i] = (float) f.derivative(x);
        }
    }
}
