package dev.lamina.duckdb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The names of the columns of a Parquet file. As columns of a result the database would rename those that differ
/// by case only.
final class ParquetNames {

    private ParquetNames() {}

    /// The names in the order of the columns.
    ///
    /// @param path as a string of SQL
    static List<String> read(Connection database, String path) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet elements = statement.executeQuery(
                        "SELECT name, coalesce(num_children, 0) FROM parquet_schema(" + path + ")")) {
            elements.next();
            // Below the root each element stands before its children: where none are due, a column starts.
            long due = 0;
            while (elements.next()) {
                if (due == 0) {
                    names.add(elements.getString(1));
                    due = 1;
                }
                due += elements.getLong(2) - 1;
            }
        }
        return names;
    }
}
