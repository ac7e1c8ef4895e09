package dev.lamina.core.train;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Team;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Objective;
import dev.lamina.core.optimizer.Clipping;
import dev.lamina.core.optimizer.MaxNorm;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.optimizer.ReduceOnPlateau;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.core.train.TrainingSettings.Monitor;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One call of [Trainer#fit]: all that changes while it runs.
///
/// Shuffles and dropout are functions of (seed, epoch) and (seed, step), so that parameters, the states of
/// optimizer and plateau, epoch and step are all that the rest of a run depends on.
final class TrainingRun {

    private final Objective objective;
    private final Parameters parameters;
    private final TrainingSettings settings;
    private final TrainingControl control;
    private final Dataset train;
    private final Optimizer.State optimizer;
    private final @Nullable Clipping clipping;
    private final MaxNorm.@Nullable State maxNorm;
    private final ReduceOnPlateau.@Nullable State plateau;
    private final TrainingBatch batch;

    /// Counts in the choice of the best epoch if there are no validation samples.
    private final Penalty penalty;

    private final @Nullable Validation validation;

    /// Measures the parameters after a step on the training samples, if one batch holds them all and there are no
    /// validation samples; the cost that a step reports is that of the parameters before it.
    private final @Nullable Validation afterStep;

    /// The metric that validation reports besides the cost.
    private final @Nullable Monitor metric;

    /// Whether the metric decides, and more of it is better.
    private final boolean higherIsBetter;

    private boolean toldUndefined;

    /// Whether the optimizer searches, and every step has the same samples in the same order without dropout.
    private final boolean sameObjective;

    private final int batchSize;

    /// Whether the one row that would be left for the last batch joins the batch before it, since a layer takes means
    /// over the rows of a batch.
    private final boolean joinsLastRow;

    private final long stepsPerEpoch;
    private final long totalSteps;
    private final long start = System.nanoTime();
    private final List<EpochReport> history = new ArrayList<>();

    /// Those of the best epoch; where the last one is kept, the parameters themselves.
    private final float[] bestValues;
    private double best = Double.NaN;
    private double bestValidationCost = Double.NaN;
    private int bestEpoch;
    private long step;
    private float learningRate;
    private @Nullable StopReason interruption;

    TrainingRun(
            Objective objective,
            Parameters parameters,
            TrainingSettings settings,
            TrainingControl control,
            Dataset train,
            @Nullable Dataset validation,
            Team team) {
        this.objective = objective;
        this.parameters = parameters;
        this.settings = settings;
        this.control = control;
        this.train = train;
        optimizer = settings.optimizer().start(parameters.size());
        optimizer.runOn(team);
        clipping = settings.clipping().orElse(null);
        maxNorm = settings.maxNorm().map(limit -> limit.start(parameters)).orElse(null);
        batchSize = settings.rowsPerStep(train.rows());
        boolean takesBatchMeans = BatchMeans.areTakenIn(objective.network());
        if (takesBatchMeans) {
            BatchMeans.check(batchSize, train.rows());
        }
        joinsLastRow = takesBatchMeans && train.rows() % batchSize == 1;
        boolean searches = settings.optimizer().searches();
        // The cost that a search lowers includes its weight decay.
        penalty = searches
                ? new Penalty(
                        settings.penalty().l1(),
                        settings.penalty().l2() + settings.optimizer().weightDecay())
                : settings.penalty();
        Gemm gemm = Gemm.on(team);
        batch = new TrainingBatch(
                objective, parameters, settings.penalty(), train, batchSize + (joinsLastRow ? 1 : 0), gemm);
        this.validation = validation == null ? null : new Validation(objective, parameters, validation, gemm);
        afterStep = validation == null && batchSize == train.rows()
                ? new Validation(objective, parameters, train, gemm)
                : null;
        metric = validation == null ? null : settings.monitor().orElse(null);
        higherIsBetter =
                metric != null && metric.choosesBest() && metric.metric().higherIsBetter();
        plateau = settings.plateau().map(rule -> rule.start(higherIsBetter)).orElse(null);
        Network network = objective.network();
        sameObjective =
                searches && network.layers().equals(network.forInference().layers());
        stepsPerEpoch = (long) Math.ceilDiv(train.rows(), batchSize) - (joinsLastRow ? 1 : 0);
        totalSteps = settings.epochs() * stepsPerEpoch;
        bestValues = settings.stopping().keepsBest() ? parameters.values().clone() : parameters.values();
    }

    TrainedNetwork run() {
        StopReason reason = StopReason.COMPLETED;
        for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
            double cost = trainEpoch(epoch);
            EpochReport report = judge(epoch, cost);
            history.add(report);
            control.listeners().forEach(listener -> listener.accept(report));
            control.watchers().forEach(watcher -> watcher.epoch(report, parameters, batch.gradients()));
            askForInterruption();
            if (sameObjective && optimizer.converged()) {
                reason = StopReason.CONVERGED;
                break;
            }
            if (interruption != null && step < totalSteps) {
                reason = interruption;
                break;
            }
            if (epoch - bestEpoch >= settings.stopping().patience()) {
                reason = StopReason.PATIENCE;
                break;
            }
        }
        System.arraycopy(bestValues, 0, parameters.values(), 0, bestValues.length);
        return new TrainedNetwork(objective.network(), parameters, objective.loss(), history, bestEpoch, reason);
    }

    /// One pass over the training samples, cut short by an interruption. A batch whose samples all weigh
    /// nothing counts as a step that changes nothing. A search needs the samples in one order, as another one
    /// would round the cost in another way.
    ///
    /// @return the mean cost of its samples
    private double trainEpoch(int epoch) {
        Dataset.Batches batches = train.batches(
                settings.optimizer().searches() ? null : RandomStream.of(settings.seed(), Purpose.SHUFFLE, epoch));
        double weightedCost = 0;
        double totalWeight = 0;
        int seen = 0;
        while (seen < train.rows() && interruption == null) {
            int left = train.rows() - seen;
            int rows = joinsLastRow && left == batchSize + 1 ? left : Math.min(batchSize, left);
            double weight = batch.fill(batches, rows);
            if (weight == 0) {
                step++;
            } else {
                weightedCost += weight * step(epoch);
                totalWeight += weight;
            }
            seen += rows;
            askForInterruption();
        }
        return weightedCost / totalWeight;
    }

    /// A step on the batch in the buffers.
    ///
    /// @return the cost before it
    private double step(int epoch) {
        TrainingSettings.Schedules schedules = settings.schedules();
        learningRate = (float) (settings.optimizer().learningRate()
                * schedules.learningRate().factor(step, totalSteps)
                * (plateau == null ? 1 : plateau.factor()));
        batch.randomness(
                settings.seed(), step, (float) Math.min(1, schedules.dropout().factor(step, totalSteps)));
        optimizer.decayBy((float) schedules.weightDecay().factor(step, totalSteps));
        step++;
        if (!sameObjective || optimizer.steps() == 0) {
            batch.evaluate();
        }
        double cost = batch.dataCost();
        if (!Double.isFinite(cost)) {
            throw new DivergenceException("cost became " + cost, epoch, step, learningRate);
        }
        if (step == 1) {
            batch.checkLoss();
        }
        if (clipping != null) {
            clipping.clip(parameters.views(), batch.gradients());
        }
        optimizer.step(parameters, batch.gradients(), learningRate, batch);
        if (maxNorm != null) {
            maxNorm.apply();
        }
        return cost;
    }

    /// Validates, and keeps the parameters if they are the best so far. As long as the metric that chooses has been
    /// undefined in every epoch, the validation cost chooses.
    private EpochReport judge(int epoch, double cost) {
        String nonFinite = parameters.firstNonFinite();
        if (nonFinite != null) {
            throw new DivergenceException(nonFinite + " became infinite or NaN", epoch, step, learningRate);
        }
        double validationCost = Double.NaN;
        double measured = Double.NaN;
        double judged = (afterStep == null ? cost : finite("cost", afterStep.cost(), epoch)) + penalty.cost(parameters);
        if (validation != null) {
            validationCost = finite("validation cost", validation.cost(), epoch);
            judged = validationCost;
            if (metric != null) {
                measured = validation.metric(metric.metric());
                judged = metric.choosesBest() ? measured : judged;
            }
        }
        boolean undefined = Double.isNaN(judged);
        if (undefined) {
            tellUndefined(epoch);
        }
        boolean isBest = bestEpoch == 0
                || !settings.stopping().keepsBest()
                || (higherIsBetter ? judged > best : judged < best)
                || (Double.isNaN(best) && !(undefined && validationCost >= bestValidationCost));
        if (isBest) {
            best = judged;
            bestValidationCost = validationCost;
            bestEpoch = epoch;
            System.arraycopy(parameters.values(), 0, bestValues, 0, bestValues.length);
        }
        if (plateau != null && !undefined) {
            plateau.after(judged);
        }
        return new EpochReport(
                epoch,
                settings.epochs(),
                step % stepsPerEpoch == 0,
                cost,
                validationCost,
                measured,
                isBest,
                learningRate,
                elapsed());
    }

    private void tellUndefined(int epoch) {
        if (metric != null && !toldUndefined) {
            toldUndefined = true;
            System.getLogger(Trainer.class.getName())
                    .log(
                            Level.WARNING,
                            metric.metric().name() + " is undefined on the validation samples in epoch " + epoch
                                    + "; until it is defined, the validation cost chooses the best epoch");
        }
    }

    private double finite(String name, double cost, int epoch) {
        if (!Double.isFinite(cost)) {
            throw new DivergenceException(name + " became " + cost, epoch, step, learningRate);
        }
        return cost;
    }

    private void askForInterruption() {
        if (interruption != null) {
            return;
        }
        if (control.stopRequest().getAsBoolean() || Thread.currentThread().isInterrupted()) {
            interruption = StopReason.REQUESTED;
        } else if (control.timeBudget().isPresent()
                && elapsed().compareTo(control.timeBudget().get()) >= 0) {
            interruption = StopReason.TIME_BUDGET;
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
