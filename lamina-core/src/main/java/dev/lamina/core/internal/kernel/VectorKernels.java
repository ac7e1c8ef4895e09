package dev.lamina.core.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The kernels on the widest SIMD lanes of the machine. The products live in [VectorProduct].
///
/// Elementwise methods run whole vectors and leave the tail, shorter than a vector, to the scalar definition;
/// the activations in double are [VectorActivation]s.
public final class VectorKernels implements Kernels {

    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());
    static final int LANES = FLOATS.length();

    // What comes from an array is cast to its exact class: see VectorActivation.
    private static final Class<? extends Vector<Float>> FLOAT_CLASS = FLOATS.vectorType();

    // Sums leave the loop of a product through ONE.fma(s, MINUS_ZERO), which is s: as the receiver of intoArray itself
    // a
    // sum has no exact class to the just-in-time compiler once vectors of other widths are in use, and then each of its
    // values in the loop may become an object on the heap.
    static final FloatVector ONE = broadcast(1f);
    static final FloatVector MINUS_ZERO = broadcast(-0f);

    // Constants as vectors: see DoubleVectors.
    private static final FloatVector ZERO = broadcast(0f);
    private static final FloatVector LOG2_E = broadcast(ScalarMath.LOG2_E);
    private static final FloatVector MINUS_LN2_HIGH = broadcast(-ScalarMath.LN2_HIGH);
    private static final FloatVector MINUS_LN2_LOW = broadcast(-ScalarMath.LN2_LOW);
    private static final FloatVector ROUND_MAGIC = broadcast(ScalarMath.ROUND_MAGIC);
    private static final FloatVector EXP_MIN = broadcast(ScalarMath.EXP_MIN);
    private static final FloatVector E0 = broadcast(ScalarMath.E0);
    private static final FloatVector E1 = broadcast(ScalarMath.E1);
    private static final FloatVector E2 = broadcast(ScalarMath.E2);
    private static final FloatVector E3 = broadcast(ScalarMath.E3);
    private static final FloatVector E4 = broadcast(ScalarMath.E4);
    private static final FloatVector E5 = broadcast(ScalarMath.E5);
    private static final IntVector TWO_64_BITS = IntVector.broadcast(INTS, ScalarMath.TWO_64_BITS);
    private static final IntVector PLACES = IntVector.zero(INTS).addIndex(1);
    private static final FloatVector TWO_MINUS_64 = broadcast(ScalarMath.TWO_MINUS_64);

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
    public PanelProduct product() {
        return new VectorProduct();
    }

    @Override
    public void relu(float[] x, int offset, int count) {
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector v = (FloatVector) FLOAT_CLASS.cast(FloatVector.fromArray(FLOATS, x, offset + i));
            v.blend(0f, v.compare(VectorOperators.LT, 0f)).intoArray(x, offset + i);
        }
        tail.relu(x, offset + whole, count - whole);
    }

    @Override
    public void reluGradient(float[] y, int yOffset, float[] dy, int dyOffset, int count) {
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            VectorMask<Float> positive =
                    ZERO.compare(VectorOperators.LT, FloatVector.fromArray(FLOATS, y, yOffset + i));
            ZERO.blend(FloatVector.fromArray(FLOATS, dy, dyOffset + i), positive)
                    .intoArray(dy, dyOffset + i);
        }
        tail.reluGradient(y, yOffset + whole, dy, dyOffset + whole, count - whole);
    }

    @Override
    public void leakyRelu(float slope, float[] x, int offset, int count) {
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector v = (FloatVector) FLOAT_CLASS.cast(FloatVector.fromArray(FLOATS, x, offset + i));
            v.mul(slope).blend(v, v.compare(VectorOperators.GT, 0f)).intoArray(x, offset + i);
        }
        tail.leakyRelu(slope, x, offset + whole, count - whole);
    }

    @Override
    public void leakyReluGradient(float slope, float[] y, int yOffset, float[] dy, int dyOffset, int count) {
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            VectorMask<Float> positive =
                    ZERO.compare(VectorOperators.LT, FloatVector.fromArray(FLOATS, y, yOffset + i));
            FloatVector d = (FloatVector) FLOAT_CLASS.cast(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            d.mul(slope).blend(d, positive).intoArray(dy, dyOffset + i);
        }
        tail.leakyReluGradient(slope, y, yOffset + whole, dy, dyOffset + whole, count - whole);
    }

    @Override
    public void multiply(float[] slope, int slopeOffset, float[] dy, int dyOffset, int count) {
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector d = (FloatVector) FLOAT_CLASS.cast(FloatVector.fromArray(FLOATS, dy, dyOffset + i));
            d.mul(FloatVector.fromArray(FLOATS, slope, slopeOffset + i)).intoArray(dy, dyOffset + i);
        }
        tail.multiply(slope, slopeOffset + whole, dy, dyOffset + whole, count - whole);
    }

    @Override
    public void mix(float[] x, int xOffset, float[] share, int shareOffset, float[] y, int yOffset, int count) {
        int whole = FLOATS.loopBound(count);
        for (int i = 0; i < whole; i += LANES) {
            FloatVector plain = (FloatVector) FLOAT_CLASS.cast(FloatVector.fromArray(FLOATS, x, xOffset + i));
            FloatVector mapped = (FloatVector) FLOAT_CLASS.cast(FloatVector.fromArray(FLOATS, y, yOffset + i));
            mapped.sub(plain)
                    .mul(FloatVector.fromArray(FLOATS, share, shareOffset + i))
                    .add(plain)
                    .intoArray(y, yOffset + i);
        }
        tail.mix(x, xOffset + whole, share, shareOffset + whole, y, yOffset + whole, count - whole);
    }

    @Override
    public ActivationKernel activation(ScalarActivation definition) {
        return definition.onLanes();
    }

    @Override
    public void expShifted(float[] x, int offset, int count, float shift) {
        int whole = FLOATS.loopBound(count);
        if (whole > 0) {
            shiftedExps(x, offset, offset + whole, shift);
        }
        tail.expShifted(x, offset + whole, count - whole, shift);
    }

    private static void shiftedExps(float[] x, int from, int to, float shift) {
        for (int i = from; i < to; i += LANES) {
            FloatVector v = (FloatVector) FLOAT_CLASS.cast(FloatVector.fromArray(FLOATS, x, i));
            exp(v.sub(shift)).intoArray(x, i);
        }
    }

    @Override
    public void dropMask(long key, int limit, float kept, float[] factors, int offset, int first, int count) {
        int whole = FLOATS.loopBound(count);
        IntVector keptBits = IntVector.broadcast(INTS, Float.floatToRawIntBits(kept));
        for (int i = 0; i < whole; i += LANES) {
            IntVector h = hash(PLACES.add((int) key + first + i)).add((int) (key >>> 32));
            IntVector dropped =
                    hash(h).lanewise(VectorOperators.LSHR, 8).sub(limit).lanewise(VectorOperators.ASHR, 31);
            keptBits.lanewise(VectorOperators.AND_NOT, dropped)
                    .reinterpretAsFloats()
                    .intoArray(factors, offset + i);
        }
        tail.dropMask(key, limit, kept, factors, offset + whole, first + whole, count - whole);
    }

    /// The hash of [DropNumbers], lane by lane.
    private static IntVector hash(IntVector v) {
        IntVector h = v.lanewise(VectorOperators.LSHR, 16)
                .lanewise(VectorOperators.XOR, v)
                .mul(DropNumbers.FIRST_FACTOR);
        h = h.lanewise(VectorOperators.LSHR, 13)
                .lanewise(VectorOperators.XOR, h)
                .mul(DropNumbers.SECOND_FACTOR);
        return h.lanewise(VectorOperators.LSHR, 16).lanewise(VectorOperators.XOR, h);
    }

    @Override
    public void sumRows(float[] x, int offset, int step, int rows, int columns, float[] sums, int sumsOffset) {
        int whole = FLOATS.loopBound(columns);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector sum = FloatVector.zero(FLOATS);
            for (int i = 0; i < rows; i++) {
                sum = sum.add(FloatVector.fromArray(FLOATS, x, offset + i * step + j));
            }
            // Not sum itself: see VectorProduct.
            ONE.fma(sum, MINUS_ZERO).intoArray(sums, sumsOffset + j);
        }
        tail.sumRows(x, offset + whole, step, rows, columns - whole, sums, sumsOffset + whole);
    }

    @Override
    public void descend(float[] p, float[] g, int from, int to, float rate, float decay) {
        int whole = from + FLOATS.loopBound(to - from);
        for (int i = from; i < whole; i += LANES) {
            FloatVector x = (FloatVector) FLOAT_CLASS.cast(FloatVector.fromArray(FLOATS, p, i));
            FloatVector d = x.mul(decay).add(FloatVector.fromArray(FLOATS, g, i));
            x.sub(d.mul(rate)).intoArray(p, i);
        }
        tail.descend(p, g, whole, to, rate, decay);
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
        int whole = from + FLOATS.loopBound(to - from);
        for (int i = from; i < whole; i += LANES) {
            FloatVector x = (FloatVector) FLOAT_CLASS.cast(FloatVector.fromArray(FLOATS, p, i));
            FloatVector d = x.mul(decay).add(FloatVector.fromArray(FLOATS, g, i));
            FloatVector velocity = ((FloatVector) FLOAT_CLASS.cast(FloatVector.fromArray(FLOATS, v, i)))
                    .mul(momentum)
                    .add(d.mul(entering));
            velocity.intoArray(v, i);
            x.sub(d.mul(ahead).add(velocity.mul(kept)).mul(rate)).intoArray(p, i);
        }
        tail.descendWithMomentum(p, g, v, whole, to, rate, decay, momentum, entering, ahead, kept);
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
        int whole = from + FLOATS.loopBound(to - from);
        for (int i = from; i < whole; i += LANES) {
            FloatVector x = (FloatVector) FLOAT_CLASS.cast(FloatVector.fromArray(FLOATS, p, i));
            FloatVector d = x.mul(decay).add(FloatVector.fromArray(FLOATS, g, i));
            FloatVector mean = ((FloatVector) FLOAT_CLASS.cast(FloatVector.fromArray(FLOATS, m, i)))
                    .mul(beta1)
                    .add(d.mul(1f - beta1));
            FloatVector square = ((FloatVector) FLOAT_CLASS.cast(FloatVector.fromArray(FLOATS, v, i)))
                    .mul(beta2)
                    .add(d.mul(1f - beta2).mul(d));
            mean.intoArray(m, i);
            square.intoArray(v, i);
            FloatVector step = mean.mul(onMean).add(d.mul(onGradient));
            x.mul(shrink).sub(step.div(square.sqrt().mul(onRoot).add(added))).intoArray(p, i);
        }
        tail.descendByMoments(p, g, m, v, whole, to, beta1, beta2, decay, shrink, onMean, onGradient, onRoot, added);
    }

    /// [ScalarMath#exp], lane by lane.
    private static FloatVector exp(FloatVector v) {
        FloatVector x = v.max(EXP_MIN);
        FloatVector shifted = x.fma(LOG2_E, ROUND_MAGIC);
        FloatVector n = shifted.sub(ROUND_MAGIC);
        FloatVector r = n.fma(MINUS_LN2_HIGH, x);
        r = n.fma(MINUS_LN2_LOW, r);
        FloatVector p = E0.fma(r, E1).fma(r, E2).fma(r, E3).fma(r, E4).fma(r, E5);
        FloatVector sum = ONE.add(r);
        p = p.fma(r.mul(r), r.sub(sum.sub(ONE))).add(sum);
        IntVector power =
                shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(TWO_64_BITS);
        return p.mul(power.reinterpretAsFloats()).mul(TWO_MINUS_64);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }
}
