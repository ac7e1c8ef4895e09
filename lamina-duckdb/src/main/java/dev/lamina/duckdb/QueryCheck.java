package dev.lamina.duckdb;

import dev.lamina.io.DataFileException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Holds an SQL text to be one statement that only reads, before any of it runs: preparing it would already run all
/// statements but the last.
///
/// The database's own parser says what the text is, as a tree in JSON. Other statements than queries have no such
/// tree; an `insert`, `update` or `delete` within a query has a node of its own kind.
final class QueryCheck {

    private static final Set<String> READING_NODES =
            Set.of("SELECT_NODE", "SET_OPERATION_NODE", "CTE_NODE", "RECURSIVE_CTE_NODE");

    /// Functions whose results are tables, as far as they read files or make rows; others change the database's
    /// settings, read memory by its address, or run SQL that is hidden in a string.
    private static final Set<String> READING_FUNCTIONS = Set.of(
            "generate_series",
            "glob",
            "histogram",
            "histogram_values",
            "json_each",
            "json_tree",
            "parquet_bloom_probe",
            "parquet_file_metadata",
            "parquet_full_metadata",
            "parquet_kv_metadata",
            "parquet_metadata",
            "parquet_scan",
            "parquet_schema",
            "range",
            "read_blob",
            "read_csv",
            "read_csv_auto",
            "read_duckdb",
            "read_json",
            "read_json_auto",
            "read_json_objects",
            "read_json_objects_auto",
            "read_ndjson",
            "read_ndjson_auto",
            "read_ndjson_objects",
            "read_parquet",
            "read_text",
            "repeat",
            "repeat_row",
            "sniff_csv",
            "unnest");

    /// Functions of values that do something besides.
    private static final Set<String> ACTING_FUNCTIONS = Set.of("nextval", "setseed", "setval", "sleep_ms", "write_log");

    private QueryCheck() {}

    /// @throws DataFileException if the text is anything else
    static void requireReading(Connection database, String sql) throws SQLException, DataFileException {
        String tree = "json_serialize_sql(" + SqlText.quoted(sql) + ")";
        try (Statement statement = database.createStatement()) {
            requireOneQuery(statement, tree);
            requireReadingNodes(statement, tree);
            requireReadingFunctions(statement, tree);
        }
    }

    private static void requireOneQuery(Statement statement, String tree) throws SQLException, DataFileException {
        String summary = "SELECT tree->>'error_type', tree->>'error_message', json_array_length(tree->'statements')"
                + " FROM (SELECT " + tree + " AS tree)";
        try (ResultSet result = statement.executeQuery(summary)) {
            result.next();
            String error = result.getString(1);
            if (error != null && error.equals("not implemented")) {
                throw refusal("expected a query, which only reads, got another statement, or a pivot without its"
                        + " values: \"on x in (1, 2)\"");
            }
            if (error != null) {
                throw refusal(result.getString(2));
            }
            if (result.getInt(3) != 1) {
                throw refusal("expected one statement, got " + result.getInt(3) + "; write one query");
            }
        }
    }

    private static void requireReadingNodes(Statement statement, String tree) throws SQLException, DataFileException {
        String nodes = "SELECT node.atom->>'$' AS name FROM json_tree(" + tree + ") AS node"
                + " WHERE node.key = 'type' AND ends_with(name, '_NODE') AND name NOT IN " + listed(READING_NODES);
        try (ResultSet result = statement.executeQuery(nodes)) {
            if (result.next()) {
                String kind = result.getString(1).replaceFirst("_.*", "").toLowerCase(Locale.ROOT);
                throw refusal("expected a query, which only reads, got one with \"" + kind + "\"");
            }
        }
    }

    private static void requireReadingFunctions(Statement statement, String tree)
            throws SQLException, DataFileException {
        String functions = "SELECT lower(node.atom->>'$') AS name FROM json_tree(" + tree + ") AS node"
                + " WHERE node.key = 'function_name' AND (name IN " + listed(ACTING_FUNCTIONS)
                + " OR name NOT IN " + listed(READING_FUNCTIONS)
                + " AND name IN (SELECT lower(function_name) FROM duckdb_functions()"
                + " WHERE function_type IN ('table', 'table_macro')))";
        try (ResultSet result = statement.executeQuery(functions)) {
            if (result.next()) {
                throw refusal("expected a query, which only reads, got the function " + result.getString(1)
                        + "; of those that give tables a query may call what reads files or makes rows");
            }
        }
    }

    private static String listed(Set<String> names) {
        return names.stream().sorted().map(SqlText::quoted).collect(Collectors.joining(", ", "(", ")"));
    }

    private static DataFileException refusal(String problem) {
        return new DataFileException("query: " + problem);
    }
}
