package dev.lamina.io;

import dev.lamina.data.Table;
import java.util.List;
import java.util.Optional;

/// What reading a source gave. Immutable.
///
/// @param unusedColumns columns of the source that were skipped, because the schema does not name them
/// @param warnings what a person should know about the source, one line each
/// @param hash of what was read; empty if a schema chose the columns
public record ReadTable(Table table, List<String> unusedColumns, List<String> warnings, Optional<DataHash> hash) {

    public ReadTable {
        unusedColumns = List.copyOf(unusedColumns);
        warnings = List.copyOf(warnings);
    }

    ReadTable hashed(DataHash hash) {
        return new ReadTable(table, unusedColumns, warnings, Optional.of(hash));
    }
}
