package dev.lamina.data;

import java.util.List;
import java.util.Optional;

/// Typed named columns of equal length, and where each row came from. Immutable and thread-safe.
///
/// @param columns with distinct names
/// @param origin of the rows
public record Table(List<Column> columns, Origin origin) {

    public Table {
        columns = List.copyOf(columns);
    }

    public int rows() {
        return columns.isEmpty() ? 0 : columns.getFirst().rows();
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
