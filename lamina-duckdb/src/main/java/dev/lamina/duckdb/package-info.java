/// The engine for Parquet and SQL: the embedded database DuckDB, which is native code.
@NullMarked
package dev.lamina.duckdb;

import org.jspecify.annotations.NullMarked;
