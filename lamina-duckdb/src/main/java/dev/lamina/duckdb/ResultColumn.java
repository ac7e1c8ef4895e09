package dev.lamina.duckdb;

import dev.lamina.data.Schema;
import dev.lamina.io.DataFileException;
import dev.lamina.io.TableSink;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// A column of a result of the database.
///
/// @param field its number in the source, from 0
/// @param position its number in the result, from 1
/// @param type as SQL names it
record ResultColumn(int field, int position, String name, String type, Kind kind) {

    /// Integers of so many bits are exact as doubles, and decimals of so many digits read back from them.
    private static final int EXACT_BITS = 53;

    private static final int EXACT_DIGITS = 15;

    private static final long MAX_EXACT = 1L << EXACT_BITS;

    private static final long MICROS = 1_000_000;

    /// The years that the database's timestamps can have; a time that is infinite stands beyond them.
    private static final int FIRST_YEAR = -290_307;

    private static final int LAST_YEAR = 294_246;

    private static final LocalDateTime INFINITE_NANOS = ofEpochNanos(Long.MAX_VALUE);
    private static final LocalDateTime MINUS_INFINITE_NANOS = ofEpochNanos(-Long.MAX_VALUE);

    /// How the values of a column are taken.
    enum Kind {
        /// A double holds every value.
        NUMBER(Schema.Type.NUMBER),

        /// 64-bit integers.
        LONG(Schema.Type.NUMBER),

        /// Wider integers and decimals.
        DIGITS(Schema.Type.NUMBER),
        WORD(Schema.Type.CATEGORY),

        /// Text, which may hold numbers or times.
        TEXT(null),

        /// Dates and times as written.
        TIME(Schema.Type.TIME),

        /// Times with a zone, as moments: the driver's own conversion depends on the zone of the machine.
        MOMENT(Schema.Type.TIME),

        /// Moments to the nanosecond, which the driver gives as text alone, by the clock of UTC.
        MOMENT_OF_NANOS(Schema.Type.TIME),
        TIME_OF_DAY(Schema.Type.TIME),

        /// Times of day with a zone, by the clock of UTC.
        TIME_OF_DAY_WITH_ZONE(Schema.Type.TIME),

        /// A column of nulls.
        NOTHING(null),
        UNREADABLE(null);

        private final Schema.@Nullable Type type;

        Kind(Schema.@Nullable Type type) {
            this.type = type;
        }

        private static Kind of(String type) {
            if (type.endsWith("]")) {
                return UNREADABLE;
            }
            if (type.startsWith("DECIMAL(")) {
                return DIGITS;
            }
            return switch (type) {
                case "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER", "FLOAT", "DOUBLE" -> NUMBER;
                case "BIGINT" -> LONG;
                case "UBIGINT", "HUGEINT", "UHUGEINT", "BIGNUM" -> DIGITS;
                case "BOOLEAN", "UUID", "ENUM" -> WORD;
                case "VARCHAR" -> TEXT;
                case "DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> TIME;
                case "TIMESTAMP WITH TIME ZONE" -> MOMENT;
                case "TIMESTAMPTZ_NS" -> MOMENT_OF_NANOS;
                case "TIME", "TIME_NS" -> TIME_OF_DAY;
                case "TIME WITH TIME ZONE" -> TIME_OF_DAY_WITH_ZONE;
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

    /// The column as the table, which knows its columns, reads it fastest.
    ResultColumn readBy(TableSink table) {
        boolean exact = type.startsWith("DECIMAL(")
                && kind == Kind.DIGITS
                && Integer.parseInt(type.substring("DECIMAL(".length(), type.indexOf(','))) <= EXACT_DIGITS;
        return exact && !table.isWords(field) ? new ResultColumn(field, position, name, type, Kind.NUMBER) : this;
    }

    TableSink.Field inTable() {
        return new TableSink.Field(name, kind.type);
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
            case LONG -> {
                long value = rows.getLong(position);
                if (rows.wasNull()) {
                    table.addMissing(field);
                } else if (value < -MAX_EXACT || value > MAX_EXACT) {
                    table.addNumber(field, Long.toString(value));
                } else {
                    table.addNumber(field, (double) value);
                }
            }
            case DIGITS -> readDigits(rows, table);
            case WORD, TEXT -> {
                String value = rows.getString(position);
                if (value == null) {
                    table.addMissing(field);
                } else {
                    table.addText(field, value);
                }
            }
            case TIME -> readTime(rows, table);
            case MOMENT -> {
                long micros = rows.getLong(position);
                if (rows.wasNull()) {
                    table.addMissing(field);
                } else {
                    addTime(ofEpochMicros(micros), table);
                }
            }
            case MOMENT_OF_NANOS -> {
                String value = rows.getString(position);
                if (value == null) {
                    table.addMissing(field);
                } else {
                    addTime(ofText(value, table), table);
                }
            }
            case TIME_OF_DAY -> {
                LocalTime value = rows.getObject(position, LocalTime.class);
                if (value == null) {
                    table.addMissing(field);
                } else {
                    table.addTimeOfDay(field, value);
                }
            }
            case TIME_OF_DAY_WITH_ZONE -> {
                OffsetTime value = rows.getObject(position, OffsetTime.class);
                if (value == null) {
                    table.addMissing(field);
                } else {
                    table.addTimeOfDay(
                            field, value.withOffsetSameInstant(ZoneOffset.UTC).toLocalTime());
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

    private void readDigits(ResultSet rows, TableSink table) throws SQLException, DataFileException {
        boolean words = table.isWords(field);
        switch (rows.getObject(position)) {
            case null -> table.addMissing(field);
            case BigDecimal decimal
            when !words && decimal.precision() <= EXACT_DIGITS -> table.addNumber(field, decimal.doubleValue());
            case BigDecimal decimal -> table.addNumber(field, decimal.toPlainString());
            case BigInteger integer
            when integer.bitLength() <= EXACT_BITS -> table.addNumber(field, integer.doubleValue());
            case Object integer -> table.addNumber(field, integer.toString());
        }
    }

    private void readTime(ResultSet rows, TableSink table) throws SQLException, DataFileException {
        LocalDateTime value;
        try {
            value = rows.getObject(position, LocalDateTime.class);
        } catch (DateTimeException e) {
            throw infinite(table.here(), e);
        }
        if (value == null) {
            table.addMissing(field);
        } else {
            addTime(value, table);
        }
    }

    private void addTime(LocalDateTime time, TableSink table) throws DataFileException {
        boolean outside = type.equals("TIMESTAMP_NS")
                ? time.equals(INFINITE_NANOS) || time.equals(MINUS_INFINITE_NANOS)
                : time.getYear() < FIRST_YEAR || time.getYear() > LAST_YEAR;
        if (outside) {
            throw infinite(table.here(), null);
        }
        table.addTime(field, time);
    }

    /// A moment such as `2024-02-29 12:30:00.000000001+00`.
    private LocalDateTime ofText(String moment, TableSink table) throws DataFileException {
        if (moment.endsWith("infinity")) {
            throw infinite(table.here(), null);
        }
        return LocalDateTime.parse(moment.replaceFirst("\\+00$", "").replace(' ', 'T'));
    }

    private static LocalDateTime ofEpochMicros(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, MICROS) * 1000, ZoneOffset.UTC);
    }

    private static LocalDateTime ofEpochNanos(long nanos) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(nanos, 1000 * MICROS), (int) Math.floorMod(nanos, 1000 * MICROS), ZoneOffset.UTC);
    }

    private DataFileException infinite(String place, @Nullable Throwable cause) {
        return new DataFileException(
                "%s: column \"%s\" expects a date or time, got one that is infinite; make it null in a query or leave the column out"
                        .formatted(place, name),
                cause);
    }

    private DataFileException unreadable(String place) {
        return new DataFileException(
                ("%s: column \"%s\" has values of type %s, which are neither numbers, words nor times; leave it out or"
                                + " convert it in a query")
                        .formatted(place, name, type));
    }
}
