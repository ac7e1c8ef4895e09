package dev.lamina.core.train;

import dev.lamina.core.matrix.Team;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Objective;
import dev.lamina.core.optimizer.Clipping;
import dev.lamina.core.optimizer.MaxNorm;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.optimizer.ReduceOnPlateau;
import dev.lamina.core.parameter.Parameters;
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
    private final Optimizer.State optimizer;
    private final @Nullable Clipping clipping;
    private final MaxNorm.@Nullable State maxNorm;
    private final ReduceOnPlateau.@Nullable State plateau;
    private final Steps steps;

    /// Counts in the choice of the best epoch if there are no validation samples.
    private final Penalty penalty;

    private final @Nullable Judge validation;

    /// Measures the parameters after a step on the training samples, if one batch holds them all and there are no
    /// validation samples; the cost that a step reports is that of the parameters before it.
    private final @Nullable Judge afterStep;

    /// The metric that validation reports besides the cost.
    private final @Nullable Monitor metric;

    /// Whether the metric decides, and more of it is better.
    private final boolean higherIsBetter;

    private boolean toldUndefined;

    /// Whether the optimizer searches, and every step has the same samples in the same order without dropout.
    private final boolean sameObjective;

    private final long totalSteps;
    private final List<EpochReport> history = new ArrayList<>();

    /// Those of the best epoch; where the last one is kept, the parameters themselves.
    private final float[] bestValues;
    private double best = Double.NaN;
    private double bestValidationCost = Double.NaN;
    private int bestEpoch;

    /// Of the epoch that goes on.
    private int epoch = 1;
    private long stepInEpoch;
    private double weightedCost;
    private double totalWeight;

    private long start = System.nanoTime();
    private long step;
    private float learningRate;
    private @Nullable StopReason interruption;

    /// @param steps gives the samples that are trained on
    /// @param validation of samples of their own; null without
    /// @param afterStep measures the samples that are trained on, where one step has all of them and none validate
    TrainingRun(
            Objective objective,
            Parameters parameters,
            TrainingSettings settings,
            TrainingControl control,
            Steps steps,
            @Nullable Judge validation,
            @Nullable Judge afterStep,
            Team team) {
        this.objective = objective;
        this.parameters = parameters;
        this.settings = settings;
        this.control = control;
        this.steps = steps;
        this.validation = validation;
        this.afterStep = afterStep;
        optimizer = settings.optimizer().start(parameters.size());
        optimizer.runOn(team);
        clipping = settings.clipping().orElse(null);
        maxNorm = settings.maxNorm().map(limit -> limit.start(parameters)).orElse(null);
        boolean searches = settings.optimizer().searches();
        // The cost that a search lowers includes its weight decay.
        penalty = searches
                ? new Penalty(
                        settings.penalty().l1(),
                        settings.penalty().l2() + settings.optimizer().weightDecay())
                : settings.penalty();
        metric = validation == null ? null : settings.monitor().orElse(null);
        higherIsBetter =
                metric != null && metric.choosesBest() && metric.metric().higherIsBetter();
        plateau = settings.plateau().map(rule -> rule.start(higherIsBetter)).orElse(null);
        Network network = objective.network();
        sameObjective =
                searches && network.layers().equals(network.forInference().layers());
        totalSteps = settings.epochs() * steps.perEpoch();
        bestValues = settings.stopping().keepsBest() ? parameters.values().clone() : parameters.values();
    }

    /// Goes on from where another run of the same training stood.
    void resume(Checkpoint from) {
        from.check(objective, settings, steps.perEpoch());
        epoch = from.epoch();
        stepInEpoch = from.stepInEpoch();
        step = (epoch - 1) * steps.perEpoch() + stepInEpoch;
        weightedCost = from.weightedCost();
        totalWeight = from.totalWeight();
        learningRate = from.learningRate();
        System.arraycopy(from.parameters(), 0, parameters.values(), 0, parameters.size());
        optimizer.resume(from.optimizerSteps(), from.optimizer());
        if (plateau != null) {
            plateau.resume(from.plateau());
        }
        if (settings.stopping().keepsBest()) {
            System.arraycopy(from.bestParameters(), 0, bestValues, 0, bestValues.length);
        }
        best = from.best();
        bestValidationCost = from.bestValidationCost();
        bestEpoch = from.bestEpoch();
        history.addAll(from.history());
        start = System.nanoTime() - from.elapsed().toNanos();
    }

    private Checkpoint checkpoint() {
        return new Checkpoint(
                Checkpoint.training(objective, settings, steps.perEpoch()),
                epoch,
                stepInEpoch,
                weightedCost,
                totalWeight,
                learningRate,
                elapsed(),
                parameters.values().clone(),
                optimizer.steps(),
                optimizer.memory(),
                plateau == null ? new double[0] : plateau.memory(),
                settings.stopping().keepsBest() ? bestValues.clone() : new float[0],
                best,
                bestValidationCost,
                bestEpoch,
                history);
    }

    TrainedNetwork run() {
        StopReason reason = StopReason.COMPLETED;
        for (; epoch <= settings.epochs(); epoch++) {
            EpochReport report = judge(trainEpoch());
            history.add(report);
            control.listeners().forEach(listener -> listener.accept(report));
            control.watchers().forEach(watcher -> watcher.epoch(report, parameters, steps.gradients()));
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

    /// One pass over the training samples, or what is left of it, cut short by an interruption. A step whose samples
    /// all weigh nothing changes nothing.
    ///
    /// @return the mean cost of its samples
    private double trainEpoch() {
        steps.begin(epoch);
        steps.skip(stepInEpoch);
        while (interruption == null && steps.next()) {
            if (steps.weighsNothing()) {
                step++;
            } else {
                double cost = step();
                weightedCost += steps.weight() * cost;
                totalWeight += steps.weight();
            }
            stepInEpoch++;
            control.checkpoints().ifPresent(this::keep);
            askForInterruption();
        }
        double cost = weightedCost / totalWeight;
        stepInEpoch = 0;
        weightedCost = 0;
        totalWeight = 0;
        return cost;
    }

    private void keep(TrainingControl.Checkpoints checkpoints) {
        if (step % checkpoints.everySteps() == 0) {
            checkpoints.keeper().accept(checkpoint());
        }
    }

    /// A step on the samples in the buffers.
    ///
    /// @return the cost before it
    private double step() {
        TrainingSettings.Schedules schedules = settings.schedules();
        learningRate = (float) (settings.optimizer().learningRate()
                * schedules.learningRate().factor(step, totalSteps)
                * (plateau == null ? 1 : plateau.factor()));
        steps.randomness(step, (float) Math.min(1, schedules.dropout().factor(step, totalSteps)));
        optimizer.decayBy((float) schedules.weightDecay().factor(step, totalSteps));
        step++;
        if (!sameObjective || optimizer.steps() == 0) {
            steps.evaluate();
        }
        double cost = steps.dataCost();
        if (!Double.isFinite(cost)) {
            throw new DivergenceException("cost became " + cost, epoch, step, learningRate);
        }
        if (step == 1) {
            steps.checkLoss();
        }
        if (clipping != null) {
            clipping.clip(parameters.views(), steps.gradients());
        }
        optimizer.step(parameters, steps.gradients(), learningRate, steps);
        if (maxNorm != null) {
            maxNorm.apply();
        }
        return cost;
    }

    /// Validates, and keeps the parameters if they are the best so far. As long as the metric that chooses has been
    /// undefined in every epoch, the validation cost chooses.
    private EpochReport judge(double cost) {
        String nonFinite = parameters.firstNonFinite();
        if (nonFinite != null) {
            throw new DivergenceException(nonFinite + " became infinite or NaN", epoch, step, learningRate);
        }
        double validationCost = Double.NaN;
        double measured = Double.NaN;
        double judged = (afterStep == null ? cost : finite("cost", afterStep.cost())) + penalty.cost(parameters);
        if (validation != null) {
            validationCost = finite("validation cost", validation.cost());
            judged = validationCost;
            if (metric != null) {
                measured = validation.metric(metric.metric());
                judged = metric.choosesBest() ? measured : judged;
            }
        }
        boolean undefined = Double.isNaN(judged);
        if (undefined) {
            tellUndefined();
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
                step % steps.perEpoch() == 0,
                cost,
                validationCost,
                measured,
                isBest,
                learningRate,
                elapsed());
    }

    private void tellUndefined() {
        if (metric != null && !toldUndefined) {
            toldUndefined = true;
            System.getLogger(Trainer.class.getName())
                    .log(
                            Level.WARNING,
                            metric.metric().name() + " is undefined on the validation samples in epoch " + epoch
                                    + "; until it is defined, the validation cost chooses the best epoch");
        }
    }

    private double finite(String name, double cost) {
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
