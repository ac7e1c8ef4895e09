package dev.lamina.core.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import org.junit.jupiter.api.Test;

class InitializerTest {

    private static final int FAN_IN = 300;
    private static final int FAN_OUT = 100;

    @Test
    void zerosAreZero() {
        assertThat(drawn(new Initializer.Zeros())).containsOnly(0f);
    }

    @Test
    void glorotUniformFillsItsBounds() {
        assertUniform(new Initializer.GlorotUniform(), 0.12247448713915890);
    }

    @Test
    void heUniformFillsItsBounds() {
        assertUniform(new Initializer.HeUniform(), 0.14142135623730950);
    }

    @Test
    void glorotNormalHasItsVariance() {
        assertNormal(new Initializer.GlorotNormal(), 2.0 / 400);
    }

    @Test
    void heNormalHasItsVariance() {
        assertNormal(new Initializer.HeNormal(), 2.0 / 300);
    }

    @Test
    void onlyTheViewIsWritten() {
        float[] values = new float[10];
        new Initializer.HeNormal().fill(values, 3, 2, 2, RandomStream.of(1, Purpose.INITIALIZATION, 0));
        assertThat(values).startsWith(0, 0, 0).endsWith(0, 0, 0);
        assertThat(values[3]).isNotZero();
        assertThat(values[6]).isNotZero();
    }

    private static void assertUniform(Initializer initializer, double bound) {
        float[] values = drawn(initializer);
        assertThat(max(values)).isBetween((float) (0.999 * bound), (float) bound);
        assertThat(variance(values)).isCloseTo(bound * bound / 3, within(0.02 * bound * bound / 3));
    }

    private static void assertNormal(Initializer initializer, double variance) {
        float[] values = drawn(initializer);
        assertThat(variance(values)).isCloseTo(variance, within(0.03 * variance));
        assertThat((double) max(values)).isBetween(3 * Math.sqrt(variance), 6 * Math.sqrt(variance));
    }

    private static float[] drawn(Initializer initializer) {
        float[] values = new float[FAN_IN * FAN_OUT];
        initializer.fill(values, 0, FAN_IN, FAN_OUT, RandomStream.of(8, Purpose.INITIALIZATION, 0));
        return values;
    }

    private static float max(float[] values) {
        float max = 0;
        for (float value : values) {
            max = Math.max(max, Math.abs(value));
        }
        return max;
    }

    /// Around zero.
    private static double variance(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum / values.length;
    }
}
