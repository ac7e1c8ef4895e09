package dev.lamina.io;

import dev.lamina.data.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The embedded database that reads Parquet, JSON and SQL queries and writes Parquet: in memory, one for each
/// use, without extensions that would have to be downloaded.
final class DuckDb {

    /// Old writers do not say which bytes are text.
    private static final String PARQUET_OPTIONS = ", binary_as_string = true";

    /// Every object is looked at, so that no type rests on a sample; objects never become maps, however many
    /// keys they have.
    private static final String JSON_OPTIONS =
            ", sample_size = -1, map_inference_threshold = -1, field_appearance_threshold = 0";

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
    private enum Kind {
        NUMBER(Schema.Type.NUMBER),
        WORD(Schema.Type.CATEGORY),
        DATE(Schema.Type.TIME),

        /// If it has a time zone, by the clock of UTC: the database does not keep the clock as written.
        TIMESTAMP(Schema.Type.TIME),

        /// A column of nulls; JSON gives a type to it only if something else comes.
        NOTHING(null),
        UNREADABLE(null);

        private final Schema.@Nullable Type type;

        Kind(Schema.@Nullable Type type) {
            this.type = type;
        }

        static Kind of(String type) {
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

    private DuckDb() {}

    static void readParquet(Path file, TableBuilder table) throws DataFileException {
        readFile(file, path -> "read_parquet(" + path + PARQUET_OPTIONS + ")", table);
    }

    static void readJson(Path file, TableBuilder table) throws DataFileException {
        readFile(file, path -> "read_json(" + path + JSON_OPTIONS + ")", table);
    }

    /// Adds the rows of a file. The database can open this file only.
    private static void readFile(Path file, UnaryOperator<String> function, TableBuilder table)
            throws DataFileException {
        String source = file.toString();
        String path = quoted(file.toAbsolutePath().toString());
        String from = "FROM " + function.apply(path);
        try (Connection database = open()) {
            execute(database, "SET allowed_paths = [" + path + "]");
            execute(database, "SET enable_external_access = false");
            List<Source> columns = columns(database, from, source, table);
            // Columns that the schema does not name are not even decoded.
            String names = columns.stream().map(Source::identifier).collect(Collectors.joining(", "));
            List<Source> selected = IntStream.range(0, columns.size())
                    .mapToObj(i -> columns.get(i).at(i + 1))
                    .toList();
            readRows(database, "SELECT " + (names.isEmpty() ? "NULL" : names) + " " + from, selected, table);
        } catch (SQLException e) {
            throw failure(source, e);
        }
    }

    /// Adds the rows that a query gives.
    static void query(String sql, String source, TableBuilder table) throws DataFileException {
        try (Connection database = open()) {
            readRows(database, sql, columns(database, sql, source, table), table);
        } catch (SQLException e) {
            throw failure(source, e);
        }
    }

    /// Rewrites a CSV file as a Parquet file.
    ///
    /// @param columns each with a name and an SQL type
    static void csvToParquet(Path csv, List<SqlColumn> columns, Path parquet) throws DataFileException {
        String types = columns.stream()
                .map(column -> quoted(column.name) + ": " + quoted(column.type))
                .collect(Collectors.joining(", ", "{", "}"));
        try (Connection database = open()) {
            execute(
                    database,
                    "COPY (FROM read_csv(" + quoted(csv.toAbsolutePath().toString()) + ", columns = " + types
                            + ", header = true, delim = ',', quote = '\"', escape = '\"', auto_detect = false)) TO "
                            + quoted(parquet.toAbsolutePath().toString()) + " (FORMAT parquet)");
        } catch (SQLException e) {
            throw failure(parquet.toString(), e);
        }
    }

    record SqlColumn(String name, String type) {}

    private static Connection open() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        return DriverManager.getConnection("jdbc:duckdb:", settings);
    }

    private static void execute(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Starts the source in the table and gives the columns to read.
    private static List<Source> columns(Connection database, String sql, String source, TableBuilder table)
            throws SQLException, DataFileException {
        List<Source> all = new ArrayList<>();
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            ResultSetMetaData columns = statement.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                String type = columns.getColumnTypeName(i);
                all.add(new Source(i - 1, i, columns.getColumnName(i), type, Kind.of(type)));
            }
        }
        table.startSource(
                source,
                source,
                all.stream()
                        .map(column -> new TableBuilder.Field(column.name, column.kind.type))
                        .toList());
        List<Source> read =
                all.stream().filter(column -> table.isRead(column.field)).toList();
        for (Source column : read) {
            if (column.kind == Kind.UNREADABLE) {
                throw unreadable(source, column);
            }
        }
        return read;
    }

    private static void readRows(Connection database, String sql, List<Source> columns, TableBuilder table)
            throws SQLException, DataFileException {
        try (PreparedStatement statement = database.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                for (Source column : columns) {
                    readCell(rows, column, table);
                }
                table.endRow();
            }
        }
        table.endSource();
    }

    private static void readCell(ResultSet rows, Source column, TableBuilder table)
            throws SQLException, DataFileException {
        int field = column.field;
        switch (column.kind) {
            case NUMBER -> {
                double value = rows.getDouble(column.position);
                if (rows.wasNull()) {
                    table.addMissing(field);
                } else {
                    table.addNumber(field, value);
                }
            }
            case WORD -> {
                String value = rows.getString(column.position);
                if (value == null) {
                    table.addMissing(field);
                } else {
                    table.addText(field, value.toCharArray(), 0, value.length());
                }
            }
            case DATE -> {
                LocalDate value = rows.getObject(column.position, LocalDate.class);
                if (value == null) {
                    table.addMissing(field);
                } else {
                    table.addTime(field, TimeText.of(value));
                }
            }
            case TIMESTAMP -> {
                LocalDateTime value = rows.getObject(column.position, LocalDateTime.class);
                if (value == null) {
                    table.addMissing(field);
                } else {
                    table.addTime(field, TimeText.of(value));
                }
            }
            case NOTHING, UNREADABLE -> {
                if (rows.getObject(column.position) != null) {
                    throw unreadable(table.here(), column);
                }
                table.addMissing(field);
            }
        }
    }

    /// A column of the source that is read.
    ///
    /// @param field its number in the source, from 0
    /// @param position its number in the result, from 1
    private record Source(int field, int position, String name, String type, Kind kind) {

        Source at(int position) {
            return new Source(field, position, name, type, kind);
        }

        String identifier() {
            return "\"" + name.replace("\"", "\"\"") + "\"";
        }
    }

    private static DataFileException unreadable(String place, Source column) {
        return new DataFileException(
                ("%s: column \"%s\" has values of type %s, which are neither numbers, words nor times; leave it out or"
                                + " convert it in a query")
                        .formatted(place, column.name, column.type));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static DataFileException failure(String source, SQLException cause) {
        String message = Objects.requireNonNullElse(cause.getMessage(), "the database failed");
        if (message.startsWith("No suitable driver")) {
            message = "needs DuckDB: put org.duckdb:duckdb_jdbc on the class path";
        }
        String firstLine = message.lines().findFirst().orElse(message).strip();
        return new DataFileException(source + ": " + firstLine, cause);
    }
}
