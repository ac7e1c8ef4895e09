package dev.lamina.core.train;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.dataset.ShardedDataset;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Objective;
import dev.lamina.core.network.Pass;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.List;

/// The samples of one shard step by step, and the sum of their weighted losses with its gradient. One thread at a time.
final class ShardPass {

    private final Loss loss;
    private final Dataset samples;
    private final ShardBatches sizes;
    private final Parameters shared;

    /// With statistics of its own: those of the shared parameters, moved by this shard alone.
    private final Parameters parameters;

    private final List<ParameterView> statistics;
    private final long seed;
    private final boolean shuffled;
    private final int shard;
    private final int shards;
    private final Pass pass;
    private final Matrix targets;
    private final float[] weights;
    private Dataset.Batches batches;
    private long step;
    private int rows;
    private double weight;
    private double weightedCost;

    /// @param shared what all shards work with
    /// @param statistics among the parameters
    /// @param all shards, among them this one
    ShardPass(
            Objective objective,
            Parameters shared,
            List<ParameterView> statistics,
            TrainingSettings settings,
            ShardedDataset all,
            ShardBatches sizes,
            int shard,
            Gemm gemm) {
        this.shared = shared;
        this.statistics = statistics;
        this.sizes = sizes;
        this.shard = shard;
        loss = objective.loss();
        samples = all.shard(shard);
        shards = all.shards();
        seed = settings.seed();
        shuffled = !settings.optimizer().searches();
        parameters = statistics.isEmpty() ? shared : shared.copy();
        pass = Pass.forTraining(objective.network(), parameters, sizes.mostRows(), gemm);
        targets = Matrix.zeros(sizes.mostRows(), samples.targetColumns());
        weights = new float[sizes.mostRows()];
        batches = samples.batches(null);
    }

    void begin(int epoch) {
        batches =
                samples.batches(shuffled ? RandomStream.of(seed, Purpose.SHARD, (long) epoch * shards + shard) : null);
        step = 0;
    }

    void skip(long steps) {
        for (long i = 0; i < steps; i++) {
            next();
        }
    }

    void next() {
        rows = sizes.rows(step, samples.rows());
        step++;
        weight = rows;
        if (rows > 0) {
            batches.next(pass.input(rows), targets.rows(0, rows), weights);
            weight = samples.weighted() ? Validation.sum(weights, rows) : rows;
        }
    }

    /// @param step of the run, from 0
    void randomness(long step, float dropoutFactor) {
        pass.randomness(seed, step * shards + shard, dropoutFactor);
    }

    void checkLoss() {
        if (rows > 0) {
            loss.checkDerivative(pass.forward(rows), targets.rows(0, rows));
        }
    }

    /// Sets [#gradients], [#weight] and [#weightedCost].
    void evaluate() {
        if (rows == 0) {
            Arrays.fill(pass.gradients(), 0);
            weightedCost = 0;
            return;
        }
        if (parameters != shared) {
            System.arraycopy(shared.values(), 0, parameters.values(), 0, shared.size());
        }
        Matrix outputGradient = pass.outputGradient(rows);
        double mean = loss.cost(
                pass.forward(rows), targets.rows(0, rows), samples.weighted() ? weights : null, outputGradient);
        weightedCost = weight * mean;
        scale(outputGradient, (float) weight);
        pass.backward(rows);
        for (ParameterView view : statistics) {
            for (int i = view.offset(); i < view.offset() + view.size(); i++) {
                pass.gradients()[i] = (float) weight * (parameters.values()[i] - shared.values()[i]);
            }
        }
    }

    private static void scale(Matrix matrix, float factor) {
        for (int i = 0; i < matrix.rows(); i++) {
            int from = matrix.rowOffset(i);
            for (int j = from; j < from + matrix.columns(); j++) {
                matrix.data()[j] *= factor;
            }
        }
    }

    /// Of the sum of the weighted losses.
    float[] gradients() {
        return pass.gradients();
    }

    double weight() {
        return weight;
    }

    double weightedCost() {
        return weightedCost;
    }
}
