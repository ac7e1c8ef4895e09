package dev.lamina.core.train;

import dev.lamina.core.metric.Metric;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.optimizer.Clipping;
import dev.lamina.core.optimizer.MaxNorm;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.optimizer.ReduceOnPlateau;
import dev.lamina.core.optimizer.Schedule;
import dev.lamina.core.text.LabelledLines;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// How a network is trained: all that the result depends on besides the network, the loss, the start parameters and the
/// samples. Immutable; each method with an argument gives a changed copy, and refuses what is out of its range with an
/// [IllegalArgumentException].
///
/// What changes when training ends or who watches it, but not how it computes, is [TrainingControl].
///
/// @param optimizer the rule of a step, with its learning rate
/// @param schedules how settings change from step to step
/// @param plateau lowers the learning rate, beside the schedule, when training stops improving
/// @param penalty what large weights cost beside the data
/// @param clipping bounds the gradient of a step, the penalty's share included
/// @param maxNorm bounds the weights that enter a neuron, after each step
/// @param batchSize rows per step, 1 or more, larger than the data means all of it; without it 200, or all rows for an
///     optimizer that [searches][Optimizer#searches]. With batch norm 2 or more, and a single row left for
///     the last batch joins the batch before it
/// @param shards into how many parts the samples are divided, of which each gives its share of every step; without, a
///     step takes any of the samples. The result depends on it
/// @param epochs how often every sample is seen, at most; 1 or more
/// @param seed where start weights, shuffles and dropout come from
/// @param stopping when to stop before the last epoch, and which epoch is kept
/// @param monitor the metric that every epoch reports
public record TrainingSettings(
        Optimizer optimizer,
        Schedules schedules,
        Optional<ReduceOnPlateau> plateau,
        Penalty penalty,
        Optional<Clipping> clipping,
        Optional<MaxNorm> maxNorm,
        OptionalInt batchSize,
        OptionalInt shards,
        int epochs,
        long seed,
        EarlyStopping stopping,
        Optional<Monitor> monitor) {

    /// As in scikit-learn's `MLPClassifier`.
    private static final int DEFAULT_BATCH_SIZE = 200;

    private static final int DEFAULT_EPOCHS = 100;

    /// What the learning rate, the probabilities of dropout and the weight decay are multiplied by in each step.
    public record Schedules(Schedule learningRate, Schedule dropout, Schedule weightDecay) {

        public Schedules {
            Objects.requireNonNull(learningRate, "learningRate");
            Objects.requireNonNull(dropout, "dropout");
            Objects.requireNonNull(weightDecay, "weightDecay");
        }

        static Schedules constant() {
            return new Schedules(new Schedule.Constant(), new Schedule.Constant(), new Schedule.Constant());
        }
    }

    /// A metric of the validation predictions.
    ///
    /// @param choosesBest whether it chooses the best epoch; otherwise the validation cost does
    public record Monitor(Metric metric, boolean choosesBest) {

        public Monitor {
            Objects.requireNonNull(metric, "metric");
        }
    }

    public TrainingSettings {
        Objects.requireNonNull(plateau, "plateau");
        Objects.requireNonNull(clipping, "clipping");
        Objects.requireNonNull(maxNorm, "maxNorm");
        Objects.requireNonNull(batchSize, "batchSize");
        Objects.requireNonNull(shards, "shards");
        Objects.requireNonNull(monitor, "monitor");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(schedules, "schedules");
        Objects.requireNonNull(penalty, "penalty");
        Objects.requireNonNull(stopping, "stopping");
        batchSize.ifPresent(rows -> atLeastOne("batchSize", rows));
        shards.ifPresent(number -> atLeastOne("shards", number));
        atLeastOne("epochs", epochs);
    }

    /// AdamW, constant learning rate, batches of 200, 100 epochs, seed 0.
    public static TrainingSettings defaults() {
        return new TrainingSettings(
                AdamW.defaults(),
                Schedules.constant(),
                Optional.empty(),
                Penalty.none(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                DEFAULT_EPOCHS,
                0,
                EarlyStopping.never(),
                Optional.empty());
    }

    /// How the learning rate changes from step to step.
    public Schedule schedule() {
        return schedules.learningRate;
    }

    public TrainingSettings optimizer(Optimizer optimizer) {
        return new TrainingSettings(
                optimizer, schedules, plateau, penalty, clipping, maxNorm, batchSize, shards, epochs, seed, stopping,
                monitor);
    }

    public TrainingSettings schedule(Schedule schedule) {
        return with(new Schedules(schedule, schedules.dropout, schedules.weightDecay));
    }

    /// How the probabilities of [dev.lamina.core.layer.Dropout] and [dev.lamina.core.layer.AlphaDropout] change from
    /// step to step. A factor above 1 counts as 1.
    public TrainingSettings dropoutSchedule(Schedule schedule) {
        return with(new Schedules(schedules.learningRate, schedule, schedules.weightDecay));
    }

    /// How the weight decay λ of the optimizer changes from step to step. A [Penalty] does not change. Not for
    /// an optimizer that [searches][Optimizer#searches].
    public TrainingSettings decaySchedule(Schedule schedule) {
        return with(new Schedules(schedules.learningRate, schedules.dropout, schedule));
    }

    private TrainingSettings with(Schedules schedules) {
        return new TrainingSettings(
                optimizer, schedules, plateau, penalty, clipping, maxNorm, batchSize, shards, epochs, seed, stopping,
                monitor);
    }

    /// Lowers the learning rate, beside the schedule, when what chooses the best epoch stops improving: the
    /// validation cost, the monitored metric, or without validation the training cost.
    public TrainingSettings reduceOnPlateau(ReduceOnPlateau rule) {
        Optional<ReduceOnPlateau> plateau = Optional.of(Objects.requireNonNull(rule, "rule"));
        return new TrainingSettings(
                optimizer, schedules, plateau, penalty, clipping, maxNorm, batchSize, shards, epochs, seed, stopping,
                monitor);
    }

    /// What large weights cost beside the data. It acts through the gradients, and counts in the choice of the
    /// best epoch where nothing validates; the costs that are reported are those of the data.
    public TrainingSettings penalty(Penalty penalty) {
        return new TrainingSettings(
                optimizer, schedules, plateau, penalty, clipping, maxNorm, batchSize, shards, epochs, seed, stopping,
                monitor);
    }

    /// Bounds each step's gradient, the penalty's share included.
    public TrainingSettings clip(Clipping rule) {
        Optional<Clipping> clipping = Optional.of(Objects.requireNonNull(rule, "rule"));
        return new TrainingSettings(
                optimizer, schedules, plateau, penalty, clipping, maxNorm, batchSize, shards, epochs, seed, stopping,
                monitor);
    }

    /// Bounds the weights that enter a neuron after each step, see [MaxNorm].
    ///
    /// @param limit of their Euclidean norm, positive
    public TrainingSettings maxNorm(float limit) {
        Optional<MaxNorm> maxNorm = Optional.of(new MaxNorm(limit));
        return new TrainingSettings(
                optimizer, schedules, plateau, penalty, clipping, maxNorm, batchSize, shards, epochs, seed, stopping,
                monitor);
    }

    /// Rows per step, 1 or more; larger than the data means all of it.
    public TrainingSettings batchSize(int rows) {
        OptionalInt batchSize = OptionalInt.of(rows);
        return new TrainingSettings(
                optimizer, schedules, plateau, penalty, clipping, maxNorm, batchSize, shards, epochs, seed, stopping,
                monitor);
    }

    /// Divides the samples into shards: of n samples shard s of S has those with the numbers s, s + S, s + 2·S, …,
    /// and each step takes ⌈B / S⌉ of every shard, for a batch size B. Training then gives the same bits on one
    /// machine as on several that share the shards, see [ShardExchange]; others than without shards. Batch norm
    /// takes its means over the rows of one shard.
    ///
    /// @param number S, 1 or more
    public TrainingSettings shards(int number) {
        OptionalInt shards = OptionalInt.of(number);
        return new TrainingSettings(
                optimizer, schedules, plateau, penalty, clipping, maxNorm, batchSize, shards, epochs, seed, stopping,
                monitor);
    }

    /// How often every sample is seen, at most; 1 or more.
    public TrainingSettings epochs(int epochs) {
        return new TrainingSettings(
                optimizer, schedules, plateau, penalty, clipping, maxNorm, batchSize, shards, epochs, seed, stopping,
                monitor);
    }

    public TrainingSettings seed(long seed) {
        return new TrainingSettings(
                optimizer, schedules, plateau, penalty, clipping, maxNorm, batchSize, shards, epochs, seed, stopping,
                monitor);
    }

    public TrainingSettings stopAfter(EarlyStopping stopping) {
        return new TrainingSettings(
                optimizer, schedules, plateau, penalty, clipping, maxNorm, batchSize, shards, epochs, seed, stopping,
                monitor);
    }

    /// Reports this metric of the validation predictions after every epoch.
    public TrainingSettings metric(Metric metric) {
        return monitor(new Monitor(metric, false));
    }

    /// Reports this metric and chooses the best epoch by it instead of by the validation cost.
    ///
    /// An epoch whose metric is undefined, NaN, is worse than all that have one; among such epochs the validation
    /// cost chooses, and the logger that is named as the [Trainer] warns once.
    public TrainingSettings monitor(Metric metric) {
        return monitor(new Monitor(metric, true));
    }

    private TrainingSettings monitor(Monitor of) {
        Optional<Monitor> monitor = Optional.of(of);
        return new TrainingSettings(
                optimizer, schedules, plateau, penalty, clipping, maxNorm, batchSize, shards, epochs, seed, stopping,
                monitor);
    }

    /// The batch size for a training set of so many rows.
    int rowsPerStep(int rows) {
        return (int) rowsPerStep((long) rows);
    }

    /// The batch size for a training set of so many rows.
    long rowsPerStep(long rows) {
        long wanted = batchSize.isPresent() ? batchSize.getAsInt() : optimizer.searches() ? rows : DEFAULT_BATCH_SIZE;
        return Math.min(wanted, rows);
    }

    /// Refuses what would change the cost, or its gradient, under a line search.
    ///
    /// @param rows of the training set
    void checkSearch(long rows) {
        if (!optimizer.searches()) {
            return;
        }
        String name = optimizer.name();
        if (rowsPerStep(rows) < rows) {
            throw new IllegalArgumentException(name + " needs all " + rows + " training rows in one batch, the batch"
                    + " size is " + rowsPerStep(rows) + "; leave it out or set it to " + rows + " or more");
        }
        if (clipping.isPresent()) {
            throw new IllegalArgumentException(name + " finds the length of a step by itself; leave clipping out");
        }
        if (!(schedules.weightDecay instanceof Schedule.Constant)) {
            throw new IllegalArgumentException(
                    name + " needs the same weight decay in every step; leave the schedule of the decay out");
        }
        if (maxNorm.isPresent()) {
            throw new IllegalArgumentException(
                    name + " needs weights free to move; leave max-norm out, an L2 penalty keeps them small too");
        }
    }

    /// What is set, one thing a line.
    @Override
    public String toString() {
        LabelledLines lines = new LabelledLines()
                .add("Optimizer", optimizer.toString())
                .add("Schedule", schedules.learningRate.toString());
        addUnlessConstant(lines, "Dropout by", schedules.dropout);
        addUnlessConstant(lines, "Decay by", schedules.weightDecay);
        plateau.ifPresent(rule -> lines.add("Plateau", rule.toString()));
        if (!penalty.equals(Penalty.none())) {
            lines.add("Penalty", penalty.toString());
        }
        clipping.ifPresent(rule -> lines.add("Clipping", rule.toString()));
        maxNorm.ifPresent(rule -> lines.add("Max norm", Float.toString(rule.limit())));
        batchSize.ifPresent(rows -> lines.add("Batch size", Integer.toString(rows)));
        shards.ifPresent(number -> lines.add("Shards", Integer.toString(number)));
        lines.add("Epochs", Integer.toString(epochs)).add("Seed", Long.toString(seed));
        if (!stopping.keepsBest()) {
            lines.add("Keeps", "the last epoch");
        } else if (!stopping.equals(EarlyStopping.never())) {
            lines.add("Patience", Integer.toString(stopping.patience()));
        }
        monitor.ifPresent(shown -> lines.add(
                "Metric", shown.metric().name() + (shown.choosesBest() ? ", which chooses the best epoch" : "")));
        return lines.toString();
    }

    private static void addUnlessConstant(LabelledLines lines, String label, Schedule schedule) {
        if (!(schedule instanceof Schedule.Constant)) {
            lines.add(label, schedule.toString());
        }
    }

    static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 1 or more");
        }
        return value;
    }
}
