package dev.lamina.core.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The scalar product against its definition: one chain of fused multiply-adds over ascending k from the value
/// in C.
class ScalarProductTest {

    private static final int A_OFFSET = 3;
    private static final int B_OFFSET = 5;
    private static final int C_OFFSET = 2;

    /// Enough calls for the just-in-time compiler to take vector instructions.
    private static final int WARM_CALLS = 3_000;

    /// Kept over all shapes, so that each meets what the one before left in the buffers.
    private static final PanelProduct PRODUCT = new ScalarProduct();

    /// A panel of C and how many terms each element gets.
    record Shape(int rows, int depth, int width) {}

    /// Around the 4 rows and the 4 terms of a tile, the 128 rows of B that are copied at a time, and the widest
    /// panel.
    static Stream<Shape> shapes() {
        Stream<Shape> small = IntStream.of(0, 1, 3, 4, 5, 7, 8, 9)
                .boxed()
                .flatMap(rows -> IntStream.of(0, 1, 3, 4, 5, 8, 11)
                        .boxed()
                        .flatMap(depth ->
                                IntStream.of(1, 15, 16, 17, 33).mapToObj(width -> new Shape(rows, depth, width))));
        Stream<Shape> large = Stream.of(
                new Shape(1, 127, 255),
                new Shape(2, 1000, 64),
                new Shape(4, 128, ScalarProduct.MAX_WIDTH),
                new Shape(5, 129, 255),
                new Shape(6, 131, 100),
                new Shape(70, 257, 65));
        return Stream.concat(small, large);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyElementIsAFusedChainFromTheValueInC(Shape shape) {
        assertChains(shape, shape.depth, 1);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theTransposedLeftMatrixIsTheSameCall(Shape shape) {
        assertChains(shape, 1, shape.rows);
    }

    @Test
    void compiledLoopsGiveTheSameBits() {
        Shape shape = new Shape(7, 22, 150);
        float[] a = values(shape.rows * shape.depth, 1);
        float[] b = values(shape.depth * shape.width, 2);
        for (int call = 0; call < WARM_CALLS; call++) {
            float[] c = new float[shape.rows * shape.width];
            PRODUCT.multiplyAddPanel(
                    shape.rows, shape.depth, shape.width, a, 0, shape.depth, 1, b, 0, shape.width, c, 0, shape.width);
        }
        shapes().forEach(this::everyElementIsAFusedChainFromTheValueInC);
    }

    private static void assertChains(Shape shape, int aRowStep, int aDepthStep) {
        int bStep = shape.width + 2;
        int cStep = shape.width + 3;
        float[] a = values(A_OFFSET + shape.rows * shape.depth, 1);
        float[] b = values(B_OFFSET + shape.depth * bStep, 2);
        float[] c = values(C_OFFSET + (shape.rows + 1) * cStep, 3);
        float[] expected = c.clone();
        for (int i = 0; i < shape.rows; i++) {
            for (int j = 0; j < shape.width; j++) {
                float sum = expected[C_OFFSET + i * cStep + j];
                for (int k = 0; k < shape.depth; k++) {
                    sum = Math.fma(a[A_OFFSET + i * aRowStep + k * aDepthStep], b[B_OFFSET + k * bStep + j], sum);
                }
                expected[C_OFFSET + i * cStep + j] = sum;
            }
        }
        PRODUCT.multiplyAddPanel(
                shape.rows,
                shape.depth,
                shape.width,
                a,
                A_OFFSET,
                aRowStep,
                aDepthStep,
                b,
                B_OFFSET,
                bStep,
                c,
                C_OFFSET,
                cStep);
        assertThat(c).isEqualTo(expected);
    }

    /// Of sizes from 2⁻⁸ to 2⁸, with zeros of both signs, infinities and NaN among them.
    private static float[] values(int count, long seed) {
        float[] special = {0f, -0f, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY};
        RandomStream random = RandomStream.of(seed, Purpose.SPLIT, count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            int rare = random.nextInt(500);
            values[i] = rare < special.length
                    ? special[rare]
                    : (float) (random.nextGaussian() * StrictMath.pow(2, random.nextInt(17) - 8));
        }
        return values;
    }
}
