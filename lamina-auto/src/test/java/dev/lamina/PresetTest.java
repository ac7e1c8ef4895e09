package dev.lamina;

import static dev.lamina.TableOptions.BATCH_SIZE;
import static dev.lamina.TableOptions.CLASS_WEIGHT;
import static dev.lamina.TableOptions.EPOCHS;
import static dev.lamina.TableOptions.FOLDS;
import static dev.lamina.TableOptions.GROUP;
import static dev.lamina.TableOptions.LAYERS;
import static dev.lamina.TableOptions.METRIC;
import static dev.lamina.TableOptions.PRESET;
import static dev.lamina.TableOptions.REPEATS;
import static dev.lamina.TableOptions.SEED;
import static dev.lamina.TableOptions.TIME;
import static dev.lamina.TableOptions.WEIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Column;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;
import dev.lamina.model.Provenance.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PresetTest {

    private static final double DAY = 86_400;
    private static final Table TABLE = table(120);

    @TempDir
    private Path folder;

    /// Numbers, words and dates, some of them missing, with a target of two classes, of three and of numbers.
    private static Table table(int rows) {
        double[] a = IntStream.range(0, rows)
                .mapToDouble(i -> (i * 37 % 101 - 50) / 25.0)
                .toArray();
        double[] holes = IntStream.range(0, rows)
                .mapToDouble(i -> i % 7 == 3 ? Double.NaN : i * 53 % 97)
                .toArray();
        double[] dates = IntStream.range(0, rows)
                .mapToDouble(i -> i % 11 == 5 ? Double.NaN : 1.6e9 + i * 29 % 83 * DAY)
                .toArray();
        return Table.of(
                "test",
                Column.numbers("a", a),
                Column.numbers("holes", holes),
                Column.categories("two", words(rows, i -> i % 3 == 0 ? "x" : "y")),
                Column.categories("five", words(rows, i -> i % 13 == 1 ? null : "w" + i * 31 % 5)),
                Column.categories("thirty", words(rows, i -> "k" + i * 17 % 30)),
                new Column.Times("day", dates),
                Column.categories("sign", words(rows, i -> a[i] > 0 ? "plus" : "minus")),
                Column.categories("third", words(rows, i -> a[i] > 0.7 ? "high" : a[i] < -0.7 ? "low" : "middle")),
                Column.numbers(
                        "value",
                        IntStream.range(0, rows)
                                .mapToDouble(i -> 500 + 20 * a[i] + (i % 3 == 0 ? 5 : 0))
                                .toArray()));
    }

    private static String[] words(int rows, IntFunction<String> word) {
        return IntStream.range(0, rows).mapToObj(word).toArray(String[]::new);
    }

    /// The table with one of its targets only.
    private static Table with(String target) {
        return TABLE.without(Stream.of("sign", "third", "value")
                .filter(name -> !name.equals(target))
                .toList());
    }

    private static TableSettings settings(Preset preset, String target) {
        return TableSettings.forTarget(target).with(PRESET, preset).with(EPOCHS, 2);
    }

    private static Model fit(TableSettings settings, Table table) {
        return fit(settings, table, 2);
    }

    private static Model fit(TableSettings settings, Table table, int threads) {
        return TableTrainer.of(settings)
                .control(TrainingControl.defaults().threads(threads))
                .fit(table);
    }

    private static double metric(Model model, String name) {
        return Objects.requireNonNull(model.provenance().training().metrics().get(name));
    }

    private static double[] numbers(Model model, Table table) {
        Predictions predictions = model.predictor().predict(table);
        return IntStream.range(0, predictions.rows())
                .boxed()
                .flatMapToDouble(row -> model.labels().isEmpty()
                        ? DoubleStream.of(predictions.value(row))
                        : IntStream.range(0, model.labels().size())
                                .mapToDouble(label -> predictions.probability(row, label)))
                .toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "FAST, sign", "FAST, third", "FAST, value",
        "DEFAULT, sign", "DEFAULT, third", "DEFAULT, value",
        "BEST, sign", "BEST, third", "BEST, value"
    })
    void everyPresetTrainsModelsThatPredictTheSameFromTheirFile(Preset preset, String target) throws IOException {
        Model model = fit(settings(preset, target), with(target));
        double[] predicted = numbers(model, TABLE);
        Path file = folder.resolve("m.safetensors");
        model.save(file);

        for (double number : predicted) {
            assertThat(number).isFinite();
        }
        Model loaded = Model.load(file);
        assertThat(numbers(loaded, TABLE)).isEqualTo(predicted);
        assertThat(loaded.parametersHash()).isEqualTo(model.parametersHash());
        assertThat(loaded.members()).hasSameSizeAs(model.members());
        assertThat(model.members().size() % (preset == Preset.FAST ? 1 : 6)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameModelWithAnyThreads(Preset preset) {
        TableSettings settings = settings(preset, "third").with(SEED, 7L).with(FOLDS, 2);
        Model one = fit(settings, with("third"), 1);
        for (int threads : new int[] {2, 3, 8}) {
            Model other = fit(settings, with("third"), threads);
            assertThat(other.parametersHash()).isEqualTo(one.parametersHash());
            assertThat(other.calibration()).isEqualTo(one.calibration());
            assertThat(numbers(other, TABLE)).isEqualTo(numbers(one, TABLE));
        }
        assertThat(fit(settings.with(SEED, 8L), with("third")).parametersHash()).isNotEqualTo(one.parametersHash());
    }

    @ParameterizedTest
    @CsvSource({"DEFAULT, sign", "DEFAULT, value", "BEST, third", "BEST, value"})
    void aStopAfterAnyNetworkKeepsThoseThatAreDone(Preset preset, String target) {
        int networks = 2 * (preset == Preset.BEST ? 2 + 2 + 1 + 2 + 1 : 2);
        for (int threads : new int[] {1, 3}) {
            for (int stop : new int[] {1, 2, 3, networks - 1}) {
                AtomicInteger done = new AtomicInteger();
                Model model = TableTrainer.of(
                                settings(preset, target).with(EPOCHS, 1).with(FOLDS, 2))
                        .progress(report -> {
                            if (report.done()) {
                                done.incrementAndGet();
                            }
                        })
                        .control(TrainingControl.defaults().threads(threads).stopWhen(() -> done.get() >= stop))
                        .fit(with(target));
                assertThat(numbers(model, TABLE)).as("%d of %d", stop, networks).doesNotContain(Double.NaN);
                assertThat(model.provenance().training().metrics()).doesNotContainValue(Double.NaN);
            }
        }
    }

    @Test
    void aStopBeforeTheFirstEpochLeavesANetworkThatPredicts() {
        for (Preset preset : Preset.values()) {
            Model model = TableTrainer.of(settings(preset, "value"))
                    .control(TrainingControl.defaults().threads(2).stopWhen(() -> true))
                    .fit(with("value"));
            assertThat(model.members()).hasSize(1);
            assertThat(numbers(model, TABLE)).doesNotContain(Double.NaN);
        }
    }

    @Test
    void aPresetAndLayersExcludeEachOther() {
        TableSettings both = settings(Preset.BEST, "sign").with(LAYERS, List.of(3));

        assertThatThrownBy(() -> fit(both, TABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the preset best chooses the networks itself; leave layers out, or the preset");
    }

    @ParameterizedTest
    @CsvSource({"accuracy, sign", "f1, sign", "auc, third", "log-loss, third", "f1, third", "mae, value", "r2, value"})
    void aMetricChoosesForEveryPreset(String metric, String target) {
        for (Preset preset : Preset.values()) {
            Model model = fit(settings(preset, target).withText(METRIC, metric).with(FOLDS, 2), with(target));
            assertThat(numbers(model, TABLE)).as("%s", preset).doesNotContain(Double.NaN);
            assertThat(model.provenance().training().values()).containsEntry("metric", metric);
        }
    }

    @Test
    void foldsMakeAsManyNetworks() {
        for (TableSettings settings : List.of(
                settings(Preset.FAST, "third"),
                settings(Preset.DEFAULT, "third"),
                TableSettings.forTarget("third").with(EPOCHS, 2).with(LAYERS, List.of(4)))) {
            List<TableTrainer.Start> starts = new ArrayList<>();
            Model model = TableTrainer.of(settings.with(FOLDS, 3))
                    .control(TrainingControl.defaults().threads(2))
                    .started(starts::add)
                    .fit(with("third"));
            assertThat(model.members().size() % 3).isZero();
            assertThat(model.provenance().training().values()).containsEntry("folds", "3");
            assertThat(model.provenance().data().trainingRows()).isEqualTo(120);
            assertThat(starts.getFirst().folds()).isEqualTo(3);
            assertThat(starts.getFirst().validationRows()).isZero();
        }
    }

    @Test
    void aShareThatValidatesIsKeptFromAllNetworks() {
        Model model = fit(settings(Preset.DEFAULT, "sign").validation(0.25), with("sign"));

        assertThat(model.members()).hasSize(4);
        assertThat(model.provenance().data().validationRows()).isEqualTo(30);
        assertThat(model.provenance().data().trainingRows()).isEqualTo(90);
    }

    @ParameterizedTest
    @EnumSource
    void aTableOfItsOwnValidates(Preset preset) {
        Model model = TableTrainer.of(settings(preset, "third"))
                .control(TrainingControl.defaults().threads(2))
                .fit(with("third"), table(40).without(List.of("sign", "value")));

        assertThat(model.provenance().data().trainingRows()).isEqualTo(120);
        assertThat(model.provenance().data().validationRows()).isEqualTo(40);
        assertThat(numbers(model, TABLE)).doesNotContain(Double.NaN);
    }

    /// The rows from 0.5 on have the wrong class and the weight 0.
    @Test
    void rowsOfWeightZeroDoNotTrain() {
        int rows = 400;
        double[] x = new Random(3).doubles(rows, -1, 1).toArray();
        Table table = Table.of(
                "test",
                Column.numbers("x", x),
                Column.numbers(
                        "weight",
                        IntStream.range(0, rows)
                                .mapToDouble(i -> x[i] < 0.5 ? 2 : 0)
                                .toArray()),
                Column.categories("y", words(rows, i -> x[i] > 0 && x[i] < 0.5 ? "plus" : "minus")));
        TableSettings settings = settings(Preset.FAST, "y").with(EPOCHS, 15).with(BATCH_SIZE, 32);
        Model weighted = fit(settings.with(WEIGHT, "weight"), table);

        assertThat(weighted.pipeline().schema().toString()).doesNotContain("weight");
        assertThat(plusBeyond(weighted, table, x)).isGreaterThan(0.7);
        assertThat(plusBeyond(fit(settings, table.without(List.of("weight"))), table, x))
                .isLessThan(0.3);
    }

    private static double plusBeyond(Model model, Table table, double[] x) {
        Predictions predictions = model.predictor().predict(table);
        return IntStream.range(0, x.length)
                .filter(row -> x[row] > 0.5)
                .mapToDouble(row -> predictions.label(row).equals("plus") ? 1 : 0)
                .average()
                .orElseThrow();
    }

    /// The class of a patient is drawn by lot: the ward tells those of known patients and of no others.
    @ParameterizedTest
    @CsvSource({"FAST, 1", "DEFAULT, 4"})
    void noGroupIsOnBothSides(Preset preset, int folds) {
        Random random = new Random(11);
        int patients = 40;
        int rows = 400;
        boolean[] plus = new boolean[patients];
        for (int patient = 0; patient < patients; patient++) {
            plus[patient] = random.nextBoolean();
        }
        Table table = Table.of(
                "test",
                Column.numbers("noise", random.doubles(rows).toArray()),
                Column.categories("ward", words(rows, i -> "w" + i % patients)),
                Column.numbers(
                        "patient",
                        IntStream.range(0, rows).mapToDouble(i -> i % patients).toArray()),
                Column.categories("y", words(rows, i -> plus[i % patients] ? "plus" : "minus")));
        TableSettings settings =
                settings(preset, "y").with(EPOCHS, 10).with(BATCH_SIZE, 16).withText(METRIC, "accuracy");
        if (folds > 1) {
            settings = settings.with(FOLDS, folds);
        }
        Model grouped = fit(settings.with(GROUP, "patient"), table);

        assertThat(metric(grouped, "accuracy")).isLessThan(0.7);
        assertThat(metric(fit(settings, table.without(List.of("patient"))), "accuracy"))
                .isGreaterThan(0.9);
        assertThat(grouped.pipeline().schema().toString()).doesNotContain("patient");
    }

    /// What later rows are like cannot be known from earlier ones.
    @Test
    void laterRowsValidate() {
        int rows = 200;
        Table table = Table.of(
                "test",
                Column.numbers("x", new Random(2).doubles(rows).toArray()),
                new Column.Times(
                        "when",
                        IntStream.range(0, rows)
                                .mapToDouble(i -> i * 37 % rows * DAY)
                                .toArray()),
                Column.numbers(
                        "y",
                        IntStream.range(0, rows)
                                .mapToDouble(i -> i * 37 % rows < 160 ? i % 2 : 100)
                                .toArray()));
        Model model = fit(settings(Preset.DEFAULT, "y").with(TIME, "when").task(Task.REGRESSION), table);

        assertThat(model.provenance().data().trainingRows()).isEqualTo(160);
        assertThat(model.members().size() % 4).isZero();
        assertThat(metric(model, "rmse")).isGreaterThan(90);
        Model windows = fit(
                settings(Preset.DEFAULT, "y").with(TIME, "when").with(FOLDS, 3).task(Task.REGRESSION), table);
        assertThat(windows.provenance().training().runs()).extracting(Run::fold).containsOnly(3);
        assertThat(numbers(windows, table)).doesNotContain(Double.NaN);
    }

    @Test
    void aClassThatOnlyTheLastWindowHasIsLeftOutOfValidation() {
        Table table = Table.of(
                "test",
                Column.numbers("x", new Random(2).doubles(80).toArray()),
                Column.numbers("when", IntStream.range(0, 80).asDoubleStream().toArray()),
                Column.categories("y", words(80, i -> i > 75 ? "new" : i % 2 == 0 ? "even" : "odd")));
        for (Preset preset : List.of(Preset.FAST, Preset.DEFAULT)) {
            TableSettings settings = settings(preset, "y").with(TIME, "when");
            assertThat(fit(settings, table).labels()).containsExactly("even", "odd");
            assertThat(fit(settings.with(FOLDS, 3), table).labels()).containsExactly("even", "odd");
        }
    }

    @Test
    void repeatsDivideTheRowsInOtherWays() {
        Model model = fit(settings(Preset.FAST, "third").with(FOLDS, 3).with(REPEATS, 2), with("third"));

        assertThat(model.provenance().training().runs()).extracting(Run::fold).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(model.provenance().training().values())
                .containsEntry("folds", "3")
                .containsEntry("repeats", "2");
        assertThat(metric(model, "logLossFoldDeviation")).isPositive();
        assertThat(model.summary()).containsPattern("Folds +log loss [\\d.]+ ± [\\d.]+\n");
    }

    @ParameterizedTest
    @CsvSource({
        "validation, 'repeats divides rows into folds in other ways, and there are no folds; set folds too'",
        "time, 'repeats divides rows into folds in other ways, and time allows one way only; leave one of both out'"
    })
    void repeatsNeedFoldsByChance(String otherwise, String problem) {
        TableSettings settings = settings(Preset.FAST, "third").with(REPEATS, 2);
        TableSettings given =
                otherwise.equals("time") ? settings.with(TIME, "day").with(FOLDS, 3) : settings.validation(0.25);

        assertThatThrownBy(() -> fit(given, with("third")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }

    @Test
    void whatDividesRowsIsRefusedBesideValidationData() {
        Table table = with("value");
        for (TableOption<?> option : List.of(FOLDS, REPEATS, GROUP, TIME)) {
            TableSettings settings = settings(Preset.FAST, "value").withText(option, "2");

            assertThatThrownBy(() -> TableTrainer.of(settings).fit(table, table))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(option + " divides the rows of one table, and validation data are given too; leave one"
                            + " of both out");
        }
    }

    @Test
    void aMetricThatIsAskedForIsReportedWithItsSpread() {
        Model model = fit(
                settings(Preset.FAST, "value")
                        .withText(METRIC, "median-absolute-error")
                        .with(FOLDS, 3),
                with("value"));

        assertThat(metric(model, "medianAbsoluteError")).isPositive();
        assertThat(model.summary())
                .contains("median absolute error ")
                .containsPattern("Folds +median absolute error [\\d.]+ ± [\\d.]+\n");
    }

    /// One row of twenty is rare, and where they are half of the usual ones are too.
    @ParameterizedTest
    @EnumSource(names = {"FAST", "DEFAULT"})
    void balancedClassesRaiseTheRecallOfTheRareOne(Preset preset) {
        int rows = 400;
        double[] x = new Random(5).doubles(rows).toArray();
        for (int row = 0; row < rows; row += 20) {
            x[row] = 0.5 + x[row] / 2;
        }
        Table table = Table.of(
                "test",
                Column.numbers("x", x),
                Column.categories("y", words(rows, i -> i % 20 == 0 ? "rare" : "common")));
        TableSettings settings =
                settings(preset, "y").with(EPOCHS, 15).with(BATCH_SIZE, 32).with(FOLDS, 2);

        assertThat(rare(fit(settings, table), table)).isLessThan(3);
        assertThat(rare(fit(settings.withText(CLASS_WEIGHT, "balanced"), table), table))
                .isGreaterThan(10);
    }

    /// How many of the rare rows are predicted to be.
    private static long rare(Model model, Table table) {
        Predictions predictions = model.predictor().predict(table);
        return IntStream.iterate(0, row -> row < table.rows(), row -> row + 20)
                .filter(row -> predictions.label(row).equals("rare"))
                .count();
    }
}
