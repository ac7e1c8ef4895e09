package dev.lamina.core.train;

import dev.lamina.core.train.ShardTree.Node;
import dev.lamina.core.train.ShardTree.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Shards that several threads of a test share, each with its own trainer.
final class ThreadExchange implements ShardExchange {

    /// What the threads lay open to each other.
    static final class Table {

        private final int shards;
        private final CyclicBarrier barrier;
        private final float[][] vectors;
        private final double[][] numbers;

        Table(int shards, int threads) {
            this.shards = shards;
            barrier = new CyclicBarrier(threads);
            vectors = new float[shards][];
            numbers = new double[threads][];
        }

        void await() {
            try {
                barrier.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final Table table;
    private final int me;
    private final int first;
    private final int end;

    ThreadExchange(Table table, int me) {
        this.table = table;
        this.me = me;
        int threads = table.numbers.length;
        first = me * table.shards / threads;
        end = (me + 1) * table.shards / threads;
    }

    @Override
    public int shards() {
        return table.shards;
    }

    @Override
    public int first() {
        return first;
    }

    @Override
    public int end() {
        return end;
    }

    @Override
    public double[] sum(float[][] own, float[] total, double[] numbers) {
        for (int shard = first; shard < end; shard++) {
            table.vectors[shard] = own[shard - first].clone();
        }
        double[] all = gather(numbers);
        List<Part> parts = new ArrayList<>();
        for (int shard = 0; shard < table.shards; shard++) {
            parts.add(new Part(new Node(shard, shard + 1), table.vectors[shard], 0));
        }
        ShardTree.sum(new Node(0, table.shards), parts, total, 0, total.length);
        table.await();
        return all;
    }

    @Override
    public double[] gather(double[] own) {
        table.numbers[me] = own.clone();
        table.await();
        double[] all =
                Stream.of(table.numbers).flatMapToDouble(DoubleStream::of).toArray();
        table.await();
        return all;
    }
}
