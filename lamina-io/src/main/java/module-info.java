/// Readers for CSV, JSON and IDX images, a writer of CSV, and where an engine for Parquet and SQL is plugged in.
module dev.lamina.io {
    requires transitive dev.lamina.data;
    requires aircompressor.v3;
    requires de.siegmar.fastcsv;
    requires dev.lamina.json;
    requires static transitive org.jspecify;

    exports dev.lamina.io;

    uses dev.lamina.io.QueryEngine;
}
