package dev.lamina.spark;

import dev.lamina.model.Predictions;
import dev.lamina.model.Predictor;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/// Predicts the rows of a partition, some at a time, with a predictor that all tasks of a process share.
///
/// @param model the bytes of its file
/// @param schema of the columns that it reads
/// @param columns that are added
record Scoring(Broadcast<byte[]> model, RowSchema schema, PredictionColumns columns)
        implements MapPartitionsFunction<Row, Row> {

    /// Of this process, by the number of the broadcast.
    private static final Map<Long, Predictor> PREDICTORS = new ConcurrentHashMap<>();

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        return new Scored(rows);
    }

    private final class Scored extends Filled<Row> {

        private final Predictor predictor = PREDICTORS.computeIfAbsent(
                model.id(), _ -> ModelBytes.read(model.value(), "the model").predictor());
        private final double[] numbers = columns.words()
                ? new double[0]
                : predictor.labels().stream().mapToDouble(Double::parseDouble).toArray();
        private final RowChunks chunks;

        Scored(Iterator<Row> rows) {
            chunks = new RowChunks(rows, TaskContext.getPartitionId());
        }

        @Override
        boolean fill(Queue<Row> ready) {
            if (!chunks.hasNext()) {
                return false;
            }
            RowChunks.Chunk chunk = chunks.next();
            Predictions predictions = predictor.predict(schema.table(chunk.rows(), chunk.origin()));
            for (int i = 0; i < chunk.rows().size(); i++) {
                Row row = chunk.rows().get(i);
                Object[] cells = new Object[row.size() + columns.count()];
                for (int j = 0; j < row.size(); j++) {
                    cells[j] = row.get(j);
                }
                columns.put(predictions, i, numbers, cells);
                ready.add(RowFactory.create(cells));
            }
            return true;
        }
    }
}
