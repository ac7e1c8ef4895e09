package dev.lamina;

import dev.lamina.core.metric.Metric;
import dev.lamina.core.network.Network;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.ContentOrder;
import dev.lamina.data.Division;
import dev.lamina.data.Examples;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Leakage;
import dev.lamina.data.Split;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import dev.lamina.data.TaskChoice;
import dev.lamina.data.UnseenCells;
import dev.lamina.model.Evaluation;
import dev.lamina.model.Model;
import dev.lamina.model.Provenance;
import dev.lamina.model.Provenance.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// From a table to a model: fits the pipeline on the training rows, chooses what the [TableSettings] leave
/// open, trains a network and measures it on the validation rows.
///
/// The settings are a value; the methods here say who watches, and how the data is called. One thread at a
/// time; [#fit] may be called again.
public final class TableTrainer {

    /// What training starts from, once the data is known.
    ///
    /// @param task inferred or set, with what decided it
    /// @param pipeline fitted on the training rows
    /// @param network the first that is about to be trained
    /// @param members how many networks will be trained
    /// @param folds into how many parts the rows are divided, each of which validates some networks; 1 for
    ///     one part that validates and is not trained on
    /// @param trainingRows all rows where there are folds
    /// @param validationRows 0 where there are folds
    /// @param epochs at most, of the first network
    /// @param metric of the epochs' reports
    public record Start(
            TaskChoice task,
            FittedPipeline pipeline,
            Network network,
            int members,
            int folds,
            int trainingRows,
            int validationRows,
            int epochs,
            Metric metric) {

        /// What decided the task, and where there is doubt what changes it: `6 different whole numbers;
        /// --task classification if they are classes`. Empty if the task was set.
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
    private Consumer<MemberReport> progress = report -> {};
    private Function<PlannedMember, Optional<TrainedMember>> known = member -> Optional.empty();
    private MemberWatcher watcher = (report, parameters, gradients) -> {};
    private Consumer<TrainingResult> finished = result -> {};

    /// The warnings of the training that goes on.
    private final List<String> told = new ArrayList<>();

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

    /// Called after every epoch of every network, and once when its training has ended; never by two threads
    /// at once.
    public TableTrainer progress(Consumer<MemberReport> progress) {
        this.progress = Objects.requireNonNull(progress, "progress");
        return this;
    }

    /// Called after every epoch of every network, after [#progress].
    public TableTrainer watcher(MemberWatcher watcher) {
        this.watcher = Objects.requireNonNull(watcher, "watcher");
        return this;
    }

    /// Called once, when the model is complete, before [#fit] returns it.
    public TableTrainer finished(Consumer<TrainingResult> finished) {
        this.finished = Objects.requireNonNull(finished, "finished");
        return this;
    }

    /// Networks that have been trained already, as their plans have it.
    TableTrainer known(Function<PlannedMember, Optional<TrainedMember>> known) {
        this.known = known;
        return this;
    }

    /// A table made ready for networks.
    ///
    /// @param splits who trains and who validates, among the rows
    record Prepared(TaskChoice task, TrainingRows rows, List<Split> splits) {}

    /// Divides the rows, and trains and validates on their parts.
    ///
    /// @throws dev.lamina.data.DataException if the data cannot be used
    /// @throws dev.lamina.core.train.DivergenceException if training leaves the finite numbers
    public Model fit(Table table) {
        Prepared prepared = prepare(table);
        return fit(prepared.task(), prepared.rows(), prepared.splits(), pipeline -> {});
    }

    Prepared prepare(Table table) {
        if (settings.holdsOut() && settings.given(TableOptions.FOLDS).isPresent()) {
            throw new IllegalArgumentException(
                    "rows are divided by a validation share or into folds; leave one of both out");
        }
        told.clear();
        TaskChoice task = task(table);
        GivenRows whole = GivenRows.of(settings, ordered(table), task.task(), this::warn);
        GivenRows.Divided divided = whole.divide(
                settings, TableDefaults.folds(settings, whole.examples().rows()));
        GivenRows given = divided.rows();
        Division division = divided.division();
        division.warnings().forEach(this::warn);
        Split first = division.splits().getFirst();
        boolean folds = division.splits().size() > 1;
        Examples fitting = folds && settings.given(TableOptions.TIME).isEmpty()
                ? given.examples()
                : given.examples().select(division.splits().getLast().training());
        if (!folds) {
            fitting.validationWarnings(given.examples().select(first.validation()))
                    .forEach(this::warn);
        }
        Leakage.warnings(given.examples(), division.splits()).forEach(this::warn);
        TrainingRows rows = new TrainingRows(
                fitting,
                List.of(given.examples().table()),
                given.weights(),
                settings.missingWords(),
                isSharded(),
                this::warn);
        return new Prepared(task, rows, division.splits());
    }

    /// Trains on one table and validates on another.
    ///
    /// @throws dev.lamina.data.DataException if the data cannot be used
    /// @throws dev.lamina.core.train.DivergenceException if training leaves the finite numbers
    public Model fit(Table training, Table validation) {
        for (TableOption<?> option :
                List.of(TableOptions.FOLDS, TableOptions.REPEATS, TableOptions.GROUP, TableOptions.TIME)) {
            if (settings.given(option).isPresent()) {
                throw new IllegalArgumentException(
                        option + " divides the rows of one table, and validation data are given"
                                + " too; leave one of both out");
            }
        }
        told.clear();
        TaskChoice task = task(training);
        GivenRows given = GivenRows.of(settings, ordered(training), task.task(), this::warn);
        Examples others = Examples.of(ordered(validation), settings.target(), task.task());
        others.warnings().forEach(this::warn);
        given.examples().validationWarnings(others).forEach(this::warn);
        int rows = given.examples().rows();
        Split split = new Split(
                IntStream.range(0, rows).toArray(),
                IntStream.range(rows, rows + others.rows()).toArray());
        TrainingRows all = new TrainingRows(
                given.examples(),
                List.of(given.examples().table(), others.table()),
                given.weights(),
                settings.missingWords(),
                isSharded(),
                this::warn);
        return fit(
                task,
                all,
                List.of(split),
                pipeline -> UnseenCells.warnings(pipeline.examine(others.table()))
                        .forEach(warning -> warn("validation: " + warning)));
    }

    private void warn(String warning) {
        told.add(warning);
        warnings.accept(warning);
    }

    /// The rows in the order in which shards take them.
    private Table ordered(Table table) {
        return isSharded() ? table.select(ContentOrder.of(table)) : table;
    }

    private boolean isSharded() {
        return settings.given(TableOptions.SHARDS).isPresent();
    }

    private TaskChoice task(Table table) {
        return settings.task().map(TaskChoice::given).orElseGet(() -> Task.infer(table.require(settings.target())));
    }

    private Model fit(TaskChoice task, TrainingRows rows, List<Split> splits, Consumer<FittedPipeline> examination) {
        Portfolio portfolio = Portfolio.of(settings, control, task.task(), rows, splits);
        TrainingRows.Encoding encoding =
                rows.encoded(portfolio.members().getFirst().recipe().pipeline());
        FittedPipeline pipeline = encoding.pipeline();
        Leakage.warnings(rows.fitting(), pipeline).forEach(this::warn);
        examination.accept(pipeline);
        ChosenMetric metric = ChosenMetric.of(settings, pipeline.target());
        Split first = splits.getFirst();
        boolean folds = splits.size() > 1;
        int trainingRows = folds ? rows.rows() : first.training().length;
        int validationRows = folds ? 0 : first.validation().length;
        started.accept(new Start(
                task,
                pipeline,
                portfolio.network(),
                portfolio.members().size(),
                splits.size(),
                trainingRows,
                validationRows,
                portfolio.members().getFirst().effort().epochs(),
                metric.shown()));
        List<TrainedMember> trained = new MemberTraining(
                        rows,
                        metric.chooses(),
                        settings.given(TableOptions.SHARDS),
                        control,
                        progress,
                        watcher,
                        this::warn,
                        known)
                .train(portfolio.members());
        Assembly assembly = Assembly.of(
                trained,
                pipeline.target(),
                encoding.targets(),
                encoding.weights(),
                metric,
                TableDefaults.mostNetworks(Portfolio.preset(settings)));
        Table heldOut = rows.table(assembly.rows());
        Evaluation evaluation = Evaluation.of(pipeline, assembly.predictions(), heldOut);
        SequencedMap<String, Double> metrics = evaluation.metrics();
        FoldEstimate.of(assembly, splits, pipeline.target(), encoding.targets(), metric.judges())
                .addTo(metrics);
        Provenance.Training training = new Provenance.Training(
                settings.given(TableOptions.SEED).orElse(0L),
                Stream.concat(Stream.of(setting(task)), portfolio.settings().stream())
                        .toList(),
                IntStream.range(0, assembly.members().size())
                        .mapToObj(i -> run(
                                assembly.trained().get(i),
                                assembly.members().get(i).network()))
                        .toList(),
                metrics);
        Provenance.Data data = new Provenance.Data(dataName, dataSha256, dataHashed, trainingRows, validationRows);
        Model model = new Model(assembly.members(), assembly.calibration(), Provenance.now(data, training));
        finished.accept(new TrainingResult(
                model,
                TrainingResult.runs(trained, assembly),
                metric.shown(),
                rows.given(),
                heldOut,
                assembly.predictions(),
                assembly.uncalibrated(),
                evaluation,
                TrainingResult.judged(model, assembly, splits.size()),
                told));
        return model;
    }

    private static Provenance.Run run(TrainedMember member, TrainedNetwork network) {
        return Provenance.Run.of(
                member.plan().recipe().name(),
                member.plan().seed(),
                member.plan().fold() + 1,
                network,
                network.history().get(network.bestEpoch() - 1).metric());
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
