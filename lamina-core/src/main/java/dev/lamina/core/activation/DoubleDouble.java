package dev.lamina.core.activation;

/// A number as the unevaluated sum of two doubles, about 31 digits: what the definitions of the activations are
/// computed in, so that they are rounded once, at the end.
///
/// Sum, product and quotient: Joldes, Muller, Popescu, "Tight and rigorous error bounds for basic building
/// blocks of double-word arithmetic", ACM TOMS 44(2), 2017: algorithms 6, 12 and 17.
///
/// @param high the number, rounded
/// @param low what rounding left
record DoubleDouble(double high, double low) {

    static final DoubleDouble ONE = new DoubleDouble(1, 0);

    private static final DoubleDouble LN2 = new DoubleDouble(0.6931471805599453, 2.3190468138462996e-17);

    /// e^x is 0 in double from here down.
    private static final double EXP_MIN = -746;

    /// Where e^x as a sum of two doubles comes near the smallest of them, and a sigmoid is e^x in every bit.
    static final double FAR_BELOW = -400;

    /// 256·ln 2.
    private static final DoubleDouble SHIFT = LN2.times(256);

    /// 1/k!, until (½ ln 2)ᵏ/k! falls below 2⁻¹⁰⁶.
    private static final DoubleDouble[] INVERSE_FACTORIALS = inverseFactorials(27);

    /// From this power on a double holds enough of the sum.
    private static final int SMALL_TERMS = 14;

    static DoubleDouble of(double x) {
        return new DoubleDouble(x, 0);
    }

    /// a + b exactly.
    static DoubleDouble sum(double a, double b) {
        double sum = a + b;
        double part = sum - a;
        return new DoubleDouble(sum, (a - (sum - part)) + (b - part));
    }

    /// a·b exactly.
    static DoubleDouble product(double a, double b) {
        double product = a * b;
        return new DoubleDouble(product, Math.fma(a, b, -product));
    }

    DoubleDouble plus(DoubleDouble b) {
        DoubleDouble highs = sum(high, b.high);
        DoubleDouble lows = sum(low, b.low);
        DoubleDouble first = normal(highs.high, highs.low + lows.high);
        return normal(first.high, first.low + lows.low);
    }

    DoubleDouble negated() {
        return new DoubleDouble(-high, -low);
    }

    DoubleDouble plus(double b) {
        return plus(of(b));
    }

    DoubleDouble times(DoubleDouble b) {
        DoubleDouble product = product(high, b.high);
        return normal(product.high, product.low + Math.fma(high, b.low, low * b.high));
    }

    DoubleDouble times(double b) {
        return times(of(b));
    }

    DoubleDouble dividedBy(DoubleDouble b) {
        double quotient = high / b.high;
        DoubleDouble product = b.times(quotient);
        double rest = (high - product.high) + (low - product.low);
        return normal(quotient, rest / b.high);
    }

    /// The double next to factor · this, for an infinite factor too.
    double roundedTimes(double factor) {
        return low == 0 ? factor * high : Math.fma(factor, high, factor * low);
    }

    /// e^x for x ≤ 0.
    static DoubleDouble exp(DoubleDouble x) {
        if (x.high < EXP_MIN) {
            return of(0);
        }
        double n = Math.rint(x.high / LN2.high);
        DoubleDouble growth = growth(x, n);
        return growth.plus(1).timesPowerOfTwo((int) n);
    }

    static DoubleDouble exp(double x) {
        return exp(of(x));
    }

    /// factor · e^x for x ≤ [#FAR_BELOW]: rounded once where e^x itself has lost its last digits to underflow.
    static double exp(DoubleDouble x, double factor) {
        return exp(x.plus(SHIFT)).roundedTimes(factor) * 0x1p-256;
    }

    /// e^x − 1 for x ≤ 0, without cancellation.
    static DoubleDouble expMinusOne(double x) {
        if (x < EXP_MIN) {
            return of(-1);
        }
        double n = Math.rint(x / LN2.high);
        return growth(of(x), n).timesPowerOfTwo((int) n).plus(sum(Math.scalb(1.0, (int) n), -1));
    }

    /// e^r − 1 with r = x − n·ln 2, by its Taylor series.
    private static DoubleDouble growth(DoubleDouble x, double n) {
        DoubleDouble r = x.plus(LN2.times(-n));
        double small = 0;
        for (int k = INVERSE_FACTORIALS.length - 1; k >= SMALL_TERMS; k--) {
            small = (small + INVERSE_FACTORIALS[k].high) * r.high;
        }
        DoubleDouble sum = of(small);
        for (int k = SMALL_TERMS - 1; k >= 1; k--) {
            sum = sum.plus(INVERSE_FACTORIALS[k]).times(r);
        }
        return sum;
    }

    /// ln(1 + this) for 0 ≤ this ≤ 1: one Newton step, y + (1 + x)·e^−y − 1, from the double.
    DoubleDouble logOnePlus() {
        double y = StrictMath.log1p(high);
        DoubleDouble growth = expMinusOne(-y);
        return plus(growth).plus(times(growth)).plus(y);
    }

    private DoubleDouble timesPowerOfTwo(int n) {
        return new DoubleDouble(Math.scalb(high, n), Math.scalb(low, n));
    }

    /// a + b exactly, where |a| ≥ |b|.
    private static DoubleDouble normal(double a, double b) {
        double sum = a + b;
        return new DoubleDouble(sum, b - (sum - a));
    }

    private static DoubleDouble[] inverseFactorials(int count) {
        DoubleDouble[] inverses = new DoubleDouble[count];
        inverses[0] = ONE;
        for (int k = 1; k < count; k++) {
            inverses[k] = inverses[k - 1].dividedBy(of(k));
        }
        return inverses;
    }
}
