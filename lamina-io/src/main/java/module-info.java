/// Readers for CSV, Parquet, JSON, SQL and IDX images, and a writer.
module dev.lamina.io {
    requires transitive dev.lamina.data;
    requires aircompressor.v3;
    requires de.siegmar.fastcsv;
    // DuckDB is found as a provider of java.sql.Driver.
    requires java.sql;
    requires static transitive org.jspecify;

    exports dev.lamina.io;
}
