package dev.lamina.spark;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.dataset.ShardOrder;
import dev.lamina.core.dataset.ShardedDataset;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import dev.lamina.spark.exchange.ShardRange;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The rows of the shards that a task computes, in a file that is mapped into memory: those that are in use
/// stay in the cache of the operating system, and rows that do not fit into it are read again in each
/// epoch.
///
/// [#put] fills it from one thread; then any number of threads read.
final class ShardFile implements ShardedDataset, AutoCloseable {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(RowLayout.ORDER);
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(RowLayout.ORDER);

    private final RowLayout layout;
    private final boolean validates;
    private final ShardRange range;
    private final int shards;
    private final long rows;
    private final int rowBytes;
    private final Path file;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;

    /// Where each shard's rows start in the file.
    private final long[] starts;

    /// The rows that have been put, by shard.
    private final BitSet[] present;

    /// @param file to be made
    /// @param range of the shards here
    /// @param shards all of them
    /// @param rows of all shards
    ShardFile(Path file, RowLayout layout, boolean validates, ShardRange range, int shards, long rows)
            throws IOException {
        this.file = file;
        this.layout = layout;
        this.validates = validates;
        this.range = range;
        this.shards = shards;
        this.rows = rows;
        rowBytes = layout.bytes(validates);
        starts = new long[range.size() + 1];
        present = new BitSet[range.size()];
        for (int i = 0; i < range.size(); i++) {
            starts[i + 1] = starts[i] + (long) rows(range.first() + i) * rowBytes;
            present[i] = new BitSet();
        }
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            segment = channel.map(MapMode.READ_WRITE, 0, starts[range.size()], arena);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    void put(ShardBlock block) {
        int shard = block.shard() - range.first();
        int count = block.rows().length / rowBytes;
        MemorySegment.copy(
                MemorySegment.ofArray(block.rows()),
                0,
                segment,
                starts[shard] + (long) block.first() * rowBytes,
                block.rows().length);
        present[shard].set(block.first(), block.first() + count);
    }

    /// @throws IllegalStateException if a row has not been put
    void checkComplete() {
        for (int i = 0; i < present.length; i++) {
            if (present[i].cardinality() != rows(range.first() + i)) {
                throw new IllegalStateException("shard " + (range.first() + i) + " has "
                        + present[i].cardinality() + " rows, expected " + rows(range.first() + i)
                        + ": the data has changed since it was read before; cache it, or write it to a file and train"
                        + " from that");
            }
        }
    }

    @Override
    public int shards() {
        return shards;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public int inputs() {
        return layout.inputs();
    }

    @Override
    public int targetColumns() {
        return 1;
    }

    @Override
    public boolean weighted() {
        return layout.weighted() && !validates;
    }

    @Override
    public Dataset shard(int shard) {
        return new Shard(shard);
    }

    private long offset(int shard, int row) {
        return starts[shard - range.first()] + (long) row * rowBytes;
    }

    /// The inputs of a shard's first rows.
    Matrix inputs(int shard, int count) {
        Matrix inputs = Matrix.zeros(count, layout.inputs());
        for (int row = 0; row < count; row++) {
            copyInputs(shard, row, inputs, row);
        }
        return inputs;
    }

    /// The target of a row that validates as it was given.
    double given(int shard, int row) {
        return segment.get(DOUBLE, offset(shard, row) + Float.BYTES * (layout.inputs() + 1L));
    }

    private void copyInputs(int shard, int row, Matrix to, int at) {
        MemorySegment.copy(segment, FLOAT, offset(shard, row), to.data(), to.rowOffset(at), layout.inputs());
    }

    private float number(int shard, int row, int i) {
        return segment.get(FLOAT, offset(shard, row) + (long) Float.BYTES * i);
    }

    /// Removes the file.
    @Override
    public void close() throws IOException {
        arena.close();
        Files.deleteIfExists(file);
    }

    private final class Shard implements Dataset {

        private final int shard;

        Shard(int shard) {
            this.shard = shard;
        }

        @Override
        public int rows() {
            return ShardFile.this.rows(shard);
        }

        @Override
        public int inputs() {
            return layout.inputs();
        }

        @Override
        public int targetColumns() {
            return 1;
        }

        @Override
        public boolean weighted() {
            return ShardFile.this.weighted();
        }

        @Override
        public Batches batches(@Nullable RandomStream random) {
            int[] order = random == null ? IntStream.range(0, rows()).toArray() : ShardOrder.of(rows(), random);
            return new InOrder(order);
        }

        private final class InOrder implements Batches {

            private final int[] order;
            private int next;

            InOrder(int[] order) {
                this.order = order;
            }

            @Override
            public int next(Matrix inputs, Matrix targets, float[] weights) {
                int count = Math.min(inputs.rows(), order.length - next);
                for (int i = 0; i < count; i++) {
                    int row = order[next++];
                    copyInputs(shard, row, inputs, i);
                    targets.set(i, 0, number(shard, row, layout.inputs()));
                    if (weighted()) {
                        weights[i] = number(shard, row, layout.inputs() + 1);
                    }
                }
                return count;
            }
        }
    }
}
