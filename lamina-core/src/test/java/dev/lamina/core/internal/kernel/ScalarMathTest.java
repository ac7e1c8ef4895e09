package dev.lamina.core.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The exponential against `StrictMath` in double, which is within 1 ulp of a double, over a
/// dense sweep.
class ScalarMathTest {

    /// Every so manieth float is tried; a prime, so that all low bits occur.
    private static final int BIT_STEP = 257;

    @FunctionalInterface
    private interface FloatFunction {
        float apply(float x);
    }

    @Test
    void expIsWithinOneUlp() {
        assertWithinUlp(1, x -> ScalarMath.exp(-Math.abs(x)), x -> StrictMath.exp(-Math.abs(x)), 0x1.0p-30f, 104f);
    }

    @ParameterizedTest
    @ValueSource(floats = {-87.4f, -88f, -100f, -103.2f, -103.97f, -103.98f, -104f, -1e30f, Float.NEGATIVE_INFINITY})
    void expUnderflowsGraduallyToZero(float x) {
        float exact = (float) StrictMath.exp(x);
        assertThat(ScalarMath.exp(x)).isBetween(exact - Float.MIN_VALUE, exact + Float.MIN_VALUE);
    }

    @Test
    void zerosAndInfinitiesGiveTheLimits() {
        assertThat(ScalarMath.exp(0f)).isEqualTo(1f);
        assertThat(ScalarMath.exp(-0f)).isEqualTo(1f);
        assertThat(ScalarMath.exp(Float.NEGATIVE_INFINITY)).isEqualTo(0f);
    }

    @Test
    void nanStaysNan() {
        assertThat(ScalarMath.exp(Float.NaN)).isNaN();
    }

    /// Tries every [#BIT_STEP]th float whose magnitude lies in the range, both signs.
    private static void assertWithinUlp(
            double bound, FloatFunction actual, DoubleUnaryOperator exact, float smallest, float largest) {
        double worst = 0;
        float worstAt = 0;
        for (int bits = Float.floatToIntBits(smallest); bits <= Float.floatToIntBits(largest); bits += BIT_STEP) {
            float x = Float.intBitsToFloat(bits);
            for (float signed : new float[] {x, -x}) {
                double error = ulps(actual.apply(signed), exact.applyAsDouble(signed));
                if (!(error <= worst)) {
                    worst = error;
                    worstAt = signed;
                }
            }
        }
        assertThat(worst).as("worst error in ulp, at x = %s", worstAt).isLessThanOrEqualTo(bound);
    }

    private static double ulps(float actual, double exact) {
        float rounded = (float) exact;
        if (Float.isInfinite(rounded) && actual == rounded) {
            return 0;
        }
        return Math.abs(actual - exact) / Math.ulp(rounded);
    }
}
