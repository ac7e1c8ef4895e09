package dev.lamina.spark;

import dev.lamina.model.Predictions;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/// The columns that a model adds. Immutable.
///
/// @param prediction the name of the column for the value or the label; empty for none
/// @param probability the name of the column for the probabilities; empty for none
/// @param words whether labels are words: strings and not doubles
record PredictionColumns(String prediction, String probability, boolean words) implements Serializable {

    /// The schema with these columns at its end.
    ///
    /// @throws IllegalArgumentException if one is there already
    StructType added(StructType schema) {
        StructType all = added(schema, probability, SQLDataTypes.VectorType());
        return added(all, prediction, words ? DataTypes.StringType : DataTypes.DoubleType);
    }

    private static StructType added(StructType schema, String name, DataType type) {
        if (name.isEmpty()) {
            return schema;
        }
        if (List.of(schema.fieldNames()).contains(name)) {
            throw new IllegalArgumentException(
                    "there is a column \"" + name + "\" already; name the new one otherwise, or drop that one");
        }
        return schema.add(name, type, false);
    }

    int count() {
        return (probability.isEmpty() ? 0 : 1) + (prediction.isEmpty() ? 0 : 1);
    }

    /// Puts what is predicted for a row at the end of its cells.
    ///
    /// @param numbers the labels as numbers; empty where they are words or values are predicted
    void put(Predictions predictions, int row, double[] numbers, Object[] cells) {
        int next = cells.length - count();
        boolean labels = !predictions.labels().isEmpty();
        if (!probability.isEmpty()) {
            cells[next++] = probabilities(predictions, row);
        }
        if (!prediction.isEmpty()) {
            cells[next] = !labels
                    ? predictions.value(row)
                    : words
                            ? predictions.label(row)
                            : numbers[predictions.labels().indexOf(predictions.label(row))];
        }
    }

    private static Vector probabilities(Predictions predictions, int row) {
        double[] values = new double[predictions.labels().size()];
        for (int label = 0; label < values.length; label++) {
            values[label] = predictions.probability(row, label);
        }
        return Vectors.dense(values);
    }
}
