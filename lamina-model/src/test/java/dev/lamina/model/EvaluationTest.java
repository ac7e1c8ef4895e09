package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.data.Column;
import dev.lamina.data.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    @Test
    void classesAreCountedAndPrintAsTheCommandPrintsThem() {
        Evaluation evaluation = Evaluation.of(Models.binary(), with(Column.categories("sold", labels("no", "yes"))));
        assertThat(evaluation).isInstanceOfSatisfying(Evaluation.Classification.class, classes -> {
            assertThat(classes.confusion().correct() / 20.0).isEqualTo(classes.accuracy());
            assertThat(classes.auc()).isPresent();
        });
        assertThat(evaluation.metrics().sequencedKeySet())
                .containsExactly("accuracy", "logLoss", "auc", "f1", "baseline");
        assertThat(evaluation.toString()).matches("""
                        Task        classification of sold: no, yes
                        Rows        20
                        Result      accuracy 0\\.\\d{4}, log loss [\\d.]+, ROC AUC 0\\.\\d{4}, F1 [\\d.]+
                        Baseline    accuracy 0\\.5000 by always naming the most frequent class

                        actual  predicted
                                +no +yes
                        no +\\d+ +\\d+
                        yes +\\d+ +\\d+""");
    }

    @Test
    void ofOneClassTheAreaUnderTheCurveIsUndefined() {
        Evaluation evaluation = Evaluation.of(Models.binary(), with(Column.categories("sold", labels("yes"))));
        assertThat(((Evaluation.Classification) evaluation).auc()).isEqualTo(OptionalDouble.empty());
        assertThat(evaluation.metrics().get("auc")).isNaN();
        assertThat(evaluation.toString()).contains(", ROC AUC undefined, ");
    }

    @Test
    void valuesAreMeasuredInUnitsOfTheTarget() {
        double[] prices = new double[20];
        Arrays.setAll(prices, i -> i % 2 == 0 ? 200_000 : 300_000);
        Evaluation evaluation = Evaluation.of(Models.regression(), with(Column.numbers("price", prices)));
        assertThat(evaluation.metrics().sequencedKeySet()).containsExactly("rmse", "mae", "r2", "baseline");
        assertThat(evaluation.baseline()).isEqualTo(50_000);
        assertThat(evaluation.toString()).matches("""
                        Task        regression of price
                        Rows        20
                        Result      RMSE [\\d,]+, MAE [\\d,]+, R² [-\\d.]+
                        Baseline    RMSE 50,000 by always answering the mean""");
    }

    @Test
    void ofOneRowTheCoefficientOfDeterminationIsUndefined() {
        Table one = with(Column.numbers("price", new double[20])).select(new int[] {3});
        assertThat(((Evaluation.Regression) Evaluation.of(Models.regression(), one)).r2())
                .isEmpty();
    }

    /// The 20 rows with another column.
    private static Table with(Column target) {
        List<Column> columns = new ArrayList<>(Models.table(20).columns());
        columns.add(target);
        return Table.of("houses.csv", columns.toArray(Column[]::new));
    }

    private static String[] labels(String... inTurn) {
        String[] labels = new String[20];
        Arrays.setAll(labels, i -> inTurn[i % inTurn.length]);
        return labels;
    }
}
