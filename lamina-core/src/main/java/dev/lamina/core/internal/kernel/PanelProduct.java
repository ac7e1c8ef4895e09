package dev.lamina.core.internal.kernel;

/// The product of the kernels, on one panel of C. May hold buffers: one thread at a time may use it.
@FunctionalInterface
public interface PanelProduct {

    /// C += A·B for a panel of C, `rows × width`. Each element is one chain of fused multiply-adds over
    /// ascending k that starts from the value in C.
    ///
    /// A's element (i, k) lies at `aOffset + i·aRowStep + k·aDepthStep`, so A and Aᵀ are the same call; row k
    /// of B starts at `bOffset + k·bStep`, row i of C at `cOffset + i·cStep`.
    ///
    /// @param width a positive multiple of [Kernels#lanes], at most [Kernels#panelWidth]
    void multiplyAddPanel(
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
            int cStep);
}
