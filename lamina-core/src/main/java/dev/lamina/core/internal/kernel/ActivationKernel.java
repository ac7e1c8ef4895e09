package dev.lamina.core.internal.kernel;

/// The float32 loops of one elementwise activation f.
///
/// Each number is taken to double, where f and f′ are computed to about 1e-15, and rounded once: at most 0.51
/// ulp off, 1 ulp at the floats next to a zero of f′. Same bits, offsets and threads: as in [Kernels].
public interface ActivationKernel {

    /// z ← f(z).
    void value(float[] z, int offset, int count);

    /// slope ← f′(z), z ← f(z); together, since most share their exponential.
    ///
    /// @param slope not the array of z, or another part of it
    void valueAndSlope(float[] z, int offset, float[] slope, int slopeOffset, int count);
}
