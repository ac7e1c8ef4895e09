package dev.lamina.spark;

import dev.lamina.data.Origin;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/// The rows of a partition, some at a time, with their places for messages. One thread.
final class RowChunks implements Iterator<RowChunks.Chunk> {

    private static final int MOST_ROWS = 4096;

    private final Iterator<Row> rows;
    private final int partition;
    private int place;

    RowChunks(Iterator<Row> rows, int partition) {
        this.rows = rows;
        this.partition = partition;
    }

    /// Some rows, one or more, and where they are: `partition 3, row 17`, both as Spark numbers partitions
    /// and people number rows, from 0 and from 1.
    record Chunk(List<Row> rows, Origin origin) {}

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public Chunk next() {
        if (!rows.hasNext()) {
            throw new NoSuchElementException();
        }
        List<Row> chunk = new ArrayList<>(MOST_ROWS);
        while (chunk.size() < MOST_ROWS && rows.hasNext()) {
            chunk.add(rows.next());
        }
        int first = place;
        place += chunk.size();
        Origin origin = new Origin.Rows("partition " + partition, place)
                .select(IntStream.range(first, place).toArray());
        return new Chunk(chunk, origin);
    }
}
