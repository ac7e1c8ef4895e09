package dev.lamina.io;

import dev.lamina.data.Table;
import java.io.IOException;
import java.nio.file.Path;

/// Reads and writes Parquet and runs SQL queries. Engines are found by [java.util.ServiceLoader]; the module
/// `lamina-duckdb` provides one. Without any, reading and writing everything else works.
///
/// Engines are safe for use by several threads. The message of an exception need not name the source, unless it is
/// a [DataFileException].
public interface QueryEngine {

    /// Reads the rows of a file.
    void readParquet(Path file, TableSink table) throws IOException;

    /// Reads the rows that an SQL query gives. File names in quotes are tables. The text must be one statement that
    /// only reads; the engine refuses everything else before it runs any of it.
    void query(String sql, TableSink table) throws IOException;

    /// Writes a new file.
    void writeParquet(Table table, Path file) throws IOException;
}
