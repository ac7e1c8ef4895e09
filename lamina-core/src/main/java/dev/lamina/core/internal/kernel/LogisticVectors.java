package dev.lamina.core.internal.kernel;

import static dev.lamina.core.internal.kernel.DoubleVectors.FLOATS;
import static dev.lamina.core.internal.kernel.DoubleVectors.FLOAT_CLASS;
import static dev.lamina.core.internal.kernel.DoubleVectors.LANES;
import static dev.lamina.core.internal.kernel.DoubleVectors.ONE;
import static dev.lamina.core.internal.kernel.DoubleVectors.VANISHED;
import static dev.lamina.core.internal.kernel.DoubleVectors.broadcast;
import static dev.lamina.core.internal.kernel.DoubleVectors.decay;
import static dev.lamina.core.internal.kernel.DoubleVectors.growth;
import static dev.lamina.core.internal.kernel.DoubleVectors.load;
import static dev.lamina.core.internal.kernel.DoubleVectors.notBelow;
import static dev.lamina.core.internal.kernel.DoubleVectors.power;
import static dev.lamina.core.internal.kernel.DoubleVectors.shifted;
import static dev.lamina.core.internal.kernel.DoubleVectors.withSign;
import static jdk.incubator.vector.VectorOperators.D2F;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/// The activations that are made of the logistic function σ, on lanes, with e = e^−|z|: each the operations of
/// the class of the same name in [ScalarActivation].
final class LogisticVectors {

    private LogisticVectors() {}

    /// One of e/(1 + e) and 1/(1 + e); slope e/(1 + e)².
    static final class Sigmoid extends VectorActivation {

        Sigmoid(ScalarActivation definition) {
            super(definition);
        }

        @Override
        void values(float[] z, int from, int to) {
            for (int i = from; i < to; i += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector e = decay(x.abs());
                DoubleVector inverse = ONE.div(e.add(ONE));
                DoubleVector y = e.max(notBelow(x)).mul(inverse);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
            }
        }

        @Override
        void valuesAndSlopes(float[] z, int from, int to, float[] slope, int slopeFrom) {
            for (int i = from, j = slopeFrom; i < to; i += LANES, j += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector e = decay(x.abs());
                DoubleVector inverse = ONE.div(e.add(ONE));
                DoubleVector y = e.max(notBelow(x)).mul(inverse);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
                DoubleVector dy = e.mul(inverse).mul(inverse);
                ((FloatVector) FLOAT_CLASS.cast(dy.convertShape(D2F, FLOATS, 0))).intoArray(slope, j);
            }
        }
    }

    /// (1 − e)/(1 + e) with e = e^−2|z|; slope 4e/(1 + e)².
    static final class Tanh extends VectorActivation {

        Tanh(ScalarActivation definition) {
            super(definition);
        }

        @Override
        void values(float[] z, int from, int to) {
            for (int i = from; i < to; i += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector a = x.add(x).abs().min(VANISHED);
                DoubleVector shifted = shifted(a);
                DoubleVector power = power(shifted);
                DoubleVector growth = growth(a, shifted);
                DoubleVector inverse = ONE.div(growth.fma(power, power).add(ONE));
                DoubleVector magnitude = growth.fma(power, power.sub(ONE)).abs().mul(inverse);
                DoubleVector y = withSign(magnitude, x);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
            }
        }

        @Override
        void valuesAndSlopes(float[] z, int from, int to, float[] slope, int slopeFrom) {
            for (int i = from, j = slopeFrom; i < to; i += LANES, j += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector a = x.add(x).abs().min(VANISHED);
                DoubleVector shifted = shifted(a);
                DoubleVector power = power(shifted);
                DoubleVector growth = growth(a, shifted);
                DoubleVector inverse = ONE.div(growth.fma(power, power).add(ONE));
                DoubleVector magnitude = growth.fma(power, power.sub(ONE)).abs().mul(inverse);
                DoubleVector y = withSign(magnitude, x);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
                DoubleVector twice = inverse.add(inverse);
                DoubleVector dy = growth.fma(power, power).mul(twice).mul(twice);
                ((FloatVector) FLOAT_CLASS.cast(dy.convertShape(D2F, FLOATS, 0))).intoArray(slope, j);
            }
        }
    }

    /// z·σ; slope σ·(1 + z·(1 − σ)).
    static final class Silu extends VectorActivation {

        private static final DoubleVector FAR = broadcast(ScalarActivation.FAR);
        private static final DoubleVector MINUS_FAR = broadcast(-ScalarActivation.FAR);

        Silu(ScalarActivation definition) {
            super(definition);
        }

        @Override
        void values(float[] z, int from, int to) {
            for (int i = from; i < to; i += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector e = decay(x.abs());
                DoubleVector sigmoid = e.max(notBelow(x)).div(e.add(ONE));
                DoubleVector y = x.mul(sigmoid);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
            }
        }

        @Override
        void valuesAndSlopes(float[] z, int from, int to, float[] slope, int slopeFrom) {
            for (int i = from, j = slopeFrom; i < to; i += LANES, j += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector e = decay(x.abs());
                DoubleVector sigmoid = e.max(notBelow(x)).div(e.add(ONE));
                DoubleVector y = x.mul(sigmoid);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
                DoubleVector near = x.max(MINUS_FAR).min(FAR);
                DoubleVector dy = near.fma(ONE.sub(sigmoid), ONE).mul(sigmoid);
                ((FloatVector) FLOAT_CLASS.cast(dy.convertShape(D2F, FLOATS, 0))).intoArray(slope, j);
            }
        }
    }

    /// z·σ(u); slope σ·(1 + z·u′·(1 − σ)).
    static final class GeluTanh extends VectorActivation {

        private static final DoubleVector FAR = broadcast(ScalarActivation.FAR_NORMAL);
        private static final DoubleVector MINUS_FAR = broadcast(-ScalarActivation.FAR_NORMAL);
        private static final DoubleVector LINEAR = broadcast(ScalarActivation.GeluTanh.LINEAR);
        private static final DoubleVector CUBIC = broadcast(ScalarActivation.GeluTanh.CUBIC);
        private static final DoubleVector CUBIC_SLOPE = broadcast(ScalarActivation.GeluTanh.CUBIC_SLOPE);

        GeluTanh(ScalarActivation definition) {
            super(definition);
        }

        @Override
        void values(float[] z, int from, int to) {
            for (int i = from; i < to; i += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector near = x.max(MINUS_FAR).min(FAR);
                DoubleVector square = near.mul(near);
                DoubleVector e = decay(near.mul(square.fma(CUBIC, LINEAR)).abs());
                DoubleVector sigmoid = e.max(notBelow(x)).div(e.add(ONE));
                DoubleVector y = x.mul(sigmoid);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
            }
        }

        @Override
        void valuesAndSlopes(float[] z, int from, int to, float[] slope, int slopeFrom) {
            for (int i = from, j = slopeFrom; i < to; i += LANES, j += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector near = x.max(MINUS_FAR).min(FAR);
                DoubleVector square = near.mul(near);
                DoubleVector e = decay(near.mul(square.fma(CUBIC, LINEAR)).abs());
                DoubleVector sigmoid = e.max(notBelow(x)).div(e.add(ONE));
                DoubleVector y = x.mul(sigmoid);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
                DoubleVector inner = near.mul(square.fma(CUBIC_SLOPE, LINEAR));
                DoubleVector dy = inner.fma(ONE.sub(sigmoid), ONE).mul(sigmoid);
                ((FloatVector) FLOAT_CLASS.cast(dy.convertShape(D2F, FLOATS, 0))).intoArray(slope, j);
            }
        }
    }
}
