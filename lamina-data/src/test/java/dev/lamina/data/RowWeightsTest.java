package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.matrix.Matrix;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowWeightsTest {

    private static final RowWeights BY_COLUMN = new RowWeights.OfColumn("w");
    private static final RowWeights BALANCED = new RowWeights.Balanced();

    @Test
    void aColumnIsScaledToAMeanOfOne() {
        assertThat(BY_COLUMN.of(examples(Column.numbers("w", 1, 3, 0, 4)))).containsExactly(0.5, 1.5, 0, 2);
        assertThat(BY_COLUMN.of(examples(Column.numbers("w", 1e308, 1e308, 1e308, 1e308))))
                .containsExactly(1, 1, 1, 1);
    }

    @Test
    void balancedClassesCountTheSame() {
        // n / (K · n_c): 4 / (2 · 3) and 4 / (2 · 1).
        assertThat(BALANCED.of(examples(Column.numbers("w", 1, 1, 1, 1))))
                .containsExactly(new double[] {2 / 3.0, 2, 2 / 3.0, 2 / 3.0}, within(1e-15));
    }

    @Test
    void weightsOfClassesAreFoundByLabelsAsTheyAreReadElsewhere() {
        Examples words = examples(Column.numbers("w", 1, 1, 1, 1));
        assertThat(new RowWeights.OfClasses(Map.of("a", 1.0, "b", 5.0)).of(words))
                .containsExactly(0.5, 2.5, 0.5, 0.5);
        Examples numbers = Examples.of(Table.of("t.csv", Column.numbers("y", 0, 1, 0, 0)), "y", Task.CLASSIFICATION);
        assertThat(new RowWeights.OfClasses(Map.of("0", 1.0, "1.0", 5.0)).of(numbers))
                .containsExactly(0.5, 2.5, 0.5, 0.5);
    }

    @Test
    void weightsOfRowsAndClassesAreMultiplied() {
        Examples examples = examples(Column.numbers("w", 3, 1, 1, 1));
        double[] product = new RowWeights.Product(BALANCED, BY_COLUMN).of(examples);
        // 2, 2, 2/3 and 2/3 have a mean of 4/3.
        assertThat(product).containsExactly(new double[] {1.5, 1.5, 0.5, 0.5}, within(1e-15));
    }

    @Test
    void theDatasetHasTheWeights() {
        Examples examples = examples(Column.numbers("w", 1, 3, 0, 4));
        FittedPipeline pipeline =
                Pipeline.defaults().fit(examples.without(List.of("w"))).pipeline();
        Dataset dataset = pipeline.dataset(examples.table(), BY_COLUMN.of(examples));
        assertThat(dataset.weighted()).isTrue();
        float[] weights = new float[4];
        dataset.batches(null).next(Matrix.zeros(4, 1), Matrix.zeros(4, 1), weights);
        assertThat(weights).containsExactly(0.5f, 1.5f, 0, 2);
        assertThat(pipeline.featureNames()).containsExactly("x");
    }

    @Test
    void whatIsNoWeightIsRefused() {
        refused(
                BY_COLUMN,
                Column.numbers("w", 1, 2, -0.5, 1),
                "t.csv, row 3: column \"w\" has the weight -0.5, expected a number of 0 or more; 0 leaves the row out");
        refused(
                BY_COLUMN,
                Column.numbers("w", 1, Double.NaN, 1, 1),
                "t.csv, row 2: column \"w\" has no weight, expected a number of 0 or more; 0 leaves the row out");
        refused(
                BY_COLUMN,
                Column.numbers("w", 1, Double.POSITIVE_INFINITY, 1, 1),
                "t.csv, row 2: column \"w\" is infinite; correct the value or give it as missing");
        refused(
                BY_COLUMN,
                Column.numbers("w", 0, 0, 0, 0),
                "t.csv: every row has the weight 0, so that none would count");
        refused(
                BY_COLUMN,
                Column.categories("w", "much", "little", "much", "much"),
                "t.csv, row 1: column \"w\" expects a number, got \"much\"");
        refused(
                new RowWeights.OfColumn("y"),
                Column.numbers("w", 1, 1, 1, 1),
                "t.csv: the target \"y\" cannot be the weight of the rows");
        refused(
                new RowWeights.OfColumn("v"),
                Column.numbers("w", 1, 1, 1, 1),
                "no column \"v\" in t.csv, a number is expected; the columns are w, x, y");
    }

    @Test
    void whatIsNoWeightOfAClassIsRefused() {
        Column w = Column.numbers("w", 1, 1, 1, 1);
        refused(
                new RowWeights.OfClasses(Map.of("a", 1.0, "b", 1.0, "c", 1.0)),
                w,
                "class weights of \"y\": no class \"c\"; the classes are a, b");
        refused(
                new RowWeights.OfClasses(Map.of("a", 1.0)),
                w,
                "class weights of \"y\": no weight for class \"b\"; the classes are a, b");
        refused(
                new RowWeights.OfClasses(Map.of("a", 1.0, "b", -2.0)),
                w,
                "class weights of \"y\": class \"b\" has the weight -2.0, expected a finite number of 0 or more; the classes"
                        + " are a, b");
        Examples regression = Examples.of(Table.of("t.csv", Column.numbers("y", 1, 2, 3.5, 4)), "y", Task.REGRESSION);
        assertThatThrownBy(() -> BALANCED.of(regression))
                .hasMessage("t.csv: \"y\" is a number to predict and has no classes to weight; weight rows by a column,"
                        + " or train a classification");
    }

    @Test
    void theTargetCannotBeLeftOut() {
        Examples examples = examples(Column.numbers("w", 1, 1, 1, 1));
        assertThatThrownBy(() -> examples.without(List.of("y")))
                .isInstanceOf(DataException.class)
                .hasMessage("t.csv: the target \"y\" cannot be left out");
    }

    private static void refused(RowWeights weights, Column w, String message) {
        Examples examples = examples(w);
        assertThatThrownBy(() -> weights.of(examples))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }

    private static Examples examples(Column w) {
        return Examples.of(
                Table.of("t.csv", w, Column.numbers("x", 1, 2, 3, 4), Column.categories("y", "a", "b", "a", "a")), "y");
    }
}
