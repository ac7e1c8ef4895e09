package dev.lamina;

import static dev.lamina.TableOptions.EPOCHS;
import static dev.lamina.TableOptions.FOLDS;
import static dev.lamina.TableOptions.LAYERS;
import static dev.lamina.TableOptions.METRIC;
import static dev.lamina.TableOptions.PRESET;
import static dev.lamina.TableOptions.RECIPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.metric.Metric;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Column;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import dev.lamina.model.Model;
import dev.lamina.tune.Configuration;
import dev.lamina.tune.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTunerTest {

    private static final TableSettings SETTINGS =
            TableSettings.forTarget("y").with(FOLDS, 2).with(EPOCHS, 2);
    private static final List<String> SMALL = List.of("plain");

    @TempDir
    private Path folder;

    private static Table numbers(int rows) {
        RandomStream random = RandomStream.of(0, Purpose.CHECK, 0);
        double[] x = new double[rows];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            x[i] = random.nextGaussian();
            y[i] = 100 + 20 * x[i] * x[i] + random.nextGaussian();
        }
        return Table.of("numbers", Column.numbers("x", x), Column.numbers("y", y));
    }

    private static Table classes(int rows) {
        RandomStream random = RandomStream.of(0, Purpose.CHECK, 0);
        double[] x = new double[rows];
        String[] y = new String[rows];
        for (int i = 0; i < rows; i++) {
            x[i] = random.nextGaussian();
            y[i] = x[i] + random.nextGaussian() > 0 ? "<b>yes</b>" : "no \"é\" 😀";
        }
        return Table.of("classes", Column.numbers("x", x), Column.categories("y", y));
    }

    private static TuneResult tune(TableTuner tuner, Table table) throws IOException {
        return tuner.fit(table).orElseThrow();
    }

    private static TableTuner tuner(int trials) {
        return TableTuner.of(SETTINGS).recipes(SMALL).trials(trials);
    }

    /// All of a trial but its time.
    private static List<String> costs(TuneResult result) {
        return result.trials().stream()
                .map(trial -> trial.number() + " " + trial.configuration() + " " + result.scores(trial))
                .toList();
    }

    @Test
    void theResultIsTheSameForAnyNumberOfThreads() throws IOException {
        List<TuneResult> results = new ArrayList<>();
        for (int threads : new int[] {1, 2, 3}) {
            results.add(tune(tuner(16).control(TrainingControl.defaults().threads(threads)), numbers(120)));
        }
        for (TuneResult result : results) {
            assertThat(costs(result)).isEqualTo(costs(results.getFirst()));
            assertThat(result.best().number())
                    .isEqualTo(results.getFirst().best().number());
            assertThat(result.model().parametersHash())
                    .isEqualTo(results.getFirst().model().parametersHash());
        }
    }

    @Test
    void theModelIsTheOneThatTrainingWithTheRecipeGives() throws IOException {
        List<TrainingResult> seen = new ArrayList<>();
        TuneResult result = tune(tuner(6).finished(seen::add), classes(120));

        Model trained = TableTrainer.of(
                        SETTINGS.withText(RECIPE, result.recipe().toString()))
                .fit(classes(120));

        assertThat(result.model().parametersHash()).isEqualTo(trained.parametersHash());
        assertThat(result.model().provenance().training().metrics())
                .isEqualTo(trained.provenance().training().metrics());
        assertThat(result.model().provenance().training().values())
                .containsEntry("recipe", result.recipe().toString());
        assertThat(seen).hasSize(1);
    }

    @Test
    void theFirstTrialHasTheDefaultsAndTheBestIsNotWorse() throws IOException {
        TuneResult result = tune(tuner(4).recipes(RecipeSpace.recipes()), numbers(60));
        Trial first = result.trials().getFirst();
        assertThat(first.configuration())
                .hasToString("realmlp blocks=3 width=256 activation=mish dropout=0.15 learning-rate=0.2"
                        + " weight-decay=0.02 frequency=0.1 bins=no");
        assertThat(RecipeSpace.recipe(first.configuration(), SETTINGS, Task.REGRESSION))
                .isEqualTo(RealMlp.tuned(Task.REGRESSION, false));
        assertThat(first.complete()).isTrue();
        assertThat(result.best().complete()).isTrue();
        assertThat(result.score(result.best())).isLessThanOrEqualTo(result.score(first));
    }

    /// The metric is in units of the target, and more is better where that is so.
    @Test
    void scoresAreThoseOfTheMetric() throws IOException {
        TuneResult rmse = tune(tuner(1), numbers(80));
        assertThat(rmse.score(rmse.best())).isBetween(5.0, 60.0);
        TuneResult auc = tune(
                TableTuner.of(SETTINGS.with(METRIC, Metric.named("auc")))
                        .recipes(SMALL)
                        .trials(8),
                classes(100));
        assertThat(auc.scores(auc.best())).allMatch(score -> score > 0.5 && score <= 1);
        assertThat(auc.trials().stream().filter(Trial::complete))
                .allMatch(trial -> auc.score(trial) <= auc.score(auc.best()));
    }

    @Test
    void aSearchGoesOnWhereItsJournalEnds() throws IOException {
        Path journal = folder.resolve("s.tune.jsonl");
        TuneResult whole = tune(tuner(16).journal(journal), numbers(80));
        List<String> lines = Files.readAllLines(journal);
        Files.writeString(journal, String.join("\n", lines.subList(0, lines.size() / 2)) + "\n{\"trial\":3,");
        List<Integer> known = new ArrayList<>();

        TuneResult resumed = tune(tuner(16).journal(journal).started(start -> known.add(start.known())), numbers(80));

        assertThat(known).containsExactly(lines.size() / 2 - 1);
        assertThat(costs(resumed)).isEqualTo(costs(whole));
        assertThat(resumed.model().parametersHash()).isEqualTo(whole.model().parametersHash());
        assertThat(Files.readAllLines(journal)).hasSameSizeAs(lines);

        assertThatThrownBy(() -> tuner(16).journal(journal).fit(numbers(81)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(journal + ": is the journal of another search: its data is \"")
                .hasMessageEndingWith("; delete the file, or name another journal");
        assertThatThrownBy(() -> TableTuner.of(SETTINGS.with(EPOCHS, 3))
                        .recipes(SMALL)
                        .journal(journal)
                        .fit(numbers(80)))
                .hasMessage(
                        journal + ": is the journal of another search: its settings is \"target y: folds 2, epochs 2\","
                                + " here it is \"target y: folds 2, epochs 3\"; delete the file, or name another journal");
    }

    @Test
    void aTimeBudgetKeepsTheBestSoFar() throws IOException {
        assertThat(tuner(5).control(TrainingControl.defaults().timeBudget(Duration.ofNanos(1)))
                        .fit(numbers(60)))
                .isEmpty();
        int[] asked = {0};
        TuneResult result = tune(
                tuner(1000)
                        .control(TrainingControl.defaults().threads(1).stopWhen(() -> asked[0] > 3))
                        .progress(trial -> asked[0]++),
                numbers(60));
        assertThat(result.trials()).hasSizeBetween(4, 20);
        assertThat(result.best().complete()).isTrue();
        assertThat(result.asked()).isEqualTo(1000);
    }

    @Test
    void badDataAreRefusedAsInATraining() {
        assertThatThrownBy(() -> tuner(2).fit(numbers(1))).hasMessageContaining("1 row");
        Table constant = Table.of(
                "constant",
                Column.numbers("x", 1, 2, 3, 4, 5, 6),
                Column.categories("y", "a", "a", "a", "a", "a", "a"));
        assertThatThrownBy(() -> tuner(2).fit(constant)).hasMessageContaining("\"y\"");
    }

    @Test
    void threeRowsAndManyColumnsAreSearched() throws IOException {
        assertThat(tune(tuner(3), numbers(3)).best().complete()).isTrue();
        Column[] columns = IntStream.range(0, 301)
                .mapToObj(i -> Column.numbers(i == 300 ? "y" : "<i>" + i, 1, 4, 9, 16 + i, 2, 7))
                .toArray(Column[]::new);
        TuneResult wide = tune(tuner(3).recipes(List.of("plain", "tabm-mini")), Table.of("wide", columns));
        assertThat(wide.trials())
                .noneMatch(trial -> trial.configuration().recipe().equals("tabm-mini"));
        assertThatThrownBy(() -> tuner(3).recipes(List.of("tabm-mini")).fit(Table.of("wide", columns)))
                .hasMessage(
                        "the recipe tabm-mini is for 200 columns at most, and the data have 301; choose another one");
    }

    @Test
    void whatSettingsExcludeIsRefused() {
        assertThatThrownBy(() -> TableTuner.of(SETTINGS.with(LAYERS, List.of(8)))
                        .recipes(SMALL)
                        .fit(numbers(20)))
                .hasMessage("the recipe plain fixes the networks; leave layers out, or the recipe");
        assertThatThrownBy(() -> TableTrainer.of(
                                SETTINGS.with(PRESET, Preset.FAST).with(RECIPE, Configuration.parse("plain")))
                        .fit(numbers(20)))
                .hasMessage("the recipe plain fixes the networks; leave preset out, or the recipe");
        assertThatThrownBy(() -> tuner(2).recipes(List.of("trees")).fit(numbers(20)))
                .hasMessage("unknown recipe \"trees\"; known are realmlp, tabm-mini, plain");
        assertThatThrownBy(() -> tuner(0)).hasMessage("trials is 0, expected 1 or more");
        assertThatThrownBy(() -> SETTINGS.withText(RECIPE, "plain dropout=2"))
                .hasMessage("dropout is 2.0, expected 0 ≤ dropout < 1");
        assertThatThrownBy(() -> SETTINGS.withText(RECIPE, "plain frequency=2"))
                .hasMessage("the recipe plain has no setting \"frequency\"; known are blocks, width, dropout,"
                        + " learning-rate, weight-decay, activation");
        assertThatThrownBy(() -> SETTINGS.withText(RECIPE, "realmlp width=wide"))
                .hasMessage("the recipe's width is 'wide', expected a number");
        assertThatThrownBy(() -> SETTINGS.withText(RECIPE, "realmlp bins=maybe"))
                .hasMessage("bins is \"maybe\", expected yes or no");
    }
}
