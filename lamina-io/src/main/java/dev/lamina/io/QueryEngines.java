package dev.lamina.io;

import java.util.ServiceLoader;

/// Finds the engine for Parquet and SQL.
final class QueryEngines {

    private QueryEngines() {}

    /// @param source what needs the engine, for the message
    static QueryEngine require(String source) throws DataFileException {
        return ServiceLoader.load(QueryEngine.class)
                .findFirst()
                .orElseThrow(() -> new DataFileException(
                        source + ": Parquet and SQL need DuckDB; add the dependency dev.lamina:lamina-duckdb"));
    }
}
