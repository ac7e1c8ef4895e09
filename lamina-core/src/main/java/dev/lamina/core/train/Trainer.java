package dev.lamina.core.train;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.dataset.ShardedDataset;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Team;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Objective;
import dev.lamina.core.optimizer.Clipping;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.optimizer.ReduceOnPlateau;
import dev.lamina.core.optimizer.Schedule;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Training by error back-propagation: settings, then [#fit].
///
/// The result is the same bit for bit for a seed, whatever the number of threads, the width of vectors and the
/// machine; only a time budget and a stop request depend on the clock. The parameters of the best epoch are
/// restored, unless the last one [is to be kept][EarlyStopping#keepLast].
///
/// Each setting replaces the trainer's [TrainingSettings] or [TrainingControl] and gives the trainer back. [#fit] takes
/// the values that it finds at its start: a change while it runs is for the next run. One thread at a time.
public final class Trainer {

    private final Objective objective;
    private TrainingSettings settings = TrainingSettings.defaults();
    private TrainingControl control = TrainingControl.defaults();

    private @Nullable Parameters start;
    private @Nullable Checkpoint resumed;

    private Trainer(Network network, Loss loss) {
        objective = new Objective(Objects.requireNonNull(network, "network"), Objects.requireNonNull(loss, "loss"));
    }

    /// AdamW, constant learning rate, batches of 200, 100 epochs, seed 0, as many threads as cores.
    ///
    /// What is trained is the [Objective] of the two.
    ///
    /// @throws IllegalArgumentException if the loss is not defined for what the network's last activation gives
    public static Trainer of(Network network, Loss loss) {
        return new Trainer(network, loss);
    }

    /// Replaces all settings.
    public Trainer settings(TrainingSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
        return this;
    }

    /// Replaces threads, listeners, stop request and time budget.
    public Trainer control(TrainingControl control) {
        this.control = Objects.requireNonNull(control, "control");
        return this;
    }

    public Trainer optimizer(Optimizer optimizer) {
        return settings(settings.optimizer(optimizer));
    }

    /// How the optimizer's learning rate changes over the epochs.
    public Trainer schedule(Schedule schedule) {
        return settings(settings.schedule(schedule));
    }

    /// How the probabilities of dropout change over the epochs, see [TrainingSettings#dropoutSchedule].
    public Trainer dropoutSchedule(Schedule schedule) {
        return settings(settings.dropoutSchedule(schedule));
    }

    /// How the optimizer's weight decay changes over the epochs, see [TrainingSettings#decaySchedule].
    public Trainer decaySchedule(Schedule schedule) {
        return settings(settings.decaySchedule(schedule));
    }

    /// Lowers the learning rate when training stops improving, see [TrainingSettings#reduceOnPlateau].
    public Trainer reduceOnPlateau(ReduceOnPlateau reduceOnPlateau) {
        return settings(settings.reduceOnPlateau(reduceOnPlateau));
    }

    /// What large weights cost beside the data, see [TrainingSettings#penalty].
    public Trainer penalty(Penalty penalty) {
        return settings(settings.penalty(penalty));
    }

    /// Bounds each step's gradient, the penalty's share included.
    public Trainer clip(Clipping clipping) {
        return settings(settings.clip(clipping));
    }

    /// Bounds the weights that enter a neuron after each step.
    ///
    /// @param limit of their Euclidean norm, positive
    public Trainer maxNorm(float limit) {
        return settings(settings.maxNorm(limit));
    }

    /// Goes on from these parameters instead of a random start. The optimizer starts at rest all the same.
    ///
    /// @param parameters copied; of a network of the same shapes
    /// @throws IllegalArgumentException naming the first parameter that differs
    public Trainer startFrom(Parameters parameters) {
        Objects.requireNonNull(parameters, "parameters");
        List<ParameterView> own = objective.network().parameterViews();
        List<ParameterView> given = parameters.views();
        for (int i = 0; i < Math.min(own.size(), given.size()); i++) {
            if (!shape(own.get(i)).equals(shape(given.get(i)))) {
                throw new IllegalArgumentException(
                        "the network has " + shape(own.get(i)) + ", the start parameters have " + shape(given.get(i)));
            }
        }
        if (own.size() != given.size()) {
            throw new IllegalArgumentException("the network has " + own.size()
                    + " weight matrices and biases, the start parameters have " + given.size());
        }
        this.start = parameters.copy();
        return this;
    }

    /// Goes on from where another run stood, with the same network, loss, settings and samples: what comes out has the
    /// bits of a run that was not interrupted.
    ///
    /// @throws IllegalArgumentException from [#fit], if the checkpoint is of another training
    public Trainer resume(Checkpoint checkpoint) {
        resumed = Objects.requireNonNull(checkpoint, "checkpoint");
        return this;
    }

    private static String shape(ParameterView view) {
        return view.name() + " of " + view.spec().rows() + " × " + view.spec().columns();
    }

    /// Rows per step; without it 200, or all of them for an optimizer that [searches][Optimizer#searches].
    ///
    /// @param batchSize 1 or more; larger than the data means all of it
    public Trainer batchSize(int batchSize) {
        return settings(settings.batchSize(batchSize));
    }

    /// Divides the samples into shards, see [TrainingSettings#shards].
    ///
    /// @param shards 1 or more
    public Trainer shards(int shards) {
        return settings(settings.shards(shards));
    }

    /// How often every sample is seen, at most.
    ///
    /// @param epochs 1 or more
    public Trainer epochs(int epochs) {
        return settings(settings.epochs(epochs));
    }

    /// Where start weights, shuffles and dropout come from.
    public Trainer seed(long seed) {
        return settings(settings.seed(seed));
    }

    public Trainer stopAfter(EarlyStopping earlyStopping) {
        return settings(settings.stopAfter(earlyStopping));
    }

    /// Reports this metric of the validation predictions after every epoch.
    public Trainer metric(Metric metric) {
        return settings(settings.metric(metric));
    }

    /// Reports this metric and chooses the best epoch by it instead of by the validation cost, see
    /// [TrainingSettings#monitor].
    public Trainer monitor(Metric metric) {
        return settings(settings.monitor(metric));
    }

    /// How many threads compute.
    ///
    /// @param threads 1 to 1,024; the result does not depend on it
    public Trainer threads(int threads) {
        return control(control.threads(threads));
    }

    /// Ends training after this time, within a batch's time.
    ///
    /// @param budget positive
    public Trainer timeBudget(Duration budget) {
        return control(control.timeBudget(budget));
    }

    /// Called after every epoch, on the training thread.
    public Trainer listener(Consumer<EpochReport> listener) {
        return control(control.listener(listener));
    }

    /// Asked before every batch; true ends training with the best parameters so far. So does an interrupt of the
    /// training thread, which stays interrupted.
    public Trainer stopWhen(BooleanSupplier stopRequest) {
        return control(control.stopWhen(stopRequest));
    }

    /// Trains without validation samples; the best epoch is the one with the lowest training cost: the mean
    /// over its steps, or, where one batch holds all samples, the cost after its step, without dropout; in both
    /// cases with the penalty.
    ///
    /// @throws IllegalArgumentException if the samples do not fit the network or the loss, or the settings
    ///     exclude each other
    /// @throws DivergenceException if the cost leaves the finite numbers
    public TrainedNetwork fit(Dataset train) {
        return run(train, null);
    }

    /// Trains on one set and chooses the best epoch by the other.
    ///
    /// @throws IllegalArgumentException if the samples do not fit the network or the loss, or the settings
    ///     exclude each other
    /// @throws DivergenceException if the cost leaves the finite numbers
    public TrainedNetwork fit(Dataset train, Dataset validation) {
        return run(train, Objects.requireNonNull(validation, "validation"));
    }

    /// Trains on shards that others share, each of whom calls this with its own; without validation samples, as with
    /// one dataset.
    ///
    /// @param train has the shards that the exchange says are computed here
    /// @return the same for everyone
    /// @throws IllegalArgumentException if the samples do not fit the network, the loss or the exchange, or the
    ///     settings exclude each other
    /// @throws DivergenceException if the cost leaves the finite numbers
    public TrainedNetwork fit(ShardedDataset train, ShardExchange exchange) {
        return run(train, null, exchange);
    }

    /// The same with samples by which the best epoch is chosen.
    ///
    /// @param validation in as many shards
    public TrainedNetwork fit(ShardedDataset train, ShardedDataset validation, ShardExchange exchange) {
        return run(train, Objects.requireNonNull(validation, "validation"), exchange);
    }

    private TrainedNetwork run(Dataset train, @Nullable Dataset validation) {
        Objects.requireNonNull(train, "train");
        check("training", train.inputs(), train.targetColumns());
        if (validation != null) {
            check("validation", validation.inputs(), validation.targetColumns());
        }
        Dataset counting = train.counting();
        Dataset judging = validation == null ? null : validation.counting();
        try {
            return run(counting.rows(), (parameters, team) -> {
                if (settings.shards().isPresent()) {
                    int shards = settings.shards().getAsInt();
                    return sharded(
                            parameters,
                            ShardedDataset.of(counting, shards),
                            judging == null ? null : ShardedDataset.of(judging, shards),
                            new LocalExchange(shards, team),
                            team);
                }
                Gemm gemm = Gemm.on(team);
                Steps steps = new WholeSteps(objective, parameters, settings, counting, gemm);
                boolean judgesItself = judging == null && steps.hasAllSamples();
                return new TrainingRun(
                        objective,
                        parameters,
                        settings,
                        control,
                        steps,
                        judging == null ? null : new Validation(objective, parameters, judging, gemm),
                        judgesItself ? new Validation(objective, parameters, counting, gemm) : null,
                        team);
            });
        } catch (DivergenceException e) {
            throw faulty(train, validation, FaultySample::notFinite)
                    .map(e::becauseOf)
                    .orElse(e);
        } catch (IllegalArgumentException e) {
            throw faulty(
                            train,
                            validation,
                            sample -> sample.badTarget(
                                    objective.loss(), objective.network().outputs()))
                    .map(message -> new IllegalArgumentException(message, e))
                    .orElse(e);
        }
    }

    private TrainedNetwork run(ShardedDataset train, @Nullable ShardedDataset validation, ShardExchange exchange) {
        check("training", train.inputs(), train.targetColumns());
        checkShards("training", train, exchange);
        if (validation != null) {
            check("validation", validation.inputs(), validation.targetColumns());
            checkShards("validation", validation, exchange);
        }
        return run(train.rows(), (parameters, team) -> sharded(parameters, train, validation, exchange, team));
    }

    /// A run on parameters of its own.
    @FunctionalInterface
    private interface Preparation {
        TrainingRun of(Parameters parameters, Team team);
    }

    private TrainedNetwork run(long rows, Preparation preparation) {
        settings.checkSearch(rows);
        if (settings.optimizer().searches()
                && (resumed != null || control.checkpoints().isPresent())) {
            throw new IllegalArgumentException(
                    settings.optimizer().name() + " cannot be resumed; take another optimizer, or no checkpoints");
        }
        Network network = objective.network();
        Parameters parameters = start == null
                ? network.initialize(settings.seed())
                : Parameters.of(start.values().clone(), network.parameterViews());
        // Forward, and back to the weights and to the layer before.
        Gemm.expect(3.0 * parameters.size() * rows * settings.epochs());
        try (Team team = Team.of(control.threads())) {
            TrainingRun run = preparation.of(parameters, team);
            if (resumed != null) {
                run.resume(resumed);
            }
            return run.run();
        }
    }

    private TrainingRun sharded(
            Parameters parameters,
            ShardedDataset train,
            @Nullable ShardedDataset validation,
            ShardExchange exchange,
            Team team) {
        Steps steps = new ShardedSteps(objective, parameters, settings, train, exchange, team);
        boolean judgesItself = validation == null && steps.hasAllSamples();
        return new TrainingRun(
                objective,
                parameters,
                settings,
                control,
                steps,
                validation == null ? null : new ShardedValidation(objective, parameters, validation, exchange, team),
                judgesItself ? new ShardedValidation(objective, parameters, train, exchange, team) : null,
                team);
    }

    private void checkShards(String name, ShardedDataset samples, ShardExchange exchange) {
        int shards = settings.shards().orElse(exchange.shards());
        if (samples.shards() != shards || exchange.shards() != shards) {
            throw new IllegalArgumentException("the settings have " + shards + " shards, the exchange "
                    + exchange.shards() + ", the " + name + " samples " + samples.shards());
        }
    }

    private static Optional<String> faulty(
            Dataset train, @Nullable Dataset validation, Function<FaultySample, Optional<String>> fault) {
        Optional<String> found = fault.apply(new FaultySample("training", train));
        return found.isPresent() || validation == null
                ? found
                : fault.apply(new FaultySample("validation", validation));
    }

    private void check(String name, int inputs, int targetColumns) {
        Network network = objective.network();
        Loss loss = objective.loss();
        if (inputs != network.inputs()) {
            throw new IllegalArgumentException(
                    "the network expects " + network.inputs() + " columns, the " + name + " samples have " + inputs);
        }
        int targets = loss.targetColumns(network.outputs());
        if (targetColumns != targets && targetColumns != loss.predictionColumns(network.outputs())) {
            throw new IllegalArgumentException(loss.name() + " on " + network.outputs() + " outputs expects targets of "
                    + targets + " columns, the " + name + " samples have " + targetColumns);
        }
    }
}
