package dev.lamina.spark;

import dev.lamina.data.Column;
import dev.lamina.data.DataException;
import dev.lamina.data.Origin;
import dev.lamina.data.Table;
import dev.lamina.data.TimeFormat;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/// How rows of a DataFrame become a [Table]: numbers as numbers, strings and booleans as words, dates and
/// timestamps as times, the elements of a vector as a column of numbers each. Null is missing, as NaN and
/// the empty string are; a vector has no missing elements. Immutable.
///
/// @param cells that are read, in their order
/// @param vectorNames what the elements of the vector are called; empty without one
record RowSchema(List<Cell> cells, List<String> vectorNames) implements Serializable {

    /// What a column of a DataFrame holds.
    enum Kind {
        NUMBER,
        WORD,
        DATE,
        TIMESTAMP,
        LOCAL_TIMESTAMP,
        VECTOR
    }

    /// A column of a DataFrame.
    ///
    /// @param position in its rows
    record Cell(String name, Kind kind, int position) implements Serializable {}

    RowSchema {
        cells = new ArrayList<>(cells);
        vectorNames = new ArrayList<>(vectorNames);
    }

    /// These columns.
    ///
    /// @param schema of the rows
    /// @param names of the columns to read
    /// @param vectorNames of the elements of the only vector among them
    /// @throws IllegalArgumentException if one is not there or of a type that cannot be read
    static RowSchema of(StructType schema, List<String> names, List<String> vectorNames) {
        return new RowSchema(
                names.stream()
                        .map(name -> new Cell(name, kind(schema, name), position(schema, name)))
                        .toList(),
                vectorNames);
    }

    private static int position(StructType schema, String name) {
        int position = List.of(schema.fieldNames()).indexOf(name);
        if (position < 0) {
            throw new IllegalArgumentException(
                    "no column \"" + name + "\"; the columns are " + String.join(", ", schema.fieldNames()));
        }
        return position;
    }

    /// What a column holds.
    ///
    /// @throws IllegalArgumentException if it is not there or of a type that cannot be read
    static Kind kind(StructType schema, String name) {
        DataType type = schema.fields()[position(schema, name)].dataType();
        if (type.equals(SQLDataTypes.VectorType())) {
            return Kind.VECTOR;
        }
        return switch (type) {
            case NumericType _ -> Kind.NUMBER;
            case StringType _, BooleanType _ -> Kind.WORD;
            case DateType _ -> Kind.DATE;
            case TimestampType _ -> Kind.TIMESTAMP;
            case TimestampNTZType _ -> Kind.LOCAL_TIMESTAMP;
            default ->
                throw new IllegalArgumentException("column \"" + name + "\" is of type " + type.simpleString()
                        + ", expected numbers, strings, booleans, dates, timestamps or a vector; select what it should"
                        + " be from it");
        };
    }

    /// @throws IllegalArgumentException if a column is not there or holds something else
    static void require(StructType schema, String name, Kind kind) {
        if (kind(schema, name) != kind) {
            throw new IllegalArgumentException("column \"" + name + "\" is of type "
                    + schema.apply(name).dataType().simpleString() + ", expected a "
                    + kind.name().toLowerCase(Locale.ROOT));
        }
    }

    /// The rows as a table.
    ///
    /// @param origin of them, for messages
    /// @throws DataException naming the row, if a vector is null, of another size than the others or has an
    ///     element that is not finite, or a number is infinite
    Table table(List<Row> rows, Origin origin) {
        List<Column> columns = new ArrayList<>();
        for (Cell cell : cells) {
            int position = cell.position();
            switch (cell.kind()) {
                case VECTOR -> columns.addAll(vectors(cell, rows, origin));
                case WORD -> columns.add(words(cell, rows));
                case NUMBER -> columns.add(new Column.Numbers(cell.name(), numbers(rows, origin, cell)));
                case DATE, TIMESTAMP, LOCAL_TIMESTAMP -> {
                    double[] seconds = new double[rows.size()];
                    for (int row = 0; row < seconds.length; row++) {
                        seconds[row] = seconds(rows.get(row).get(position));
                    }
                    columns.add(new Column.Times(cell.name(), seconds, TimeFormat.YEAR_MONTH_DAY));
                }
            }
        }
        return new Table(columns, origin);
    }

    private static double[] numbers(List<Row> rows, Origin origin, Cell cell) {
        double[] values = new double[rows.size()];
        for (int row = 0; row < values.length; row++) {
            Object value = rows.get(row).get(cell.position());
            values[row] = value == null ? Double.NaN : ((Number) value).doubleValue();
            if (Double.isInfinite(values[row])) {
                throw new DataException(origin.of(row) + ": column \"" + cell.name()
                        + "\" is infinite; correct the value or give it as null");
            }
        }
        return values;
    }

    private static Column.Categories words(Cell cell, List<Row> rows) {
        Map<String, Integer> known = new HashMap<>();
        List<String> words = new ArrayList<>();
        int[] codes = new int[rows.size()];
        for (int row = 0; row < codes.length; row++) {
            Object value = rows.get(row).get(cell.position());
            String word = value == null ? "" : value.toString();
            codes[row] = word.isEmpty() ? -1 : known.computeIfAbsent(word, _ -> known.size());
            if (codes[row] == words.size()) {
                words.add(word);
            }
        }
        return new Column.Categories(cell.name(), codes, words);
    }

    /// Seconds since 1970-01-01T00:00.
    private static double seconds(@Nullable Object time) {
        return switch (time) {
            case null -> Double.NaN;
            case java.sql.Date date -> date.toLocalDate().toEpochDay() * 86_400.0;
            case LocalDate date -> date.toEpochDay() * 86_400.0;
            case java.sql.Timestamp timestamp -> seconds(timestamp.toInstant());
            case Instant instant -> instant.getEpochSecond() + instant.getNano() * 1e-9;
            case LocalDateTime local -> seconds(local.toInstant(ZoneOffset.UTC));
            default ->
                throw new IllegalArgumentException(
                        "a time is a " + time.getClass().getName());
        };
    }

    private List<Column.Numbers> vectors(Cell cell, List<Row> rows, Origin origin) {
        int size = vectorNames.size();
        double[][] values = new double[size][rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            Vector vector = (Vector) rows.get(row).get(cell.position());
            if (vector == null) {
                throw new DataException(origin.of(row) + ": column \"" + cell.name()
                        + "\" is null, expected a vector of " + size + " numbers; leave the row out");
            }
            if (vector.size() != size) {
                throw new DataException(origin.of(row) + ": the vector in column \"" + cell.name() + "\" has "
                        + vector.size() + " elements, expected " + size + " as the others have");
            }
            double[] elements = vector instanceof DenseVector dense ? dense.values() : vector.toArray();
            for (int i = 0; i < size; i++) {
                double value = elements[i];
                if (!Double.isFinite(value)) {
                    throw new DataException(origin.of(row) + ": element " + i + " of the vector in column \""
                            + cell.name() + "\" is " + value + ", expected a finite number; leave the row out, or give"
                            + " the columns themselves, where null is missing");
                }
                values[i][row] = value;
            }
        }
        return IntStream.range(0, size)
                .mapToObj(i -> new Column.Numbers(vectorNames.get(i), values[i]))
                .toList();
    }
}
