package dev.lamina.core.internal.kernel;

import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static java.lang.Math.fma;

/// Exponential, sigmoid and hyperbolic tangent for one float: the definition that [VectorKernels] repeats lane
/// by lane, operation by operation. Own polynomials, because `Math` may differ between machines.
///
/// Coefficients: Cephes single precision library (Stephen L. Moshier), `expf` and `tanhf`.
final class ScalarMath {

    static final float LOG2_E = 1.442695f;
    /// ln 2 in two parts: the high one has few bits, so that n·LN2_HIGH is exact.
    static final float LN2_HIGH = 0.6933594f;

    static final float LN2_LOW = -2.1219444e-4f;

    /// 1.5·2²³: adding it leaves the nearest integer in the low bits of the sum.
    static final float ROUND_MAGIC = 12582912f;

    /// Below it e^x is zero.
    static final float EXP_MIN = -104f;

    /// The factor 2⁶⁴: its bits, and the one that takes it back.
    static final int TWO_64_BITS = (127 + 64) << 23;

    static final float TWO_MINUS_64 = 0x1.0p-64f;

    static final float E0 = 1.9875691e-4f;
    static final float E1 = 0.0013981999f;
    static final float E2 = 0.008333452f;
    static final float E3 = 0.041665796f;
    static final float E4 = 0.16666666f;
    static final float E5 = 0.5f;

    /// Below it tanh is a polynomial, from it on 1 − 2e/(1 + e) with e = e⁻²ˣ.
    static final float TANH_SMALL = 0.625f;

    static final float T0 = -0.0057049887f;
    static final float T1 = 0.020639088f;
    static final float T2 = -0.053739715f;
    static final float T3 = 0.13331442f;
    static final float T4 = -0.3333328f;

    private ScalarMath() {}

    /// eˣ for x ≤ 0, as 2ⁿ·eʳ with n = round(x / ln 2), |r| ≤ ½ ln 2. The factor is 2ⁿ⁺⁶⁴ and then 2⁻⁶⁴, so
    /// that results below 2⁻¹²⁶ come out, rounded once. What 1 + r loses in rounding goes into the small terms:
    /// without it the error passes 1 ulp.
    static float exp(float x) {
        x = Math.max(EXP_MIN, x);
        float shifted = fma(x, LOG2_E, ROUND_MAGIC);
        float n = shifted - ROUND_MAGIC;
        float r = fma(n, -LN2_HIGH, x);
        r = fma(n, -LN2_LOW, r);
        float p = fma(E0, r, E1);
        p = fma(p, r, E2);
        p = fma(p, r, E3);
        p = fma(p, r, E4);
        p = fma(p, r, E5);
        float sum = 1f + r;
        p = sum + fma(p, r * r, r - (sum - 1f));
        // The shift leaves the low bits of the sum, which are n, in the place of the exponent.
        float power = intBitsToFloat((floatToRawIntBits(shifted) << 23) + TWO_64_BITS);
        return p * power * TWO_MINUS_64;
    }

    /// With e = e^−|x|: y = e / (1 + e) below zero, else 1 / (1 + e). What 1 + e loses in rounding is put back
    /// to first order, by −y·(1 − y), the derivative of y by that sum below zero: without it the error passes 2
    /// ulp there.
    static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        float sum = 1f + e;
        float lost = e - (sum - 1f);
        float y = (x < 0 ? e : 1f) / sum;
        return fma(-lost * y, 1f - y, y);
    }

    static float tanh(float x) {
        float magnitude = Math.abs(x);
        float y;
        if (magnitude < TANH_SMALL) {
            float square = magnitude * magnitude;
            float p = fma(T0, square, T1);
            p = fma(p, square, T2);
            p = fma(p, square, T3);
            p = fma(p, square, T4);
            y = fma(p * square, magnitude, magnitude);
        } else {
            float e = exp(-2f * magnitude);
            y = 1f - 2f * e / (1f + e);
        }
        return Math.copySign(y, x);
    }
}
