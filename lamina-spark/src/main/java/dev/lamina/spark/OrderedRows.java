package dev.lamina.spark;

import dev.lamina.NetworkPlan;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.Column;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.RowWeights;
import dev.lamina.model.PipelineText;
import dev.lamina.spark.exchange.ShardRange;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/// The encoded rows of a training in the order of their content: first those that train, then those that
/// validate. The place of a row among its kind depends on nothing but the rows.
final class OrderedRows {

    /// Rows of a partition, at least, so that few rows do not make many tasks.
    private static final int FEWEST_ROWS = 10_000;

    private final JavaPairRDD<byte[], byte[]> rows;
    private final RowLayout layout;
    private final Survey survey;
    private final KeyPartitioner partitioner;

    private OrderedRows(JavaPairRDD<byte[], byte[]> rows, RowLayout layout, Survey survey, KeyPartitioner partitioner) {
        this.rows = rows;
        this.layout = layout;
        this.survey = survey;
        this.partitioner = partitioner;
    }

    /// Encodes rows and puts them in order.
    ///
    /// @param survey of the same rows
    static OrderedRows of(
            JavaRDD<Row> source, TrainingSchema schema, FittedPipeline pipeline, RowLayout layout, Survey survey) {
        String text = PipelineText.write(pipeline);
        double unit = RowWeights.unit(survey.greatestWeight());
        KeyPartitioner partitioner = new KeyPartitioner(
                partitions(survey.training(), source.getNumPartitions()),
                partitions(survey.validation(), source.getNumPartitions()));
        JavaPairRDD<byte[], byte[]> encoded = source.mapPartitionsWithIndex(
                        (partition, rows) ->
                                new Encoding(schema, PipelineText.read(text), layout, unit, rows, partition),
                        true)
                .mapToPair(row -> row);
        return new OrderedRows(
                encoded.repartitionAndSortWithinPartitions(partitioner, new ByteOrder()), layout, survey, partitioner);
    }

    private static int partitions(long rows, int most) {
        return Math.clamp(rows / FEWEST_ROWS, 1, Math.max(1, most));
    }

    RowLayout layout() {
        return layout;
    }

    /// Where the rows of each partition start among all of their kind.
    ///
    /// @throws IllegalStateException if the rows are others than before
    long[] starts() {
        List<Tuple2<Integer, Long>> counts = rows.mapPartitionsWithIndex(
                        (partition, values) -> {
                            long count = 0;
                            for (; values.hasNext(); values.next()) {
                                count++;
                            }
                            return List.of(new Tuple2<>(partition, count)).iterator();
                        },
                        true)
                .collect();
        long[] starts = new long[counts.size()];
        long[] sums = new long[2];
        for (Tuple2<Integer, Long> each : counts) {
            int kind = partitioner.validates(each._1()) ? 1 : 0;
            starts[each._1()] = sums[kind];
            sums[kind] += each._2();
        }
        if (sums[0] != survey.training() || sums[1] != survey.validation()) {
            throw new IllegalStateException("the data has " + sums[0] + " rows to train with and " + sums[1]
                    + " to validate with, but had " + survey.training() + " and " + survey.validation()
                    + " when it was read before; cache it, or write it to a file and train from that");
        }
        return starts;
    }

    /// The rows that a network is planned by.
    ///
    /// @param starts as [#starts] gave them
    Matrix sample(long[] starts) {
        long all = survey.training();
        int size = NetworkPlan.sampleRows(all);
        KeyPartitioner parts = partitioner;
        List<byte[]> sample = rows.mapPartitionsWithIndex(
                        (partition, values) -> {
                            List<byte[]> chosen = new ArrayList<>();
                            long place = starts[partition];
                            while (!parts.validates(partition) && values.hasNext()) {
                                byte[] row = values.next()._2();
                                long i = Math.ceilDiv(place * size, all);
                                if (i < size && NetworkPlan.sampleRow(all, (int) i) == place) {
                                    chosen.add(row);
                                }
                                place++;
                            }
                            return chosen.iterator();
                        },
                        true)
                .collect();
        return layout.inputs(sample.toArray(byte[][]::new));
    }

    /// The rows in blocks for the tasks that compute their shards.
    ///
    /// @param starts as [#starts] gave them
    JavaRDD<ShardBlock> blocks(long[] starts, int shards, int tasks) {
        KeyPartitioner parts = partitioner;
        return rows.mapPartitionsWithIndex(
                        (partition, values) ->
                                new Cutting(values, starts[partition], parts.validates(partition), shards),
                        true)
                .mapToPair(block -> new Tuple2<>(ShardRange.task(shards, tasks, block.shard()), block))
                .partitionBy(new TaskPartitioner(tasks))
                .values();
    }

    /// By ranges of the keys.
    private static final class KeyPartitioner extends Partitioner {

        private static final long serialVersionUID = 1L;

        private final int training;
        private final int validation;

        KeyPartitioner(int training, int validation) {
            this.training = training;
            this.validation = validation;
        }

        boolean validates(int partition) {
            return partition >= training;
        }

        @Override
        public int numPartitions() {
            return training + validation;
        }

        @Override
        public int getPartition(Object key) {
            ByteBuffer bytes = ByteBuffer.wrap((byte[]) key);
            boolean validates = bytes.get() != 0;
            long first = Integer.toUnsignedLong(bytes.getInt());
            return validates ? training + (int) ((first * validation) >>> 32) : (int) ((first * training) >>> 32);
        }
    }

    private static final class TaskPartitioner extends Partitioner {

        private static final long serialVersionUID = 1L;

        private final int tasks;

        TaskPartitioner(int tasks) {
            this.tasks = tasks;
        }

        @Override
        public int numPartitions() {
            return tasks;
        }

        @Override
        public int getPartition(Object key) {
            return (Integer) key;
        }
    }

    private static final class ByteOrder implements Comparator<byte[]>, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public int compare(byte[] a, byte[] b) {
            return Arrays.compareUnsigned(a, b);
        }
    }

    /// The rows of a partition with their keys.
    private static final class Encoding extends Filled<Tuple2<byte[], byte[]>> {

        private final TrainingSchema schema;
        private final FittedPipeline pipeline;
        private final RowLayout layout;
        private final double unit;
        private final RowChunks chunks;

        /// @param unit that weights are multiplied by
        Encoding(
                TrainingSchema schema,
                FittedPipeline pipeline,
                RowLayout layout,
                double unit,
                Iterator<Row> rows,
                int partition) {
            this.unit = unit;
            this.schema = schema;
            this.pipeline = pipeline;
            this.layout = layout;
            chunks = new RowChunks(rows, partition);
        }

        @Override
        boolean fill(Queue<Tuple2<byte[], byte[]>> ready) {
            if (!chunks.hasNext()) {
                return false;
            }
            RowChunks.Chunk chunk = chunks.next();
            training(schema.training(chunk), ready);
            validation(schema.validation(chunk), ready);
            return true;
        }

        private void training(TrainingSchema.Rows rows, Queue<Tuple2<byte[], byte[]>> ready) {
            Matrix inputs = pipeline.transform(rows.table());
            Matrix targets = pipeline.targets(rows.table());
            double[] weights = rows.weights();
            for (int i = 0; i < inputs.rows(); i++) {
                float weight = weights == null ? 1 : (float) (weights[i] * unit);
                ready.add(new Tuple2<>(
                        key(false, rows.keys(), i), layout.training(inputs, i, targets.get(i, 0), weight)));
            }
        }

        private void validation(TrainingSchema.Rows rows, Queue<Tuple2<byte[], byte[]>> ready) {
            Matrix inputs = pipeline.transform(rows.table());
            Matrix targets = pipeline.targets(rows.table());
            for (int i = 0; i < inputs.rows(); i++) {
                float target = targets.get(i, 0);
                double given = switch (pipeline.target()) {
                    case FittedTarget.Labels _ -> target;
                    case FittedTarget.Scaled scaled ->
                        ((Column.Numbers) rows.table().require(scaled.name())).values()[i];
                };
                ready.add(new Tuple2<>(key(true, rows.keys(), i), layout.validation(inputs, i, target, given)));
            }
        }

        /// Ordered as the two halves of the row's key are.
        private static byte[] key(boolean validates, long[] keys, int row) {
            return ByteBuffer.allocate(1 + 2 * Long.BYTES)
                    .put((byte) (validates ? 1 : 0))
                    .putLong(keys[2 * row] ^ Long.MIN_VALUE)
                    .putLong(keys[2 * row + 1] ^ Long.MIN_VALUE)
                    .array();
        }
    }

    /// The rows of a partition in blocks of one shard's each.
    private static final class Cutting extends Filled<ShardBlock> {

        private final Iterator<Tuple2<byte[], byte[]>> rows;
        private final boolean validates;
        private final int shards;
        private final @Nullable Growing[] growing;
        private long place;

        Cutting(Iterator<Tuple2<byte[], byte[]>> rows, long start, boolean validates, int shards) {
            this.rows = rows;
            this.validates = validates;
            this.shards = shards;
            growing = new Growing[shards];
            place = start;
        }

        @Override
        boolean fill(Queue<ShardBlock> ready) {
            if (!rows.hasNext()) {
                for (Growing block : growing) {
                    if (block != null) {
                        end(block, ready);
                    }
                }
                return !ready.isEmpty();
            }
            byte[] row = rows.next()._2();
            int shard = (int) (place % shards);
            Growing block = growing[shard];
            if (block == null) {
                block = new Growing(shard, (int) (place / shards), row.length);
                growing[shard] = block;
            }
            block.add(row);
            if (block.isFull()) {
                end(block, ready);
            }
            place++;
            return true;
        }

        private void end(Growing block, Queue<ShardBlock> ready) {
            ready.add(new ShardBlock(validates, block.shard, block.first, block.bytes()));
            growing[block.shard] = null;
        }
    }

    /// A block of rows that follow each other in a shard.
    private static final class Growing {

        private static final int MOST_BYTES = 1 << 16;

        private final int shard;
        private final int first;
        private final ByteBuffer bytes;

        Growing(int shard, int first, int rowBytes) {
            this.shard = shard;
            this.first = first;
            bytes = ByteBuffer.allocate(Math.max(1, MOST_BYTES / rowBytes) * rowBytes);
        }

        void add(byte[] row) {
            bytes.put(row);
        }

        boolean isFull() {
            return !bytes.hasRemaining();
        }

        byte[] bytes() {
            return Arrays.copyOf(bytes.array(), bytes.position());
        }
    }
}
