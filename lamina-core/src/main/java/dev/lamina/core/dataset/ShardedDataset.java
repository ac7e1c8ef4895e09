package dev.lamina.core.dataset;

/// Samples in S shards, some of which may be elsewhere: of n samples, shard s holds those with the numbers s, s + S,
/// s + 2·S, …. All weights are above 0. Immutable.
public interface ShardedDataset {

    /// How many shards there are, S.
    int shards();

    /// How many samples all shards have together, n.
    long rows();

    /// Width of a sample.
    int inputs();

    /// Width of a target.
    int targetColumns();

    /// Whether the samples have weights; without, each counts 1.
    boolean weighted();

    /// The samples of one shard that is here, 1 or more. Its batches follow [ShardOrder] where they are shuffled.
    Dataset shard(int shard);

    /// How many samples a shard has.
    default int rows(int shard) {
        return rows(rows(), shards(), shard);
    }

    /// How many of n samples a shard has.
    ///
    /// @throws ArithmeticException if they are 2³¹ or more
    static int rows(long all, int shards, int shard) {
        return Math.toIntExact((all - shard + shards - 1) / shards);
    }

    /// The samples that count of a dataset in memory. Nothing is copied.
    ///
    /// @param shards 1 or more
    /// @throws IllegalArgumentException if the dataset is of a kind that cannot be divided
    static ShardedDataset of(Dataset samples, int shards) {
        return new LocalShards(samples.counting(), shards);
    }
}
