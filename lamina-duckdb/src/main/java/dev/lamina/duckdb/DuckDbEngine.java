package dev.lamina.duckdb;

import dev.lamina.data.Column;
import dev.lamina.data.Table;
import dev.lamina.io.QueryEngine;
import dev.lamina.io.TableSink;
import dev.lamina.io.TableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The embedded database that reads and writes Parquet and runs SQL queries: in memory, one for each use, without
/// extensions that would have to be downloaded. A query is refused before anything of it runs unless it is one
/// statement that only reads; it may read every file that the program may.
public final class DuckDbEngine implements QueryEngine {

    private static final int SECONDS_PER_DAY = 86_400;

    /// Old writers do not say which bytes are text; the reader adds the columns that folders hold.
    private static final String PARQUET_OPTIONS = ", binary_as_string = true, hive_partitioning = false";

    /// Made by [java.util.ServiceLoader].
    public DuckDbEngine() {}

    /// The database can open this file only.
    @Override
    public void readParquet(Path file, TableSink table) throws IOException {
        try (Connection database = open();
                LiteralPath literal = LiteralPath.of(file)) {
            String path = literal.quoted();
            execute(database, "SET allowed_paths = [" + path + "]");
            execute(database, "SET enable_external_access = false");
            String from = "FROM read_parquet(" + path + PARQUET_OPTIONS + ")";
            List<ResultColumn> all = columns(database, from, ParquetNames.read(database, path));
            List<ResultColumn> read = read(all, file.toString(), table);
            // Columns that the table does not want are not even decoded. Names of our own spare us those of the file.
            String names = all.stream().map(DuckDbEngine::nameOf).collect(Collectors.joining(", "));
            String wanted = read.stream().map(DuckDbEngine::nameOf).collect(Collectors.joining(", "));
            List<ResultColumn> selected = IntStream.range(0, read.size())
                    .mapToObj(i -> read.get(i).at(i + 1))
                    .toList();
            readRows(
                    database,
                    "SELECT " + (wanted.isEmpty() ? "NULL" : wanted) + " " + from + " AS file(" + names + ")",
                    selected,
                    table);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static String nameOf(ResultColumn column) {
        return "c" + column.field();
    }

    @Override
    public void query(String sql, TableSink table) throws IOException {
        try (Connection database = open()) {
            // What a query does with moments is the same on every machine.
            execute(database, "SET TimeZone = 'UTC'");
            execute(database, "SET lock_configuration = true");
            QueryCheck.requireReading(database, sql);
            readRows(database, sql, read(columns(database, sql, List.of()), "query", table), table);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /// By way of a CSV file beside it, which is exact, and with names of our own, since the database's are the same in
    /// another case.
    @Override
    public void writeParquet(Table table, Path file) throws IOException {
        Path csv = file.resolveSibling(file.getFileName() + ".csv");
        String types = IntStream.range(0, table.columns().size())
                .mapToObj(i ->
                        "c" + i + ": " + SqlText.quoted(sqlType(table.columns().get(i))))
                .collect(Collectors.joining(", ", "{", "}"));
        try (Connection database = open();
                LiteralPath literal = LiteralPath.of(csv)) {
            try (OutputStream out = Files.newOutputStream(csv)) {
                TableWriter.write(table, out);
            }
            execute(
                    database,
                    "COPY (FROM read_csv(" + literal.quoted() + ", columns = " + types
                            + ", header = true, hive_partitioning = false, delim = ',', quote = '\"', escape = '\"', auto_detect = false)) TO "
                            + SqlText.quoted(file.toAbsolutePath().toString()) + " (FORMAT parquet)");
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            Files.deleteIfExists(csv);
        }
        ParquetFooter.rename(file, table.names());
    }

    private static String sqlType(Column column) {
        return switch (column) {
            case Column.Numbers _ -> "DOUBLE";
            case Column.Categories _ -> "VARCHAR";
            case Column.Times times ->
                Arrays.stream(times.epochSeconds()).allMatch(DuckDbEngine::isDate) ? "DATE" : "TIMESTAMP";
        };
    }

    private static boolean isDate(double epochSeconds) {
        return Double.isNaN(epochSeconds) || epochSeconds % SECONDS_PER_DAY == 0;
    }

    private static Connection open() throws SQLException, IOException {
        Properties settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        // Else it looks for secrets in the home folder, and puts what does not fit the memory into the current one.
        settings.setProperty("allow_persistent_secrets", "false");
        settings.setProperty("temp_directory", "");
        return NativeLibrary.connect("jdbc:duckdb:", settings);
    }

    private static void execute(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The columns of a result.
    ///
    /// @param names of the first of them, if the database's own are not to be taken
    private static List<ResultColumn> columns(Connection database, String sql, List<String> names) throws SQLException {
        List<ResultColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            ResultSetMetaData result = statement.getMetaData();
            for (int i = 1; i <= result.getColumnCount(); i++) {
                String name = i <= names.size() ? names.get(i - 1) : result.getColumnName(i);
                columns.add(ResultColumn.of(i, name, result.getColumnTypeName(i)));
            }
        }
        return columns;
    }

    /// Names the columns to the table and gives those that it reads.
    ///
    /// @param source for messages
    private static List<ResultColumn> read(List<ResultColumn> all, String source, TableSink table) throws IOException {
        table.startRows(all.stream().map(ResultColumn::inTable).toList());
        List<ResultColumn> read = all.stream()
                .filter(column -> table.isRead(column.field()))
                .map(column -> column.readBy(table))
                .toList();
        for (ResultColumn column : read) {
            column.requireReadable(source);
        }
        return read;
    }

    private static void readRows(Connection database, String sql, List<ResultColumn> columns, TableSink table)
            throws SQLException, IOException {
        try (PreparedStatement statement = database.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                for (ResultColumn column : columns) {
                    column.readCell(rows, table);
                }
                table.endRow();
            }
        }
    }

    private static IOException failure(SQLException cause) {
        String message = Objects.requireNonNullElse(cause.getMessage(), "the database failed");
        return new IOException(message.lines().findFirst().orElse(message).strip(), cause);
    }
}
