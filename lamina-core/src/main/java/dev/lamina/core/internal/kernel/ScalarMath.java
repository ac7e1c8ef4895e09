package dev.lamina.core.internal.kernel;

import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static java.lang.Math.fma;

/// The exponential of one float, for softmax: the definition that [VectorKernels] repeats lane by lane,
/// operation by operation. An own polynomial, because `Math` may differ between machines.
///
/// Coefficients: Cephes single precision library (Stephen L. Moshier), `expf`.
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
}
