package dev.lamina.spark;

import dev.lamina.data.Column;
import dev.lamina.data.ContentOrder;
import dev.lamina.data.DataException;
import dev.lamina.data.Origin;
import dev.lamina.data.Schema.Field;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import dev.lamina.spark.RowSchema.Kind;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/// What the columns of the rows of a training are for. Immutable.
///
/// @param cells the inputs, then the target
/// @param target its name
/// @param weight how much a row counts; empty where all count the same
/// @param validation where the boolean stands that says whether a row validates; −1 where none does
record TrainingSchema(
        RowSchema cells, String target, @Nullable String weight, int validation) implements Serializable {

    /// @param inputs columns to learn from: one vector, or any others
    /// @param vectorNames of the vector's elements
    /// @throws IllegalArgumentException if a column is not there, of the wrong type, or named twice
    static TrainingSchema of(
            StructType schema,
            Task task,
            List<String> inputs,
            List<String> vectorNames,
            String target,
            Optional<String> weight,
            Optional<String> validation) {
        List<String> names = new ArrayList<>(inputs);
        names.add(target);
        weight.ifPresent(names::add);
        validation.ifPresent(names::add);
        for (String name : names) {
            if (names.indexOf(name) < names.lastIndexOf(name)) {
                throw new IllegalArgumentException("column \"" + name + "\" is given twice among inputs, label, weight"
                        + " and validation indicator; leave it out once");
            }
        }
        Kind ofTarget = RowSchema.kind(schema, target);
        if (ofTarget != Kind.NUMBER && (task == Task.REGRESSION || ofTarget != Kind.WORD)) {
            throw new IllegalArgumentException("the label column \"" + target + "\" is of type "
                    + schema.apply(target).dataType().simpleString() + ", expected "
                    + (task == Task.REGRESSION ? "a number" : "numbers, strings or booleans"));
        }
        weight.ifPresent(
                name -> require(schema, name, "weight", RowSchema.kind(schema, name) == Kind.NUMBER, "number"));
        validation.ifPresent(name -> require(
                schema,
                name,
                "validation indicator",
                RowSchema.kind(schema, name) == Kind.WORD && schema.apply(name).dataType() instanceof BooleanType,
                "boolean"));
        List<String> read = new ArrayList<>(inputs);
        read.add(target);
        weight.ifPresent(read::add);
        return new TrainingSchema(
                RowSchema.of(schema, read, vectorNames),
                target,
                weight.orElse(null),
                validation
                        .map(name -> List.of(schema.fieldNames()).indexOf(name))
                        .orElse(-1));
    }

    private static void require(StructType schema, String name, String role, boolean fits, String type) {
        if (!fits) {
            throw new IllegalArgumentException("the " + role + " column \"" + name + "\" is of type "
                    + schema.apply(name).dataType().simpleString() + ", expected a " + type);
        }
    }

    /// The columns of the tables, without the weight.
    List<Field> fields() {
        Table none = cells.table(List.of(), new Origin.Rows("no partition", 0));
        return none.columns().stream()
                .filter(column -> !column.name().equals(weight))
                .map(Column::field)
                .toList();
    }

    /// Rows that train or that validate.
    ///
    /// @param table inputs and target
    /// @param keys of [ContentOrder], the weight's column included
    /// @param weights of the rows; null where all count the same
    record Rows(Table table, long[] keys, double @Nullable [] weights) {}

    /// The rows of a chunk that train: those with a weight above 0 that do not validate.
    ///
    /// @throws DataException naming the row, as [RowSchema#table] does, or if a target is missing or a
    ///     weight out of range
    Rows training(RowChunks.Chunk chunk) {
        return rows(chunk, false);
    }

    /// The rows of a chunk that validate.
    ///
    /// @throws DataException as [#training] does
    Rows validation(RowChunks.Chunk chunk) {
        return rows(chunk, true);
    }

    private Rows rows(RowChunks.Chunk chunk, boolean validating) {
        List<Row> chosen = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < chunk.rows().size(); i++) {
            if (validates(chunk, i) == validating) {
                chosen.add(chunk.rows().get(i));
                places.add(i);
            }
        }
        Table table = cells.table(chosen, chunk.origin().select(ints(places)));
        checkTarget(table);
        if (weight == null) {
            return new Rows(table, ContentOrder.keys(table), null);
        }
        double[] weights = weights(table, weight);
        if (!validating) {
            List<Integer> counting = new ArrayList<>();
            for (int i = 0; i < weights.length; i++) {
                if (weights[i] > 0) {
                    counting.add(i);
                }
            }
            table = table.select(ints(counting));
            weights = ((Column.Numbers) table.require(weight)).values();
        }
        return new Rows(table.without(List.of(weight)), ContentOrder.keys(table), weights);
    }

    private boolean validates(RowChunks.Chunk chunk, int row) {
        if (validation < 0) {
            return false;
        }
        if (chunk.rows().get(row).isNullAt(validation)) {
            throw new DataException(
                    chunk.origin().of(row) + ": the validation indicator is null, expected true or false");
        }
        return chunk.rows().get(row).getBoolean(validation);
    }

    private void checkTarget(Table table) {
        Column column = table.require(target);
        for (int row = 0; row < table.rows(); row++) {
            if (column.missing(row)) {
                throw new DataException(table.origin().of(row) + ": no value in the label column \"" + target
                        + "\"; leave the row out");
            }
        }
    }

    private static double[] weights(Table table, String name) {
        double[] weights = ((Column.Numbers) table.require(name)).values();
        for (int row = 0; row < weights.length; row++) {
            if (!(weights[row] >= 0 && weights[row] <= Float.MAX_VALUE)) {
                throw new DataException(table.origin().of(row) + ": the weight in column \"" + name + "\" is "
                        + (Double.isNaN(weights[row]) ? "missing" : weights[row]) + ", expected a number of 0 or more");
            }
        }
        return weights;
    }

    private static int[] ints(Collection<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
