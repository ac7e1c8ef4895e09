package dev.lamina.core.train;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Team;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Objective;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.optimizer.Clipping;
import dev.lamina.core.optimizer.MaxNorm;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.optimizer.ReduceOnPlateau;
import dev.lamina.core.optimizer.Schedule;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Training by error back-propagation: settings, then [#fit].
///
/// The result is the same bit for bit for a seed, whatever the number of threads, the width of vectors and the
/// machine; only a time budget and a stop request depend on the clock. The parameters of the best epoch are
/// always restored.
///
/// Each setting changes this trainer and gives it back. One thread at a time; [#fit] may be called again.
public final class Trainer {

    /// Defaults as scikit-learn's `MLPClassifier` has them where it has them.
    private static final int DEFAULT_BATCH_SIZE = 200;

    private static final int DEFAULT_EPOCHS = 100;

    final Network network;
    final Loss loss;
    Optimizer optimizer = AdamW.defaults();
    Schedule schedule = new Schedule.Constant();
    Penalty penalty = Penalty.none();

    @Nullable
    ReduceOnPlateau reduceOnPlateau;

    @Nullable
    Clipping clipping;

    @Nullable
    MaxNorm maxNorm;

    @Nullable
    Parameters start;

    private int batchSize;
    int epochs = DEFAULT_EPOCHS;
    long seed;
    int threads = Runtime.getRuntime().availableProcessors();
    EarlyStopping earlyStopping = EarlyStopping.never();

    @Nullable
    Duration timeBudget;

    @Nullable
    Metric metric;

    boolean bestByMetric;

    BooleanSupplier stopRequest = () -> false;
    final List<Consumer<EpochReport>> listeners = new ArrayList<>();

    private Trainer(Network network, Loss loss) {
        Objective objective =
                new Objective(Objects.requireNonNull(network, "network"), Objects.requireNonNull(loss, "loss"));
        this.network = objective.network();
        this.loss = objective.loss();
    }

    /// AdamW, constant learning rate, batches of 200, 100 epochs, seed 0, as many threads as cores.
    ///
    /// What is trained is the [Objective] of the two.
    ///
    /// @throws IllegalArgumentException if the loss is not defined for what the network's last activation gives
    public static Trainer of(Network network, Loss loss) {
        return new Trainer(network, loss);
    }

    public Trainer optimizer(Optimizer optimizer) {
        this.optimizer = Objects.requireNonNull(optimizer, "optimizer");
        return this;
    }

    /// How the optimizer's learning rate changes over the epochs.
    public Trainer schedule(Schedule schedule) {
        this.schedule = Objects.requireNonNull(schedule, "schedule");
        return this;
    }

    /// Lowers the learning rate, beside the schedule, when what chooses the best epoch stops improving: the
    /// validation cost, the monitored metric, or without validation the training cost.
    public Trainer reduceOnPlateau(ReduceOnPlateau reduceOnPlateau) {
        this.reduceOnPlateau = Objects.requireNonNull(reduceOnPlateau, "reduceOnPlateau");
        return this;
    }

    /// What large weights cost beside the data. It acts through the gradients, and counts in the choice of the
    /// best epoch where nothing validates; the costs that are reported are those of the data.
    public Trainer penalty(Penalty penalty) {
        this.penalty = Objects.requireNonNull(penalty, "penalty");
        return this;
    }

    /// Bounds each step's gradient, the penalty's included.
    public Trainer clip(Clipping clipping) {
        this.clipping = Objects.requireNonNull(clipping, "clipping");
        return this;
    }

    /// Bounds the weights that enter a neuron after each step, see [MaxNorm].
    ///
    /// @param limit of their Euclidean norm, positive
    public Trainer maxNorm(float limit) {
        this.maxNorm = new MaxNorm(limit);
        return this;
    }

    /// Goes on from these parameters instead of a random start. The optimizer starts at rest all the same.
    ///
    /// @param parameters copied; of a network of the same shapes
    /// @throws IllegalArgumentException naming the first parameter that differs
    public Trainer startFrom(Parameters parameters) {
        List<ParameterView> own = network.parameterViews();
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

    private static String shape(ParameterView view) {
        return view.name() + " of " + view.spec().rows() + " × " + view.spec().columns();
    }

    /// Rows per step; without it 200, or all of them for an optimizer that [searches][Optimizer#searches].
    ///
    /// @param batchSize 1 or more; larger than the data means all of it
    public Trainer batchSize(int batchSize) {
        this.batchSize = atLeastOne("batchSize", batchSize);
        return this;
    }

    /// How often every sample is seen, at most.
    ///
    /// @param epochs 1 or more
    public Trainer epochs(int epochs) {
        this.epochs = atLeastOne("epochs", epochs);
        return this;
    }

    /// Where start weights, shuffles and dropout come from.
    public Trainer seed(long seed) {
        this.seed = seed;
        return this;
    }

    /// How many threads compute.
    ///
    /// @param threads 1 or more; the result does not depend on it
    public Trainer threads(int threads) {
        this.threads = atLeastOne("threads", threads);
        return this;
    }

    public Trainer stopAfter(EarlyStopping earlyStopping) {
        this.earlyStopping = Objects.requireNonNull(earlyStopping, "earlyStopping");
        return this;
    }

    /// Ends training after this time, within a batch's time.
    ///
    /// @param budget positive
    public Trainer timeBudget(Duration budget) {
        if (!budget.isPositive()) {
            throw new IllegalArgumentException("time budget is " + budget + ", expected a positive duration");
        }
        this.timeBudget = budget;
        return this;
    }

    /// Reports this metric of the validation predictions after every epoch.
    public Trainer metric(Metric metric) {
        this.metric = Objects.requireNonNull(metric, "metric");
        return this;
    }

    /// Reports this metric and chooses the best epoch by it instead of by the validation cost.
    public Trainer monitor(Metric metric) {
        this.bestByMetric = true;
        return metric(metric);
    }

    /// Called after every epoch, on the training thread.
    public Trainer listener(Consumer<EpochReport> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /// Asked before every batch; true ends training with the best parameters so far.
    public Trainer stopWhen(BooleanSupplier stopRequest) {
        this.stopRequest = Objects.requireNonNull(stopRequest, "stopRequest");
        return this;
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
        return run(train, validation);
    }

    private TrainedNetwork run(Dataset train, @Nullable Dataset validation) {
        check("training", train);
        if (validation != null) {
            check("validation", validation);
        }
        if (optimizer.searches()) {
            checkSearch(train.rows());
        }
        try (Team team = Team.of(threads)) {
            return new TrainingRun(this, train, validation, team).run();
        }
    }

    private void check(String name, Dataset samples) {
        if (samples.inputs() != network.inputs()) {
            throw new IllegalArgumentException("the network expects " + network.inputs() + " columns, the " + name
                    + " samples have " + samples.inputs());
        }
        int targets = loss.targetColumns(network.outputs());
        if (samples.targetColumns() != targets && samples.targetColumns() != network.outputs()) {
            throw new IllegalArgumentException(loss.name() + " on " + network.outputs() + " outputs expects targets of "
                    + targets + " columns, the " + name + " samples have " + samples.targetColumns());
        }
    }

    /// The batch size for a training set of so many rows.
    int rowsPerStep(int rows) {
        if (batchSize > 0) {
            return Math.min(batchSize, rows);
        }
        return optimizer.searches() ? rows : Math.min(DEFAULT_BATCH_SIZE, rows);
    }

    /// What would change the cost, or its gradient, under a line search.
    private void checkSearch(int rows) {
        String name = optimizer.name();
        if (rowsPerStep(rows) < rows) {
            throw new IllegalArgumentException(name + " needs all " + rows + " training rows in one batch, the batch"
                    + " size is " + batchSize + "; leave it out or set it to " + rows + " or more");
        }
        if (clipping != null) {
            throw new IllegalArgumentException(name + " finds the length of a step by itself; leave clipping out");
        }
        if (maxNorm != null) {
            throw new IllegalArgumentException(
                    name + " needs weights free to move; leave max-norm out, an L2 penalty keeps them small too");
        }
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 1 or more");
        }
        return value;
    }
}
