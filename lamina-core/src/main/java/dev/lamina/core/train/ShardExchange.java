package dev.lamina.core.train;

/// How those who compute the shards of one training put together what each has: threads of one process, or processes
/// on several machines.
///
/// Everyone computes the shards from [#first] to [#end] and holds the same parameters. Everyone calls the same methods
/// in the same order and gets the same numbers, whatever the number of those who share the work: sums are those of
/// [ShardTree]. One thread at a time.
public interface ShardExchange {

    /// The shards of the training, all of them.
    int shards();

    /// The first shard that is computed here.
    int first();

    /// One more than the last shard that is computed here.
    int end();

    /// Adds up vectors, one of each shard.
    ///
    /// @param own the vectors of the shards computed here, in their order; they are left as they are
    /// @param total receives the sum over all shards; as long as each vector
    /// @param numbers of the shards computed here, in their order; the same number of them for each shard
    /// @return the numbers of all shards, in their order
    double[] sum(float[][] own, float[] total, double[] numbers);

    /// Puts numbers of all shards one after the other.
    ///
    /// @param own of the shards computed here, in their order; any number of them for each shard
    /// @return the numbers of all shards, in their order
    double[] gather(double[] own);
}
