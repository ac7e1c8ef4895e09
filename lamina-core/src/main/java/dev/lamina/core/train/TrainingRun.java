package dev.lamina.core.train;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Pass;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One call of [Trainer#fit]: all that changes while it runs.
///
/// Shuffles and dropout are functions of (seed, epoch) and (seed, step), so that parameters, optimizer state,
/// epoch and step are all that the rest of a run depends on.
final class TrainingRun {

    private final Trainer settings;
    private final Dataset train;
    private final Parameters parameters;
    private final Optimizer.State optimizer;
    private final Pass pass;
    private final @Nullable Validation validation;
    private final Matrix targets;
    private final float[] weights;
    private final int batchSize;
    private final long totalSteps;
    private final long start = System.nanoTime();
    private final List<EpochReport> history = new ArrayList<>();

    private final float[] bestValues;
    private double best = Double.NaN;
    private int bestEpoch;
    private long step;
    private float learningRate;
    private @Nullable StopReason interruption;

    TrainingRun(Trainer settings, Dataset train, @Nullable Dataset validation, Gemm gemm) {
        this.settings = settings;
        this.train = train;
        parameters = settings.network.initialize(settings.seed);
        optimizer = settings.optimizer.start(parameters.size());
        batchSize = Math.min(settings.batchSize, train.rows());
        pass = Pass.forTraining(settings.network, parameters, batchSize, gemm);
        this.validation = validation == null
                ? null
                : new Validation(validation, settings.network, parameters, settings.loss, gemm);
        targets = Matrix.zeros(batchSize, train.targetColumns());
        weights = new float[batchSize];
        totalSteps = (long) settings.epochs * Math.ceilDiv(train.rows(), batchSize);
        bestValues = parameters.values().clone();
    }

    TrainedNetwork run() {
        StopReason reason = StopReason.COMPLETED;
        for (int epoch = 1; epoch <= settings.epochs; epoch++) {
            double cost = trainEpoch(epoch);
            EpochReport report = judge(epoch, cost);
            history.add(report);
            settings.listeners.forEach(listener -> listener.accept(report));
            askForInterruption();
            if (interruption != null && step < totalSteps) {
                reason = interruption;
                break;
            }
            if (epoch - bestEpoch >= settings.earlyStopping.patience()) {
                reason = StopReason.PATIENCE;
                break;
            }
        }
        System.arraycopy(bestValues, 0, parameters.values(), 0, bestValues.length);
        return new TrainedNetwork(settings.network, parameters, settings.loss, history, bestEpoch, reason);
    }

    /// One pass over the training samples, cut short by an interruption. A batch whose samples all weigh
    /// nothing counts as a step that changes nothing.
    ///
    /// @return the mean cost of its samples
    private double trainEpoch(int epoch) {
        Dataset.Batches batches = train.batches(RandomStream.of(settings.seed, Purpose.SHUFFLE, epoch));
        double weightedCost = 0;
        double totalWeight = 0;
        int seen = 0;
        while (seen < train.rows() && interruption == null) {
            int rows = Math.min(batchSize, train.rows() - seen);
            batches.next(pass.input(rows), targets.rows(0, rows), weights);
            double weight = train.weighted() ? Validation.sum(weights, rows) : rows;
            if (weight == 0) {
                step++;
            } else {
                weightedCost += weight * step(epoch, rows);
                totalWeight += weight;
            }
            seen += rows;
            askForInterruption();
        }
        return weightedCost / totalWeight;
    }

    /// Forward, loss, backward, update for the batch in the buffers.
    private double step(int epoch, int rows) {
        learningRate = (float) (settings.optimizer.learningRate() * settings.schedule.factor(step, totalSteps));
        pass.randomness(settings.seed, step);
        step++;
        Matrix logits = pass.forward(rows);
        double cost = settings.loss.cost(
                logits, targets.rows(0, rows), train.weighted() ? weights : null, pass.outputGradient(rows));
        if (!Double.isFinite(cost)) {
            throw new DivergenceException("cost became " + cost, epoch, step, learningRate);
        }
        if (step == 1) {
            settings.loss.checkDerivative(logits, targets.rows(0, rows));
        }
        pass.backward(rows);
        optimizer.step(parameters, pass.gradients(), learningRate);
        return cost;
    }

    /// Validates, and keeps the parameters if they are the best so far.
    private EpochReport judge(int epoch, double cost) {
        String nonFinite = parameters.firstNonFinite();
        if (nonFinite != null) {
            throw new DivergenceException(nonFinite + " became infinite or NaN", epoch, step, learningRate);
        }
        double validationCost = Double.NaN;
        double metric = Double.NaN;
        double judged = cost;
        boolean higherIsBetter = false;
        if (validation != null) {
            validationCost = validation.cost();
            if (!Double.isFinite(validationCost)) {
                throw new DivergenceException("validation cost became " + validationCost, epoch, step, learningRate);
            }
            judged = validationCost;
            if (settings.metric != null) {
                metric = validation.metric(settings.metric);
                if (settings.bestByMetric) {
                    judged = metric;
                    higherIsBetter = settings.metric.higherIsBetter();
                }
            }
        }
        boolean isBest = bestEpoch == 0
                || (higherIsBetter ? judged > best : judged < best)
                || (Double.isNaN(best) && !Double.isNaN(judged));
        if (isBest) {
            best = judged;
            bestEpoch = epoch;
            System.arraycopy(parameters.values(), 0, bestValues, 0, bestValues.length);
        }
        return new EpochReport(epoch, settings.epochs, cost, validationCost, metric, isBest, learningRate, elapsed());
    }

    private void askForInterruption() {
        if (interruption != null) {
            return;
        }
        if (settings.stopRequest.getAsBoolean()) {
            interruption = StopReason.REQUESTED;
        } else if (settings.timeBudget != null && elapsed().compareTo(settings.timeBudget) >= 0) {
            interruption = StopReason.TIME_BUDGET;
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
