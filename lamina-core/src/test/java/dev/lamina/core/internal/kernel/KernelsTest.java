package dev.lamina.core.internal.kernel;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Vector kernels against scalar ones: the same bits, and nothing written beyond the elements asked for.
class KernelsTest {

    private static final Kernels SCALAR = new ScalarKernels();
    private static final Kernels VECTOR = new VectorKernels();
    private static final int LANES = VectorKernels.LANES;

    /// Room around the elements, filled with values that must stay.
    private static final int MARGIN = 37;

    /// Enough calls for the just-in-time compiler to take its vector instructions.
    private static final int WARM_CALLS = 2_000;

    private static final float[] SPECIAL = {
        0f,
        -0f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        3f,
        -3f,
        Math.nextDown(3f),
        -0.7517915f,
        -1.2784646f,
        88f,
        88.72284f,
        89f,
        -87.33655f,
        -88f,
        -95.5f,
        -103.97f,
        -103.98f,
        -104f,
        104f,
        0.5f,
        1f,
        -1f
    };

    /// Changes `count` values of x from its offset, and of y or none; named after the kernel.
    record Operation(String name, Loop loop) {

        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    interface Loop {
        void run(Kernels kernels, float[] y, int yOffset, float[] x, int xOffset, int count);
    }

    private static final Map<String, ScalarActivation> ACTIVATIONS = Map.ofEntries(
            entry("sigmoid", new ScalarActivation.Sigmoid()),
            entry("tanh", new ScalarActivation.Tanh()),
            entry("silu", new ScalarActivation.Silu()),
            entry("gelu", new ScalarActivation.Gelu()),
            entry("geluTanh", new ScalarActivation.GeluTanh()),
            entry("mish", new ScalarActivation.Mish()),
            entry("softplus", new ScalarActivation.Softplus()),
            entry("elu", new ScalarActivation.Elu(1, 1)),
            entry("selu", new ScalarActivation.Elu(1.0507009873554805, 1.7580993408473768)),
            entry("softsign", new ScalarActivation.Softsign()),
            entry("hardSigmoid", new ScalarActivation.HardSigmoid()),
            entry("hardSwish", new ScalarActivation.HardSwish()),
            entry("hardTanh", new ScalarActivation.HardTanh()));

    static Stream<Operation> operations() {
        Stream<Operation> plain = Stream.of(
                new Operation("relu", (kernels, _, _, x, offset, count) -> kernels.relu(x, offset, count)),
                new Operation("reluGradient", Kernels::reluGradient),
                new Operation(
                        "leakyRelu", (kernels, _, _, x, offset, count) -> kernels.leakyRelu(0.01f, x, offset, count)),
                new Operation(
                        "leakyReluGradient",
                        (kernels, y, yOffset, x, offset, count) ->
                                kernels.leakyReluGradient(0.01f, y, yOffset, x, offset, count)),
                new Operation("multiply", Kernels::multiply),
                new Operation(
                        "mix",
                        (kernels, y, yOffset, x, offset, count) ->
                                kernels.mix(y, yOffset, y, yOffset, x, offset, count)),
                new Operation(
                        "dropMask",
                        (kernels, _, _, x, offset, count) ->
                                kernels.dropMask(0x123456789ABCDEFL * count, 1 << 23, 2f, x, offset, 3, count)),
                new Operation(
                        "expShifted",
                        (kernels, _, _, x, offset, count) -> kernels.expShifted(x, offset, count, 0.75f)));
        Stream<Operation> activations = ACTIVATIONS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> Stream.of(
                        new Operation(
                                entry.getKey(),
                                (kernels, _, _, x, offset, count) ->
                                        kernels.activation(entry.getValue()).value(x, offset, count)),
                        new Operation(
                                entry.getKey() + " and slope",
                                (kernels, y, yOffset, x, offset, count) -> kernels.activation(entry.getValue())
                                        .valueAndSlope(x, offset, y, yOffset, count))));
        return Stream.concat(plain, activations);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void elementwiseVectorEqualsScalarInEveryBit(Operation operation) {
        for (int count : new int[] {0, 1, LANES - 1, LANES, LANES + 1, 2 * LANES - 1, 2 * LANES + 1, 1000}) {
            for (int offset : new int[] {0, 1, MARGIN}) {
                assertSameBits(operation, count, offset, MARGIN - offset);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void elementwiseVectorEqualsScalarOnceCompiled(Operation operation) {
        int count = 4 * LANES + 3;
        float[] y = values(count, 5);
        for (int call = 0; call < WARM_CALLS; call++) {
            operation.loop.run(VECTOR, y, 0, values(count, 6), 0, count);
        }
        assertSameBits(operation, 1000, MARGIN, 3);
    }

    @Test
    void theValueIsTheSameWithAndWithoutTheSlope() {
        for (Map.Entry<String, ScalarActivation> entry : ACTIVATIONS.entrySet()) {
            for (Kernels kernels : new Kernels[] {SCALAR, VECTOR}) {
                float[] alone = values(1000, 7);
                float[] together = alone.clone();
                kernels.activation(entry.getValue()).value(alone, 0, 1000);
                kernels.activation(entry.getValue()).valueAndSlope(together, 0, new float[1000], 0, 1000);
                assertThat(bits(together)).as(entry.getKey()).isEqualTo(bits(alone));
            }
        }
    }

    @Test
    void noActivationIsLeftOut() {
        assertThat(ACTIVATIONS.values().stream().<Class<?>>map(ScalarActivation::getClass))
                .contains(ScalarActivation.class.getPermittedSubclasses());
    }

    private static void assertSameBits(Operation operation, int count, int xOffset, int yOffset) {
        float[] y = values(yOffset + count + MARGIN, 1);
        float[] x = values(xOffset + count + MARGIN, 2);
        float[] scalarY = y.clone();
        float[] scalarX = x.clone();
        float[] vectorY = y.clone();
        float[] vectorX = x.clone();
        operation.loop.run(SCALAR, scalarY, yOffset, scalarX, xOffset, count);
        operation.loop.run(VECTOR, vectorY, yOffset, vectorX, xOffset, count);
        String place = operation + " of " + count + " at " + xOffset;
        assertThat(bits(vectorX)).as(place).isEqualTo(bits(scalarX));
        assertThat(bits(vectorY)).as("other array of " + place).isEqualTo(bits(scalarY));
        assertOutsideUntouched(place, x, vectorX, xOffset, count);
        assertOutsideUntouched("other array of " + place, y, vectorY, yOffset, count);
    }

    private static void assertOutsideUntouched(String place, float[] before, float[] after, int offset, int count) {
        assertThat(bits(Arrays.copyOf(after, offset)))
                .as("before " + place)
                .isEqualTo(bits(Arrays.copyOf(before, offset)));
        assertThat(bits(Arrays.copyOfRange(after, offset + count, after.length)))
                .as("after " + place)
                .isEqualTo(bits(Arrays.copyOfRange(before, offset + count, before.length)));
    }

    @Test
    void optimizersUpdateAllLanesAlike() {
        for (int count : new int[] {0, 1, LANES - 1, LANES, LANES + 1, 1000}) {
            assertSameUpdates(count, 3, (kernels, x) -> kernels.descend(x[0], x[1], 3, 3 + count, 0.1f, 0.01f));
            assertSameUpdates(
                    count,
                    3,
                    (kernels, x) -> kernels.descendWithMomentum(
                            x[0], x[1], x[2], 3, 3 + count, 0.1f, 0.01f, 0.9f, 0.8f, 1f, 0.7f));
            assertSameUpdates(
                    count,
                    3,
                    (kernels, x) -> kernels.descendByMoments(
                            x[0], x[1], x[2], x[3], 3, 3 + count, 0.9f, 0.99f, 0.01f, 0.98f, 0.1f, 0.2f, 1f, 1e-8f));
        }
    }

    private static void assertSameUpdates(int count, int offset, BiConsumer<Kernels, float[][]> update) {
        float[][] scalar = new float[4][];
        float[][] vector = new float[4][];
        for (int i = 0; i < 4; i++) {
            scalar[i] = values(offset + count + 2, 11 + i);
            vector[i] = scalar[i].clone();
        }
        update.accept(SCALAR, scalar);
        update.accept(VECTOR, vector);
        for (int i = 0; i < 4; i++) {
            assertThat(bits(vector[i])).as("array " + i).isEqualTo(bits(scalar[i]));
        }
    }

    @Test
    void rowsAreAddedUpInTheirOrder() {
        for (int columns : new int[] {1, LANES - 1, LANES, 2 * LANES + 1}) {
            float[] x = values(5 + 7 * (columns + 2), 9);
            float[] scalar = new float[columns + 3];
            float[] vector = new float[columns + 3];
            SCALAR.sumRows(x, 5, columns + 2, 7, columns, scalar, 1);
            VECTOR.sumRows(x, 5, columns + 2, 7, columns, vector, 1);
            assertThat(bits(vector)).isEqualTo(bits(scalar));
        }
    }

    @Test
    void sumAddsSixteenInterleavedPartialSumsAsATree() {
        for (int count : new int[] {0, 1, 15, 16, 17, 31, 33, 1000}) {
            float[] x = finiteValues(count + 7);
            float[] partial = new float[16];
            for (int i = 0; i < count; i++) {
                partial[i % 16] += x[7 + i];
            }
            for (int half = 8; half >= 1; half /= 2) {
                for (int i = 0; i < half; i++) {
                    partial[i] += partial[i + half];
                }
            }
            assertThat(SCALAR.sum(x, 7, count)).as("sum of " + count).isEqualTo(partial[0]);
            assertThat(VECTOR.sum(x, 7, count)).as("sum of " + count).isEqualTo(partial[0]);
        }
    }

    @Test
    void kernelsSayWhatTheyAre() {
        assertThat(SCALAR.description()).isEqualTo("scalar");
        assertThat(VECTOR.description()).isEqualTo("vector, " + LANES + " lanes");
    }

    /// Special values in a scattered order between normal ones of sizes from 2⁻⁸ to 2⁸.
    private static float[] values(int count, long seed) {
        RandomStream random = RandomStream.of(seed, Purpose.SPLIT, count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(3) == 0
                    ? SPECIAL[random.nextInt(SPECIAL.length)]
                    : (float) (random.nextGaussian() * StrictMath.pow(2, random.nextInt(17) - 8));
        }
        return values;
    }

    private static float[] finiteValues(int count) {
        float[] values = values(count, 9);
        for (int i = 0; i < count; i++) {
            values[i] = Math.abs(values[i]) < 1e4f ? values[i] : i;
        }
        return values;
    }

    /// The bits of each value, one pattern for every NaN.
    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToIntBits(values[i]);
        }
        return bits;
    }
}
