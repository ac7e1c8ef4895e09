package dev.lamina.core.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// [DoubleMath] on the widest lanes of the machine, and the way there from `float[]`.
///
/// Choices are made by arithmetic, with [#notBelow] and [#positive], and not by masks, which the just-in-time
/// compiler lacks for vectors of two lanes.
final class DoubleVectors {

    static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    static final VectorSpecies<Float> FLOATS =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));
    private static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, DOUBLES.vectorShape());
    static final int LANES = DOUBLES.length();

    // What comes from an array or a conversion is cast to its exact class: see VectorActivation.
    static final Class<? extends Vector<Float>> FLOAT_CLASS = FLOATS.vectorType();
    private static final Class<? extends Vector<Double>> DOUBLE_CLASS = DOUBLES.vectorType();

    // Constants as vectors, not as numbers that each operation would spread: that costs the just-in-time compiler
    // nodes, see VectorActivation. Single fields and not arrays, whose elements are no constants to it.
    static final DoubleVector ZERO = broadcast(0);
    static final DoubleVector ONE = broadcast(1);
    static final DoubleVector TWO = broadcast(2);
    static final DoubleVector HUGE = broadcast(DoubleMath.HUGE);
    static final DoubleVector VANISHED = broadcast(DoubleMath.VANISHED);
    private static final DoubleVector MINUS_ONE = broadcast(-1);
    private static final DoubleVector FIVE = broadcast(5);
    private static final DoubleVector MINUS_TEN = broadcast(-10);
    private static final DoubleVector MINUS_LOG2_E = broadcast(-DoubleMath.LOG2_E);
    private static final DoubleVector LN2 = broadcast(DoubleMath.LN2);
    private static final DoubleVector LN2_REST = broadcast(DoubleMath.LN2_REST);
    private static final DoubleVector ROUND_MAGIC = broadcast(DoubleMath.ROUND_MAGIC);
    private static final LongVector ONE_BITS = LongVector.broadcast(LONGS, DoubleMath.ONE_BITS);
    private static final LongVector SIGN_BIT = LongVector.broadcast(LONGS, Long.MIN_VALUE);
    private static final DoubleVector G0 = broadcast(DoubleMath.G0);
    private static final DoubleVector G1 = broadcast(DoubleMath.G1);
    private static final DoubleVector G2 = broadcast(DoubleMath.G2);
    private static final DoubleVector G3 = broadcast(DoubleMath.G3);
    private static final DoubleVector G4 = broadcast(DoubleMath.G4);
    private static final DoubleVector G5 = broadcast(DoubleMath.G5);
    private static final DoubleVector G6 = broadcast(DoubleMath.G6);
    private static final DoubleVector G7 = broadcast(DoubleMath.G7);
    private static final DoubleVector G8 = broadcast(DoubleMath.G8);
    private static final DoubleVector G9 = broadcast(DoubleMath.G9);
    private static final DoubleVector L0 = broadcast(DoubleMath.L0);
    private static final DoubleVector L1 = broadcast(DoubleMath.L1);
    private static final DoubleVector L2 = broadcast(DoubleMath.L2);
    private static final DoubleVector L3 = broadcast(DoubleMath.L3);
    private static final DoubleVector L4 = broadcast(DoubleMath.L4);
    private static final DoubleVector L5 = broadcast(DoubleMath.L5);
    private static final DoubleVector L6 = broadcast(DoubleMath.L6);
    private static final DoubleVector N0 = broadcast(DoubleMath.N0);
    private static final DoubleVector N1 = broadcast(DoubleMath.N1);
    private static final DoubleVector N2 = broadcast(DoubleMath.N2);
    private static final DoubleVector N3 = broadcast(DoubleMath.N3);
    private static final DoubleVector N4 = broadcast(DoubleMath.N4);
    private static final DoubleVector N5 = broadcast(DoubleMath.N5);
    private static final DoubleVector N6 = broadcast(DoubleMath.N6);
    private static final DoubleVector N7 = broadcast(DoubleMath.N7);
    private static final DoubleVector N8 = broadcast(DoubleMath.N8);
    private static final DoubleVector N9 = broadcast(DoubleMath.N9);
    private static final DoubleVector N10 = broadcast(DoubleMath.N10);
    private static final DoubleVector N11 = broadcast(DoubleMath.N11);
    private static final DoubleVector N12 = broadcast(DoubleMath.N12);
    private static final DoubleVector N13 = broadcast(DoubleMath.N13);
    private static final DoubleVector N14 = broadcast(DoubleMath.N14);
    private static final DoubleVector N15 = broadcast(DoubleMath.N15);
    private static final DoubleVector N16 = broadcast(DoubleMath.N16);
    private static final DoubleVector N17 = broadcast(DoubleMath.N17);
    private static final DoubleVector N18 = broadcast(DoubleMath.N18);
    private static final DoubleVector N19 = broadcast(DoubleMath.N19);

    private DoubleVectors() {}

    static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(DOUBLES, value);
    }

    static DoubleVector load(float[] x, int index) {
        Vector<Float> floats = FLOAT_CLASS.cast(FloatVector.fromArray(FLOATS, x, index));
        return (DoubleVector) DOUBLE_CLASS.cast(floats.convertShape(VectorOperators.F2D, DOUBLES, 0));
    }

    /// x, whose sign bit is not set, with the sign of another vector.
    static DoubleVector withSign(DoubleVector x, DoubleVector sign) {
        return x.reinterpretAsLongs()
                .or(sign.reinterpretAsLongs().and(SIGN_BIT))
                .reinterpretAsDoubles();
    }

    /// 0 where x < 0, else 1; NaN stays NaN. The larger of it and an e ≤ 1 is the choice between e and 1.
    static DoubleVector notBelow(DoubleVector x) {
        return x.fma(HUGE, ONE).max(ZERO).min(ONE);
    }

    // From here on the functions of DoubleMath.

    static DoubleVector positive(DoubleVector x) {
        return x.mul(HUGE).max(ZERO).min(ONE);
    }

    static DoubleVector shifted(DoubleVector a) {
        return a.fma(MINUS_LOG2_E, ROUND_MAGIC);
    }

    static DoubleVector power(DoubleVector shifted) {
        return shifted.reinterpretAsLongs()
                .lanewise(VectorOperators.LSHL, 52)
                .add(ONE_BITS)
                .reinterpretAsDoubles();
    }

    static DoubleVector growth(DoubleVector a, DoubleVector shifted) {
        DoubleVector n = shifted.sub(ROUND_MAGIC);
        DoubleVector r = n.fma(LN2_REST, n.fma(LN2, a));
        DoubleVector p = G9.fma(r, G8)
                .fma(r, G7)
                .fma(r, G6)
                .fma(r, G5)
                .fma(r, G4)
                .fma(r, G3)
                .fma(r, G2)
                .fma(r, G1)
                .fma(r, G0);
        return r.mul(p.fma(r, MINUS_ONE));
    }

    static DoubleVector decay(DoubleVector a) {
        DoubleVector near = a.min(VANISHED);
        DoubleVector shifted = shifted(near);
        DoubleVector power = power(shifted);
        return growth(near, shifted).fma(power, power);
    }

    static DoubleVector logOnePlus(DoubleVector e) {
        DoubleVector t = e.div(e.add(TWO));
        DoubleVector s = t.mul(t);
        DoubleVector twice = t.add(t);
        DoubleVector p =
                L6.fma(s, L5).fma(s, L4).fma(s, L3).fma(s, L2).fma(s, L1).fma(s, L0);
        return twice.mul(s).fma(p, twice);
    }

    static DoubleVector normalTail(DoubleVector a, DoubleVector e) {
        DoubleVector inverse = ONE.div(a.add(FIVE));
        DoubleVector t = MINUS_TEN.fma(inverse, ONE);
        DoubleVector p = N19.fma(t, N18)
                .fma(t, N17)
                .fma(t, N16)
                .fma(t, N15)
                .fma(t, N14)
                .fma(t, N13)
                .fma(t, N12)
                .fma(t, N11)
                .fma(t, N10)
                .fma(t, N9)
                .fma(t, N8)
                .fma(t, N7)
                .fma(t, N6)
                .fma(t, N5)
                .fma(t, N4)
                .fma(t, N3)
                .fma(t, N2)
                .fma(t, N1)
                .fma(t, N0);
        return e.mul(inverse).mul(p);
    }
}
