package dev.lamina.duckdb;

/// Texts as SQL takes them.
final class SqlText {

    private SqlText() {}

    /// A string.
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// A name of a column or table.
    static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
