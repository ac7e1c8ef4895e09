package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.matrix.Matrix;
import org.junit.jupiter.api.Test;

class MatrixAssertionsTest {

    private static final Matrix TWO = Matrix.of(new float[][] {{1, 2}, {3, -4}});

    @Test
    void closenessIsMeasuredByTheLargestMagnitude() {
        Matrix near = Matrix.of(new float[][] {{1.03125f, 2}, {3, -4}});
        assertThatCode(() -> MatrixAssertions.assertClose("m", near, TWO, 0.008))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> MatrixAssertions.assertClose("m", near, TWO, 0.007))
                .isInstanceOf(AssertionError.class)
                .hasMessage("m[0, 0] is 1.03125, expected 1.0 within 0.007 of 4.0");
    }

    @Test
    void nanIsCloseToNothingButHasItsBits() {
        Matrix nan = Matrix.of(new float[] {Float.NaN});
        assertThatThrownBy(() -> MatrixAssertions.assertClose("m", nan, nan, 1)).isInstanceOf(AssertionError.class);
        assertThatCode(() -> MatrixAssertions.assertSameBits("m", nan, nan)).doesNotThrowAnyException();
    }

    @Test
    void bitsOfZerosDiffer() {
        assertThatThrownBy(() ->
                        MatrixAssertions.assertSameBits("m", Matrix.of(new float[] {0}), Matrix.of(new float[] {-0f})))
                .isInstanceOf(AssertionError.class)
                .hasMessage("m[0, 0] is 0.0, expected -0.0");
    }

    @Test
    void shapesMustBeTheSame() {
        assertThatThrownBy(() -> MatrixAssertions.assertSameBits("m", TWO, TWO.rows(0, 1)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("m is a 2 × 2 matrix, expected a 1 × 2 matrix");
    }
}
