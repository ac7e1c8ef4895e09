package dev.lamina.core.activation;

/// The standard normal distribution in [DoubleDouble]: its density φ and its distribution function Φ, accurate
/// in the left tail too.
final class Normal {

    private static final DoubleDouble ONE_BY_ROOT_TWO_PI = new DoubleDouble(0.3989422804014327, -2.49232720227773e-17);

    /// From here on the continued fraction takes over from the series, which has lost 21 of its 106 bits.
    private static final double TAIL = 5;

    /// Enough for 70 bits at [#TAIL], and for more beyond.
    private static final int FRACTION_TERMS = 60;

    /// Where φ comes near the smallest doubles.
    static final double FAR_BELOW = -30;

    private Normal() {}

    /// φ(z) = e^(−z²/2) / √(2π), for |z| ≤ 60.
    static DoubleDouble density(double z) {
        return DoubleDouble.exp(DoubleDouble.product(z, z).times(-0.5)).times(ONE_BY_ROOT_TWO_PI);
    }

    /// factor · φ(z) for −60 ≤ z ≤ [#FAR_BELOW]: within 1 ulp where φ(z) itself has lost digits to underflow.
    static double density(double z, double factor) {
        return DoubleDouble.exp(DoubleDouble.product(z, z).times(-0.5), ONE_BY_ROOT_TWO_PI.roundedTimes(factor));
    }

    /// Φ(z)/φ(z) for z ≤ −5.
    static DoubleDouble tailRatio(double z) {
        return DoubleDouble.ONE.dividedBy(fraction(-z));
    }

    /// Φ(z) for |z| ≤ 60.
    static DoubleDouble distribution(double z) {
        double a = Math.abs(z);
        if (a < TAIL) {
            return density(z).times(series(z)).plus(0.5);
        }
        DoubleDouble tail = density(z).dividedBy(fraction(a));
        return z < 0 ? tail : tail.negated().plus(1);
    }

    /// (Φ(z) − ½)/φ(z) = z + z³/3 + z⁵/(3·5) + … (Abramowitz, Stegun 26.2.11).
    private static DoubleDouble series(double z) {
        DoubleDouble square = DoubleDouble.product(z, z);
        DoubleDouble term = DoubleDouble.of(z);
        DoubleDouble sum = term;
        for (int k = 3; Math.abs(term.high()) > 0x1p-106 * Math.abs(sum.high()); k += 2) {
            term = term.times(square).dividedBy(DoubleDouble.of(k));
            sum = sum.plus(term);
        }
        return sum;
    }

    /// φ(a)/Φ(−a) = a + 1/(a + 2/(a + 3/(a + …))) (Abramowitz, Stegun 26.2.14).
    private static DoubleDouble fraction(double a) {
        DoubleDouble value = DoubleDouble.of(a);
        for (int k = FRACTION_TERMS; k >= 1; k--) {
            value = DoubleDouble.of(k).dividedBy(value).plus(a);
        }
        return value;
    }
}
