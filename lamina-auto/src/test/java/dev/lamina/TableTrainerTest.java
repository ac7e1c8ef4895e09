package dev.lamina;

import static dev.lamina.TableOptions.BATCH_SIZE;
import static dev.lamina.TableOptions.CLIP_NORM;
import static dev.lamina.TableOptions.CLIP_VALUE;
import static dev.lamina.TableOptions.EPOCHS;
import static dev.lamina.TableOptions.L1;
import static dev.lamina.TableOptions.L2;
import static dev.lamina.TableOptions.LAYERS;
import static dev.lamina.TableOptions.LEARNING_RATE;
import static dev.lamina.TableOptions.LOSS;
import static dev.lamina.TableOptions.MAX_NORM;
import static dev.lamina.TableOptions.OPTIMIZER;
import static dev.lamina.TableOptions.SCHEDULE;
import static dev.lamina.TableOptions.SEED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.train.EpochReport;
import dev.lamina.core.train.StopReason;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Column;
import dev.lamina.data.DataException;
import dev.lamina.data.Table;
import dev.lamina.model.Evaluation;
import dev.lamina.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
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

    private static final TrainingControl ONE_THREAD = TrainingControl.defaults().threads(1);

    private static TableSettings small(String target) {
        return TableSettings.forTarget(target)
                .with(LAYERS, List.of(16))
                .with(EPOCHS, 30)
                .with(SEED, 3L);
    }

    private static TableTrainer trainer(TableSettings settings) {
        return TableTrainer.of(settings).control(ONE_THREAD);
    }

    private static Model fit(TableSettings settings) {
        return trainer(settings).fit(TABLE);
    }

    /// The plane in other units and far from zero: every epoch's metric and the result are those of the plane.
    @Test
    void errorsOfTargetsOfAnySizeAreInTheirUnits() {
        double[] plane = ((Column.Numbers) TABLE.require("plane")).values();
        double expected = rmse(trainer(small("plane")).fit(withPlane(value -> value, plane)));
        for (double unit : new double[] {1e-300, 1e-60, 1e300}) {
            List<EpochReport> epochs = new ArrayList<>();
            Model model = TableTrainer.of(small("plane"))
                    .control(ONE_THREAD.listener(epochs::add))
                    .fit(withPlane(value -> (value - 1000) * unit, plane));
            double rmse = rmse(model) / unit;
            assertThat(rmse).isCloseTo(expected, within(0.02 * expected));
            assertThat(epochs.get(model.network().bestEpoch() - 1).metric() / unit)
                    .isCloseTo(rmse, within(1e-4 * rmse));
        }
        Model late = trainer(small("plane")).fit(withPlane(value -> value + 1.7e9, plane));
        assertThat(rmse(late)).isCloseTo(expected, within(0.02 * expected));
    }

    private static double rmse(Model model) {
        return Objects.requireNonNull(model.provenance().training().metrics().get("rmse"));
    }

    private static Table withPlane(DoubleUnaryOperator map, double[] plane) {
        return Table.of(
                "test",
                TABLE.require("a"),
                TABLE.require("b"),
                TABLE.require("word"),
                Column.numbers("plane", DoubleStream.of(plane).map(map).toArray()));
    }

    @Test
    void classesAreLearnt() {
        Model model = trainer(small("sign").with(EPOCHS, 200)).fit(TABLE.without(List.of("plane")));
        Evaluation.Classification evaluation = (Evaluation.Classification) Evaluation.of(model, table(500));

        assertThat(evaluation.accuracy()).isGreaterThan(0.95);
        assertThat(evaluation.auc().orElseThrow()).isGreaterThan(0.99);
        assertThat(model.labels()).containsExactly("minus", "plus");
    }

    @Test
    void valuesAreLearntInUnitsOfTheTarget() {
        Model model = trainer(small("plane").with(EPOCHS, 200)).fit(TABLE.without(List.of("sign")));
        Evaluation.Regression evaluation = (Evaluation.Regression) Evaluation.of(model, table(500));

        assertThat(evaluation.rmse()).isLessThan(0.5);
        assertThat(evaluation.baseline()).isGreaterThan(3);
        assertThat(evaluation.r2().orElseThrow())
                .isCloseTo(1 - Math.pow(evaluation.rmse() / evaluation.baseline(), 2), within(1e-5));
    }

    @Test
    void theSameSeedGivesTheSameModelWithAnyThreads() {
        String one = fit(small("sign")).parametersHash();
        Model three =
                TableTrainer.of(small("sign")).control(ONE_THREAD.threads(3)).fit(TABLE);

        assertThat(three.parametersHash()).isEqualTo(one);
        assertThat(fit(small("sign").with(SEED, 4L)).parametersHash()).isNotEqualTo(one);
    }

    @Test
    void theModelKnowsHowItWasMade() {
        Model model = trainer(small("sign"))
                .dataSource("signs.csv", "ab".repeat(32), "")
                .fit(TABLE);

        assertThat(model.provenance().training().values())
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
        Model model = fit(small("sign")
                .with(EPOCHS, 3)
                .with(SCHEDULE, NamedSchedule.named("one-cycle"))
                .with(L1, 1e-4)
                .with(L2, 1e-3)
                .with(MAX_NORM, 3.0)
                .with(CLIP_NORM, 0.5));

        assertThat(model.provenance().training().values())
                .containsEntry("schedule", "one-cycle")
                .containsEntry("l1", "1.0E-4")
                .containsEntry("l2", "0.001")
                .containsEntry("max-norm", "3.0")
                .containsEntry("clip-norm", "0.5")
                .doesNotContainKey("clip-value");
        assertThat(fit(small("sign").with(EPOCHS, 3)).provenance().training().values())
                .containsEntry("schedule", "warm-up-cosine")
                .doesNotContainKeys("l1", "l2", "max-norm", "clip-norm", "clip-value");
    }

    @Test
    void whatBoundsTrainingChangesIt() {
        TableSettings three = small("sign").with(EPOCHS, 3);
        String plain = fit(three).parametersHash();

        assertThat(Stream.of(
                                three.with(L1, 0.01),
                                three.with(L2, 0.01),
                                three.with(MAX_NORM, 0.5),
                                three.with(CLIP_NORM, 0.001),
                                three.with(CLIP_VALUE, 0.001),
                                three.withText(SCHEDULE, "constant"))
                        .map(settings -> fit(settings).parametersHash()))
                .doesNotContain(plain)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyScheduleTrains() {
        for (NamedSchedule schedule : NamedSchedule.all()) {
            Model model = fit(small("plane").with(SCHEDULE, schedule));
            assertThat(model.provenance().training().metrics().get("r2"))
                    .as(schedule.name())
                    .isGreaterThan(0.5);
        }
        assertThatThrownBy(() -> small("plane").withText(SCHEDULE, "cosin"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown schedule \"cosin\"; known are constant, linear, step, multi-step, exponential,"
                        + " polynomial, cosine, log-cosine, flat-cosine, warm-restarts, one-cycle, warm-up,"
                        + " warm-up-cosine, plateau");
    }

    @Test
    void aPlateauLowersTheLearningRateOfALongRun() {
        List<Float> rates = new ArrayList<>();
        TableSettings settings =
                small("plane").with(LEARNING_RATE, 0.02).with(EPOCHS, 200).withText(SCHEDULE, "plateau");
        TableTrainer.of(settings)
                .control(ONE_THREAD.listener(report -> rates.add(report.learningRate())))
                .fit(TABLE);

        assertThat(rates.getFirst()).isEqualTo(0.02f);
        assertThat(rates.getLast()).isLessThan(0.01f);
    }

    @Test
    void lbfgsTakesAllRowsInOneBatchByItself() {
        Model model =
                fit(small("plane").withText(OPTIMIZER, "lbfgs").with(L2, 1e-5).with(EPOCHS, 150));

        assertThat(model.provenance().training().values())
                .containsEntry("optimizer", "lbfgs")
                .containsEntry("batch-size", "160")
                .containsEntry("dropout", "0.0")
                .containsEntry("schedule", "constant");
        assertThat(((Evaluation.Regression) Evaluation.of(model, table(500))).rmse())
                .isLessThan(0.1);
        assertThatThrownBy(() -> fit(small("plane").withText(OPTIMIZER, "lbfgs").with(BATCH_SIZE, 64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "lbfgs needs all 160 training rows in one batch, the batch size is 64; leave it out or set it to"
                                + " 160 or more");
    }

    @Test
    void aTableOfItsOwnValidates() {
        List<TableTrainer.Start> starts = new ArrayList<>();
        trainer(small("sign")).started(starts::add).fit(TABLE, table(70));

        assertThat(starts).singleElement().satisfies(start -> {
            assertThat(start.trainingRows()).isEqualTo(ROWS);
            assertThat(start.validationRows()).isEqualTo(70);
        });
    }

    @Test
    void listenersHearEveryEpochAndAStopRequestEnds() {
        List<EpochReport> epochs = new ArrayList<>();
        Model model = TableTrainer.of(small("sign"))
                .control(ONE_THREAD.listener(epochs::add).stopWhen(() -> epochs.size() == 4))
                .fit(TABLE);

        assertThat(epochs).hasSize(4);
        assertThat(model.network().stopReason()).isEqualTo(StopReason.REQUESTED);
    }

    @Test
    void warningsNameTheColumnsLeftOut() {
        List<Column> columns = new ArrayList<>(TABLE.columns());
        columns.add(Column.numbers("same", new double[ROWS]));
        List<String> warnings = new ArrayList<>();
        trainer(small("sign")).warnings(warnings::add).fit(Table.of("test", columns.toArray(Column[]::new)));

        assertThat(warnings).containsExactly("column \"same\" is constant and was left out");
    }

    @Test
    void validationRowsUnlikeTheTrainingAreTold() {
        List<Column> columns = new ArrayList<>(TABLE.columns());
        columns.set(
                2,
                Column.categories("word", Stream.generate(() -> "X").limit(ROWS).toArray(String[]::new)));
        List<String> warnings = new ArrayList<>();
        trainer(small("sign")).warnings(warnings::add).fit(TABLE, Table.of("other", columns.toArray(Column[]::new)));

        assertThat(warnings)
                .containsExactly(
                        "validation: column \"word\": 200 of 200 cells hold words that the model does not know,"
                                + " such as \"X\", which differ only in case or blanks from those it knows, such as \"x\"");
    }

    @Test
    void aLossThatDoesNotFitTheTargetIsExplained() {
        assertThatThrownBy(() -> fit(small("plane").withText(LOSS, "softmax-cross-entropy")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "softmax-cross-entropy does not suit the target \"plane\", which is a number; leave the loss out"
                                + " to have one chosen, here mean-squared-error");
        assertThat(fit(small("sign").withText(LOSS, "softmax-cross-entropy"))
                        .network()
                        .network()
                        .outputs())
                .isEqualTo(2);
    }

    @Test
    void everyLossOfClassesTrainsAClassification() {
        for (String loss :
                List.of("binary-cross-entropy", "focal", "mean-binary-cross-entropy", "softmax-cross-entropy")) {
            Model model = trainer(small("sign").with(EPOCHS, 200).withText(LOSS, loss))
                    .fit(TABLE.without(List.of("plane")));
            assertThat(model.provenance().training().metrics().get("accuracy"))
                    .as(loss)
                    .isGreaterThan(0.8);
        }
    }

    @Test
    void aLossWithoutProbabilitiesIsRefused() {
        assertThatThrownBy(() -> fit(small("sign").withText(LOSS, "squared-hinge")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "squared-hinge gives no probabilities, which a model of \"sign\" needs; leave the loss out to have one chosen, here binary-cross-entropy");
    }

    @Test
    void everyLossOfNumbersTrainsARegression() {
        for (String loss :
                List.of("absolute-error", "huber", "log-cosh", "mean-squared-error", "quantile", "squared-error")) {
            Model model = fit(small("plane").withText(LOSS, loss));
            assertThat(model.provenance().training().metrics().get("r2"))
                    .as(loss)
                    .isGreaterThan(0.5);
        }
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

        assertThatThrownBy(() -> trainer(small("sign")).fit(TABLE, other))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("zero");
    }
}
