package dev.lamina.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.metric.Accuracy;
import dev.lamina.core.metric.LogLoss;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.metric.RSquared;
import dev.lamina.core.metric.RocAuc;
import dev.lamina.core.metric.RootMeanSquaredError;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.Column;
import dev.lamina.data.DataException;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import dev.lamina.model.Evaluation;
import dev.lamina.model.Model;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final ComparisonSettings SETTINGS =
            ComparisonSettings.defaults().replicates(400);

    @Test
    void aModelDiffersFromItselfByExactlyNothing() {
        Model model = Models.logistic(1, 2);
        Comparison comparison = compare(classified(300, "no", "yes"), model, model);
        assertThat(comparison.rows()).isEqualTo(300);
        assertThat(comparison.models().getFirst().differences()).isEmpty();
        assertThat(comparison.models().get(1).differences().values())
                .hasSize(4)
                .allSatisfy(difference -> assertThat(difference).isEqualTo(new Comparison.Difference(0, 0, 0, 0.5)));
        assertThat(comparison.models().get(1).metrics())
                .isEqualTo(comparison.models().getFirst().metrics());
    }

    @Test
    void metricsAreThoseOfTheEvaluation() {
        Table table = classified(200, "no", "yes");
        Comparison comparison = compare(table, Models.logistic(1, 2));
        Evaluation evaluation = Evaluation.of(Models.logistic(1, 2), table);
        assertThat(comparison.baseline()).isEqualTo(evaluation.baseline());
        comparison.models().getFirst().metrics().forEach((metric, estimate) -> {
            assertThat(estimate.value()).isEqualTo(evaluation.metrics().get(Evaluation.key(metric)));
            assertThat(estimate.value()).isBetween(estimate.low(), estimate.high());
        });
    }

    /// Resampled by counts they are what the evaluation of a table is that has the rows as often.
    @Test
    void countedMetricsAreThoseOfRepeatedRows() {
        Model ties = Models.logistic(0, 2);
        assertCounted(Models.logistic(1, 2), classified(60, "no", "yes"));
        assertCounted(ties, rounded(classified(60, "no", "yes")));
        assertCounted(Models.softmax(1, -1, 0.3, 0), classified(60, "c0", "c1", "c3"));
        assertCounted(Models.linear(1, 0.5), numbers(60));
    }

    private static void assertCounted(Model model, Table table) {
        ResampledMetrics metrics = ResampledMetrics.of(model, model.predictor().predict(table), table);
        RandomStream random = RandomStream.of(1, Purpose.CHECK, 0);
        int[] rows = IntStream.range(0, table.rows())
                .map(_ -> random.nextInt(table.rows()))
                .toArray();
        int[] counts = new int[table.rows()];
        Arrays.stream(rows).forEach(row -> counts[row]++);
        Evaluation expected = Evaluation.of(model, table.select(rows));
        List<Metric> names = ResampledMetrics.metrics(expected.target());
        for (int k = 0; k < names.size(); k++) {
            assertThat(metrics.values(counts)[k])
                    .as(names.get(k).name())
                    .isCloseTo(
                            Objects.requireNonNull(expected.metrics().get(Evaluation.key(names.get(k)))),
                            within(1e-12));
        }
    }

    /// Errors of the first are the noise, those of the second x1/2 more.
    @Test
    void intervalsHoldTheMetricInAllRows() {
        int held = 0;
        int heldOfDifference = 0;
        for (int sample = 0; sample < 150; sample++) {
            double[][] x = Models.normal(2, 200, 500 + sample);
            double[] y = new double[200];
            RandomStream noise = RandomStream.of(500 + sample, Purpose.CHECK, 9);
            Arrays.setAll(y, i -> x[0][i] + noise.nextGaussian());
            SequencedMap<String, Model> models = new LinkedHashMap<>();
            models.put("a", Models.linear(1, 0));
            models.put("b", Models.linear(1, 0.5));
            Comparison comparison = Comparison.of(models, Models.table(x, Column.numbers("y", y)), SETTINGS.threads(1));
            Metric rmse = new RootMeanSquaredError();
            Comparison.Estimate first = Objects.requireNonNull(
                    comparison.models().getFirst().metrics().get(rmse));
            Comparison.Difference difference = Objects.requireNonNull(
                    comparison.models().get(1).differences().get(rmse));
            held += first.low() <= 1 && 1 <= first.high() ? 1 : 0;
            double truth = Math.sqrt(1.25) - 1;
            heldOfDifference += difference.low() <= truth && truth <= difference.high() ? 1 : 0;
        }
        assertThat(held).isBetween(135, 149);
        assertThat(heldOfDifference).isBetween(135, 149);
    }

    @Test
    void theBetterModelIsFound() {
        Comparison comparison = compare(numbers(400), Models.linear(0.5, 0.5), Models.linear(1, 0.5));
        Comparison.Compared second = comparison.models().get(1);
        assertThat(second.name()).isEqualTo("m1");
        Comparison.Difference rmse = Objects.requireNonNull(second.differences().get(new RootMeanSquaredError()));
        Comparison.Difference r2 = Objects.requireNonNull(second.differences().get(new RSquared()));
        assertThat(rmse.high()).isNegative();
        assertThat(rmse.better()).isEqualTo(1);
        assertThat(r2.low()).isPositive();
        assertThat(r2.better()).isEqualTo(1);
    }

    @Test
    void threadsChangeNoBit() {
        Table table = classified(150, "no", "yes");
        SequencedMap<String, Model> models = new LinkedHashMap<>();
        models.put("a", Models.logistic(1, 0));
        models.put("b", Models.logistic(0, 1));
        Comparison one = Comparison.of(models, table, SETTINGS.threads(1));
        assertThat(Comparison.of(models, table, SETTINGS.threads(2))).isEqualTo(one);
        assertThat(Comparison.of(models, table, SETTINGS.seed(1))).isNotEqualTo(one);
    }

    @Test
    void ofOneClassTheAreaIsUndefined() {
        Comparison comparison = compare(classified(30, "yes"), Models.logistic(1, 2), Models.logistic(2, 1));
        Comparison.Estimate area =
                Objects.requireNonNull(comparison.models().get(1).metrics().get(new RocAuc()));
        Comparison.Difference difference =
                Objects.requireNonNull(comparison.models().get(1).differences().get(new RocAuc()));
        assertThat(new double[] {area.value(), area.low(), area.high()}).containsOnly(Double.NaN);
        assertThat(new double[] {difference.value(), difference.low(), difference.better()})
                .containsOnly(Double.NaN);
        assertThat(Objects.requireNonNull(
                                comparison.models().getFirst().metrics().get(new LogLoss()))
                        .high())
                .isFinite();
    }

    @Test
    void ofOneValueTheR2HasNoInterval() {
        Table table = Models.table(Models.normal(2, 20, 1), Column.numbers("y", new double[20]));
        Comparison.Estimate r2 = Objects.requireNonNull(compare(table, Models.linear(1, 1))
                .models()
                .getFirst()
                .metrics()
                .get(new RSquared()));
        assertThat(r2.value()).isZero();
        assertThat(r2.low()).isNaN();
    }

    @Test
    void oneRowSaysNothingOfOthers() {
        Comparison.Compared one =
                compare(classified(1, "yes"), Models.logistic(1, 2)).models().getFirst();
        Comparison.Estimate accuracy = Objects.requireNonNull(one.metrics().get(new Accuracy()));
        assertThat(accuracy.value()).isBetween(0.0, 1.0);
        assertThat(accuracy.low()).isNaN();
    }

    @Test
    void manyClassesHaveNoIntervalForTheArea() {
        String[] labels = IntStream.range(0, 2000).mapToObj(i -> "c" + i).toArray(String[]::new);
        double[] weights = IntStream.range(0, 2000).mapToDouble(i -> i * 1e-3).toArray();
        Comparison.Compared one = compare(classified(1001, labels), Models.softmax(weights))
                .models()
                .getFirst();
        Comparison.Estimate area = Objects.requireNonNull(one.metrics().get(new RocAuc()));
        assertThat(area.value()).isBetween(0.0, 1.0);
        assertThat(area.low()).isNaN();
        assertThat(Objects.requireNonNull(one.metrics().get(new LogLoss())).low())
                .isPositive();
    }

    @Test
    void modelsOfDifferentThingsAreRefused() {
        assertThatThrownBy(() -> compare(numbers(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a comparison needs 1 model or more, got none");
        assertThatThrownBy(() -> compare(numbers(5), Models.linear(1, 1), Models.logistic(1, 1)))
                .hasMessage("m1 is for the classes of \"y\", m0 for the number \"y\"; compare models with the same"
                        + " target");
        Model price = Models.linear(new FittedTarget.Scaled("price", 0, 1), new MeanSquaredError(), 1, 1);
        assertThatThrownBy(() -> compare(numbers(5), Models.linear(1, 1), price))
                .hasMessage("m1 is for the number \"price\", m0 for the number \"y\"; compare models with the same"
                        + " target");
        assertThatThrownBy(() -> compare(classified(5, "c0"), Models.softmax(1, 2), Models.softmax(1, 2, 3)))
                .hasMessage("m1 and m0 know different classes of \"y\": only one knows \"c2\"; compare models that"
                        + " were trained on the same classes");
        assertThatThrownBy(() -> compare(classified(5, "c0", "c9"), Models.softmax(1, 2)))
                .isInstanceOf(DataException.class)
                .hasMessage("rows.csv, row 2: column \"y\" has the class \"c9\", which no training row has; the classes"
                        + " are c0, c1");
        assertThatThrownBy(() -> SETTINGS.replicates(10)).hasMessage("replicates is 10, expected 100 or more");
    }

    private static Comparison compare(Table table, Model... models) {
        SequencedMap<String, Model> named = new LinkedHashMap<>();
        for (Model model : models) {
            named.put("m" + named.size(), model);
        }
        return Comparison.of(named, table, SETTINGS);
    }

    private static Table classified(int rows, String... labels) {
        return Models.table(
                Models.normal(2, rows, 11),
                Column.categories(
                        "y",
                        IntStream.range(0, rows)
                                .mapToObj(i -> labels[i % labels.length])
                                .toArray(String[]::new)));
    }

    private static Table rounded(Table table) {
        double[] values =
                Arrays.stream(Cells.values(table.require("x1"))).map(Math::rint).toArray();
        return Table.of("rows.csv", table.require("x0"), Column.numbers("x1", values), table.require("y"));
    }

    private static Table numbers(int rows) {
        double[][] x = Models.normal(2, rows, 12);
        RandomStream noise = RandomStream.of(12, Purpose.CHECK, 9);
        double[] y = new double[rows];
        Arrays.setAll(y, i -> x[0][i] + 0.5 * x[1][i] + 0.3 * noise.nextGaussian());
        return Models.table(x, Column.numbers("y", y));
    }
}
