package dev.lamina.core.train;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Objective;
import dev.lamina.core.network.Pass;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.parameter.Parameters;

/// The samples of a step, in buffers that every step reuses, and the cost of the parameters on them: that of
/// the data plus the penalty.
final class TrainingBatch implements Optimizer.CostFunction {

    private final Parameters parameters;
    private final Loss loss;
    private final Penalty penalty;
    private final Pass pass;
    private final boolean weighted;
    private final Matrix targets;
    private final float[] weights;
    private int rows;
    private double dataCost;
    private double cost;

    TrainingBatch(
            Objective objective, Parameters parameters, Penalty penalty, Dataset samples, int maxRows, Gemm gemm) {
        this.parameters = parameters;
        this.penalty = penalty;
        loss = objective.loss();
        pass = Pass.forTraining(objective.network(), parameters, maxRows, gemm);
        weighted = samples.weighted();
        targets = Matrix.zeros(maxRows, samples.targetColumns());
        weights = new float[maxRows];
    }

    /// Takes the next samples.
    ///
    /// @return the sum of their weights
    double fill(Dataset.Batches batches, int rows) {
        this.rows = rows;
        batches.next(pass.input(rows), targets.rows(0, rows), weights);
        return weighted ? Validation.sum(weights, rows) : rows;
    }

    /// Where dropout takes its numbers from until the next call, and what its probabilities are multiplied by.
    void randomness(long seed, long step, float dropoutFactor) {
        pass.randomness(seed, step, dropoutFactor);
    }

    /// Has a loss of one's own compared with its derivative, on the batch as the network sees it.
    void checkLoss() {
        loss.checkDerivative(pass.forward(rows), targets.rows(0, rows));
    }

    /// Forward, loss, backward, penalty.
    @Override
    public double evaluate() {
        Matrix logits = pass.forward(rows);
        dataCost = loss.cost(logits, targets.rows(0, rows), weighted ? weights : null, pass.outputGradient(rows));
        pass.backward(rows);
        penalty.addGradient(parameters, pass.gradients());
        cost = dataCost + penalty.cost(parameters);
        return cost;
    }

    @Override
    public double cost() {
        return cost;
    }

    /// The mean cost of the samples at the last evaluation, without the penalty.
    double dataCost() {
        return dataCost;
    }

    /// ∂C/∂θ as the last evaluation left it, the penalty's share included; in the layout of the parameters.
    float[] gradients() {
        return pass.gradients();
    }
}
