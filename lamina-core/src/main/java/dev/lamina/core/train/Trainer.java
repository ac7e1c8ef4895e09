package dev.lamina.core.train;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Objective;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Schedule;
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
    int batchSize = DEFAULT_BATCH_SIZE;
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

    /// Rows per step.
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

    /// Trains without validation samples; the best epoch is the one with the lowest training cost.
    public TrainedNetwork fit(Dataset train) {
        return run(train, null);
    }

    /// Trains on one set and chooses the best epoch by the other.
    ///
    /// @throws IllegalArgumentException if the samples do not fit the network or the loss
    /// @throws DivergenceException if the cost leaves the finite numbers
    public TrainedNetwork fit(Dataset train, Dataset validation) {
        return run(train, validation);
    }

    private TrainedNetwork run(Dataset train, @Nullable Dataset validation) {
        check("training", train);
        if (validation != null) {
            check("validation", validation);
        }
        try (Gemm gemm = Gemm.withThreads(threads)) {
            return new TrainingRun(this, train, validation, gemm).run();
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

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 1 or more");
        }
        return value;
    }
}
