package dev.lamina;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.Accuracy;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.metric.RootMeanSquaredError;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.Clipping;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.train.EarlyStopping;
import dev.lamina.core.train.EpochReport;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.core.train.Trainer;
import dev.lamina.data.Examples;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Pipeline;
import dev.lamina.data.Split;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import dev.lamina.model.Evaluation;
import dev.lamina.model.Model;
import dev.lamina.model.Provenance;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// From a table and a target column to a model: fits the pipeline on the training rows, builds a network,
/// trains it and measures it on the validation rows. What is not set is chosen.
///
/// Each setting changes this trainer and gives it back. One thread at a time; [#fit] may be called again.
public final class TableTrainer {

    /// What training starts from, once the data is known.
    ///
    /// @param task inferred or set
    /// @param pipeline fitted on the training rows
    /// @param network with its start shapes
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

    private final String target;
    private @Nullable Task task;
    private List<String> missingWords = List.of();
    private int[] layers = TableDefaults.layers();
    private Activation activation = TableDefaults.ACTIVATION;
    private @Nullable Loss loss;
    private Optimizer optimizer = TableDefaults.OPTIMIZER;
    private @Nullable Float learningRate;
    private @Nullable Float weightDecay;
    private @Nullable Float l1;
    private @Nullable Float l2;
    private @Nullable Float maxNorm;
    private @Nullable Float clipNorm;
    private @Nullable Float clipValue;
    private @Nullable NamedSchedule schedule;
    private @Nullable Float dropout;
    private int epochs;
    private int batchSize;
    private int patience = TableDefaults.PATIENCE;
    private long seed;
    private int threads = Runtime.getRuntime().availableProcessors();
    private @Nullable Duration timeBudget;
    private double validation = TableDefaults.VALIDATION;
    private String dataName = "table";
    private String dataSha256 = "";
    private Consumer<EpochReport> listener = report -> {};
    private Consumer<String> warnings = warning -> {};
    private Consumer<Start> started = start -> {};
    private BooleanSupplier stopRequest = () -> false;

    private TableTrainer(String target) {
        this.target = target;
    }

    /// A trainer for the column of that name.
    public static TableTrainer forTarget(String column) {
        return new TableTrainer(column);
    }

    /// Classification or regression; without it the target's values decide, see [Task#infer].
    public TableTrainer task(Task task) {
        this.task = task;
        return this;
    }

    /// Widths of the hidden layers, each 1 or more; none for a linear model.
    public TableTrainer layers(int... widths) {
        for (int width : widths) {
            if (width < 1) {
                throw new IllegalArgumentException("a layer is " + width + " wide, expected 1 or more");
            }
        }
        this.layers = widths.clone();
        return this;
    }

    /// The hidden layers' activation by name, see [Activation#named].
    public TableTrainer activation(String name) {
        this.activation = Activation.named(name);
        return this;
    }

    /// The loss by name, see [Loss#named].
    public TableTrainer loss(String name) {
        return loss(Loss.named(name));
    }

    /// The loss; without it cross-entropy or squared error.
    public TableTrainer loss(Loss loss) {
        this.loss = loss;
        return this;
    }

    /// The optimizer by name, see [Optimizer#named].
    public TableTrainer optimizer(String name) {
        this.optimizer = Optimizer.named(name);
        return this;
    }

    /// The learning rate at its highest, positive.
    public TableTrainer learningRate(double learningRate) {
        this.learningRate = optimizer.learningRate((float) learningRate).learningRate();
        return this;
    }

    /// The optimizer's weight decay, 0 or more.
    public TableTrainer weightDecay(double weightDecay) {
        this.weightDecay = optimizer.weightDecay((float) weightDecay).weightDecay();
        return this;
    }

    /// How the learning rate changes, by name: constant, linear, step, multi-step, exponential, polynomial,
    /// cosine, warm-restarts, one-cycle, warm-up, warm-up-cosine or plateau. Without it warm-up-cosine, for
    /// lbfgs constant.
    public TableTrainer schedule(String name) {
        this.schedule = NamedSchedule.named(name);
        return this;
    }

    /// L1 penalty on the weights, 0 or more, see [Penalty].
    public TableTrainer l1(double l1) {
        this.l1 = new Penalty((float) l1, 0).l1();
        return this;
    }

    /// L2 penalty on the weights, 0 or more, see [Penalty]; the weight decay of adamw and lion is another
    /// thing.
    public TableTrainer l2(double l2) {
        this.l2 = new Penalty(0, (float) l2).l2();
        return this;
    }

    /// The largest norm of the weights that enter a neuron, positive.
    public TableTrainer maxNorm(double limit) {
        this.maxNorm = positive("max-norm", limit);
        return this;
    }

    /// The largest norm of a step's gradient, positive; instead of [#clipValue].
    public TableTrainer clipNorm(double limit) {
        this.clipNorm = positive("clip-norm", limit);
        return this;
    }

    /// The largest element of a step's gradient, positive; instead of [#clipNorm].
    public TableTrainer clipValue(double limit) {
        this.clipValue = positive("clip-value", limit);
        return this;
    }

    /// Probability that a hidden value is dropped, in [0, 1).
    public TableTrainer dropout(double probability) {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException("dropout is " + probability + ", expected 0 ≤ dropout < 1");
        }
        this.dropout = (float) probability;
        return this;
    }

    /// How often every row is seen, at most; 1 or more. Without it, fewer for more rows.
    public TableTrainer epochs(int epochs) {
        this.epochs = atLeastOne("epochs", epochs);
        return this;
    }

    /// Rows per step, 1 or more. Without it, more for more rows, and all of them for lbfgs.
    public TableTrainer batchSize(int batchSize) {
        this.batchSize = atLeastOne("batch size", batchSize);
        return this;
    }

    /// Epochs without a new best after which training ends, 1 or more.
    public TableTrainer patience(int epochs) {
        this.patience = atLeastOne("patience", epochs);
        return this;
    }

    /// Where the split, start weights, shuffles and dropout come from.
    public TableTrainer seed(long seed) {
        this.seed = seed;
        return this;
    }

    /// How many threads compute, 1 or more; the model does not depend on it.
    public TableTrainer threads(int threads) {
        this.threads = atLeastOne("threads", threads);
        return this;
    }

    /// Ends training after this time.
    public TableTrainer timeBudget(Duration budget) {
        if (!budget.isPositive()) {
            throw new IllegalArgumentException("time budget is " + budget + ", expected a positive duration");
        }
        this.timeBudget = budget;
        return this;
    }

    /// The share of rows that validates, in (0, 1).
    public TableTrainer validation(double fraction) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("validation is " + fraction + ", expected 0 < validation < 1");
        }
        this.validation = fraction;
        return this;
    }

    /// Words that meant "missing" when the table was read, so that new data is read alike.
    public TableTrainer missingWords(List<String> words) {
        this.missingWords = List.copyOf(words);
        return this;
    }

    /// What the model remembers of its data.
    ///
    /// @param sha256 64 hex digits, or empty where there is no file
    public TableTrainer dataSource(String name, String sha256) {
        this.dataName = name;
        this.dataSha256 = sha256;
        return this;
    }

    /// Called after every epoch.
    public TableTrainer listener(Consumer<EpochReport> listener) {
        this.listener = listener;
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

    /// Asked before every batch; true ends training with the best parameters so far.
    public TableTrainer stopWhen(BooleanSupplier stopRequest) {
        this.stopRequest = stopRequest;
        return this;
    }

    /// Splits off the validation rows, stratified by class, and trains on the others.
    ///
    /// @throws dev.lamina.data.DataException if the data cannot be used
    /// @throws dev.lamina.core.train.DivergenceException if training leaves the finite numbers
    public Model fit(Table table) {
        Examples examples = examples(table);
        examples.warnings().forEach(warnings);
        Split split = Split.of(examples, validation, seed);
        return fit(examples.select(split.training()), examples.select(split.validation()));
    }

    /// Trains on one table and validates on another.
    ///
    /// @throws dev.lamina.data.DataException if the data cannot be used
    /// @throws dev.lamina.core.train.DivergenceException if training leaves the finite numbers
    public Model fit(Table training, Table validation) {
        Examples examples = examples(training);
        examples.warnings().forEach(warnings);
        Examples others = Examples.of(validation, target, examples.task());
        others.warnings().forEach(warnings);
        return fit(examples, others);
    }

    private Examples examples(Table table) {
        return task == null ? Examples.of(table, target) : Examples.of(table, target, task);
    }

    private Model fit(Examples training, Examples validation) {
        Task chosenTask = training.task();
        Pipeline.Fit fit = Pipeline.defaults()
                .scaling(TableDefaults.scaling(chosenTask))
                .missingWords(missingWords)
                .fit(training);
        fit.warnings().forEach(warnings);
        FittedPipeline fitted = fit.pipeline();
        Loss chosenLoss = loss == null ? defaultLoss(fitted.target()) : loss;
        int rows = training.rows();
        Optimizer chosenOptimizer = chosenOptimizer();
        float chosenDropout = dropout == null ? TableDefaults.dropout(chosenTask, rows, chosenOptimizer) : dropout;
        Network network = network(fitted, chosenLoss, chosenDropout);
        int batch = batchSize > 0 ? batchSize : TableDefaults.batchSize(rows, chosenOptimizer);
        int chosenEpochs = epochs > 0 ? epochs : TableDefaults.epochs(chosenTask, rows, batch);
        Metric metric = metric(fitted.target());
        started.accept(new Start(chosenTask, fitted, network, rows, validation.rows(), chosenEpochs, metric));
        Trainer trainer = Trainer.of(network, chosenLoss)
                .optimizer(chosenOptimizer)
                .batchSize(batch)
                .epochs(chosenEpochs)
                .seed(seed)
                .threads(threads)
                .stopAfter(EarlyStopping.patience(patience))
                .metric(metric)
                .listener(listener)
                .stopWhen(stopRequest);
        chosenSchedule().applyTo(trainer);
        bound(trainer);
        if (timeBudget != null) {
            trainer.timeBudget(timeBudget);
        }
        TrainedNetwork trained = trainer.fit(fitted.dataset(training.table()), fitted.dataset(validation.table()));
        return measured(trained, fitted, validation, rows, settings(chosenLoss, chosenDropout, batch, chosenEpochs));
    }

    /// What keeps weights and steps small.
    private void bound(Trainer trainer) {
        trainer.penalty(new Penalty(l1 == null ? 0 : l1, l2 == null ? 0 : l2));
        if (maxNorm != null) {
            trainer.maxNorm(maxNorm);
        }
        if (clipNorm != null && clipValue != null) {
            throw new IllegalArgumentException("gradients are clipped by norm or by value; set one of both");
        }
        if (clipNorm != null) {
            trainer.clip(new Clipping.ByGlobalNorm(clipNorm));
        }
        if (clipValue != null) {
            trainer.clip(new Clipping.ByValue(clipValue));
        }
    }

    private static Loss defaultLoss(FittedTarget target) {
        return switch (target) {
            case FittedTarget.Labels labels ->
                labels.classes().size() == 2 ? new BinaryCrossEntropy() : new SoftmaxCrossEntropy();
            case FittedTarget.Scaled _ -> new MeanSquaredError();
        };
    }

    private Network network(FittedPipeline fitted, Loss chosenLoss, float chosenDropout) {
        Network.Builder network = Network.inputs(fitted.width());
        for (int width : layers) {
            network.add(new Dense(width, activation));
            if (chosenDropout > 0) {
                network.dropout(chosenDropout);
            }
        }
        return network.dense(outputs(fitted.target(), chosenLoss)).build();
    }

    /// The outputs that the loss needs for the target.
    private static int outputs(FittedTarget target, Loss loss) {
        try {
            return Model.outputs(loss, target);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    e.getMessage() + "; leave the loss out to have one chosen, here "
                            + defaultLoss(target).name(),
                    e);
        }
    }

    private static Metric metric(FittedTarget target) {
        return switch (target) {
            case FittedTarget.Labels _ -> new Accuracy();
            case FittedTarget.Scaled scaled -> new RootMeanSquaredErrorInUnits(scaled.deviation());
        };
    }

    /// The network's outputs and targets are scaled; people think in units of the target.
    private record RootMeanSquaredErrorInUnits(double unit) implements Metric {

        @Override
        public String name() {
            return "RMSE";
        }

        @Override
        public boolean higherIsBetter() {
            return false;
        }

        @Override
        public double value(Matrix predictions, Matrix targets) {
            return unit * new RootMeanSquaredError().value(predictions, targets);
        }
    }

    private Optimizer chosenOptimizer() {
        Optimizer chosen = optimizer;
        if (learningRate != null) {
            chosen = chosen.learningRate(learningRate);
        }
        if (weightDecay != null) {
            chosen = chosen.weightDecay(weightDecay);
        }
        return chosen;
    }

    private NamedSchedule chosenSchedule() {
        return schedule == null ? TableDefaults.schedule(optimizer) : schedule;
    }

    /// The settings in words, for the model's provenance.
    private Map<String, String> settings(Loss chosenLoss, float chosenDropout, int batch, int chosenEpochs) {
        Optimizer chosen = chosenOptimizer();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("layers", Arrays.stream(layers).mapToObj(String::valueOf).collect(Collectors.joining(",")));
        settings.put("activation", activation.name());
        settings.put("loss", chosenLoss.name());
        settings.put("optimizer", chosen.name());
        settings.put("learning-rate", Float.toString(chosen.learningRate()));
        settings.put("weight-decay", Float.toString(chosen.weightDecay()));
        settings.put("schedule", chosenSchedule().name());
        putIfSet(settings, "l1", l1);
        putIfSet(settings, "l2", l2);
        putIfSet(settings, "max-norm", maxNorm);
        putIfSet(settings, "clip-norm", clipNorm);
        putIfSet(settings, "clip-value", clipValue);
        settings.put("dropout", Float.toString(chosenDropout));
        settings.put("epochs", Integer.toString(chosenEpochs));
        settings.put("batch-size", Integer.toString(batch));
        settings.put("patience", Integer.toString(patience));
        return settings;
    }

    private static void putIfSet(Map<String, String> settings, String name, @Nullable Float value) {
        if (value != null) {
            settings.put(name, Float.toString(value));
        }
    }

    /// The model with what it reaches on the validation rows.
    private Model measured(
            TrainedNetwork trained,
            FittedPipeline fitted,
            Examples validation,
            int rows,
            Map<String, String> settings) {
        Provenance.Data data = new Provenance.Data(dataName, dataSha256, rows, validation.rows());
        Model unmeasured = new Model(
                trained,
                fitted,
                Provenance.now(data, Provenance.Training.of(seed, settings, trained, new LinkedHashMap<>())));
        Evaluation evaluation = Evaluation.of(unmeasured, validation.table());
        return new Model(
                trained,
                fitted,
                Provenance.now(data, Provenance.Training.of(seed, settings, trained, evaluation.metrics())));
    }

    private static float positive(String name, double value) {
        if (!((float) value > 0 && value < Float.MAX_VALUE)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected a positive number");
        }
        return (float) value;
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 1 or more");
        }
        return value;
    }
}
