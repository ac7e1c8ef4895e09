package dev.lamina.core.train;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Objective;
import dev.lamina.core.network.Pass;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;

/// Steps whose samples pass through the network as one matrix.
final class WholeSteps implements Steps {

    private final Dataset samples;
    private final Parameters parameters;
    private final Loss loss;
    private final Penalty penalty;
    private final long seed;

    /// A search needs the samples in one order, as another one would round the cost in another way.
    private final boolean shuffled;

    private final int batchSize;

    /// Whether the one row that would be left for the last batch joins the batch before it, since a layer takes means
    /// over the rows of a batch.
    private final boolean joinsLastRow;

    private final Pass pass;
    private final Matrix targets;
    private final float[] weights;
    private Dataset.Batches batches;
    private int seen;
    private int rows;
    private double weight;
    private double dataCost;
    private double cost;

    WholeSteps(Objective objective, Parameters parameters, TrainingSettings settings, Dataset samples, Gemm gemm) {
        this.samples = samples;
        this.parameters = parameters;
        loss = objective.loss();
        penalty = settings.penalty();
        seed = settings.seed();
        shuffled = !settings.optimizer().searches();
        batchSize = settings.rowsPerStep(samples.rows());
        boolean takesBatchMeans = BatchMeans.areTakenIn(objective.network());
        if (takesBatchMeans) {
            BatchMeans.check(batchSize, samples.rows());
        }
        joinsLastRow = takesBatchMeans && samples.rows() % batchSize == 1;
        int maxRows = batchSize + (joinsLastRow ? 1 : 0);
        pass = Pass.forTraining(objective.network(), parameters, maxRows, gemm);
        targets = Matrix.zeros(maxRows, samples.targetColumns());
        weights = new float[maxRows];
        batches = samples.batches(null);
    }

    @Override
    public long perEpoch() {
        return (long) Math.ceilDiv(samples.rows(), batchSize) - (joinsLastRow ? 1 : 0);
    }

    @Override
    public boolean hasAllSamples() {
        return batchSize == samples.rows();
    }

    @Override
    public void begin(int epoch) {
        batches = samples.batches(shuffled ? RandomStream.of(seed, Purpose.SHUFFLE, epoch) : null);
        seen = 0;
    }

    @Override
    public void skip(long steps) {
        for (long i = 0; i < steps; i++) {
            next();
        }
    }

    @Override
    public boolean next() {
        int left = samples.rows() - seen;
        rows = joinsLastRow && left == batchSize + 1 ? left : Math.min(batchSize, left);
        if (rows == 0) {
            return false;
        }
        batches.next(pass.input(rows), targets.rows(0, rows), weights);
        weight = samples.weighted() ? Validation.sum(weights, rows) : rows;
        seen += rows;
        return true;
    }

    @Override
    public boolean weighsNothing() {
        return weight == 0;
    }

    @Override
    public double weight() {
        return weight;
    }

    @Override
    public void randomness(long step, float dropoutFactor) {
        pass.randomness(seed, step, dropoutFactor);
    }

    @Override
    public void checkLoss() {
        loss.checkDerivative(pass.forward(rows), targets.rows(0, rows));
    }

    /// Forward, loss, backward, penalty.
    @Override
    public double evaluate() {
        Matrix logits = pass.forward(rows);
        dataCost = loss.cost(
                logits, targets.rows(0, rows), samples.weighted() ? weights : null, pass.outputGradient(rows));
        pass.backward(rows);
        penalty.addGradient(parameters, pass.gradients());
        cost = dataCost + penalty.cost(parameters);
        return cost;
    }

    @Override
    public double cost() {
        return cost;
    }

    @Override
    public double dataCost() {
        return dataCost;
    }

    @Override
    public float[] gradients() {
        return pass.gradients();
    }
}
