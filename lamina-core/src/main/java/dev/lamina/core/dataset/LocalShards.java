package dev.lamina.core.dataset;

/// All shards of a dataset in memory.
///
/// @param samples that count
record LocalShards(Dataset samples, int shards) implements ShardedDataset {

    LocalShards {
        if (shards < 1) {
            throw new IllegalArgumentException("shards is " + shards + ", expected 1 or more");
        }
    }

    @Override
    public long rows() {
        return samples.rows();
    }

    @Override
    public int inputs() {
        return samples.inputs();
    }

    @Override
    public int targetColumns() {
        return samples.targetColumns();
    }

    @Override
    public boolean weighted() {
        return samples.weighted();
    }

    @Override
    public Dataset shard(int shard) {
        return samples.shard(shard, shards);
    }
}
