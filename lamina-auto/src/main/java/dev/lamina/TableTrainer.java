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
import dev.lamina.model.Evaluation;
import dev.lamina.model.Model;
import dev.lamina.model.Provenance;
import java.util.LinkedHashMap;
import java.util.function.Consumer;

/// From a table to a model: fits the pipeline on the training rows, chooses what the [TableSettings] leave open, trains
/// a network and measures it on the validation rows.
///
/// The settings are a value; the methods here say who watches, and how the data is called. One thread at a time; [#fit]
/// may be called again.
public final class TableTrainer {

    /// What training starts from, once the data is known.
    ///
    /// @param task inferred or set
    /// @param pipeline fitted on the training rows
    /// @param network that is about to be trained
    /// @param epochs at most
    /// @param metric of the epochs' reports: accuracy, or the RMSE in units of the target
    public record Start(
            Task task,
            FittedPipeline pipeline,
            Network network,
            int trainingRows,
            int validationRows,
            int epochs,
            Metric metric) {}

    private final TableSettings settings;
    private TrainingControl control = TrainingControl.defaults();
    private String dataName = "table";
    private String dataSha256 = "";
    private String dataHashed = "";
    private Consumer<String> warnings = warning -> {};
    private Consumer<Start> started = start -> {};

    private TableTrainer(TableSettings settings) {
        this.settings = settings;
    }

    public static TableTrainer of(TableSettings settings) {
        return new TableTrainer(settings);
    }

    /// Threads, listeners, stop request and time budget.
    public TableTrainer control(TrainingControl control) {
        this.control = control;
        return this;
    }

    /// What the model remembers of its data.
    ///
    /// @param sha256 64 hex digits, or empty where nothing was hashed
    /// @param hashed what the hash is of; empty for the bytes of one file
    public TableTrainer dataSource(String name, String sha256, String hashed) {
        this.dataName = name;
        this.dataSha256 = sha256;
        this.dataHashed = hashed;
        return this;
    }

    /// Called with one line for everything in the data that a person should know of.
    public TableTrainer warnings(Consumer<String> warnings) {
        this.warnings = warnings;
        return this;
    }

    /// Called once, before the first epoch.
    public TableTrainer started(Consumer<Start> started) {
        this.started = started;
        return this;
    }

    /// Splits off the validation rows, stratified by class, and trains on the others.
    ///
    /// @throws dev.lamina.data.DataException if the data cannot be used
    /// @throws dev.lamina.core.train.DivergenceException if training leaves the finite numbers
    public Model fit(Table table) {
        Examples examples = examples(table);
        examples.warnings().forEach(warnings);
        long seed = settings.given(TableOptions.SEED).orElse(0L);
        Split split = Split.of(examples, settings.validation(), seed);
        return fit(examples.select(split.training()), examples.select(split.validation()));
    }

    /// Trains on one table and validates on another.
    ///
    /// @throws dev.lamina.data.DataException if the data cannot be used
    /// @throws dev.lamina.core.train.DivergenceException if training leaves the finite numbers
    public Model fit(Table training, Table validation) {
        Examples examples = examples(training);
        examples.warnings().forEach(warnings);
        Examples others = Examples.of(validation, settings.target(), examples.task());
        others.warnings().forEach(warnings);
        return fit(examples, others);
    }

    private Examples examples(Table table) {
        return settings.task().isEmpty()
                ? Examples.of(table, settings.target())
                : Examples.of(table, settings.target(), settings.task().get());
    }

    private Model fit(Examples training, Examples validation) {
        Pipeline.Fit fit = TablePlan.pipeline(settings, training.task()).fit(training);
        fit.warnings().forEach(warnings);
        FittedPipeline fitted = fit.pipeline();
        TablePlan plan = TablePlan.of(settings, training.rows(), fitted.width(), fitted.target());
        started.accept(new Start(
                training.task(),
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
        return measured(trained, fitted, validation, training.rows(), plan);
    }

    /// The model with what it reaches on the validation rows.
    private Model measured(
            TrainedNetwork trained, FittedPipeline fitted, Examples validation, int rows, TablePlan plan) {
        Provenance.Data data = new Provenance.Data(dataName, dataSha256, dataHashed, rows, validation.rows());
        Provenance.Training training =
                Provenance.Training.of(plan.training().seed(), plan.settings(), trained, new LinkedHashMap<>());
        Model unmeasured = new Model(trained, fitted, Provenance.now(data, training));
        Evaluation evaluation = Evaluation.of(unmeasured, validation.table());
        return new Model(trained, fitted, Provenance.now(data, training.metrics(evaluation.metrics())));
    }
}
