package dev.lamina.core.train;

import dev.lamina.core.dataset.ShardedDataset;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.matrix.Team;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.network.Objective;
import dev.lamina.core.parameter.Parameters;
import java.util.List;
import java.util.stream.IntStream;

/// Measures the current parameters on samples in shards: each shard that is here by itself, then all together.
final class ShardedValidation implements Judge {

    private final ShardExchange exchange;
    private final ShardThreads threads;

    /// Of the shards that are here and have samples.
    private final List<Validation> shards;

    private final int predictionColumns;
    private final int targetColumns;

    ShardedValidation(
            Objective objective, Parameters parameters, ShardedDataset samples, ShardExchange exchange, Team team) {
        this.exchange = exchange;
        threads = new ShardThreads(team, exchange);
        shards = IntStream.range(exchange.first(), exchange.end())
                .filter(shard -> samples.rows(shard) > 0)
                .mapToObj(shard -> new Validation(
                        objective, parameters, samples.shard(shard), threads.gemm(shard - exchange.first())))
                .toList();
        predictionColumns =
                objective.loss().predictionColumns(objective.network().outputs());
        targetColumns = samples.targetColumns();
    }

    @Override
    public double cost() {
        double[] sums = new double[2 * shards.size()];
        threads.each(i -> {
            if (i < shards.size()) {
                Validation shard = shards.get(i);
                shard.cost();
                sums[2 * i] = shard.weight();
                sums[2 * i + 1] = shard.weightedCost();
            }
        });
        double weight = 0;
        double weightedCost = 0;
        double[] all = exchange.gather(sums);
        for (int i = 0; i < all.length; i += 2) {
            weight += all[i];
            weightedCost += all[i + 1];
        }
        return weightedCost / weight;
    }

    /// Brings the predictions and targets of all shards together, one shard after the other.
    @Override
    public double metric(Metric metric) {
        int columns = predictionColumns + targetColumns;
        double[] own = new double[shards.stream().mapToInt(Validation::counting).sum() * columns];
        int next = 0;
        for (Validation shard : shards) {
            for (int row = 0; row < shard.counting(); row++) {
                next = put(shard.predictions(), row, own, next);
                next = put(shard.targets(), row, own, next);
            }
        }
        double[] all = exchange.gather(own);
        Matrix predictions = Matrix.zeros(all.length / columns, predictionColumns);
        Matrix targets = Matrix.zeros(all.length / columns, targetColumns);
        next = 0;
        for (int row = 0; row < predictions.rows(); row++) {
            next = take(all, next, predictions, row);
            next = take(all, next, targets, row);
        }
        return metric.value(predictions, targets);
    }

    private static int put(Matrix from, int row, double[] to, int next) {
        for (int j = 0; j < from.columns(); j++) {
            to[next + j] = from.get(row, j);
        }
        return next + from.columns();
    }

    private static int take(double[] from, int next, Matrix to, int row) {
        for (int j = 0; j < to.columns(); j++) {
            to.set(row, j, (float) from[next + j]);
        }
        return next + to.columns();
    }
}
