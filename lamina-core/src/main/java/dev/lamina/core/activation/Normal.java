package dev.lamina.core.activation;

/// The standard normal distribution in double: its density and its distribution function, accurate in the left
/// tail too.
///
/// Rational approximations and their coefficients: fdlibm's `s_erf.c` (Sun Microsystems, 1993), which gives the
/// complementary error function within 1 ulp.
final class Normal {

    private static final double ONE_BY_ROOT_TWO_PI = 0.3989422804014327;
    private static final double TWO_BY_ROOT_PI = 1.1283791670955126;
    /// 1/√2 as a sum of two doubles.
    private static final double ROOT_HALF = 0.7071067811865476;

    private static final double ROOT_HALF_REST = -4.833646656726457e-17;

    /// erf(1) to 24 bits, which the approximation next to 1 starts from.
    private static final double ERF_OF_ONE = 0.8450629115104675;

    /// From here on erfc(x) is 0 in double.
    private static final double VANISHED = 28;

    /// erf(x) = x + x·P(x²)/Q(x²) up to 0.84375.
    private static final double[] SMALL_P = {
        0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -2.3763016656650163e-5
    };

    private static final double[] SMALL_Q = {
        1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -3.960228278775368e-6
    };

    /// erf(x) = ERF_OF_ONE + P(x − 1)/Q(x − 1) up to 1.25.
    private static final double[] NEAR_ONE_P = {
        -0.0023621185607526594,
        0.41485611868374833,
        -0.3722078760357013,
        0.31834661990116175,
        -0.11089469428239668,
        0.035478304325618236,
        -0.002166375594868791
    };

    private static final double[] NEAR_ONE_Q = {
        1,
        0.10642088040084423,
        0.540397917702171,
        0.07182865441419627,
        0.12617121980876164,
        0.01363708391202905,
        0.011984499846799107
    };

    /// erfc(x) = e^(−x² − 0.5625 + P(1/x²)/Q(1/x²)) / x up to 1/0.35.
    private static final double[] MIDDLE_P = {
        -0.009864944034847148,
        -0.6938585727071818,
        -10.558626225323291,
        -62.375332450326006,
        -162.39666946257347,
        -184.60509290671104,
        -81.2874355063066,
        -9.814329344169145
    };

    private static final double[] MIDDLE_Q = {
        1,
        19.651271667439257,
        137.65775414351904,
        434.56587747522923,
        645.3872717332679,
        429.00814002756783,
        108.63500554177944,
        6.570249770319282,
        -0.0604244152148581
    };

    /// The same form up to 28.
    private static final double[] TAIL_P = {
        -0.0098649429247001,
        -0.799283237680523,
        -17.757954917754752,
        -160.63638485582192,
        -637.5664433683896,
        -1025.0951316110772,
        -483.5191916086514
    };

    private static final double[] TAIL_Q = {
        1,
        30.33806074348246,
        325.7925129965739,
        1536.729586084437,
        3199.8582195085955,
        2553.0504064331644,
        474.52854120695537,
        -22.44095244658582
    };

    private Normal() {}

    /// φ(z) = e^(−z²/2) / √(2π). What z² loses in rounding corrects the result to first order.
    static double density(double z) {
        double square = z * z;
        double e = ONE_BY_ROOT_TWO_PI * StrictMath.exp(-0.5 * square);
        return e == 0 ? e : e * (1 - 0.5 * Math.fma(z, z, -square));
    }

    /// Φ(z) = ½·erfc(−z/√2). In the tail, erfc turns a relative error of its argument into z² times as much, so
    /// that what the argument loses in rounding corrects the result to first order.
    static double distribution(double z) {
        double x = -z * ROOT_HALF;
        double complement = erfc(x);
        if (complement == 0 || complement == 2) {
            return 0.5 * complement;
        }
        double lost = Math.fma(-z, ROOT_HALF, -x) - z * ROOT_HALF_REST;
        return 0.5 * (complement - TWO_BY_ROOT_PI * StrictMath.exp(-x * x) * lost);
    }

    /// 1 − erf(x), the complementary error function.
    static double erfc(double x) {
        double magnitude = Math.abs(x);
        if (magnitude < 0.84375) {
            double square = x * x;
            double rest = x * (polynomial(square, SMALL_P) / polynomial(square, SMALL_Q));
            return x < 0.25 ? 1 - (x + rest) : 0.5 - (rest + (x - 0.5));
        }
        if (magnitude < 1.25) {
            double s = magnitude - 1;
            double rest = polynomial(s, NEAR_ONE_P) / polynomial(s, NEAR_ONE_Q);
            return x > 0 ? (1 - ERF_OF_ONE) - rest : 1 + (ERF_OF_ONE + rest);
        }
        if (magnitude >= VANISHED) {
            return x > 0 ? 0 : 2;
        }
        double tail = tail(magnitude);
        return x < 0 ? 2 - tail : tail;
    }

    /// For 1.25 ≤ x < 28, and NaN. With s, the high half of x's bits, s² is exact and x² = s² + (x − s)(x + s).
    private static double tail(double x) {
        double inverse = 1 / (x * x);
        double exponent = x < 1 / 0.35
                ? polynomial(inverse, MIDDLE_P) / polynomial(inverse, MIDDLE_Q)
                : polynomial(inverse, TAIL_P) / polynomial(inverse, TAIL_Q);
        double high = Double.longBitsToDouble(Double.doubleToRawLongBits(x) & 0xFFFFFFFF_00000000L);
        return StrictMath.exp(-high * high - 0.5625) * StrictMath.exp((high - x) * (high + x) + exponent) / x;
    }

    /// Σ cᵢ·xⁱ.
    private static double polynomial(double x, double[] c) {
        double sum = 0;
        for (int i = c.length - 1; i >= 0; i--) {
            sum = sum * x + c[i];
        }
        return sum;
    }
}
