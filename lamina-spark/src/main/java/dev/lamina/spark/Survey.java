package dev.lamina.spark;

import dev.lamina.data.DataException;
import dev.lamina.data.Table;
import dev.lamina.data.TableSummary;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/// What is known of the rows of some partitions before they are encoded. Immutable.
///
/// @param training how many rows train
/// @param validation how many validate
/// @param greatestWeight of the rows that train
/// @param summary of those that train, as bytes; empty where there are none
/// @param error of the first partition that has one, and no summary then; null without
/// @param partition which one that is
record Survey(
        long training,
        long validation,
        double greatestWeight,
        byte[] summary,
        @Nullable String error,
        int partition) implements Serializable {

    /// Looks at all rows of a partition.
    static Survey of(TrainingSchema schema, int partition, Iterator<Row> rows) {
        long training = 0;
        long validation = 0;
        double greatestWeight = 0;
        TableSummary summary = null;
        try {
            for (RowChunks chunks = new RowChunks(rows, partition); chunks.hasNext(); ) {
                RowChunks.Chunk chunk = chunks.next();
                TrainingSchema.Rows trained = schema.training(chunk);
                Table table = trained.table();
                training += table.rows();
                greatestWeight = Math.max(greatestWeight, greatest(trained.weights()));
                validation += schema.validation(chunk).table().rows();
                if (table.rows() > 0) {
                    if (summary == null) {
                        summary = TableSummary.of(table);
                    } else {
                        summary.add(table);
                    }
                }
            }
        } catch (DataException e) {
            return new Survey(0, 0, 0, new byte[0], e.getMessage(), partition);
        }
        byte[] bytes = summary == null ? new byte[0] : summary.toBytes();
        return new Survey(training, validation, greatestWeight, bytes, null, partition);
    }

    private static double greatest(double @Nullable [] weights) {
        return weights == null ? 1 : Arrays.stream(weights).max().orElse(0);
    }

    /// What is known of both.
    static Survey merged(TrainingSchema schema, Survey a, Survey b) {
        if (a.error != null || b.error != null) {
            return b.error == null || (a.error != null && a.partition < b.partition) ? a : b;
        }
        byte[] summary = a.summary.length == 0 ? b.summary : a.summary;
        if (a.summary.length > 0 && b.summary.length > 0) {
            TableSummary both = a.summary(schema);
            both.merge(b.summary(schema));
            summary = both.toBytes();
        }
        return new Survey(
                a.training + b.training,
                a.validation + b.validation,
                Math.max(a.greatestWeight, b.greatestWeight),
                summary,
                null,
                Math.min(a.partition, b.partition));
    }

    /// Of the rows that train, one or more.
    TableSummary summary(TrainingSchema schema) {
        return TableSummary.of(schema.fields(), summary);
    }
}
