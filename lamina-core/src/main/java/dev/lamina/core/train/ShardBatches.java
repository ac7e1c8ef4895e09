package dev.lamina.core.train;

import dev.lamina.core.dataset.ShardedDataset;
import dev.lamina.core.network.Network;
import dev.lamina.core.text.InWords;

/// How many rows of each shard the steps of an epoch take.
///
/// @param steps of an epoch
/// @param rows of a shard in all steps but the last, which takes what is left
/// @param mostRows of a shard in any step
record ShardBatches(long steps, int rows, int mostRows) {

    /// ⌈B / S⌉ rows of each of the S shards, for a batch size B. Where a layer takes means over the rows of a shard, a
    /// single row that would be left for the last step joins the step before, in all shards.
    ///
    /// @throws IllegalArgumentException if there are fewer rows than shards, or too few for means
    static ShardBatches of(Network network, TrainingSettings settings, ShardedDataset samples) {
        int shards = samples.shards();
        if (samples.rows() < shards) {
            throw new IllegalArgumentException(InWords.count(samples.rows(), "training row")
                    + " cannot be divided into " + shards + " shards; set shards to " + samples.rows() + " or fewer");
        }
        int fewest = samples.rows(shards - 1);
        int most = samples.rows(0);
        long batchSize = settings.rowsPerStep(samples.rows());
        int rows = Math.toIntExact(Math.min(most, Math.ceilDiv(batchSize, shards)));
        long steps = Math.ceilDiv(most, rows);
        if (!BatchMeans.areTakenIn(network)) {
            return new ShardBatches(steps, rows, rows);
        }
        if (rows == 1 || fewest == 1) {
            throw new IllegalArgumentException("batch norm needs 2 rows or more of each shard in a batch, "
                    + (fewest == 1
                            ? samples.rows() + " rows in " + shards + " shards are fewer; set fewer shards"
                            : "a batch of " + batchSize + " rows in " + shards
                                    + " shards has 1; raise the batch size, or take layer norm instead"));
        }
        int lastOfFewest = (int) (fewest - (steps - 1) * rows);
        int lastOfMost = (int) (most - (steps - 1) * rows);
        boolean joins = steps > 1 && (lastOfFewest == 1 || lastOfMost == 1);
        return joins ? new ShardBatches(steps - 1, rows, rows + lastOfMost) : new ShardBatches(steps, rows, rows);
    }

    /// The rows of a shard in a step.
    ///
    /// @param step of the epoch, from 0
    /// @param all rows of the shard
    int rows(long step, int all) {
        long before = step * rows;
        return (int) (step == steps - 1 ? all - before : Math.min(rows, all - before));
    }
}
