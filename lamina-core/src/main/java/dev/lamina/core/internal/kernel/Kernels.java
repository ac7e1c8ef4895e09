package dev.lamina.core.internal.kernel;

/// The numerical loops that exist twice: [ScalarKernels], the readable reference, and [VectorKernels], the
/// same arithmetic on SIMD lanes.
///
/// **Same bits.** Every method is a fixed sequence of IEEE operations per output element, so both
/// implementations, every lane count and every split of the work over threads give identical results. Sums that
/// run along lanes use the canonical order of [#sum].
///
/// Methods work on `count` elements from an offset; they check nothing, the callers in `matrix` and
/// `activation` do. Stateless and thread-safe.
public sealed interface Kernels permits ScalarKernels, VectorKernels {

    /// The implementation that computes now: the vector kernels may come later, see [KernelChoice].
    static Kernels chosen() {
        return KernelChoice.current();
    }

    /// An activation by whichever implementation computes at the time.
    static ActivationKernel chosenActivation(ScalarActivation definition) {
        return KernelChoice.activation(definition);
    }

    /// Which implementation computes now, and which may come later or why none does.
    static String chosenDescription() {
        return KernelChoice.description();
    }

    /// The same for the start of a JVM that differs from this one in that it has the vector module and may use all
    /// of its compilers. Loads no vectors, so that the number of lanes is not known.
    static String describedWithModule() {
        return VectorOutlook.describedWithModule();
    }

    /// Says how much work is to come, for much of which the vector kernels are worth a slow beginning.
    static void expect(double multiplyAdds) {
        KernelChoice.expect(multiplyAdds);
    }

    /// Counts the work of products, after enough of which the vector kernels are made ready.
    static void worked(long multiplyAdds) {
        KernelChoice.worked(multiplyAdds);
    }

    /// Says once that the kernels will stay scalar: at INFO for want of the vector module, at DEBUG where nothing would
    /// help. Called before products are computed: a program that only looks at networks need not hear of it.
    static void sayIfSlow() {
        KernelChoice.Notice.given();
    }

    /// Such as `vector, 16 lanes`.
    String description();

    /// The inner part of matrix products, a new one for each thread.
    PanelProduct product();

    /// x ← 0 where x < 0; NaN and −0 stay.
    void relu(float[] x, int offset, int count);

    /// dy ← dy where y > 0, else 0.
    void reluGradient(float[] y, int yOffset, float[] dy, int dyOffset, int count);

    /// x ← x where x > 0, else slope·x.
    void leakyRelu(float slope, float[] x, int offset, int count);

    /// dy ← dy where y > 0, else slope·dy.
    void leakyReluGradient(float slope, float[] y, int yOffset, float[] dy, int dyOffset, int count);

    /// dy ← dy · slope: back through an activation whose [ActivationKernel#valueAndSlope] left the slope.
    void multiply(float[] slope, int slopeOffset, float[] dy, int dyOffset, int count);

    /// y ← x + share·(y − x): between x and y, all the way for a share of 1.
    void mix(float[] x, int xOffset, float[] share, int shareOffset, float[] y, int yOffset, int count);

    /// The loops of an activation.
    ///
    /// @param definition its form number by number
    ActivationKernel activation(ScalarActivation definition);

    /// x ← e^(x − shift), at most 1 ulp off for the rounded difference.
    ///
    /// @param shift at least as large as every x
    void expShifted(float[] x, int offset, int count, float shift);

    /// factor i ← 0 where [DropNumbers#of] the key and first + i is below the limit, else kept.
    void dropMask(long key, int limit, float kept, float[] factors, int offset, int first, int count);

    /// p ← p − rate·(g + decay·p).
    void descend(float[] p, float[] g, int from, int to, float rate, float decay);

    /// With d = g + decay·p: v ← momentum·v + entering·d, then p ← p − rate·(ahead·d + kept·v).
    void descendWithMomentum(
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
            float kept);

    /// With d = g + decay·p: m ← β₁m + (1 − β₁)d, v ← β₂v + (1 − β₂)d², then
    /// p ← shrink·p − (onMean·m + onGradient·d) / (onRoot·√v + added).
    void descendByMoments(
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
            float added);

    /// sums = Σ over the rows of x, in their order; `columns` of them, the rows `step` apart.
    void sumRows(float[] x, int offset, int step, int rows, int columns, float[] sums, int sumsOffset);

    /// Σ x in the canonical order: 16 interleaved partial sums (element i joins sum i mod 16), then a tree that
    /// adds the upper half to the lower one.
    default float sum(float[] x, int offset, int count) {
        return tree(x, offset, count, 0, 1);
    }

    private static float tree(float[] x, int offset, int count, int first, int step) {
        if (first + step >= count) {
            return first < count ? 0f + x[offset + first] : 0f;
        }
        if (step == 16) {
            float partial = 0;
            for (int i = first; i < count; i += 16) {
                partial += x[offset + i];
            }
            return partial;
        }
        return tree(x, offset, count, first, 2 * step) + tree(x, offset, count, first + step, 2 * step);
    }
}
