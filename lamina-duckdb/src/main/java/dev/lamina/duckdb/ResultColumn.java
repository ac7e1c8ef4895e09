package dev.lamina.duckdb;

import dev.lamina.data.Schema;
import dev.lamina.io.DataFileException;
import dev.lamina.io.TableSink;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A column of a result of the database.
///
/// @param field its number in the source, from 0
/// @param position its number in the result, from 1
/// @param type as SQL names it
record ResultColumn(int field, int position, String name, String type, Kind kind) {

    private static final Set<String> INTEGERS = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT");

    /// How the values of a column are taken.
    enum Kind {
        NUMBER(Schema.Type.NUMBER),
        WORD(Schema.Type.CATEGORY),
        DATE(Schema.Type.TIME),

        /// If it has a time zone, by the clock of UTC: the database does not keep the clock as written.
        TIMESTAMP(Schema.Type.TIME),

        /// A column of nulls.
        NOTHING(null),
        UNREADABLE(null);

        private final Schema.@Nullable Type type;

        Kind(Schema.@Nullable Type type) {
            this.type = type;
        }

        private static Kind of(String type) {
            if (INTEGERS.contains(type)
                    || type.equals("FLOAT")
                    || type.equals("DOUBLE")
                    || type.startsWith("DECIMAL(")) {
                return type.endsWith("]") ? UNREADABLE : NUMBER;
            }
            return switch (type) {
                case "BOOLEAN", "VARCHAR", "UUID" -> WORD;
                case "DATE" -> DATE;
                case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE" ->
                    TIMESTAMP;
                case "JSON", "\"NULL\"" -> NOTHING;
                default -> UNREADABLE;
            };
        }
    }

    /// A column at its place in the source.
    static ResultColumn of(int position, String name, String type) {
        return new ResultColumn(position - 1, position, name, type, Kind.of(type));
    }

    /// The column at another place in the result.
    ResultColumn at(int position) {
        return new ResultColumn(field, position, name, type, kind);
    }

    TableSink.Field inTable() {
        return new TableSink.Field(name, kind.type);
    }

    /// The name as SQL takes it.
    String identifier() {
        return SqlText.identifier(name);
    }

    void requireReadable(String source) throws DataFileException {
        if (kind == Kind.UNREADABLE) {
            throw unreadable(source);
        }
    }

    /// Adds the cell of the current row to the table.
    void readCell(ResultSet rows, TableSink table) throws SQLException, DataFileException {
        switch (kind) {
            case NUMBER -> {
                double value = rows.getDouble(position);
                if (rows.wasNull()) {
                    table.addMissing(field);
                } else {
                    table.addNumber(field, value);
                }
            }
            case WORD -> {
                String value = rows.getString(position);
                if (value == null) {
                    table.addMissing(field);
                } else {
                    table.addText(field, value);
                }
            }
            case DATE -> {
                LocalDate value = rows.getObject(position, LocalDate.class);
                if (value == null) {
                    table.addMissing(field);
                } else {
                    table.addTime(field, value.atStartOfDay());
                }
            }
            case TIMESTAMP -> {
                LocalDateTime value = rows.getObject(position, LocalDateTime.class);
                if (value == null) {
                    table.addMissing(field);
                } else {
                    table.addTime(field, value);
                }
            }
            case NOTHING, UNREADABLE -> {
                if (rows.getObject(position) != null) {
                    throw unreadable(table.here());
                }
                table.addMissing(field);
            }
        }
    }

    private DataFileException unreadable(String place) {
        return new DataFileException(
                ("%s: column \"%s\" has values of type %s, which are neither numbers, words nor times; leave it out or"
                                + " convert it in a query")
                        .formatted(place, name, type));
    }
}
