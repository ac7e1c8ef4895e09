package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.QuantileBand;
import dev.lamina.core.network.Network;
import dev.lamina.data.Column;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
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

    /// Errors of three and of four deviations, on targets far from zero and of any size.
    @Test
    void valuesAreMeasuredAsFarAsTheyArePredicted() {
        for (FittedTarget.Scaled price : List.of(
                new FittedTarget.Scaled("price", 1.7e9, 25),
                new FittedTarget.Scaled("price", 0, 1e-60),
                new FittedTarget.Scaled("price", 2e300, 1e300))) {
            Model model = Models.of(
                    Network.inputs(Models.pipeline(price).width()).dense(1).build(),
                    new MeanSquaredError(),
                    Models.pipeline(price));
            Predictions predictions = model.predictor().predict(Models.table(20));
            double[] actual = new double[20];
            Arrays.setAll(actual, i -> predictions.value(i) + (i % 2 == 0 ? 3 : -4) * price.deviation());
            Evaluation.Regression measured =
                    (Evaluation.Regression) Evaluation.of(model, with(Column.numbers("price", actual)));
            assertThat(measured.rmse() / price.deviation()).isCloseTo(Math.sqrt(12.5), within(1e-6));
            assertThat(measured.mae() / price.deviation()).isCloseTo(3.5, within(1e-6));
            double share = measured.rmse() / measured.baseline();
            assertThat(measured.r2().orElseThrow()).isCloseTo(1 - share * share, within(1e-12));
        }
    }

    @Test
    void certainPredictionsAreMeasuredByTheProbabilitiesThatTheyGive() {
        Model model = Models.binary();
        float[] parameters = model.network().parameters().values();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] *= 20;
        }
        String[] sold = labels("yes", "no", "no");
        Predictions predictions = model.predictor().predict(Models.table(20));
        double sum = 0;
        for (int i = 0; i < 20; i++) {
            sum -= Math.log(Math.max(1e-15, predictions.probability(i, sold[i].equals("yes") ? 1 : 0)));
        }
        assertThat(IntStream.range(0, 20).filter(i -> predictions.probability(i, 1) == 1))
                .as("rows that are certain in float32")
                .isNotEmpty();
        assertThat(Evaluation.of(model, with(Column.categories("sold", sold)))
                        .metrics()
                        .get("logLoss"))
                .isCloseTo(sum / 20, within(1e-12));
    }

    @Test
    void intervalsAreCountedAndMeasured() {
        Model model = Models.regression();
        Predictions predictions = model.predictor().predict(Models.table(20));
        double[] prices = new double[20];
        Arrays.setAll(prices, i -> predictions.value(i) + (i < 5 ? 11 : -7));
        double[] errors = IntStream.rangeClosed(1, 9).asDoubleStream().toArray();
        Calibration calibration = Calibration.ofValues(errors, new double[9]);
        Evaluation evaluation = Evaluation.of(
                new Model(model.members(), calibration, model.provenance()), with(Column.numbers("price", prices)));
        assertThat(evaluation.coverage()).hasValueSatisfying(coverage -> {
            assertThat(coverage.asked()).isEqualTo(0.9);
            assertThat(coverage.reached()).isEqualTo(0.75);
            assertThat(coverage.size()).isCloseTo(18, within(1e-6));
        });
        assertThat(evaluation.toString()).contains("\nCoverage    0.7500 by intervals of 0.9, 18.00 wide on average");
        assertThat(Evaluation.of(model, with(Column.numbers("price", prices))).toString())
                .doesNotContain("Coverage");
    }

    @Test
    void bandsAreCountedAndMeasuredRowByRow() {
        Model model = Models.regression(new QuantileBand());
        Predictions predictions = model.predictor().predict(Models.table(20));
        double[] prices = new double[20];
        Arrays.setAll(prices, i -> i < 5 ? predictions.upper(i) + 11 : predictions.lower(i) - 7);
        double[] errors = IntStream.rangeClosed(1, 9).asDoubleStream().toArray();
        Calibration calibration = Calibration.ofBands(errors, new double[9], new double[9], new double[9]);
        Evaluation evaluation = Evaluation.of(
                new Model(model.members(), calibration, model.provenance()), with(Column.numbers("price", prices)));
        double width = IntStream.range(0, 20)
                        .mapToDouble(i -> predictions.upper(i) - predictions.lower(i))
                        .average()
                        .orElseThrow()
                + 18;
        assertThat(evaluation.coverage()).hasValueSatisfying(coverage -> {
            assertThat(coverage.reached()).isEqualTo(0.75);
            assertThat(coverage.size()).isCloseTo(width, within(1e-6));
        });
    }

    @Test
    void theCalibrationIsMeasuredAndItsThresholdDecides() {
        Model model = Models.binary();
        String[] sold = labels("no", "yes");
        Calibration calibration = new Calibration(
                new ProbabilityMap.Temperature(3),
                OptionalDouble.of(1e-9),
                new Conformal.Sets(Scores.of(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 1})));
        Model calibrated = new Model(model.members(), calibration, model.provenance());
        Evaluation.Classification before =
                (Evaluation.Classification) Evaluation.of(model, with(Column.categories("sold", sold)));
        Evaluation.Classification after =
                (Evaluation.Classification) Evaluation.of(calibrated, with(Column.categories("sold", sold)));
        assertThat(before.uncalibratedLogLoss()).isEmpty();
        assertThat(after.uncalibratedLogLoss()).hasValue(before.logLoss());
        assertThat(after.logLoss()).isNotEqualTo(before.logLoss());
        assertThat(after.auc()).isEqualTo(before.auc());
        assertThat(after.accuracy())
                .as("every row is taken for the second class")
                .isEqualTo(0.5);
        assertThat(after.confusion().predicted(1)).isEqualTo(20);
        assertThat(after.toString()).matches("""
                        Task        classification of sold: no, yes
                        Rows        20
                        Result      accuracy 0\\.5000, log loss [\\d.]+, ROC AUC 0\\.\\d{4}, F1 0\\.6667
                        Baseline    accuracy 0\\.5000 by always naming the most frequent class
                        Calibrated  log loss [\\d.]+, before [\\d.]+
                        Coverage    1\\.000 by sets of 0\\.9, 2\\.000 labels on average

                        (?s).*""");
    }

    @Test
    void ofOneRowTheCoefficientOfDeterminationIsUndefined() {
        Table one = with(Column.numbers("price", new double[20])).select(new int[] {3});
        assertThat(((Evaluation.Regression) Evaluation.of(Models.regression(), one)).r2())
                .isEmpty();
    }

    @Test
    void predictionsOfNoSingleModelAreMeasuredLikeThoseOfOne() {
        Model model = Models.binary();
        Table table = with(Column.categories("sold", labels("no", "yes", "yes")));
        Predictions own = model.predictor().predict(table);
        Predictions given = Predictions.ofProbabilities(
                (FittedTarget.Labels) own.target(), own.probabilities(), Calibration.none());
        assertThat(Evaluation.of(model.pipeline(), given, table))
                .hasToString(Evaluation.of(model, table).toString());

        Model prices = Models.regression();
        Table priced = with(Column.numbers("price", new double[20]));
        double[] values = IntStream.range(0, 20)
                .mapToDouble(prices.predictor().predict(priced)::value)
                .toArray();
        assertThat(Evaluation.of(
                                prices.pipeline(),
                                Predictions.ofValues((FittedTarget.Scaled) Models.PRICE, values, Calibration.none()),
                                priced)
                        .metrics())
                .isEqualTo(Evaluation.of(prices, priced).metrics());
        assertThatThrownBy(() -> Evaluation.of(model.pipeline(), given, table.select(new int[] {0})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are predictions for 20 rows, the table has 1");
        assertThatThrownBy(() -> Evaluation.of(prices.pipeline(), given, priced))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the predictions are of \"sold\", expected those of \"price\"");
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
