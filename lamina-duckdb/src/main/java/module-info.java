/// Parquet and SQL for `dev.lamina.io`, by DuckDB: needs to be present only.
@org.jspecify.annotations.NullMarked
module dev.lamina.duckdb {
    requires dev.lamina.io;
    // DuckDB is found as a provider of java.sql.Driver.
    requires java.sql;
    requires static org.jspecify;

    provides dev.lamina.io.QueryEngine with
            dev.lamina.duckdb.DuckDbEngine;
}
