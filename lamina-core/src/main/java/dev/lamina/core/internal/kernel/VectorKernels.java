package dev.lamina.core.internal.kernel;

import static dev.lamina.core.internal.kernel.ScalarMath.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The kernels on the widest SIMD lanes of the machine. The products live in [VectorProduct].
///
/// Elementwise methods run whole vectors and leave the tail, shorter than a vector, to the scalar definition.
public final class VectorKernels implements Kernels {

    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    static final int LANES = FLOATS.length();

    private final ScalarKernels tail = new ScalarKernels();

    /// Whether this machine's vectors have a width that the panels are cut for: 128, 256 or 512 bits.
    static boolean supported() {
        return LANES == 4 || LANES == 8 || LANES == 16;
    }

    @Override
    public String description() {
        return "vector, " + LANES + " lanes";
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public int panelWidth() {
        return 4 * LANES;
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
        VectorProduct.multiplyAddPanel(
                rows, depth, width, a, aOffset, aRowStep, aDepthStep, b, bOffset, bStep, c, cOffset, cStep);
    }

    @Override
    public void relu(float[] x, int offset, int count) {
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector.fromArray(FLOATS, x, offset + i).max(0f).intoArray(x, offset + i);
        }
        tail.relu(x, offset + whole, count - whole);
    }

    @Override
    public void reluGradient(float[] y, int yOffset, float[] dy, int dyOffset, int count) {
        FloatVector zero = FloatVector.zero(FLOATS);
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            VectorMask<Float> positive =
                    FloatVector.fromArray(FLOATS, y, yOffset + i).compare(VectorOperators.GT, 0f);
            zero.blend(FloatVector.fromArray(FLOATS, dy, dyOffset + i), positive)
                    .intoArray(dy, dyOffset + i);
        }
        tail.reluGradient(y, yOffset + whole, dy, dyOffset + whole, count - whole);
    }

    @Override
    public void sigmoid(float[] x, int offset, int count) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, offset + i);
            FloatVector e = exp(v.abs().neg());
            FloatVector sum = e.add(1f);
            FloatVector lost = e.sub(sum.sub(1f));
            FloatVector y = one.blend(e, v.compare(VectorOperators.LT, 0f)).div(sum);
            lost.neg().mul(y).fma(one.sub(y), y).intoArray(x, offset + i);
        }
        tail.sigmoid(x, offset + whole, count - whole);
    }

    @Override
    public void sigmoidGradient(float[] y, int yOffset, float[] dy, int dyOffset, int count) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector s = FloatVector.fromArray(FLOATS, y, yOffset + i);
            FloatVector.fromArray(FLOATS, dy, dyOffset + i)
                    .mul(s.mul(one.sub(s)))
                    .intoArray(dy, dyOffset + i);
        }
        tail.sigmoidGradient(y, yOffset + whole, dy, dyOffset + whole, count - whole);
    }

    @Override
    public void tanh(float[] x, int offset, int count) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, offset + i);
            FloatVector magnitude = v.abs();
            FloatVector square = magnitude.mul(magnitude);
            FloatVector p = fma(fma(fma(fma(T0, square, T1), square, T2), square, T3), square, T4);
            FloatVector small = p.mul(square).fma(magnitude, magnitude);
            FloatVector e = exp(magnitude.mul(2f));
            FloatVector large = one.sub(FloatVector.broadcast(FLOATS, 2f).div(e.add(1f)));
            FloatVector y = large.blend(small, magnitude.compare(VectorOperators.LT, TANH_SMALL));
            withSign(y, v).intoArray(x, offset + i);
        }
        tail.tanh(x, offset + whole, count - whole);
    }

    @Override
    public void tanhGradient(float[] y, int yOffset, float[] dy, int dyOffset, int count) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector t = FloatVector.fromArray(FLOATS, y, yOffset + i);
            FloatVector.fromArray(FLOATS, dy, dyOffset + i)
                    .mul(t.neg().fma(t, one))
                    .intoArray(dy, dyOffset + i);
        }
        tail.tanhGradient(y, yOffset + whole, dy, dyOffset + whole, count - whole);
    }

    @Override
    public void expShifted(float[] x, int offset, int count, float shift) {
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            exp(FloatVector.fromArray(FLOATS, x, offset + i).sub(shift)).intoArray(x, offset + i);
        }
        tail.expShifted(x, offset + whole, count - whole, shift);
    }

    /// [ScalarMath#exp], lane by lane.
    private static FloatVector exp(FloatVector v) {
        FloatVector x = v.min(EXP_MAX).max(EXP_MIN);
        FloatVector shifted = x.fma(
                FloatVector.broadcast(FLOATS, LOG2_E), FloatVector.broadcast(FLOATS, ROUND_MAGIC));
        FloatVector n = shifted.sub(ROUND_MAGIC);
        FloatVector r = n.fma(FloatVector.broadcast(FLOATS, -LN2_HIGH), x);
        r = n.fma(FloatVector.broadcast(FLOATS, -LN2_LOW), r);
        FloatVector p = fma(fma(fma(fma(fma(E0, r, E1), r, E2), r, E3), r, E4), r, E5);
        FloatVector sum = r.add(1f);
        p = p.fma(r.mul(r), r.sub(sum.sub(1f))).add(sum);
        IntVector exponent = shifted.reinterpretAsInts().sub(ROUND_MAGIC_BITS);
        IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
        return p.mul(powerOfTwo(half)).mul(powerOfTwo(exponent.sub(half)));
    }

    private static FloatVector powerOfTwo(IntVector exponent) {
        return exponent.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
    }

    private static FloatVector withSign(FloatVector magnitude, FloatVector sign) {
        IntVector signBit = sign.reinterpretAsInts().and(0x80000000);
        return magnitude
                .reinterpretAsInts()
                .and(0x7FFFFFFF)
                .or(signBit)
                .reinterpretAsFloats();
    }

    private static FloatVector fma(float a, FloatVector b, float c) {
        return FloatVector.broadcast(FLOATS, a).fma(b, FloatVector.broadcast(FLOATS, c));
    }

    private static FloatVector fma(FloatVector a, FloatVector b, float c) {
        return a.fma(b, FloatVector.broadcast(FLOATS, c));
    }
}
