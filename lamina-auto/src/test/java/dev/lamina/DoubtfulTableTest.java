package dev.lamina;

import static dev.lamina.TableOptions.EPOCHS;
import static dev.lamina.TableOptions.FOLDS;
import static dev.lamina.TableOptions.GROUP;
import static dev.lamina.TableOptions.PRESET;
import static dev.lamina.TableOptions.TIME;
import static dev.lamina.TableOptions.WEIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Column;
import dev.lamina.data.DataException;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tables that are hard to learn from: a model where one is possible, one clear error elsewhere.
class DoubtfulTableTest {

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    private static Column numbers(String name, int rows, IntToDoubleFunction value) {
        return Column.numbers(name, IntStream.range(0, rows).mapToDouble(value).toArray());
    }

    private static Column words(String name, int rows, IntFunction<String> word) {
        return Column.categories(name, IntStream.range(0, rows).mapToObj(word).toArray(String[]::new));
    }

    private static Column x(int rows) {
        return numbers("x", rows, i -> i * 37 % 101);
    }

    private static Column classes(int rows) {
        return words("y", rows, i -> i * 37 % 101 > 50 ? "plus" : "minus");
    }

    private static TableSettings settings(Preset preset) {
        return TableSettings.forTarget("y").with(PRESET, preset).with(EPOCHS, 2);
    }

    private Model fit(TableSettings settings, Column... columns) {
        warnings.clear();
        return TableTrainer.of(settings)
                .control(TrainingControl.defaults().threads(2))
                .warnings(warnings::add)
                .fit(Table.of("test", columns));
    }

    private Model assertPredicts(TableSettings settings, Column... columns) {
        Model model = fit(settings, columns);
        Predictions predictions = model.predictor().predict(Table.of("test", columns));
        for (int row = 0; row < predictions.rows(); row++) {
            assertThat(model.labels().isEmpty() ? predictions.value(row) : predictions.probability(row, 0))
                    .isFinite();
        }
        assertThat(warnings).doesNotHaveDuplicates();
        return model;
    }

    private void assertRefused(String message, TableSettings settings, Column... columns) {
        assertThatThrownBy(() -> fit(settings, columns))
                .isInstanceOfAny(DataException.class, IllegalArgumentException.class)
                .hasMessage(message);
    }

    /// All of one class in validation leaves a metric such as AUC without a value, which the file can hold.
    private void assertSaved(Model model) throws IOException {
        Path file = folder.resolve("m.safetensors");
        model.save(file);
        assertThat(Model.load(file).parametersHash()).isEqualTo(model.parametersHash());
    }

    @ParameterizedTest
    @EnumSource(names = {"FAST", "BEST"})
    void aColumnOfManyWordsIsLeftOut(Preset preset) {
        int rows = 6000;
        assertPredicts(
                settings(preset).with(EPOCHS, 1).with(FOLDS, 2),
                x(rows),
                words("many", rows, i -> "w" + i % 5000),
                classes(rows));

        assertThat(warnings)
                .contains(
                        "column \"many\" looks like an identifier (5000 different words in 6000 rows) and was left out");
    }

    @ParameterizedTest
    @EnumSource
    void columnsWithoutValuesAreLeftOut(Preset preset) {
        Column none = numbers("none", 60, i -> Double.NaN);
        assertPredicts(settings(preset), x(60), none, words("nothing", 60, i -> null), classes(60));

        assertThat(warnings).contains("columns \"none\", \"nothing\" have no values and were left out");
        assertRefused(
                "test: no column is left to predict \"y\" from: column \"none\" has no values and was left out",
                settings(preset),
                none,
                classes(60));
    }

    @ParameterizedTest
    @EnumSource
    void wordsAloneAreEnough(Preset preset) {
        assertPredicts(settings(preset), words("word", 60, i -> "w" + i % 20), classes(60));
        assertPredicts(settings(preset), words("word", 60, i -> i % 3 == 0 ? "a" : "b"), classes(60));
    }

    @ParameterizedTest
    @EnumSource(names = {"DEFAULT", "BEST"})
    void aColumnThatHardlyVariesMayBeTheSameInAFold(Preset preset) {
        assertPredicts(settings(preset), numbers("x", 60, i -> i == 7 ? 1 : 0), classes(60));
        assertPredicts(
                settings(preset), numbers("x", 60, i -> i == 7 ? 1 : 0), numbers("y", 60, i -> i * 37 % 59 / 2.0));
    }

    @ParameterizedTest
    @EnumSource
    void twelveRowsAreEnough(Preset preset) throws IOException {
        assertSaved(assertPredicts(settings(preset), x(12), words("y", 12, i -> i % 2 == 0 ? "a" : "b")));
        assertSaved(assertPredicts(settings(preset), x(12), numbers("y", 12, i -> 1.5 * i * i)));
    }

    @Test
    void aHandfulOfRowsIsAModelOrAnError() throws IOException {
        Column three = numbers("y", 3, i -> 1.5 * i);
        assertRefused(
                "test: too few rows to hold some back for validation: 3, expected 5 or more",
                settings(Preset.FAST),
                x(3),
                three);
        assertSaved(assertPredicts(settings(Preset.DEFAULT), x(3), three));
        assertSaved(assertPredicts(settings(Preset.BEST), x(3), three));
        assertSaved(assertPredicts(settings(Preset.BEST), x(2), numbers("y", 2, i -> 1.5 * i)));
        assertSaved(assertPredicts(settings(Preset.BEST), x(3), words("y", 3, i -> i % 2 == 0 ? "a" : "b")));
        assertRefused(
                "test: too few rows for folds: 0 rows in classes of two rows or more of \"y\", expected 2 or more",
                settings(Preset.BEST),
                x(2),
                words("y", 2, i -> i % 2 == 0 ? "a" : "b"));
    }

    @ParameterizedTest
    @EnumSource(names = {"FAST", "DEFAULT"})
    void manyMoreColumnsThanRows(Preset preset) {
        List<Column> columns = new ArrayList<>();
        for (int column = 0; column < 2000; column++) {
            int step = column + 3;
            columns.add(numbers("x" + column, 50, i -> i * step % 47));
        }
        columns.add(words("y", 50, i -> i % 3 == 0 ? "a" : "b"));
        assertPredicts(settings(preset).with(EPOCHS, 1).with(FOLDS, 2), columns.toArray(Column[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void aClassOfOneRow(Preset preset) {
        Model model = assertPredicts(
                settings(preset), x(60), words("y", 60, i -> i == 7 ? "single" : i % 2 == 0 ? "a" : "b"));

        assertThat(model.labels()).containsExactly("a", "b", "single");
        assertThat(warnings)
                .containsExactly("class \"single\" of \"y\" has a single row, which is too few to learn it");
    }

    @ParameterizedTest
    @EnumSource
    void manyClasses(Preset preset) throws IOException {
        Model model = assertPredicts(
                settings(preset).with(EPOCHS, 1).with(FOLDS, 2), x(900), words("y", 900, i -> "c" + i % 300));

        assertThat(model.labels()).hasSize(300);
        assertSaved(model);
    }

    @ParameterizedTest
    @EnumSource
    void aTargetThatIsNearlyAlwaysTheSame(Preset preset) throws IOException {
        assertSaved(assertPredicts(settings(preset), x(1000), words("y", 1000, i -> i == 500 ? "rare" : "usual")));
        assertSaved(assertPredicts(
                settings(preset).task(Task.REGRESSION), x(1000), numbers("y", 1000, i -> i % 500 == 3 ? 7.5 : 1.5)));
    }

    @ParameterizedTest
    @EnumSource
    void weightsThatCannotBeAreRefused(Preset preset) {
        TableSettings settings = settings(preset).with(WEIGHT, "w");

        assertRefused(
                "test, row 1: column \"w\" has the weight -3, expected a number of 0 or more; 0 leaves the row out",
                settings,
                x(60),
                numbers("w", 60, i -> i - 3),
                classes(60));
        assertRefused(
                "test: every row has the weight 0, so that none would count",
                settings,
                x(60),
                numbers("w", 60, i -> 0),
                classes(60));
        assertRefused(
                "test, row 31: column \"x\" is infinite; correct the value or give it as missing",
                settings(preset),
                numbers("x", 60, i -> i == 30 ? Double.POSITIVE_INFINITY : i),
                classes(60));
    }

    @Test
    void oneRowCannotHaveAllWeightAndValidate() {
        for (Preset preset : List.of(Preset.DEFAULT, Preset.BEST)) {
            assertRefused(
                    "test: all rows with a weight above 0 validate together, so that none would train; give more rows a"
                            + " weight above 0",
                    settings(preset).with(WEIGHT, "w"),
                    x(60),
                    numbers("w", 60, i -> i == 9 ? 1 : 0),
                    classes(60));
        }
    }

    @ParameterizedTest
    @EnumSource
    void groupsAndTimesThatCannotDivideAreRefused(Preset preset) {
        Column[] columns = {x(60), words("g", 60, i -> "same"), words("t", 60, i -> "t" + i), classes(60)};

        assertRefused(
                "test: every row is of the same group in \"g\", so none can be held back; expected two groups or more",
                settings(preset).with(GROUP, "g"),
                columns);
        assertRefused(
                "test, row 1: column \"t\" holds words such as \"t0\", expected times, dates or numbers to tell later"
                        + " rows by; --dates says how dates are written",
                settings(preset).with(TIME, "t"),
                columns);
        assertRefused(
                "rows are divided by group or by time; leave one of both out",
                settings(preset).with(TIME, "x").with(GROUP, "g"),
                columns);
    }

    @Test
    void moreFoldsThanRowsAreFewer() {
        Model model = assertPredicts(
                settings(Preset.FAST).with(EPOCHS, 1).with(FOLDS, 100), x(20), numbers("y", 20, i -> i * 1.5));

        assertThat(model.members().size() % 20).isZero();
        assertThat(warnings).contains("20 folds instead of 100, since there are 20 rows");
    }
}
