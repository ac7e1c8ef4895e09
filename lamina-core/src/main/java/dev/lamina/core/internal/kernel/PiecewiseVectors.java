package dev.lamina.core.internal.kernel;

import static dev.lamina.core.internal.kernel.DoubleVectors.FLOATS;
import static dev.lamina.core.internal.kernel.DoubleVectors.FLOAT_CLASS;
import static dev.lamina.core.internal.kernel.DoubleVectors.LANES;
import static dev.lamina.core.internal.kernel.DoubleVectors.ONE;
import static dev.lamina.core.internal.kernel.DoubleVectors.TWO;
import static dev.lamina.core.internal.kernel.DoubleVectors.ZERO;
import static dev.lamina.core.internal.kernel.DoubleVectors.broadcast;
import static dev.lamina.core.internal.kernel.DoubleVectors.load;
import static dev.lamina.core.internal.kernel.DoubleVectors.positive;
import static jdk.incubator.vector.VectorOperators.D2F;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/// The activations without an exponential, on lanes: each the operations of the class of the same name in
/// [ScalarActivation].
final class PiecewiseVectors {

    private PiecewiseVectors() {}

    /// z/(1 + |z|); slope 1/(1 + |z|)².
    static final class Softsign extends VectorActivation {

        Softsign(ScalarActivation definition) {
            super(definition);
        }

        @Override
        void values(float[] z, int from, int to) {
            for (int i = from; i < to; i += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector d = x.abs().add(ONE);
                DoubleVector y = x.div(d);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
            }
        }

        @Override
        void valuesAndSlopes(float[] z, int from, int to, float[] slope, int slopeFrom) {
            for (int i = from, j = slopeFrom; i < to; i += LANES, j += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector d = x.abs().add(ONE);
                DoubleVector y = x.div(d);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
                DoubleVector dy = ONE.div(d.mul(d));
                ((FloatVector) FLOAT_CLASS.cast(dy.convertShape(D2F, FLOATS, 0))).intoArray(slope, j);
            }
        }
    }

    /// (z + 3)/6 within 0 and 1; slope 1/6 within the kinks.
    static final class HardSigmoid extends VectorActivation {

        private static final DoubleVector THREE = broadcast(3);
        private static final DoubleVector SIX = broadcast(6);

        HardSigmoid(ScalarActivation definition) {
            super(definition);
        }

        @Override
        void values(float[] z, int from, int to) {
            for (int i = from; i < to; i += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector y = x.add(THREE).max(ZERO).min(SIX).div(SIX);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
            }
        }

        @Override
        void valuesAndSlopes(float[] z, int from, int to, float[] slope, int slopeFrom) {
            for (int i = from, j = slopeFrom; i < to; i += LANES, j += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector y = x.add(THREE).max(ZERO).min(SIX).div(SIX);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
                DoubleVector dy = positive(THREE.sub(x.abs())).div(SIX);
                ((FloatVector) FLOAT_CLASS.cast(dy.convertShape(D2F, FLOATS, 0))).intoArray(slope, j);
            }
        }
    }

    /// z times the hard sigmoid; slope (2z + 3)/6 within the kinks.
    static final class HardSwish extends VectorActivation {

        private static final DoubleVector THREE = broadcast(3);
        private static final DoubleVector MINUS_THREE = broadcast(-3);
        private static final DoubleVector SIX = broadcast(6);

        HardSwish(ScalarActivation definition) {
            super(definition);
        }

        @Override
        void values(float[] z, int from, int to) {
            for (int i = from; i < to; i += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector y = x.add(THREE).max(ZERO).min(SIX).div(SIX).mul(x);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
            }
        }

        @Override
        void valuesAndSlopes(float[] z, int from, int to, float[] slope, int slopeFrom) {
            for (int i = from, j = slopeFrom; i < to; i += LANES, j += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector y = x.add(THREE).max(ZERO).min(SIX).div(SIX).mul(x);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
                DoubleVector inside = positive(THREE.sub(x.abs()));
                DoubleVector above = ONE.sub(positive(THREE.sub(x)));
                DoubleVector near = x.max(MINUS_THREE).min(THREE);
                DoubleVector dy = near.fma(TWO, THREE).div(SIX).fma(inside, above);
                ((FloatVector) FLOAT_CLASS.cast(dy.convertShape(D2F, FLOATS, 0))).intoArray(slope, j);
            }
        }
    }

    /// z within −1 and 1; slope 1 within the kinks.
    static final class HardTanh extends VectorActivation {

        private static final DoubleVector MINUS_ONE = broadcast(-1);

        HardTanh(ScalarActivation definition) {
            super(definition);
        }

        @Override
        void values(float[] z, int from, int to) {
            for (int i = from; i < to; i += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector y = x.max(MINUS_ONE).min(ONE);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
            }
        }

        @Override
        void valuesAndSlopes(float[] z, int from, int to, float[] slope, int slopeFrom) {
            for (int i = from, j = slopeFrom; i < to; i += LANES, j += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector y = x.max(MINUS_ONE).min(ONE);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
                DoubleVector dy = positive(ONE.sub(x.abs()));
                ((FloatVector) FLOAT_CLASS.cast(dy.convertShape(D2F, FLOATS, 0))).intoArray(slope, j);
            }
        }
    }
}
