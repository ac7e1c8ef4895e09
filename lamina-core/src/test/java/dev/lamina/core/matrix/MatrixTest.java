package dev.lamina.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatrixTest {

    @Test
    void elementsLieRowAfterRowStrideApart() {
        float[] data = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        Matrix window = Matrix.window(data, 1, 2, 3, 5);
        assertThat(window.toArrays()).isEqualTo(new float[][] {{1, 2, 3}, {6, 7, 8}});
        assertThat(window.get(1, 2)).isEqualTo(8);
        window.set(1, 0, -6);
        assertThat(data[6]).isEqualTo(-6);
        assertThat(window.contiguous()).isFalse();
        assertThat(window.rowOffset(1)).isEqualTo(6);
        assertThat(window).hasToString("2 × 3 matrix");
    }

    @Test
    void windowsOnRowsShareTheArray() {
        Matrix matrix = Matrix.of(new float[] {1, 2}, new float[] {3, 4}, new float[] {5, 6});
        Matrix last = matrix.rows(1, 3);
        last.set(0, 1, 40);
        assertThat(matrix.get(1, 1)).isEqualTo(40);
        assertThat(matrix.rows(3, 3).rows()).isZero();
    }

    @Test
    void windowsOnColumnsShareTheArray() {
        Matrix matrix = Matrix.of(new float[] {1, 2, 3}, new float[] {4, 5, 6});
        Matrix last = matrix.columns(1, 3);
        last.set(1, 0, 50);
        assertThat(matrix.get(1, 1)).isEqualTo(50);
        assertThat(last.toArrays()).isEqualTo(new float[][] {{2, 3}, {50, 6}});
        assertThat(matrix.rows(1, 2).columns(2, 3).get(0, 0)).isEqualTo(6);
        assertThat(matrix.columns(3, 3).columns()).isZero();
        assertThat(Matrix.zeros(0, 3).columns(1, 3).rows()).isZero();
    }

    @Test
    void fillLeavesTheGapsAlone() {
        float[] data = new float[8];
        Matrix window = Matrix.window(data, 1, 2, 2, 4);
        window.fill(7);
        assertThat(data).containsExactly(0, 7, 7, 0, 0, 7, 7, 0);
        window.copyFrom(Matrix.of(new float[] {3, 4}, new float[] {5, 6}));
        assertThat(data).containsExactly(0, 3, 4, 0, 0, 5, 6, 0);
    }

    @Test
    void rowsAreAddedUpInTheirOrder() {
        float[] data = new float[2 + 9 * 71];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) Math.cbrt(i);
        }
        Matrix window = Matrix.window(data, 2, 9, 67, 71);
        Matrix sums = Matrix.window(new float[70], 1, 1, 67);
        window.sumRows(sums);
        for (int j = 0; j < 67; j++) {
            float sum = 0;
            for (int i = 0; i < 9; i++) {
                sum += window.get(i, j);
            }
            assertThat(sums.get(0, j)).isEqualTo(sum);
        }
        assertThat(sums.data()).startsWith(0f).endsWith(0f, 0f);
        assertThatThrownBy(() -> window.sumRows(Matrix.zeros(1, 66)))
                .hasMessage("the sum of the rows of a 9 × 67 matrix does not fit a 1 × 66 matrix");
    }

    @Test
    void theLastRowNeedsNoGapAfterIt() {
        assertThat(Matrix.window(new float[7], 0, 2, 3, 4).get(1, 2)).isZero();
        assertThat(Matrix.window(new float[0], 0, 0, 3, 4).rows()).isZero();
    }

    @Test
    void aWindowBeyondTheArrayIsRefused() {
        assertThatThrownBy(() -> Matrix.window(new float[6], 0, 2, 3, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a 2 × 3 window from offset 0 needs 7 values, the array has 6");
        assertThatThrownBy(() -> Matrix.window(new float[6], 0, 50_000, 50_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a 50000 × 50000 window from offset 0 needs 2500000000 values, the array has 6");
    }

    @Test
    void impossibleShapesAreRefused() {
        assertThatThrownBy(() -> Matrix.window(new float[6], 0, 2, 3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no window of 2 × 3 with stride 2 starts at offset 0");
        assertThatThrownBy(() -> Matrix.window(new float[6], -1, 2, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Matrix.zeros(-1, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no matrix is -1 × 3");
        assertThatThrownBy(() -> Matrix.zeros(70_000, 70_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a 70000 × 70000 matrix has more values than an array can hold");
    }

    @Test
    void rowsOfDifferentLengthsAreRefused() {
        assertThatThrownBy(() -> Matrix.of(new float[] {1, 2}, new float[] {3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row 1 has 1 values, row 0 has 2");
    }

    @Test
    void copyingBetweenShapesIsRefused() {
        assertThatThrownBy(() -> Matrix.zeros(2, 3).copyFrom(Matrix.zeros(3, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot copy a 3 × 2 matrix into a 2 × 3 matrix");
    }

    @Test
    void copyingBetweenWindowsThatShareValuesIsRefused() {
        float[] data = new float[40];
        Matrix whole = Matrix.window(data, 0, 4, 10);
        assertThatThrownBy(() -> whole.rows(1, 4).copyFrom(whole.rows(0, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot copy a 3 × 10 matrix that shares some of its values with the target; go by a copy");
        assertThatThrownBy(() -> whole.columns(0, 5).add(whole.columns(4, 9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot add a 4 × 5 matrix that shares some of its values with the target; go by a copy");
        whole.columns(0, 5).copyFrom(whole.columns(5, 10));
        whole.rows(0, 2).copyFrom(whole.rows(2, 4));
        whole.copyFrom(whole);
    }

    /// Every pair of windows on a small array, against the indices that they hold.
    @Test
    void windowsOverlapWhereTheyHoldTheSameElement() {
        float[] data = new float[30];
        List<Matrix> windows = new ArrayList<>();
        for (int offset = 0; offset < 8; offset++) {
            for (int stride = 2; stride < 6; stride++) {
                windows.add(Matrix.window(data, offset, 3, 2, stride));
                windows.add(Matrix.window(data, offset, 0, 2, stride));
                windows.add(Matrix.window(data, 2 * offset, 2, 1, stride));
            }
        }
        for (Matrix a : windows) {
            for (Matrix b : windows) {
                assertThat(a.overlaps(b))
                        .isEqualTo(indices(a).anyMatch(i -> indices(b).anyMatch(j -> i == j)));
            }
        }
        assertThat(Matrix.zeros(2, 2).overlaps(Matrix.zeros(2, 2))).isFalse();
    }

    private static IntStream indices(Matrix matrix) {
        return IntStream.range(0, matrix.rows())
                .flatMap(i -> IntStream.range(0, matrix.columns()).map(j -> matrix.rowOffset(i) + j));
    }

    @Test
    void elementsOutsideAreRefused() {
        assertThatThrownBy(() -> Matrix.zeros(2, 3).get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Matrix.zeros(2, 3).rows(1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Matrix.zeros(2, 3).columns(1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
