package dev.lamina.spark.exchange;

/// Neighbouring shards that one task computes.
///
/// @param first the first shard
/// @param end one more than the last
public record ShardRange(int first, int end) {

    /// Those of one of so many tasks, which have the same number of shards as far as possible.
    ///
    /// @param shards of all tasks, as many as tasks or more
    /// @param tasks 1 or more
    /// @param task from 0
    public static ShardRange of(int shards, int tasks, int task) {
        if (tasks < 1 || tasks > shards) {
            throw new IllegalArgumentException(shards + " shards are for 1 to " + shards + " tasks, got " + tasks);
        }
        return new ShardRange((int) ((long) task * shards / tasks), (int) ((task + 1L) * shards / tasks));
    }

    /// The task that computes a shard.
    public static int task(int shards, int tasks, int shard) {
        int task = (int) ((long) shard * tasks / shards);
        while (of(shards, tasks, task).end <= shard) {
            task++;
        }
        return task;
    }

    public int size() {
        return end - first;
    }
}
