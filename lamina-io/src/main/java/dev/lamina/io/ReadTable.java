package dev.lamina.io;

import dev.lamina.data.Table;
import java.util.List;

/// What reading a source gave. Immutable.
///
/// @param unusedColumns columns of the source that were skipped, because the schema does not name them
/// @param warnings what a person should know about the source, one line each
public record ReadTable(Table table, List<String> unusedColumns, List<String> warnings) {

    public ReadTable {
        unusedColumns = List.copyOf(unusedColumns);
        warnings = List.copyOf(warnings);
    }
}
