package dev.lamina.core.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Panel products against their definition, bit for bit, with nothing written beyond the panel.
class PanelProductTest {

    /// Enough calls for the just-in-time compiler to take vector instructions.
    private static final int WARM_CALLS = 300;

    private static final List<PanelProduct> PRODUCTS = List.of(new ScalarProduct(), new VectorProduct());

    record Panel(PanelProduct product, int rows, int depth, int width) {

        @Override
        public String toString() {
            return product.getClass().getSimpleName() + " " + rows + " × " + depth + " × " + width;
        }
    }

    /// Around the 6, 4, 2 and 1 rows of a tile, the 128 rows of B that the scalar product copies, and every width.
    static Stream<Panel> panels() {
        return PRODUCTS.stream()
                .flatMap(product -> IntStream.of(0, 1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 70)
                        .boxed()
                        .flatMap(rows -> IntStream.of(0, 1, 3, 4, 33, 129)
                                .boxed()
                                .flatMap(depth -> IntStream.of(1, 17, 33, 255, 1000)
                                        .map(product::width)
                                        .distinct()
                                        .mapToObj(width -> new Panel(product, rows, depth, width)))));
    }

    @ParameterizedTest
    @MethodSource("panels")
    void productsAreFusedChainsFromTheStart(Panel panel) {
        checkProducts(panel, panel.width);
        checkProducts(panel, panel.width + 2);
    }

    /// With B as a packed panel lies, or with a gap behind each row.
    private static void checkProducts(Panel panel, int bStep) {
        int rows = panel.rows;
        int depth = panel.depth;
        int width = panel.width;
        int cStep = width + 5;
        float[] a = values(3 + (rows + 1) * (depth + 1), 3);
        float[] b = values(1 + depth * bStep + width, 4);
        float[] start = values(4 + rows * cStep + width, 5);
        float[] before = values(2 + rows * cStep + width, 6);
        for (boolean transposed : new boolean[] {false, true}) {
            int aRowStep = transposed ? 1 : depth;
            int aDepthStep = transposed ? rows : 1;
            for (int sStep : new int[] {0, cStep}) {
                float[] expected = before.clone();
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < width; j++) {
                        float sum = start[4 + i * sStep + j];
                        for (int k = 0; k < depth; k++) {
                            sum = Math.fma(a[3 + i * aRowStep + k * aDepthStep], b[1 + k * bStep + j], sum);
                        }
                        expected[2 + i * cStep + j] = sum;
                    }
                }
                float[] c = before.clone();
                panel.product.multiply(
                        rows, depth, width, a, 3, aRowStep, aDepthStep, b, 1, bStep, start, 4, sStep, c, 2, cStep);
                assertThat(c)
                        .as("transposed %s, step of S %d", transposed, sStep)
                        .isEqualTo(expected);
                if (bStep == width && panel.product.stripRows() > 0) {
                    float[] fromStrips = before.clone();
                    float[] strips = strips(panel.product.stripRows(), rows, depth, a, 3, aRowStep, aDepthStep);
                    panel.product.multiplyStrips(
                            rows, depth, width, strips, b, 1, start, 4, sStep, fromStrips, 2, cStep);
                    assertThat(fromStrips)
                            .as("strips, transposed %s, step of S %d", transposed, sStep)
                            .isEqualTo(expected);
                }
            }
            float[] fromC = before.clone();
            float[] copied = before.clone();
            float[] sameStart = before.clone();
            panel.product.multiply(
                    rows, depth, width, a, 3, aRowStep, aDepthStep, b, 1, bStep, fromC, 2, cStep, fromC, 2, cStep);
            panel.product.multiply(
                    rows, depth, width, a, 3, aRowStep, aDepthStep, b, 1, bStep, sameStart, 2, cStep, copied, 2, cStep);
            assertThat(fromC).as("S is C").isEqualTo(copied);
        }
    }

    private static float[] strips(
            int height, int rows, int depth, float[] a, int aOffset, int aRowStep, int aDepthStep) {
        float[] strips = new float[Math.ceilDiv(rows, height) * height * depth];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < depth; k++) {
                strips[i / height * height * depth + k * height + i % height] =
                        a[aOffset + i * aRowStep + k * aDepthStep];
            }
        }
        return strips;
    }

    /// Around the lanes, the eight vectors and eight rows that are taken at a time, and the widest narrow B.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 15, 16, 17, 31, 64, 65, 126, 127, 128, 129, 143, 257, 300})
    void singleRowsAreFusedChainsFromC(int columns) {
        for (PanelProduct product : PRODUCTS) {
            for (int depth : new int[] {0, 1, 7, 8, 9, 129}) {
                for (int gap : new int[] {0, 2}) {
                    float[] a = values(3 + 2 * depth, 3);
                    float[] b = values(1 + depth * (columns + gap), 4);
                    float[] c = values(2 + columns + 3, 5);
                    float[] expected = c.clone();
                    for (int j = 0; j < columns; j++) {
                        for (int k = 0; k < depth; k++) {
                            expected[2 + j] = Math.fma(a[3 + 2 * k], b[1 + k * (columns + gap) + j], expected[2 + j]);
                        }
                    }
                    product.multiplyRow(depth, columns, a, 3, 2, b, 1, columns + gap, c, 2);
                    assertThat(c).as("depth %d, gap %d", depth, gap).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("panels")
    void packedPanelsAreCopiesFilledUpWithZeros(Panel panel) {
        int depth = panel.depth;
        int width = panel.width;
        for (int columns = width - panel.product.lanes() + 1; columns <= width; columns++) {
            float[] b = values(1 + depth * (columns + 3) + columns, 7);
            float[] transposed = values(2 + columns * (depth + 3) + depth, 8);
            float[] expected = filled(3 + depth * width);
            float[] expectedTransposed = filled(3 + depth * width);
            for (int k = 0; k < depth; k++) {
                for (int j = 0; j < width; j++) {
                    expected[3 + k * width + j] = j < columns ? b[1 + k * (columns + 3) + j] : 0;
                    expectedTransposed[3 + k * width + j] = j < columns ? transposed[2 + j * (depth + 3) + k] : 0;
                }
            }
            float[] packed = filled(3 + depth * width);
            panel.product.pack(b, 1, columns + 3, depth, columns, packed, 3, width);
            assertThat(packed).isEqualTo(expected);
            float[] packedTransposed = filled(3 + depth * width);
            panel.product.packTransposed(transposed, 2, depth + 3, depth, columns, packedTransposed, 3, width);
            assertThat(packedTransposed).isEqualTo(expectedTransposed);
        }
    }

    @ParameterizedTest
    @MethodSource("panels")
    void panelsPackedAtOnceFollowOneAnother(Panel panel) {
        int depth = panel.depth;
        int width = panel.width;
        for (int columns : new int[] {width, 4 * width, 4 * width + 1, 9 * width - 1}) {
            int step = columns + 2;
            float[] b = values(1 + depth * step, 9);
            int panels = Math.ceilDiv(columns, width);
            float[] expected = filled(3 + panels * depth * width);
            for (int k = 0; k < depth; k++) {
                for (int j = 0; j < panels * width; j++) {
                    expected[3 + j / width * depth * width + k * width + j % width] =
                            j < columns ? b[1 + k * step + j] : 0;
                }
            }
            float[] packed = filled(3 + panels * depth * width);
            panel.product.pack(b, 1, step, depth, columns, packed, 3, width);
            assertThat(packed).isEqualTo(expected);
        }
    }

    @Test
    void compiledLoopsGiveTheSameBits() {
        for (PanelProduct product : PRODUCTS) {
            Panel panel = new Panel(product, 9, 22, product.width(1000));
            for (int call = 0; call < WARM_CALLS; call++) {
                productsAreFusedChainsFromTheStart(panel);
            }
        }
    }

    /// Room for a panel, with something in it and beyond.
    private static float[] filled(int size) {
        float[] panel = new float[size + 5];
        Arrays.fill(panel, 9f);
        return panel;
    }

    private static float[] values(int count, long seed) {
        RandomStream random = RandomStream.of(seed, Purpose.SPLIT, 0);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }
}
