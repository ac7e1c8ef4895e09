package dev.lamina.core.internal.kernel;

import static java.lang.Math.fma;

/// Activations number by number: the definition of what [VectorActivation] computes on lanes.
public abstract sealed class ScalarActivation implements ActivationKernel {

    /// Where every f′ with an exponential of z has reached its limit, so that an infinite z cannot meet the
    /// factor 0.
    static final double FAR = 800;

    /// The same for an exponential of z².
    static final double FAR_NORMAL = 40;

    abstract double value(double z);

    abstract double slope(double z);

    /// The same on lanes.
    abstract ActivationKernel onLanes();

    @Override
    public final void value(float[] z, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            z[i] = (float) value(z[i]);
        }
    }

    @Override
    public final void valueAndSlope(float[] z, int offset, float[] slope, int slopeOffset, int count) {
        for (int i = 0; i < count; i++) {
            double x = z[offset + i];
            z[offset + i] = (float) value(x);
            slope[slopeOffset + i] = (float) slope(x);
        }
    }

    /// σ(z) from e = e^−|z|, whose left tail keeps its digits.
    private static double sigmoid(double z, double e) {
        return (z < 0 ? e : 1) / (e + 1);
    }

    /// 1 / (1 + e⁻ᶻ) and σ(z)·σ(−z).
    public static final class Sigmoid extends ScalarActivation {

        @Override
        double value(double z) {
            double e = DoubleMath.decay(Math.abs(z));
            return (z < 0 ? e : 1) * (1 / (e + 1));
        }

        @Override
        double slope(double z) {
            double e = DoubleMath.decay(Math.abs(z));
            double inverse = 1 / (e + 1);
            return e * inverse * inverse;
        }

        @Override
        ActivationKernel onLanes() {
            return new LogisticVectors.Sigmoid(this);
        }
    }

    /// (1 − e)/(1 + e) and 4e/(1 + e)² with e = e^−2|z|.
    public static final class Tanh extends ScalarActivation {

        @Override
        double value(double z) {
            double a = Math.abs(z + z);
            double y = Math.abs(DoubleMath.decayMinusOne(a)) * (1 / (DoubleMath.decay(a) + 1));
            return Math.copySign(y, z);
        }

        @Override
        double slope(double z) {
            double e = DoubleMath.decay(Math.abs(z + z));
            double twice = 2 * (1 / (e + 1));
            return e * twice * twice;
        }

        @Override
        ActivationKernel onLanes() {
            return new LogisticVectors.Tanh(this);
        }
    }

    /// z·σ(z) and σ(z)·(1 + z·(1 − σ(z))).
    public static final class Silu extends ScalarActivation {

        @Override
        double value(double z) {
            return z * sigmoid(z, DoubleMath.decay(Math.abs(z)));
        }

        @Override
        double slope(double z) {
            double sigmoid = sigmoid(z, DoubleMath.decay(Math.abs(z)));
            return fma(DoubleMath.clamp(z, FAR), 1 - sigmoid, 1) * sigmoid;
        }

        @Override
        ActivationKernel onLanes() {
            return new LogisticVectors.Silu(this);
        }
    }

    /// z·σ(u) and σ(u)·(1 + z·u′·(1 − σ(u))) with u = 2√(2/π)·(z + 0.044715·z³).
    public static final class GeluTanh extends ScalarActivation {

        /// 2√(2/π), and that times 0.044715 and 3·0.044715.
        static final double LINEAR = 1.5957691216057308;

        static final double CUBIC = 0.07135481627260025;
        static final double CUBIC_SLOPE = 0.21406444881780073;

        @Override
        double value(double z) {
            return z * inner(z, DoubleMath.clamp(z, FAR_NORMAL));
        }

        @Override
        double slope(double z) {
            double near = DoubleMath.clamp(z, FAR_NORMAL);
            double sigmoid = inner(z, near);
            return fma(near * fma(near * near, CUBIC_SLOPE, LINEAR), 1 - sigmoid, 1) * sigmoid;
        }

        @Override
        ActivationKernel onLanes() {
            return new LogisticVectors.GeluTanh(this);
        }

        private static double inner(double z, double near) {
            return sigmoid(z, DoubleMath.decay(Math.abs(near * fma(near * near, CUBIC, LINEAR))));
        }
    }

    /// z·Φ(z) and Φ(z) + z·φ(z).
    public static final class Gelu extends ScalarActivation {

        /// 1/√(2π).
        static final double DENSITY = 0.3989422804014327;

        @Override
        double value(double z) {
            double a = Math.min(Math.abs(z), FAR_NORMAL);
            return z * distribution(z, a, DoubleMath.decay(a * a * 0.5));
        }

        @Override
        double slope(double z) {
            double a = Math.min(Math.abs(z), FAR_NORMAL);
            double e = DoubleMath.decay(a * a * 0.5);
            return fma(e * DENSITY, DoubleMath.clamp(z, FAR_NORMAL), distribution(z, a, e));
        }

        @Override
        ActivationKernel onLanes() {
            return new ExponentialVectors.Gelu(this);
        }

        private static double distribution(double z, double a, double e) {
            double tail = DoubleMath.normalTail(a, e);
            return z < 0 ? tail : 1 - tail;
        }
    }

    /// scale·max(z, 0) + alpha·(e^min(z, 0) − 1); slopes scale above 0, alpha·e^z elsewhere.
    public static final class Elu extends ScalarActivation {

        private final double scale;
        private final double alpha;

        public Elu(double scale, double alpha) {
            this.scale = scale;
            this.alpha = alpha;
        }

        @Override
        double value(double z) {
            double below = alpha * DoubleMath.decayMinusOne(Math.max(-z, 0));
            return Math.copySign(fma(Math.max(z, 0), scale, below), z);
        }

        @Override
        double slope(double z) {
            return fma(DoubleMath.decay(Math.max(-z, 0)), alpha, DoubleMath.positive(z) * (scale - alpha));
        }

        @Override
        ActivationKernel onLanes() {
            return new ExponentialVectors.Elu(this, scale, alpha);
        }
    }

    /// max(z, 0) + ln(1 + e^−|z|) and σ(z).
    public static final class Softplus extends ScalarActivation {

        @Override
        double value(double z) {
            return Math.max(z, 0) + DoubleMath.logOnePlus(DoubleMath.decay(Math.abs(z)));
        }

        @Override
        double slope(double z) {
            return sigmoid(z, DoubleMath.decay(Math.abs(z)));
        }

        @Override
        ActivationKernel onLanes() {
            return new ExponentialVectors.Softplus(this);
        }
    }

    /// z·n/d and (n + 4z·q/d)/d. With e = e^−|z|: n = 2e + e², d = n + 2, q = e·(e + 1) below 0; above it each
    /// divided by e²ᶻ: n = 2e + 1, d = n + 2e², q = e²·(e + 1).
    public static final class Mish extends ScalarActivation {

        @Override
        double value(double z) {
            double e = DoubleMath.decay(Math.abs(z));
            double n = numerator(z, e);
            return n * (1 / denominator(z, e, n)) * z;
        }

        @Override
        double slope(double z) {
            double e = DoubleMath.decay(Math.abs(z));
            double n = numerator(z, e);
            double inverse = 1 / denominator(z, e, n);
            double q = e * (z < 0 ? 1 : e) * (e + 1);
            return fma(4 * DoubleMath.clamp(z, FAR) * q, inverse, n) * inverse;
        }

        @Override
        ActivationKernel onLanes() {
            return new ExponentialVectors.Mish(this);
        }

        private static double numerator(double z, double e) {
            return e + e + (z < 0 ? e * e : 1);
        }

        private static double denominator(double z, double e, double n) {
            return fma(2, z < 0 ? 1 : e * e, n);
        }
    }

    /// z/(1 + |z|) and 1/(1 + |z|)².
    public static final class Softsign extends ScalarActivation {

        @Override
        double value(double z) {
            return z / (Math.abs(z) + 1);
        }

        @Override
        double slope(double z) {
            double d = Math.abs(z) + 1;
            return 1 / (d * d);
        }

        @Override
        ActivationKernel onLanes() {
            return new PiecewiseVectors.Softsign(this);
        }
    }

    /// (z + 3)/6 within 0 and 1; slope 0 at the kinks.
    public static final class HardSigmoid extends ScalarActivation {

        @Override
        double value(double z) {
            return inner(z);
        }

        @Override
        double slope(double z) {
            return DoubleMath.positive(3 - Math.abs(z)) / 6;
        }

        @Override
        ActivationKernel onLanes() {
            return new PiecewiseVectors.HardSigmoid(this);
        }

        private static double inner(double z) {
            return Math.min(Math.max(z + 3, 0), 6) / 6;
        }
    }

    /// z times the hard sigmoid; slopes 0 and 1 at the kinks.
    public static final class HardSwish extends ScalarActivation {

        @Override
        double value(double z) {
            return HardSigmoid.inner(z) * z;
        }

        @Override
        double slope(double z) {
            double inside = DoubleMath.positive(3 - Math.abs(z));
            double above = 1 - DoubleMath.positive(3 - z);
            return fma(fma(DoubleMath.clamp(z, 3), 2, 3) / 6, inside, above);
        }

        @Override
        ActivationKernel onLanes() {
            return new PiecewiseVectors.HardSwish(this);
        }
    }

    /// z within −1 and 1; slope 0 at the kinks.
    public static final class HardTanh extends ScalarActivation {

        @Override
        double value(double z) {
            return DoubleMath.clamp(z, 1);
        }

        @Override
        double slope(double z) {
            return DoubleMath.positive(1 - Math.abs(z));
        }

        @Override
        ActivationKernel onLanes() {
            return new PiecewiseVectors.HardTanh(this);
        }
    }
}
