package dev.lamina.core.internal.kernel;

import static dev.lamina.core.internal.kernel.DoubleVectors.FLOATS;
import static dev.lamina.core.internal.kernel.DoubleVectors.FLOAT_CLASS;
import static dev.lamina.core.internal.kernel.DoubleVectors.LANES;
import static dev.lamina.core.internal.kernel.DoubleVectors.ONE;
import static dev.lamina.core.internal.kernel.DoubleVectors.TWO;
import static dev.lamina.core.internal.kernel.DoubleVectors.VANISHED;
import static dev.lamina.core.internal.kernel.DoubleVectors.ZERO;
import static dev.lamina.core.internal.kernel.DoubleVectors.broadcast;
import static dev.lamina.core.internal.kernel.DoubleVectors.decay;
import static dev.lamina.core.internal.kernel.DoubleVectors.growth;
import static dev.lamina.core.internal.kernel.DoubleVectors.load;
import static dev.lamina.core.internal.kernel.DoubleVectors.logOnePlus;
import static dev.lamina.core.internal.kernel.DoubleVectors.normalTail;
import static dev.lamina.core.internal.kernel.DoubleVectors.notBelow;
import static dev.lamina.core.internal.kernel.DoubleVectors.positive;
import static dev.lamina.core.internal.kernel.DoubleVectors.power;
import static dev.lamina.core.internal.kernel.DoubleVectors.shifted;
import static dev.lamina.core.internal.kernel.DoubleVectors.withSign;
import static jdk.incubator.vector.VectorOperators.D2F;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/// The other activations that have an exponential, on lanes, with e = e^−|z|: each the operations of the class
/// of the same name in [ScalarActivation].
final class ExponentialVectors {

    private ExponentialVectors() {}

    /// scale·max(z, 0) + alpha·(e^min(z, 0) − 1).
    static final class Elu extends VectorActivation {

        private final double scale;
        private final double alpha;

        Elu(ScalarActivation definition, double scale, double alpha) {
            super(definition);
            this.scale = scale;
            this.alpha = alpha;
        }

        @Override
        void values(float[] z, int from, int to) {
            DoubleVector scale = broadcast(this.scale);
            DoubleVector alpha = broadcast(this.alpha);
            for (int i = from; i < to; i += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector a = x.neg().max(ZERO).min(VANISHED);
                DoubleVector shifted = shifted(a);
                DoubleVector power = power(shifted);
                DoubleVector growth = growth(a, shifted);
                DoubleVector below = alpha.mul(growth.fma(power, power.sub(ONE)));
                DoubleVector magnitude = x.max(ZERO).fma(scale, below).abs();
                DoubleVector y = withSign(magnitude, x);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
            }
        }

        @Override
        void valuesAndSlopes(float[] z, int from, int to, float[] slope, int slopeFrom) {
            DoubleVector scale = broadcast(this.scale);
            DoubleVector alpha = broadcast(this.alpha);
            DoubleVector excess = broadcast(this.scale - this.alpha);
            for (int i = from, j = slopeFrom; i < to; i += LANES, j += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector positive = positive(x);
                DoubleVector a = x.neg().max(ZERO).min(VANISHED);
                DoubleVector shifted = shifted(a);
                DoubleVector power = power(shifted);
                DoubleVector growth = growth(a, shifted);
                DoubleVector below = alpha.mul(growth.fma(power, power.sub(ONE)));
                DoubleVector magnitude = x.max(ZERO).fma(scale, below).abs();
                DoubleVector y = withSign(magnitude, x);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
                DoubleVector dy = growth.fma(power, power).fma(alpha, positive.mul(excess));
                ((FloatVector) FLOAT_CLASS.cast(dy.convertShape(D2F, FLOATS, 0))).intoArray(slope, j);
            }
        }
    }

    /// max(z, 0) + ln(1 + e); slope σ.
    static final class Softplus extends VectorActivation {

        Softplus(ScalarActivation definition) {
            super(definition);
        }

        @Override
        void values(float[] z, int from, int to) {
            for (int i = from; i < to; i += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector e = decay(x.abs());
                DoubleVector logarithm = logOnePlus(e);
                DoubleVector y = x.max(ZERO).add(logarithm);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
            }
        }

        @Override
        void valuesAndSlopes(float[] z, int from, int to, float[] slope, int slopeFrom) {
            for (int i = from, j = slopeFrom; i < to; i += LANES, j += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector above = notBelow(x);
                DoubleVector e = decay(x.abs());
                DoubleVector logarithm = logOnePlus(e);
                DoubleVector y = x.max(ZERO).add(logarithm);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
                DoubleVector dy = e.max(above).div(e.add(ONE));
                ((FloatVector) FLOAT_CLASS.cast(dy.convertShape(D2F, FLOATS, 0))).intoArray(slope, j);
            }
        }
    }

    /// z·n/d; slope (n + 4z·q/d)/d.
    static final class Mish extends VectorActivation {

        private static final DoubleVector FAR = broadcast(ScalarActivation.FAR);
        private static final DoubleVector MINUS_FAR = broadcast(-ScalarActivation.FAR);
        private static final DoubleVector FOUR = broadcast(4);

        Mish(ScalarActivation definition) {
            super(definition);
        }

        @Override
        void values(float[] z, int from, int to) {
            for (int i = from; i < to; i += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector above = notBelow(x);
                DoubleVector e = decay(x.abs());
                DoubleVector square = e.mul(e);
                DoubleVector below = ONE.sub(above);
                DoubleVector n = e.add(e).add(square.max(above));
                DoubleVector inverse = ONE.div(TWO.fma(square.max(below), n));
                DoubleVector y = n.mul(inverse).mul(x);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
            }
        }

        @Override
        void valuesAndSlopes(float[] z, int from, int to, float[] slope, int slopeFrom) {
            for (int i = from, j = slopeFrom; i < to; i += LANES, j += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector above = notBelow(x);
                DoubleVector e = decay(x.abs());
                DoubleVector square = e.mul(e);
                DoubleVector below = ONE.sub(above);
                DoubleVector n = e.add(e).add(square.max(above));
                DoubleVector inverse = ONE.div(TWO.fma(square.max(below), n));
                DoubleVector y = n.mul(inverse).mul(x);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
                DoubleVector near = x.max(MINUS_FAR).min(FAR);
                DoubleVector q = e.mul(e.max(below)).mul(e.add(ONE));
                DoubleVector dy = FOUR.mul(near).mul(q).fma(inverse, n).mul(inverse);
                ((FloatVector) FLOAT_CLASS.cast(dy.convertShape(D2F, FLOATS, 0))).intoArray(slope, j);
            }
        }
    }

    /// z·Φ; slope Φ + z·φ.
    static final class Gelu extends VectorActivation {

        private static final DoubleVector FAR = broadcast(ScalarActivation.FAR_NORMAL);
        private static final DoubleVector MINUS_FAR = broadcast(-ScalarActivation.FAR_NORMAL);
        private static final DoubleVector HALF = broadcast(0.5);
        private static final DoubleVector DENSITY = broadcast(ScalarActivation.Gelu.DENSITY);

        Gelu(ScalarActivation definition) {
            super(definition);
        }

        @Override
        void values(float[] z, int from, int to) {
            for (int i = from; i < to; i += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector above = notBelow(x);
                DoubleVector a = x.abs().min(FAR);
                DoubleVector e = decay(a.mul(a).mul(HALF));
                DoubleVector tail = normalTail(a, e);
                DoubleVector distribution = ONE.sub(above.add(above)).fma(tail, above);
                DoubleVector y = x.mul(distribution);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
            }
        }

        @Override
        void valuesAndSlopes(float[] z, int from, int to, float[] slope, int slopeFrom) {
            for (int i = from, j = slopeFrom; i < to; i += LANES, j += LANES) {
                DoubleVector x = load(z, i);
                DoubleVector above = notBelow(x);
                DoubleVector a = x.abs().min(FAR);
                DoubleVector e = decay(a.mul(a).mul(HALF));
                DoubleVector tail = normalTail(a, e);
                DoubleVector distribution = ONE.sub(above.add(above)).fma(tail, above);
                DoubleVector y = x.mul(distribution);
                ((FloatVector) FLOAT_CLASS.cast(y.convertShape(D2F, FLOATS, 0))).intoArray(z, i);
                DoubleVector near = x.max(MINUS_FAR).min(FAR);
                DoubleVector dy = e.mul(DENSITY).fma(near, distribution);
                ((FloatVector) FLOAT_CLASS.cast(dy.convertShape(D2F, FLOATS, 0))).intoArray(slope, j);
            }
        }
    }
}
