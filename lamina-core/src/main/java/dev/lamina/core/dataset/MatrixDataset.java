package dev.lamina.core.dataset;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Samples in memory.
final class MatrixDataset implements Dataset {

    private final Matrix inputs;
    private final Matrix targets;
    private final float @Nullable [] weights;

    /// The rows of the matrices that are the samples; null for all.
    private final int @Nullable [] chosen;

    /// Whether they are shuffled by [ShardOrder].
    private final boolean isShard;

    private MatrixDataset(MatrixDataset all, int[] chosen, boolean isShard) {
        inputs = all.inputs;
        targets = all.targets;
        weights = all.weights;
        this.chosen = chosen;
        this.isShard = isShard;
    }

    MatrixDataset(Matrix inputs, Matrix targets, float @Nullable [] weights) {
        Objects.requireNonNull(inputs, "inputs");
        Objects.requireNonNull(targets, "targets");
        if (inputs.rows() == 0) {
            throw new IllegalArgumentException("a dataset needs 1 or more rows");
        }
        if (inputs.rows() != targets.rows() || (weights != null && weights.length != inputs.rows())) {
            throw new IllegalArgumentException("inputs are a " + inputs + ", targets a " + targets
                    + (weights == null ? "" : ", weights " + weights.length) + ": the rows must be as many");
        }
        if (weights != null) {
            checkWeights(weights);
        }
        this.inputs = inputs;
        this.targets = targets;
        this.weights = weights;
        chosen = null;
        isShard = false;
    }

    private static void checkWeights(float[] weights) {
        boolean positive = false;
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0 && weights[i] < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the weight of row " + i + " is " + weights[i] + ", expected a number of 0 or more");
            }
            positive |= weights[i] > 0;
        }
        if (!positive) {
            throw new IllegalArgumentException("the weights of all " + weights.length + " rows are 0");
        }
    }

    @Override
    public int rows() {
        return chosen == null ? inputs.rows() : chosen.length;
    }

    @Override
    public int inputs() {
        return inputs.columns();
    }

    @Override
    public int targetColumns() {
        return targets.columns();
    }

    @Override
    public boolean weighted() {
        return weights != null;
    }

    @Override
    public Dataset counting() {
        if (weights == null) {
            return this;
        }
        float[] given = weights;
        int[] counting = IntStream.of(order()).filter(row -> given[row] > 0).toArray();
        return counting.length == rows() ? this : new MatrixDataset(this, counting, isShard);
    }

    @Override
    public Dataset shard(int shard, int shards) {
        int[] all = order();
        int[] own = new int[ShardedDataset.rows(all.length, shards, shard)];
        for (int i = 0; i < own.length; i++) {
            own[i] = all[shard + i * shards];
        }
        return new MatrixDataset(this, own, true);
    }

    private int[] order() {
        return chosen == null ? IntStream.range(0, rows()).toArray() : chosen.clone();
    }

    @Override
    public Batches batches(@Nullable RandomStream random) {
        int[] order = order();
        if (random == null) {
            return new InOrder(order);
        }
        if (!isShard) {
            random.shuffle(order);
            return new InOrder(order);
        }
        int[] places = ShardOrder.of(order.length, random);
        for (int i = 0; i < places.length; i++) {
            places[i] = order[places[i]];
        }
        return new InOrder(places);
    }

    private final class InOrder implements Batches {

        private final int[] order;
        private int next;

        InOrder(int[] order) {
            this.order = order;
        }

        @Override
        public int next(Matrix batchInputs, Matrix batchTargets, float[] batchWeights) {
            int count = Math.min(batchInputs.rows(), order.length - next);
            for (int i = 0; i < count; i++) {
                int row = order[next++];
                copyRow(inputs, row, batchInputs, i);
                copyRow(targets, row, batchTargets, i);
                if (weights != null) {
                    batchWeights[i] = weights[row];
                }
            }
            return count;
        }

        private static void copyRow(Matrix from, int row, Matrix to, int i) {
            System.arraycopy(from.data(), from.rowOffset(row), to.data(), to.rowOffset(i), from.columns());
        }
    }
}
