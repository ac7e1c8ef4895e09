package dev.lamina.core.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
        0.625f,
        Math.nextDown(0.625f),
        -0.625f,
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

    enum Elementwise {
        RELU {
            @Override
            void run(Kernels kernels, float[] y, int yOffset, float[] x, int xOffset, int count) {
                kernels.relu(x, xOffset, count);
            }
        },
        RELU_GRADIENT {
            @Override
            void run(Kernels kernels, float[] y, int yOffset, float[] x, int xOffset, int count) {
                kernels.reluGradient(y, yOffset, x, xOffset, count);
            }
        },
        SIGMOID {
            @Override
            void run(Kernels kernels, float[] y, int yOffset, float[] x, int xOffset, int count) {
                kernels.sigmoid(x, xOffset, count);
            }
        },
        SIGMOID_GRADIENT {
            @Override
            void run(Kernels kernels, float[] y, int yOffset, float[] x, int xOffset, int count) {
                kernels.sigmoidGradient(y, yOffset, x, xOffset, count);
            }
        },
        TANH {
            @Override
            void run(Kernels kernels, float[] y, int yOffset, float[] x, int xOffset, int count) {
                kernels.tanh(x, xOffset, count);
            }
        },
        TANH_GRADIENT {
            @Override
            void run(Kernels kernels, float[] y, int yOffset, float[] x, int xOffset, int count) {
                kernels.tanhGradient(y, yOffset, x, xOffset, count);
            }
        },
        EXP_SHIFTED {
            @Override
            void run(Kernels kernels, float[] y, int yOffset, float[] x, int xOffset, int count) {
                kernels.expShifted(x, xOffset, count, 0.75f);
            }
        };

        /// Changes `count` values of x from its offset; y is only read.
        abstract void run(Kernels kernels, float[] y, int yOffset, float[] x, int xOffset, int count);
    }

    @ParameterizedTest
    @EnumSource
    void elementwiseVectorEqualsScalarInEveryBit(Elementwise operation) {
        for (int count : new int[] {0, 1, LANES - 1, LANES, LANES + 1, 2 * LANES - 1, 2 * LANES + 1, 1000}) {
            for (int offset : new int[] {0, 1, MARGIN}) {
                assertSameBits(operation, count, offset, MARGIN - offset);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void elementwiseVectorEqualsScalarOnceCompiled(Elementwise operation) {
        int count = 4 * LANES + 3;
        float[] y = values(count, 5);
        for (int call = 0; call < WARM_CALLS; call++) {
            operation.run(VECTOR, y, 0, values(count, 6), 0, count);
        }
        assertSameBits(operation, 1000, MARGIN, 3);
    }

    private static void assertSameBits(Elementwise operation, int count, int xOffset, int yOffset) {
        float[] y = values(yOffset + count + MARGIN, 1);
        float[] before = values(xOffset + count + MARGIN, 2);
        float[] scalar = before.clone();
        float[] vector = before.clone();
        operation.run(SCALAR, y, yOffset, scalar, xOffset, count);
        operation.run(VECTOR, y, yOffset, vector, xOffset, count);
        String place = operation + " of " + count + " at " + xOffset;
        assertThat(bits(vector)).as(place).isEqualTo(bits(scalar));
        assertThat(bits(Arrays.copyOf(vector, xOffset)))
                .as("before " + place)
                .isEqualTo(bits(Arrays.copyOf(before, xOffset)));
        assertThat(bits(Arrays.copyOfRange(vector, xOffset + count, vector.length)))
                .as("after " + place)
                .isEqualTo(bits(Arrays.copyOfRange(before, xOffset + count, before.length)));
    }

    static Stream<int[]> panels() {
        return IntStream.of(0, 1, 3, 4, 5, 8, 9)
                .boxed()
                .flatMap(rows -> IntStream.of(0, 1, 2, 33)
                        .boxed()
                        .flatMap(depth -> IntStream.rangeClosed(1, 4)
                                .mapToObj(vectors -> new int[] {rows, depth, vectors * LANES})));
    }

    @ParameterizedTest(name = "rows, depth, width {0}")
    @MethodSource("panels")
    void panelProductVectorEqualsScalarInEveryBit(int[] shape) {
        int rows = shape[0];
        int depth = shape[1];
        int width = shape[2];
        int bStep = width + 2;
        int cStep = width + 5;
        float[] a = values(3 + rows * depth + rows + depth, 3);
        float[] b = values(1 + depth * bStep + width, 4);
        float[] before = values(2 + rows * cStep + width, 5);
        for (boolean transposed : new boolean[] {false, true}) {
            int aRowStep = transposed ? 1 : depth;
            int aDepthStep = transposed ? rows : 1;
            float[] scalar = before.clone();
            float[] vector = before.clone();
            SCALAR.multiplyAddPanel(rows, depth, width, a, 3, aRowStep, aDepthStep, b, 1, bStep, scalar, 2, cStep);
            VECTOR.multiplyAddPanel(rows, depth, width, a, 3, aRowStep, aDepthStep, b, 1, bStep, vector, 2, cStep);
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
    void panelsOfBothKernelsAreWholeVectors() {
        assertThat(SCALAR.panelWidth() % SCALAR.lanes()).isZero();
        assertThat(VECTOR.panelWidth() % VECTOR.lanes()).isZero();
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
