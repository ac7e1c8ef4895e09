package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.train.EpochReport;
import dev.lamina.core.train.StopReason;
import dev.lamina.data.Column;
import dev.lamina.data.DataException;
import dev.lamina.data.Table;
import dev.lamina.model.Evaluation;
import dev.lamina.model.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableTrainerTest {

    private static final int ROWS = 200;

    /// Two numbers and a word; the class is their sign, the value a plane over them.
    private static final Table TABLE = table(ROWS);

    private static Table table(int rows) {
        double[] a = IntStream.range(0, rows)
                .mapToDouble(i -> (i * 37 % 101 - 50) / 25.0)
                .toArray();
        double[] b = IntStream.range(0, rows)
                .mapToDouble(i -> (i * 53 % 97 - 48) / 24.0)
                .toArray();
        String[] word =
                IntStream.range(0, rows).mapToObj(i -> i % 3 == 0 ? "x" : "y").toArray(String[]::new);
        String[] sign = IntStream.range(0, rows)
                .mapToObj(i -> a[i] + b[i] > 0 ? "plus" : "minus")
                .toArray(String[]::new);
        double[] plane = IntStream.range(0, rows)
                .mapToDouble(i -> 1000 + 3 * a[i] - 2 * b[i])
                .toArray();
        return Table.of(
                "test",
                Column.numbers("a", a),
                Column.numbers("b", b),
                Column.categories("word", word),
                Column.categories("sign", sign),
                Column.numbers("plane", plane));
    }

    private static TableTrainer small(String target) {
        return TableTrainer.forTarget(target).layers(16).epochs(30).seed(3).threads(1);
    }

    @Test
    void classesAreLearnt() {
        Model model = small("sign").epochs(200).fit(TABLE.without(List.of("plane")));
        Evaluation.Classification evaluation = (Evaluation.Classification) Evaluation.of(model, table(500));

        assertThat(evaluation.accuracy()).isGreaterThan(0.95);
        assertThat(evaluation.auc().orElseThrow()).isGreaterThan(0.99);
        assertThat(model.labels()).containsExactly("minus", "plus");
    }

    @Test
    void valuesAreLearntInUnitsOfTheTarget() {
        Model model = small("plane").epochs(200).fit(TABLE.without(List.of("sign")));
        Evaluation.Regression evaluation = (Evaluation.Regression) Evaluation.of(model, table(500));

        assertThat(evaluation.rmse()).isLessThan(0.5);
        assertThat(evaluation.baseline()).isGreaterThan(3);
        assertThat(evaluation.r2().orElseThrow())
                .isCloseTo(1 - Math.pow(evaluation.rmse() / evaluation.baseline(), 2), within(1e-5));
    }

    @Test
    void theSameSeedGivesTheSameModelWithAnyThreads() {
        String one = small("sign").threads(1).fit(TABLE).parametersHash();

        assertThat(small("sign").threads(3).fit(TABLE).parametersHash()).isEqualTo(one);
        assertThat(small("sign").seed(4).fit(TABLE).parametersHash()).isNotEqualTo(one);
    }

    @Test
    void theModelKnowsHowItWasMade() {
        Model model = small("sign").dataSource("signs.csv", "ab".repeat(32)).fit(TABLE);

        assertThat(model.provenance().training().settings())
                .containsEntry("layers", "16")
                .containsEntry("activation", "relu")
                .containsEntry("loss", "binary-cross-entropy")
                .containsEntry("epochs", "30")
                .containsEntry("batch-size", "64");
        assertThat(model.provenance().training().metrics())
                .containsOnlyKeys("accuracy", "logLoss", "auc", "f1", "baseline");
        assertThat(model.provenance().data().source()).isEqualTo("signs.csv");
        assertThat(model.provenance().data().trainingRows()
                        + model.provenance().data().validationRows())
                .isEqualTo(ROWS);
    }

    @Test
    void theModelKnowsWhatBoundItsTraining() {
        Model model = small("sign")
                .epochs(3)
                .schedule("one-cycle")
                .l1(1e-4)
                .l2(1e-3)
                .maxNorm(3)
                .clipNorm(0.5)
                .fit(TABLE);

        assertThat(model.provenance().training().settings())
                .containsEntry("schedule", "one-cycle")
                .containsEntry("l1", "1.0E-4")
                .containsEntry("l2", "0.001")
                .containsEntry("max-norm", "3.0")
                .containsEntry("clip-norm", "0.5")
                .doesNotContainKey("clip-value");
        assertThat(small("sign").epochs(3).fit(TABLE).provenance().training().settings())
                .containsEntry("schedule", "warm-up-cosine")
                .doesNotContainKeys("l1", "l2", "max-norm", "clip-norm", "clip-value");
    }

    @Test
    void whatBoundsTrainingChangesIt() {
        String plain = small("sign").epochs(3).fit(TABLE).parametersHash();

        assertThat(Stream.of(
                                small("sign").l1(0.01),
                                small("sign").l2(0.01),
                                small("sign").maxNorm(0.5),
                                small("sign").clipNorm(0.001),
                                small("sign").clipValue(0.001),
                                small("sign").schedule("constant"))
                        .map(trainer -> trainer.epochs(3).fit(TABLE).parametersHash()))
                .doesNotContain(plain)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyScheduleTrains() {
        for (String schedule : List.of(
                "constant",
                "linear",
                "step",
                "multi-step",
                "exponential",
                "polynomial",
                "cosine",
                "warm-restarts",
                "one-cycle",
                "warm-up",
                "warm-up-cosine",
                "plateau")) {
            Model model = small("plane").schedule(schedule).fit(TABLE);
            assertThat(model.provenance().training().metrics().get("r2"))
                    .as(schedule)
                    .isGreaterThan(0.5);
        }
        assertThatThrownBy(() -> small("plane").schedule("cosin"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown schedule \"cosin\"; known are constant, linear, step, multi-step, exponential,"
                        + " polynomial, cosine, warm-restarts, one-cycle, warm-up, warm-up-cosine, plateau");
    }

    @Test
    void aPlateauLowersTheLearningRateOfALongRun() {
        List<Float> rates = new ArrayList<>();
        small("plane")
                .learningRate(0.02)
                .epochs(200)
                .schedule("plateau")
                .listener(report -> rates.add(report.learningRate()))
                .fit(TABLE);

        assertThat(rates.getFirst()).isEqualTo(0.02f);
        assertThat(rates.getLast()).isLessThan(0.01f);
    }

    @Test
    void lbfgsTakesAllRowsInOneBatchByItself() {
        Model model = small("plane").optimizer("lbfgs").l2(1e-5).epochs(150).fit(TABLE);

        assertThat(model.provenance().training().settings())
                .containsEntry("optimizer", "lbfgs")
                .containsEntry("batch-size", "160")
                .containsEntry("dropout", "0.0")
                .containsEntry("schedule", "constant");
        assertThat(((Evaluation.Regression) Evaluation.of(model, table(500))).rmse())
                .isLessThan(0.1);
        assertThatThrownBy(() -> small("plane").optimizer("lbfgs").batchSize(64).fit(TABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "lbfgs needs all 160 training rows in one batch, the batch size is 64; leave it out or set it to"
                                + " 160 or more");
    }

    @Test
    void aTableOfItsOwnValidates() {
        List<TableTrainer.Start> starts = new ArrayList<>();
        small("sign").started(starts::add).fit(TABLE, table(70));

        assertThat(starts).singleElement().satisfies(start -> {
            assertThat(start.trainingRows()).isEqualTo(ROWS);
            assertThat(start.validationRows()).isEqualTo(70);
        });
    }

    @Test
    void listenersHearEveryEpochAndAStopRequestEnds() {
        List<EpochReport> epochs = new ArrayList<>();
        Model model = small("sign")
                .listener(epochs::add)
                .stopWhen(() -> epochs.size() == 4)
                .fit(TABLE);

        assertThat(epochs).hasSize(4);
        assertThat(model.network().stopReason()).isEqualTo(StopReason.REQUESTED);
    }

    @Test
    void warningsNameTheColumnsLeftOut() {
        List<Column> columns = new ArrayList<>(TABLE.columns());
        columns.add(Column.numbers("same", new double[ROWS]));
        List<String> warnings = new ArrayList<>();
        small("sign").warnings(warnings::add).fit(Table.of("test", columns.toArray(Column[]::new)));

        assertThat(warnings).containsExactly("column \"same\" is constant and was left out");
    }

    @Test
    void aLossThatDoesNotFitTheTargetIsExplained() {
        assertThatThrownBy(() -> small("plane").loss("softmax-cross-entropy").fit(TABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "softmax-cross-entropy does not suit the target \"plane\", which is a number; leave the loss out"
                                + " to have one chosen, here mean-squared-error");
        assertThat(small("sign")
                        .loss("softmax-cross-entropy")
                        .fit(TABLE)
                        .network()
                        .network()
                        .outputs())
                .isEqualTo(2);
    }

    @Test
    void everyLossOfClassesTrainsAClassification() {
        for (String loss :
                List.of("binary-cross-entropy", "focal", "mean-binary-cross-entropy", "softmax-cross-entropy")) {
            Model model = small("sign").epochs(200).loss(loss).fit(TABLE.without(List.of("plane")));
            assertThat(model.provenance().training().metrics().get("accuracy"))
                    .as(loss)
                    .isGreaterThan(0.8);
        }
    }

    @Test
    void aLossWithoutProbabilitiesIsRefused() {
        assertThatThrownBy(() -> small("sign").loss("squared-hinge").fit(TABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "squared-hinge gives no probabilities, which a model of \"sign\" needs; leave the loss out to have one chosen, here binary-cross-entropy");
    }

    @Test
    void everyLossOfNumbersTrainsARegression() {
        for (String loss :
                List.of("absolute-error", "huber", "log-cosh", "mean-squared-error", "quantile", "squared-error")) {
            Model model = small("plane").loss(loss).fit(TABLE);
            assertThat(model.provenance().training().metrics().get("r2"))
                    .as(loss)
                    .isGreaterThan(0.5);
        }
    }

    @Test
    void settingsOutsideTheirRangeAreRefusedWhenSet() {
        TableTrainer trainer = TableTrainer.forTarget("sign");

        assertThatThrownBy(() -> trainer.layers(16, 0)).hasMessage("a layer is 0 wide, expected 1 or more");
        assertThatThrownBy(() -> trainer.dropout(1)).hasMessage("dropout is 1.0, expected 0 ≤ dropout < 1");
        assertThatThrownBy(() -> trainer.validation(0)).hasMessage("validation is 0.0, expected 0 < validation < 1");
        assertThatThrownBy(() -> trainer.epochs(0)).hasMessage("epochs is 0, expected 1 or more");
        assertThatThrownBy(() -> trainer.timeBudget(Duration.ZERO))
                .hasMessage("time budget is PT0S, expected a positive duration");
        assertThatThrownBy(() -> trainer.l1(-1)).hasMessage("l1 is -1.0, expected 0 or more");
        assertThatThrownBy(() -> trainer.l2(Double.NaN)).hasMessage("l2 is NaN, expected 0 or more");
        assertThatThrownBy(() -> trainer.maxNorm(0)).hasMessage("max-norm is 0.0, expected a positive number");
        assertThatThrownBy(() -> trainer.clipNorm(-1)).hasMessage("clip-norm is -1.0, expected a positive number");
        assertThatThrownBy(() -> trainer.clipValue(1e300))
                .hasMessage("clip-value is 1.0E300, expected a positive number");
        assertThatThrownBy(() -> small("sign").clipNorm(1).clipValue(1).fit(TABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gradients are clipped by norm or by value; set one of both");
        assertThatThrownBy(() -> trainer.learningRate(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClassThatOnlyValidationHasIsNamed() {
        Table other = Table.of(
                "other.csv",
                Column.numbers("a", 1, 2),
                Column.numbers("b", 1, 2),
                Column.categories("word", "x", "y"),
                Column.categories("sign", "plus", "zero"),
                Column.numbers("plane", 0, 0));

        assertThatThrownBy(() -> small("sign").fit(TABLE, other))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("zero");
    }
}
