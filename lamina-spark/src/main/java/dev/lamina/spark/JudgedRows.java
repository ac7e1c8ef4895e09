package dev.lamina.spark;

import dev.lamina.core.dataset.ShardedDataset;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.train.ShardExchange;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// The first validation rows in the order of their content, as several tasks have them: brings together
/// what each has of its own.
///
/// @param shards of the training
/// @param count how many rows
/// @param rows those of the shards here
record JudgedRows(int shards, int count, ShardFile rows, ShardExchange exchange) {

    /// How many of the rows are in a shard.
    private int rows(int shard) {
        return ShardedDataset.rows(count, shards, shard);
    }

    /// What is predicted for the rows, in their order.
    ///
    /// @param prediction of encoded rows, with a fixed number of columns
    Matrix gather(UnaryOperator<Matrix> prediction) {
        int columns = prediction.apply(Matrix.zeros(1, rows.inputs())).columns();
        double[] own = IntStream.range(exchange.first(), exchange.end())
                .filter(shard -> rows(shard) > 0)
                .mapToObj(shard -> prediction.apply(rows.inputs(shard, rows(shard))))
                .flatMapToDouble(matrix -> IntStream.range(0, matrix.rows())
                        .boxed()
                        .flatMapToDouble(
                                row -> IntStream.range(0, columns).mapToDouble(column -> matrix.get(row, column))))
                .toArray();
        double[] all = exchange.gather(own);
        Matrix gathered = Matrix.zeros(count, columns);
        int next = 0;
        for (int shard = 0; shard < shards; shard++) {
            for (int row = 0; row < rows(shard); row++) {
                for (int column = 0; column < columns; column++) {
                    gathered.set(shard + row * shards, column, (float) all[next++]);
                }
            }
        }
        return gathered;
    }

    /// The targets as they were given, in the order of the rows.
    double[] targets() {
        double[] all = exchange.gather(IntStream.range(exchange.first(), exchange.end())
                .boxed()
                .flatMapToDouble(shard -> IntStream.range(0, rows(shard)).mapToDouble(row -> rows.given(shard, row)))
                .toArray());
        double[] targets = new double[count];
        int next = 0;
        for (int shard = 0; shard < shards; shard++) {
            for (int row = 0; row < rows(shard); row++) {
                targets[shard + row * shards] = all[next++];
            }
        }
        return targets;
    }
}
