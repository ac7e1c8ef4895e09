package dev.lamina;

import dev.lamina.core.metric.Metric;
import dev.lamina.core.network.Network;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.core.train.Trainer;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.Examples;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Pipeline;
import dev.lamina.data.Split;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import dev.lamina.data.TaskChoice;
import dev.lamina.data.UnseenCells;
import dev.lamina.model.Evaluation;
import dev.lamina.model.Model;
import dev.lamina.model.Provenance;
import dev.lamina.model.Provenance.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// From a table to a model: fits the pipeline on the training rows, chooses what the [TableSettings] leave open, trains
/// a network and measures it on the validation rows.
///
/// The settings are a value; the methods here say who watches, and how the data is called. One thread at a time; [#fit]
/// may be called again.
public final class TableTrainer {

    /// What training starts from, once the data is known.
    ///
    /// @param task inferred or set, with what decided it
    /// @param pipeline fitted on the training rows
    /// @param network that is about to be trained
    /// @param epochs at most
    /// @param metric of the epochs' reports: accuracy, or the RMSE in units of the target
    public record Start(
            TaskChoice task,
            FittedPipeline pipeline,
            Network network,
            int trainingRows,
            int validationRows,
            int epochs,
            Metric metric) {

        /// What decided the task, and where there is doubt what changes it: `6 different whole numbers; --task
        /// classification if they are classes`. Empty if the task was set.
        public String taskReason() {
            return reason(task);
        }
    }

    /// What the command line and a model's provenance call [TableSettings#task].
    private static final String TASK = "task";

    private final TableSettings settings;
    private TrainingControl control = TrainingControl.defaults();
    private String dataName = "table";
    private String dataSha256 = "";
    private String dataHashed = "";
    private Consumer<String> warnings = warning -> {};
    private Consumer<Start> started = start -> {};

    private TableTrainer(TableSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    public static TableTrainer of(TableSettings settings) {
        return new TableTrainer(settings);
    }

    /// Threads, listeners, stop request and time budget.
    public TableTrainer control(TrainingControl control) {
        this.control = Objects.requireNonNull(control, "control");
        return this;
    }

    /// What the model remembers of its data.
    ///
    /// @param sha256 64 hex digits, or empty where nothing was hashed
    /// @param hashed what the hash is of; empty for the bytes of one file
    public TableTrainer dataSource(String name, String sha256, String hashed) {
        this.dataName = Objects.requireNonNull(name, "name");
        this.dataSha256 = Objects.requireNonNull(sha256, "sha256");
        this.dataHashed = Objects.requireNonNull(hashed, "hashed");
        return this;
    }

    /// Called with one line for everything in the data that a person should know of.
    public TableTrainer warnings(Consumer<String> warnings) {
        this.warnings = Objects.requireNonNull(warnings, "warnings");
        return this;
    }

    /// Called once, before the first epoch.
    public TableTrainer started(Consumer<Start> started) {
        this.started = Objects.requireNonNull(started, "started");
        return this;
    }

    /// Splits off the validation rows, stratified by class, and trains on the others.
    ///
    /// @throws dev.lamina.data.DataException if the data cannot be used
    /// @throws dev.lamina.core.train.DivergenceException if training leaves the finite numbers
    public Model fit(Table table) {
        TaskChoice task = task(table);
        Examples examples = Examples.of(table, settings.target(), task.task());
        examples.warnings().forEach(warnings);
        long seed = settings.given(TableOptions.SEED).orElse(0L);
        Split split = Split.of(examples, settings.validation(), seed);
        Examples training = examples.select(split.training());
        return fit(task, pipeline(training), training, examples.select(split.validation()));
    }

    /// Trains on one table and validates on another.
    ///
    /// @throws dev.lamina.data.DataException if the data cannot be used
    /// @throws dev.lamina.core.train.DivergenceException if training leaves the finite numbers
    public Model fit(Table training, Table validation) {
        TaskChoice task = task(training);
        Examples examples = Examples.of(training, settings.target(), task.task());
        examples.warnings().forEach(warnings);
        Examples others = Examples.of(validation, settings.target(), examples.task());
        others.warnings().forEach(warnings);
        FittedPipeline pipeline = pipeline(examples);
        UnseenCells.warnings(pipeline.examine(others.table()))
                .forEach(warning -> warnings.accept("validation: " + warning));
        return fit(task, pipeline, examples, others);
    }

    private TaskChoice task(Table table) {
        return settings.task().map(TaskChoice::given).orElseGet(() -> Task.infer(table.require(settings.target())));
    }

    private FittedPipeline pipeline(Examples training) {
        Pipeline.Fit fit = TablePlan.pipeline(settings, training.task()).fit(training);
        fit.warnings().forEach(warnings);
        return fit.pipeline();
    }

    private Model fit(TaskChoice task, FittedPipeline fitted, Examples training, Examples validation) {
        training.validationWarnings(validation).forEach(warnings);
        TablePlan plan = TablePlan.of(settings, training.rows(), fitted.width(), fitted.target());
        started.accept(new Start(
                task,
                fitted,
                plan.network(),
                training.rows(),
                validation.rows(),
                plan.training().epochs(),
                plan.metric()));
        TrainedNetwork trained = Trainer.of(plan.network(), plan.loss())
                .settings(plan.training())
                .control(control)
                .fit(fitted.dataset(training.table()), fitted.dataset(validation.table()));
        return measured(task, trained, fitted, validation, training.rows(), plan);
    }

    /// The model with what it reaches on the validation rows.
    private Model measured(
            TaskChoice task,
            TrainedNetwork trained,
            FittedPipeline fitted,
            Examples validation,
            int rows,
            TablePlan plan) {
        Provenance.Data data = new Provenance.Data(dataName, dataSha256, dataHashed, rows, validation.rows());
        List<Setting> all = Stream.concat(Stream.of(setting(task)), plan.settings().stream())
                .toList();
        Provenance.Training training =
                Provenance.Training.of(plan.training().seed(), all, trained, new LinkedHashMap<>());
        Model unmeasured = new Model(trained, fitted, Provenance.now(data, training));
        Evaluation evaluation = Evaluation.of(unmeasured, validation.table());
        return new Model(trained, fitted, Provenance.now(data, training.metrics(evaluation.metrics())));
    }

    private static Setting setting(TaskChoice task) {
        return task.reason().isEmpty()
                ? Setting.given(TASK, name(task.task()))
                : Setting.chosen(TASK, name(task.task()), reason(task));
    }

    private static String reason(TaskChoice task) {
        return task.isInDoubt()
                ? task.reason() + "; --" + TASK + " " + name(task.other()) + " if they are " + task.otherwise()
                : task.reason();
    }

    private static String name(Task task) {
        return task.name().toLowerCase(Locale.ROOT);
    }
}
