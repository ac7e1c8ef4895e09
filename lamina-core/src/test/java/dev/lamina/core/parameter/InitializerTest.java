package dev.lamina.core.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void uniformFillsItsBoundsWhateverTheShape() {
        assertUniform(new Initializer.Uniform(0.25), 0.25);
        assertThatThrownBy(() -> new Initializer.Uniform(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the limit of start values is 0.0, expected more than 0");
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
    void leCunUniformFillsItsBounds() {
        assertUniform(new Initializer.LeCunUniform(), 0.1);
    }

    @Test
    void leCunNormalHasItsVariance() {
        assertNormal(new Initializer.LeCunNormal(), 1.0 / 300);
    }

    @Test
    void normalHasItsVarianceWhateverTheShape() {
        assertNormal(new Initializer.Normal(0.5), 0.25);
        assertThatThrownBy(() -> new Initializer.Normal(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the deviation of start values is 0.0, expected more than 0");
    }

    @Test
    void signsAreHalfOfEither() {
        float[] signs = drawn(new Initializer.RandomSigns());
        double sum = 0;
        for (float sign : signs) {
            assertThat(Math.abs(sign)).isEqualTo(1);
            sum += sign;
        }
        assertThat(sum / signs.length).isCloseTo(0, within(0.02));
    }

    @Test
    void repeatedColumnsAreAllAsTheFirst() {
        float[] first = new float[6];
        new Initializer.Normal(1).fill(first, 0, 2, 3, RandomStream.of(4, Purpose.INITIALIZATION, 0));
        float[] values = new float[12];
        new Initializer.Repeated(new Initializer.Normal(1), 2)
                .fill(values, 0, 2, 6, RandomStream.of(4, Purpose.INITIALIZATION, 0));
        assertThat(values)
                .containsExactly(
                        first[0], first[1], first[2], first[0], first[1], first[2], first[3], first[4], first[5],
                        first[3], first[4], first[5]);
    }

    @Test
    void theColumnsOfAChunkStartAlike() {
        float[] drawn = new float[4];
        new Initializer.Normal(1).fill(drawn, 0, 1, 4, RandomStream.of(4, Purpose.INITIALIZATION, 0));
        float[] values = new float[7];
        new Initializer.Chunked(new Initializer.Normal(1), List.of(2, 1))
                .fill(values, 1, 1, 6, RandomStream.of(4, Purpose.INITIALIZATION, 0));
        assertThat(values).containsExactly(0, drawn[0], drawn[0], drawn[1], drawn[2], drawn[2], drawn[3]);
    }

    @Test
    void columnsThatCannotBeSharedOutAreRefused() {
        assertThatThrownBy(() -> ParameterSpec.bias("shift", 5, new Initializer.Repeated(new Initializer.Zeros(), 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameter shift has 5 columns, and its start is repeated 2 times; expected a multiple of"
                        + " that");
        assertThatThrownBy(() -> ParameterSpec.bias(
                        "shift",
                        6,
                        new Initializer.Repeated(new Initializer.Chunked(new Initializer.Zeros(), List.of(2)), 2)))
                .hasMessage("parameter shift has 3 columns, and the chunks of its start are 2 wide together; expected"
                        + " a multiple of that");
        assertThatThrownBy(() -> new Initializer.Repeated(new Initializer.Zeros(), 0))
                .hasMessage("start values are repeated 0 times, expected 1 or more");
        assertThatThrownBy(() -> new Initializer.Chunked(new Initializer.Zeros(), List.of()))
                .hasMessage("the chunks of start values are [] wide, expected 1 or more each");
    }

    @Test
    void constantsAreConstant() {
        assertThat(drawn(new Initializer.Constant(0.25))).containsOnly(0.25f);
        assertThatThrownBy(() -> new Initializer.Constant(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the constant start value is NaN, expected a finite one");
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "40, 13", "13, 40", "1, 9", "9, 1", "0, 3"})
    void orthogonalRowsOrColumnsAreOfLengthOneAndAtRightAngles(int rows, int columns) {
        float[] q = new float[rows * columns + 2];
        new Initializer.Orthogonal().fill(q, 1, rows, columns, RandomStream.of(8, Purpose.INITIALIZATION, 0));
        boolean wide = rows < columns;
        int count = wide ? rows : columns;
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                double dot = 0;
                for (int i = 0; i < (wide ? columns : rows); i++) {
                    dot += (double) q[1 + (wide ? a * columns + i : i * columns + a)]
                            * q[1 + (wide ? b * columns + i : i * columns + b)];
                }
                assertThat(dot).isCloseTo(a == b ? 1 : 0, within(1e-6));
            }
        }
        assertThat(new float[] {q[0], q[q.length - 1]}).containsOnly(0f);
    }

    /// With the signs of R fixed, no entry of Q prefers one.
    @Test
    void orthogonalMatricesHaveNoPreferredSign() {
        int positive = 0;
        for (int seed = 0; seed < 400; seed++) {
            float[] q = new float[9];
            new Initializer.Orthogonal().fill(q, 0, 3, 3, RandomStream.of(seed, Purpose.INITIALIZATION, 0));
            positive += q[8] > 0 ? 1 : 0;
        }
        // Four standard deviations of 400 coins.
        assertThat(positive).isBetween(160, 240);
    }

    @Test
    void givenValuesAreCopiedAndMustBeAsManyAsTheParameterHas() {
        float[] values = {1, 2, 3, 4, 5, 6};
        Initializer given = new Initializer.Given(values);
        values[0] = 9;
        float[] filled = new float[8];
        given.fill(filled, 1, 2, 3, RandomStream.of(1, Purpose.INITIALIZATION, 0));
        assertThat(filled).containsExactly(0, 1, 2, 3, 4, 5, 6, 0);
        assertThat(given)
                .isEqualTo(new Initializer.Given(new float[] {1, 2, 3, 4, 5, 6}))
                .isNotEqualTo(new Initializer.Given(values))
                .hasSameHashCodeAs(new Initializer.Given(new float[] {1, 2, 3, 4, 5, 6}))
                .hasToString("Given[6 values]");
        assertThatThrownBy(() -> ParameterSpec.weight(2, 4, given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameter weight is 2 × 4, 6 start values are given; expected 8");
        assertThatThrownBy(() -> new Initializer.Given(new float[] {1, Float.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a given start value is NaN, expected a finite one");
    }

    @Test
    void valuesThatWereNotKeptCannotBeStartedFrom() {
        assertThatThrownBy(() -> drawn(new Initializer.NotKept()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the start values were given by the program that made the network, and its model file does"
                        + " not hold them; give the layer another initializer");
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
