package dev.lamina;

import dev.lamina.TableTrainer.Prepared;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import dev.lamina.json.JsonObject;
import dev.lamina.model.Model;
import dev.lamina.tune.HalvingSearch;
import dev.lamina.tune.Journal;
import dev.lamina.tune.Objective;
import dev.lamina.tune.SettingEffect;
import dev.lamina.tune.Space;
import dev.lamina.tune.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Searches for the recipe and the settings that predict a table best, and trains a model with them: see
/// [HalvingSearch] for how. A trial is judged on folds by the metric of the settings; the first one has the
/// defaults.
///
/// The result depends on table, settings, recipes and number of trials, not on threads, nor on whether a
/// journal had part of it; a time budget and a stop request end it earlier, with the best so far.
///
/// One thread at a time; [#fit] may be called again.
public final class TableTuner {

    /// How many trials there are if nothing is said.
    public static final int TRIALS = 40;

    /// What a search starts from, once the data is known.
    ///
    /// @param metric of the scores
    /// @param folds into how many parts the rows are divided
    /// @param rows of all of them
    /// @param known how many trainings the journal has
    public record Start(Task task, Metric metric, int folds, int rows, int known) {}

    /// A trial that goes no further.
    ///
    /// @param score the mean over its folds; NaN if a training failed
    /// @param best whether it is the best so far of those that reached every fold
    public record Progress(Trial trial, double score, boolean best) {}

    private final TableSettings settings;
    private TrainingControl control = TrainingControl.defaults();
    private List<String> recipes = RecipeSpace.recipes();
    private int trials = TRIALS;
    private @Nullable Path journal;
    private String dataName = "table";
    private String dataSha256 = "";
    private String dataHashed = "";
    private Consumer<String> warnings = warning -> {};
    private Consumer<Start> started = start -> {};
    private Consumer<Progress> progress = trial -> {};
    private Consumer<TrainingResult> finished = result -> {};

    private TableTuner(TableSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /// A search that has nothing done yet.
    ///
    /// @param settings what is fixed: target, folds, metric, epochs, seed, but nothing of networks
    public static TableTuner of(TableSettings settings) {
        return new TableTuner(settings);
    }

    /// Threads, stop request and time budget. The time is that of the search; where no trial reached every
    /// fold, what the model lacks is trained after it.
    public TableTuner control(TrainingControl control) {
        this.control = Objects.requireNonNull(control, "control");
        return this;
    }

    /// How many configurations are tried, 1 or more.
    public TableTuner trials(int trials) {
        if (trials < 1) {
            throw new IllegalArgumentException("trials is " + trials + ", expected 1 or more");
        }
        this.trials = trials;
        return this;
    }

    /// Which recipes are searched, of `realmlp`, `tabm-mini` and `plain`; the first one begins.
    public TableTuner recipes(List<String> recipes) {
        this.recipes = List.copyOf(recipes);
        return this;
    }

    /// Where what is done is remembered, so that a search that was killed goes on: see [Journal].
    public TableTuner journal(Path journal) {
        this.journal = Objects.requireNonNull(journal, "journal");
        return this;
    }

    /// What the model remembers of its data, as [TableTrainer#dataSource] has it.
    public TableTuner dataSource(String name, String sha256, String hashed) {
        this.dataName = Objects.requireNonNull(name, "name");
        this.dataSha256 = Objects.requireNonNull(sha256, "sha256");
        this.dataHashed = Objects.requireNonNull(hashed, "hashed");
        return this;
    }

    /// Called with one line for everything in the data that a person should know of.
    public TableTuner warnings(Consumer<String> warnings) {
        this.warnings = Objects.requireNonNull(warnings, "warnings");
        return this;
    }

    /// Called once, before the first trial.
    public TableTuner started(Consumer<Start> started) {
        this.started = Objects.requireNonNull(started, "started");
        return this;
    }

    /// Called when a trial goes no further; never by two threads at once.
    public TableTuner progress(Consumer<Progress> progress) {
        this.progress = Objects.requireNonNull(progress, "progress");
        return this;
    }

    /// Called with what was seen of the best trial's training.
    public TableTuner finished(Consumer<TrainingResult> finished) {
        this.finished = Objects.requireNonNull(finished, "finished");
        return this;
    }

    /// Searches, and trains the best.
    ///
    /// @return empty if the search ended before a network was trained
    /// @throws dev.lamina.data.DataException if the data cannot be used
    /// @throws dev.lamina.core.train.DivergenceException if no training stays within the finite numbers
    /// @throws IOException if the journal cannot be used
    public Optional<TuneResult> fit(Table table) throws IOException {
        Set<String> told = new HashSet<>();
        Consumer<String> once = warning -> {
            if (told.add(warning)) {
                warnings.accept(warning);
            }
        };
        Prepared prepared = TableTrainer.of(settings).warnings(once).prepare(table);
        Task task = prepared.task().task();
        Space space = space(prepared);
        FoldObjective objective = new FoldObjective(settings, prepared, control);
        Metric metric = objective
                .metric(prepared.rows()
                        .encoded(RecipeSpace.recipe(space.branches().getFirst().start(), settings, task)
                                .pipeline())
                        .pipeline()
                        .target())
                .judges();
        int folds = prepared.splits().size();
        HalvingSearch search = new HalvingSearch(
                space, trials, folds, settings.given(TableOptions.SEED).orElse(0L));
        List<Trial> done;
        try (@Nullable
                Journal open = journal == null ? null : Journal.open(journal, header(table, task, space, folds))) {
            started.accept(new Start(task, metric, folds, prepared.rows().rows(), open == null ? 0 : open.size()));
            Objective recorded = open == null ? objective : open.recorded(objective);
            Best best = new Best(objective, metric);
            done = search.run(recorded, best::tell);
        }
        if (done.isEmpty()) {
            return Optional.empty();
        }
        Trial best = HalvingSearch.best(done);
        Model model = TableTrainer.of(settings.with(TableOptions.RECIPE, best.configuration()))
                .control(TrainingControl.defaults().threads(control.threads()))
                .dataSource(dataName, dataSha256, dataHashed)
                .warnings(once)
                .known(objective::known)
                .finished(finished)
                .fit(table);
        return Optional.of(new TuneResult(
                model,
                metric,
                folds,
                trials,
                done,
                best,
                SettingEffect.of(done, space, best.configuration().recipe())));
    }

    private Space space(Prepared prepared) {
        int training = prepared.splits().stream()
                .mapToInt(split -> split.training().length)
                .max()
                .orElseThrow();
        return RecipeSpace.of(
                prepared.task().task(),
                training,
                prepared.rows().fitting().table().columns().size(),
                recipes);
    }

    /// What the costs of a trial depend on.
    private JsonObject header(Table table, Task task, Space space, int folds) {
        return JsonObject.builder()
                .put("search", "lamina tune")
                .put("version", Lamina.version())
                .put("data", TableDigest.of(table))
                .put("settings", settings.toString())
                .put("validation", settings.validation())
                .put("task", task.name().toLowerCase(Locale.ROOT))
                .put("missing", String.join(",", settings.missingWords()))
                .put("folds", folds)
                .put("space", space.toString())
                .build();
    }

    /// Tells of trials as they end, and lets go of the networks of those that cannot win any more.
    private final class Best {

        private final FoldObjective objective;
        private final Metric metric;
        private @Nullable Trial best;

        Best(FoldObjective objective, Metric metric) {
            this.objective = objective;
            this.metric = metric;
        }

        void tell(Trial trial) {
            Trial before = best;
            boolean better = trial.complete()
                    && Double.isFinite(trial.cost())
                    && (before == null || trial.cost() < before.cost());
            if (better) {
                best = trial;
            }
            Trial loser = better ? before : trial;
            if (loser != null) {
                objective.forget(loser.configuration());
            }
            progress.accept(new Progress(trial, TuneResult.score(metric, trial.cost()), better));
        }
    }
}
