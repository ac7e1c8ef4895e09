package dev.lamina.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every product against its definition: one chain of fused multiply-adds over ascending k from 0 or the bias.
class GemmTest {

    private static final Team[] TEAMS = {Team.of(1), Team.of(2), Team.of(3)};
    private static final Gemm[] GEMMS = {Gemm.on(TEAMS[0]), Gemm.on(TEAMS[1]), Gemm.on(TEAMS[2])};

    /// C (rows × columns) from products of so many terms.
    record Shape(int rows, int depth, int columns) {}

    private enum Product {
        PLAIN("A·B") {
            @Override
            void run(Gemm gemm, Matrix a, Matrix b, Matrix bias, Matrix c) {
                gemm.multiply(a, b, c);
            }
        },
        WITH_BIAS("A·B + b") {
            @Override
            void run(Gemm gemm, Matrix a, Matrix b, Matrix bias, Matrix c) {
                gemm.multiply(a, b, bias, c);
            }
        },
        TRANSPOSED_A("Aᵀ·B") {
            @Override
            void run(Gemm gemm, Matrix a, Matrix b, Matrix bias, Matrix c) {
                gemm.transposedMultiply(a, b, c);
            }
        },
        TRANSPOSED_B("A·Bᵀ") {
            @Override
            void run(Gemm gemm, Matrix a, Matrix b, Matrix bias, Matrix c) {
                gemm.multiplyTransposed(a, b, c);
            }
        };

        private final String formula;

        Product(String formula) {
            this.formula = formula;
        }

        abstract void run(Gemm gemm, Matrix a, Matrix b, Matrix bias, Matrix c);

        Matrix a(Shape shape, int gap) {
            return this == TRANSPOSED_A
                    ? random(shape.depth, shape.rows, gap, 1)
                    : random(shape.rows, shape.depth, gap, 1);
        }

        Matrix b(Shape shape, int gap) {
            return this == TRANSPOSED_B
                    ? random(shape.columns, shape.depth, gap, 2)
                    : random(shape.depth, shape.columns, gap, 2);
        }

        /// The definition.
        void chain(Matrix a, Matrix b, Matrix bias, Matrix c, int depth) {
            for (int i = 0; i < c.rows(); i++) {
                for (int j = 0; j < c.columns(); j++) {
                    float sum = this == WITH_BIAS ? bias.get(0, j) : 0;
                    for (int k = 0; k < depth; k++) {
                        float left = this == TRANSPOSED_A ? a.get(k, i) : a.get(i, k);
                        float right = this == TRANSPOSED_B ? b.get(j, k) : b.get(k, j);
                        sum = Math.fma(left, right, sum);
                    }
                    c.set(i, j, sum);
                }
            }
        }
    }

    /// Around the 6, 2 and 1 rows of a tile, 4 to 16 lanes, the width of a panel (up to 64), its depth (512), the
    /// 48 rows from which B is packed, the 64 and 256 columns from which A is, the 120 rows of A and
    /// 512 columns of B that are taken at a time, and the size from which threads split rows or columns.
    static Stream<Shape> shapes() {
        return Stream.of(
                new Shape(0, 3, 4),
                new Shape(3, 0, 4),
                new Shape(3, 4, 0),
                new Shape(1, 1, 1),
                new Shape(1, 5, 16),
                new Shape(1, 1000, 65),
                new Shape(1, 700, 300),
                new Shape(1, 40, 2100),
                new Shape(2, 3, 63),
                new Shape(3, 17, 5),
                new Shape(3, 511, 64),
                new Shape(3, 513, 67),
                new Shape(4, 4, 4),
                new Shape(4, 15, 15),
                new Shape(5, 16, 17),
                new Shape(7, 64, 31),
                new Shape(15, 63, 33),
                new Shape(16, 512, 16),
                new Shape(17, 65, 63),
                new Shape(23, 40, 129),
                new Shape(25, 530, 129),
                new Shape(47, 70, 80),
                new Shape(48, 70, 81),
                new Shape(53, 33, 303),
                new Shape(63, 5, 64),
                new Shape(64, 17, 65),
                new Shape(65, 513, 127),
                new Shape(9, 1000, 129),
                new Shape(8, 1025, 160),
                new Shape(13, 511, 511),
                new Shape(67, 130, 1),
                new Shape(1500, 1000, 1),
                new Shape(512, 33, 65),
                new Shape(513, 16, 129),
                new Shape(1000, 64, 17),
                new Shape(1000, 1000, 3),
                new Shape(1000, 40, 3),
                new Shape(1024, 4, 3),
                new Shape(300, 512, 10),
                new Shape(132, 513, 529),
                new Shape(133, 40, 1041),
                new Shape(241, 9, 1030));
    }

    @AfterAll
    static void close() {
        for (Team team : TEAMS) {
            team.close();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void productsAreFusedChainsWhateverTheShapeAndTheThreads(Shape shape) {
        for (Product product : Product.values()) {
            for (int gap : new int[] {0, 3}) {
                Matrix a = product.a(shape, gap);
                Matrix b = product.b(shape, gap);
                Matrix bias = random(1, shape.columns, gap, 4);
                Matrix before = random(shape.rows, shape.columns, gap, 3);
                Matrix expected = copyWithSurroundings(before);
                product.chain(a, b, bias, expected, shape.depth);
                for (Matrix right : List.of(b, b.constant())) {
                    for (int i = 0; i < GEMMS.length; i++) {
                        Matrix c = copyWithSurroundings(before);
                        product.run(GEMMS[i], a, right, bias, c);
                        assertThat(c.data())
                                .as("%s, gap %d, %d threads", product.formula, gap, TEAMS[i].threads())
                                .isEqualTo(expected.data());
                    }
                }
            }
        }
    }

    @Test
    void zerosOfThePaddingDoNotSpreadNanOrInfinity() {
        Matrix a = Matrix.of(new float[][] {{Float.POSITIVE_INFINITY, 1}, {Float.NaN, 1}});
        Matrix b = Matrix.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
        Matrix c = Matrix.zeros(2, 3);
        GEMMS[0].multiply(a, b, c);
        assertThat(c.toArrays()[0]).containsOnly(Float.POSITIVE_INFINITY);
        assertThat(c.toArrays()[1]).containsOnly(Float.NaN);
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        Matrix a = Matrix.zeros(2, 3);
        Matrix b = Matrix.zeros(4, 5);
        Matrix c = Matrix.zeros(2, 5);
        assertThatThrownBy(() -> GEMMS[0].multiply(a, b, c))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shapes do not fit C = A·B: A is a 2 × 3 matrix, B a 4 × 5 matrix, C a 2 × 5 matrix");
        assertThatThrownBy(() -> GEMMS[0].transposedMultiply(a, b, c))
                .hasMessage("shapes do not fit C = Aᵀ·B: A is a 2 × 3 matrix, B a 4 × 5 matrix, C a 2 × 5 matrix");
        assertThatThrownBy(() -> GEMMS[0].multiplyTransposed(a, b, c))
                .hasMessage("shapes do not fit C = A·Bᵀ: A is a 2 × 3 matrix, B a 4 × 5 matrix, C a 2 × 5 matrix");
        assertThatThrownBy(() -> GEMMS[0].multiply(a, Matrix.zeros(3, 5), Matrix.zeros(1, 4), c))
                .hasMessage("shapes do not fit C = A·B + b: b is a 1 × 4 matrix, C a 2 × 5 matrix");
        assertThatThrownBy(() -> GEMMS[0].multiply(a, Matrix.zeros(3, 5), Matrix.zeros(3, 5)))
                .hasMessageStartingWith("shapes do not fit");
        assertThatThrownBy(() -> GEMMS[0].multiply(a, Matrix.zeros(3, 5), Matrix.zeros(2, 4)))
                .hasMessageStartingWith("shapes do not fit");
    }

    @Test
    void aResultInTheArrayOfAFactorIsRefused() {
        Matrix a = Matrix.zeros(3, 3);
        assertThatThrownBy(() -> GEMMS[0].multiply(a, Matrix.zeros(3, 3), a))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("C = A·B shares some of its values with A or B: A is a 3 × 3 matrix, B a 3 × 3 matrix, C a"
                        + " 3 × 3 matrix; give C an array of its own");
        Matrix c = Matrix.zeros(3, 3);
        assertThatThrownBy(() -> GEMMS[0].multiply(a, Matrix.zeros(3, 3), c.rows(1, 2), c))
                .hasMessage("C = A·B + b shares some of its values with b; give C an array of its own");
    }

    /// Two threads use one Gemm until one of them is refused; alone it computes on.
    @Test
    void twoThreadsAtOnceAreRefused() throws InterruptedException {
        Gemm gemm = Gemm.onOneThread();
        AtomicReference<@Nullable RuntimeException> refused = new AtomicReference<>();
        Runnable multiply = () -> {
            Matrix a = Matrix.zeros(64, 64);
            Matrix c = Matrix.zeros(64, 64);
            while (refused.get() == null) {
                try {
                    gemm.multiply(a, a, c);
                } catch (IllegalStateException e) {
                    refused.set(e);
                }
            }
        };
        Thread other = new Thread(multiply);
        other.start();
        multiply.run();
        other.join();
        assertThat(refused.get())
                .hasMessage("this Gemm computes a product on another thread; give each thread its own");
        Matrix one = Matrix.of(new float[][] {{2}});
        gemm.multiply(one, one, Matrix.zeros(1, 1));
    }

    /// A window of random values on an array of random values, `gap` wider than its columns and so far from the
    /// start.
    private static Matrix random(int rows, int columns, int gap, long seed) {
        RandomStream random = RandomStream.of(seed, Purpose.SPLIT, 0);
        float[] data = new float[gap + rows * (columns + gap)];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (2 * random.nextDouble() - 1);
        }
        return Matrix.window(data, gap, rows, columns, columns + gap);
    }

    private static Matrix copyWithSurroundings(Matrix matrix) {
        return Matrix.window(matrix.data().clone(), matrix.offset(), matrix.rows(), matrix.columns(), matrix.stride());
    }
}
