package dev.lamina.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MatrixDatasetTest {

    private static final int ROWS = 7;

    @Test
    void withoutRandomnessRowsComeInOrder() {
        assertThat(pass(weighted(), null, 3)).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void everySampleComesOnceWithItsTargetAndItsWeight() {
        List<Integer> shuffled = pass(weighted(), RandomStream.of(1, Purpose.SHUFFLE, 1), 3);
        assertThat(shuffled)
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6)
                .isNotEqualTo(IntStream.range(0, ROWS).boxed().toList());
        assertThat(pass(weighted(), RandomStream.of(1, Purpose.SHUFFLE, 1), 7)).isEqualTo(shuffled);
    }

    @Test
    void theEndGivesNoRows() {
        Dataset.Batches batches = weighted().batches(null);
        Matrix inputs = Matrix.zeros(10, 2);
        Matrix targets = Matrix.zeros(10, 1);
        assertThat(batches.next(inputs, targets, new float[10])).isEqualTo(7);
        assertThat(batches.next(inputs, targets, new float[10])).isZero();
    }

    @Test
    void unweightedSamplesLeaveTheWeightsAlone() {
        Dataset dataset = Dataset.of(new float[][] {{1, 2}}, new float[][] {{3}});
        float[] weights = {8};
        dataset.batches(null).next(Matrix.zeros(1, 2), Matrix.zeros(1, 1), weights);
        assertThat(dataset.weighted()).isFalse();
        assertThat(weights).containsExactly(8);
    }

    @Test
    void rowsMustBeAsManyAndAtLeastOne() {
        assertThatThrownBy(() -> Dataset.of(Matrix.zeros(0, 2), Matrix.zeros(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a dataset needs 1 or more rows");
        assertThatThrownBy(() -> Dataset.of(Matrix.zeros(3, 2), Matrix.zeros(2, 1)))
                .hasMessage("inputs are a 3 × 2 matrix, targets a 2 × 1 matrix: the rows must be as many");
        assertThatThrownBy(() -> Dataset.of(Matrix.zeros(3, 2), Matrix.zeros(3, 1), new float[2]))
                .hasMessage("inputs are a 3 × 2 matrix, targets a 3 × 1 matrix, weights 2: the rows must be as many");
    }

    @Test
    void weightsOutsideTheirRangeAreNamed() {
        Matrix inputs = Matrix.zeros(2, 1);
        assertThatThrownBy(() -> Dataset.of(inputs, inputs, new float[] {1, -1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the weight of row 1 is -1.0, expected a number of 0 or more");
        assertThatThrownBy(() -> Dataset.of(inputs, inputs, new float[] {Float.NaN, 1}))
                .hasMessage("the weight of row 0 is NaN, expected a number of 0 or more");
        assertThatThrownBy(() -> Dataset.of(inputs, inputs, new float[] {1, Float.POSITIVE_INFINITY}))
                .hasMessage("the weight of row 1 is Infinity, expected a number of 0 or more");
        assertThatThrownBy(() -> Dataset.of(inputs, inputs, new float[2]))
                .hasMessage("the weights of all 2 rows are 0");
    }

    @Test
    void samplesHaveTheWeightsOfTheirClasses() {
        Matrix classes = Matrix.window(new float[] {2, 0, 1, 2}, 0, 4, 1);
        Dataset dataset = Dataset.classWeighted(Matrix.zeros(4, 3), classes, 1, 0.5f, 8);
        float[] weights = new float[4];
        dataset.batches(null).next(Matrix.zeros(4, 3), Matrix.zeros(4, 1), weights);
        assertThat(dataset.weighted()).isTrue();
        assertThat(weights).containsExactly(8, 1, 0.5f, 8);
    }

    @Test
    void aTargetThatIsNoClassHasNoClassWeight() {
        Matrix inputs = Matrix.zeros(2, 3);
        assertThatThrownBy(() -> Dataset.classWeighted(inputs, Matrix.of(new float[][] {{1}, {2}}), 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 class weights need targets of class indices 0 to 1, row 1 has 2.0");
        assertThatThrownBy(() -> Dataset.classWeighted(inputs, Matrix.zeros(2, 2), 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("class weights need one column of class indices, got a 2 × 2 matrix");
    }

    /// Row i is (i, −i) with target 10·i and weight 100·i, on windows with gaps.
    private static Dataset weighted() {
        Matrix inputs = Matrix.window(new float[ROWS * 5], 1, ROWS, 2, 5);
        Matrix targets = Matrix.window(new float[ROWS * 3], 2, ROWS, 1, 3);
        float[] weights = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            inputs.set(i, 0, i);
            inputs.set(i, 1, -i);
            targets.set(i, 0, 10 * i);
            weights[i] = 100 * i;
        }
        return Dataset.of(inputs, targets, weights);
    }

    private static List<Integer> pass(Dataset dataset, @Nullable RandomStream random, int batchSize) {
        Matrix inputs = Matrix.zeros(batchSize, 2);
        Matrix targets = Matrix.zeros(batchSize, 1);
        float[] weights = new float[batchSize];
        List<Integer> rows = new ArrayList<>();
        Dataset.Batches batches = dataset.batches(random);
        for (int count = batches.next(inputs, targets, weights); count > 0; ) {
            for (int i = 0; i < count; i++) {
                int row = (int) inputs.get(i, 0);
                assertThat(inputs.get(i, 1)).isEqualTo(-row);
                assertThat(targets.get(i, 0)).isEqualTo(10 * row);
                assertThat(weights[i]).isEqualTo(100 * row);
                rows.add(row);
            }
            count = batches.next(inputs, targets, weights);
        }
        return rows;
    }
}
