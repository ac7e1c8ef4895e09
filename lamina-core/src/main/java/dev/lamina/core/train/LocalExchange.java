package dev.lamina.core.train;

import dev.lamina.core.matrix.Team;
import dev.lamina.core.train.ShardTree.Node;
import dev.lamina.core.train.ShardTree.Part;
import java.util.List;
import java.util.stream.IntStream;

/// All shards in one process.
record LocalExchange(int shards, Team team) implements ShardExchange {

    /// Elements below which the threads cost more than they give.
    private static final int WORTH_SPLITTING = 1 << 15;

    @Override
    public int first() {
        return 0;
    }

    @Override
    public int end() {
        return shards;
    }

    @Override
    public double[] sum(float[][] own, float[] total, double[] numbers) {
        if (total.length < WORTH_SPLITTING) {
            sum(own, total, 0, total.length);
        } else {
            team.run(part -> sum(own, total, team.firstRow(total.length, part), team.firstRow(total.length, part + 1)));
        }
        return numbers;
    }

    private void sum(float[][] own, float[] total, int from, int to) {
        List<Part> parts = IntStream.range(0, shards)
                .mapToObj(shard -> new Part(new Node(shard, shard + 1), own[shard], from))
                .toList();
        ShardTree.sum(new Node(0, shards), parts, total, from, to - from);
    }

    @Override
    public double[] gather(double[] own) {
        return own;
    }
}
