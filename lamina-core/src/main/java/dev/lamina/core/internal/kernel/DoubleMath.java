package dev.lamina.core.internal.kernel;

import static java.lang.Double.doubleToRawLongBits;
import static java.lang.Double.longBitsToDouble;
import static java.lang.Math.fma;

/// The functions in double that the activations are made of: the definition that [DoubleVectors] repeats lane
/// by lane, operation by operation. Within 3e-16 relative unless said otherwise, so that a result rounded to
/// float32 is half an ulp off.
///
/// Coefficients: own fits, `tools/kernels/fit_activations.py`.
final class DoubleMath {

    static final double LOG2_E = 1.4426950408889634;
    /// ln 2 as a sum of two doubles.
    static final double LN2 = 0.6931471805599453;

    static final double LN2_REST = 2.3190468138462996e-17;

    /// 1.5·2⁵²: adding it leaves the nearest integer in the low bits of the sum.
    static final double ROUND_MAGIC = 0x1.8p52;

    /// 1023·ln 2, where the power 2⁻¹⁰²³ comes out as 0 and with it e^−a.
    static final double VANISHED = 709.1;

    /// The exponent's bits of 1.
    static final long ONE_BITS = 1023L << 52;

    /// Times any difference of two numbers that came from float32 but 0, at least 1.
    static final double HUGE = 1e300;

    /// ((e^−r − 1)/r + 1)/r for |r| ≤ ½ ln 2.
    static final double G0 = 0.5000000000000001;
    static final double G1 = -0.16666666666666669;
    static final double G2 = 0.041666666666624164;
    static final double G3 = -0.008333333333330065;
    static final double G4 = 0.0013888888917196719;
    static final double G5 = -0.00019841269863040545;
    static final double G6 = 2.480152132236793e-05;
    static final double G7 = -2.755726848030944e-06;
    static final double G8 = 2.762007588034591e-07;
    static final double G9 = -2.5100375832840034e-08;

    /// (artanh(√s)/√s − 1)/s for 0 ≤ s ≤ 1/9.
    static final double L0 = 0.33333333333549087;
    static final double L1 = 0.1999999980990146;
    static final double L2 = 0.1428574151703626;
    static final double L3 = 0.11109655860158806;
    static final double L4 = 0.0912765172439636;
    static final double L5 = 0.07223047417690645;
    static final double L6 = 0.09532894472904432;

    /// Φ(−a)·e^(a²/2)·(a + 5) in t = (a − 5)/(a + 5) for 0 ≤ a ≤ 15, beyond which a float32 Φ(−a) is 0.
    static final double N0 = 0.769193049750063;
    static final double N1 = -0.6653825028900572;
    static final double N2 = 0.49530561596996836;
    static final double N3 = -0.31353315667124604;
    static final double N4 = 0.16502036617093346;
    static final double N5 = -0.06911863870824604;
    static final double N6 = 0.020795066784972362;
    static final double N7 = -0.0029933767462600644;
    static final double N8 = -0.0007978691924651213;
    static final double N9 = 0.0005448989767028907;
    static final double N10 = -5.9377295593065844e-05;
    static final double N11 = -4.976345638400894e-05;
    static final double N12 = 1.668769508667854e-05;
    static final double N13 = 3.9879746158343805e-06;
    static final double N14 = -2.781660862527912e-06;
    static final double N15 = -3.609215994194772e-07;
    static final double N16 = 4.3520176289066464e-07;
    static final double N17 = 7.322736433918004e-08;
    static final double N18 = -4.581590104877987e-08;
    static final double N19 = -1.3176925408825956e-08;

    /// (cos(2πt) − 1)/s in s = t² for |t| ≤ ½.
    static final double C0 = -19.739208802178617;
    static final double C1 = 64.93939402260354;
    static final double C2 = -85.45681719978207;
    static final double C3 = 60.2446410876684;
    static final double C4 = -26.42625092448244;
    static final double C5 = 7.9034684453179835;
    static final double C6 = -1.7139271983490258;
    static final double C7 = 0.2801554382171265;
    static final double C8 = -0.0323606421740617;

    /// sin(2πt)/t in s = t² for |t| ≤ ½.
    static final double S0 = 6.283185307179272;
    static final double S1 = -41.34170224019563;
    static final double S2 = 81.60524925428469;
    static final double S3 = -76.7058588569207;
    static final double S4 = 42.05867546716389;
    static final double S5 = -15.094428279965628;
    static final double S6 = 3.818489477376753;
    static final double S7 = -0.7122755144318456;
    static final double S8 = 0.09149676486165692;

    private DoubleMath() {}

    /// −a / ln 2 as an integer in the low bits, for [#power] and [#growth].
    static double shifted(double a) {
        return fma(a, -LOG2_E, ROUND_MAGIC);
    }

    /// The power of two next to e^−a.
    static double power(double shifted) {
        return longBitsToDouble((doubleToRawLongBits(shifted) << 52) + ONE_BITS);
    }

    /// e^−a / power − 1, without cancellation.
    static double growth(double a, double shifted) {
        double n = shifted - ROUND_MAGIC;
        double r = fma(n, LN2_REST, fma(n, LN2, a));
        double p = fma(G9, r, G8);
        p = fma(p, r, G7);
        p = fma(p, r, G6);
        p = fma(p, r, G5);
        p = fma(p, r, G4);
        p = fma(p, r, G3);
        p = fma(p, r, G2);
        p = fma(p, r, G1);
        p = fma(p, r, G0);
        return r * fma(p, r, -1);
    }

    /// e^−a for a ≥ 0; 0 from [#VANISHED] on.
    static double decay(double a) {
        double near = Math.min(a, VANISHED);
        double shifted = shifted(near);
        double power = power(shifted);
        return fma(growth(near, shifted), power, power);
    }

    /// e^−a − 1 for a ≥ 0, without cancellation.
    static double decayMinusOne(double a) {
        double near = Math.min(a, VANISHED);
        double shifted = shifted(near);
        double power = power(shifted);
        return fma(growth(near, shifted), power, power - 1);
    }

    /// ln(1 + e) = 2·artanh(e / (2 + e)) for 0 ≤ e ≤ 1, within 1e-12.
    static double logOnePlus(double e) {
        double t = e / (e + 2);
        double s = t * t;
        double twice = t + t;
        double p = fma(L6, s, L5);
        p = fma(p, s, L4);
        p = fma(p, s, L3);
        p = fma(p, s, L2);
        p = fma(p, s, L1);
        p = fma(p, s, L0);
        return fma(twice * s, p, twice);
    }

    /// Φ(−a) from e = e^(−a²/2).
    static double normalTail(double a, double e) {
        double inverse = 1 / (a + 5);
        double t = fma(-10, inverse, 1);
        double p = fma(N19, t, N18);
        p = fma(p, t, N17);
        p = fma(p, t, N16);
        p = fma(p, t, N15);
        p = fma(p, t, N14);
        p = fma(p, t, N13);
        p = fma(p, t, N12);
        p = fma(p, t, N11);
        p = fma(p, t, N10);
        p = fma(p, t, N9);
        p = fma(p, t, N8);
        p = fma(p, t, N7);
        p = fma(p, t, N6);
        p = fma(p, t, N5);
        p = fma(p, t, N4);
        p = fma(p, t, N3);
        p = fma(p, t, N2);
        p = fma(p, t, N1);
        p = fma(p, t, N0);
        return e * inverse * p;
    }

    /// An angle in turns less its whole turns, without rounding: within ±½.
    static double withinHalfTurn(double turns) {
        return turns - Math.rint(turns);
    }

    /// cos(2πt) for |t| ≤ ½, within 1e-13 of it; 1 at 0.
    static double cosine(double t) {
        double s = t * t;
        double p = fma(C8, s, C7);
        p = fma(p, s, C6);
        p = fma(p, s, C5);
        p = fma(p, s, C4);
        p = fma(p, s, C3);
        p = fma(p, s, C2);
        p = fma(p, s, C1);
        p = fma(p, s, C0);
        return fma(p, s, 1);
    }

    /// sin(2πt) for |t| ≤ ½, within 2e-13 of it; 0 at 0.
    static double sine(double t) {
        double s = t * t;
        double p = fma(S8, s, S7);
        p = fma(p, s, S6);
        p = fma(p, s, S5);
        p = fma(p, s, S4);
        p = fma(p, s, S3);
        p = fma(p, s, S2);
        p = fma(p, s, S1);
        p = fma(p, s, S0);
        return t * p;
    }

    /// 1 where x > 0, else 0; NaN stays NaN.
    static double positive(double x) {
        return Math.min(Math.max(x * HUGE, 0), 1);
    }

    /// x within ±limit.
    static double clamp(double x, double limit) {
        return Math.min(Math.max(x, -limit), limit);
    }
}
