package dev.lamina.data;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Typed named columns of equal length, and where each row came from. Immutable and thread-safe.
///
/// @param columns with distinct names
/// @param origin of the rows
public record Table(List<Column> columns, Origin origin) {

    /// @throws DataException if two columns have the same name
    /// @throws IllegalArgumentException if a column has more or fewer rows than the origin
    public Table {
        columns = List.copyOf(columns);
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw new DataException(
                        origin.source() + ": duplicate column name " + NameText.quote(column.name()) + "; rename one");
            }
            if (column.rows() != origin.rows()) {
                throw new IllegalArgumentException(origin.source() + ": column " + NameText.quote(column.name())
                        + " has " + NameText.count(column.rows(), "row", "rows") + ", expected " + origin.rows());
            }
        }
    }

    /// A table made in memory, its rows numbered from 1.
    ///
    /// @param source a word for messages
    public static Table of(String source, Column... columns) {
        int rows = columns.length == 0 ? 0 : columns[0].rows();
        return new Table(List.of(columns), new Origin.Rows(source, rows));
    }

    public int rows() {
        return origin.rows();
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /// The column of this name.
    ///
    /// @throws DataException if there is none; the message proposes the nearest name and lists the columns
    public Column require(String name) {
        return column(name).orElseThrow(() -> absent(name, ""));
    }

    /// The error for a column that is not there.
    ///
    /// @param note follows the file's name
    DataException absent(String name, String note) {
        List<String> names = names();
        String proposal = NameText.nearest(name, names)
                .map(nearest -> "; did you mean " + NameText.quote(nearest) + "?")
                .orElse(";");
        return new DataException("no column " + NameText.quote(name) + " in " + origin.source() + note + proposal
                + " the columns are " + NameText.list(names));
    }

    /// The given rows in the given order; each keeps its origin.
    public Table select(int[] rows) {
        return new Table(columns.stream().map(column -> column.select(rows)).toList(), origin.select(rows));
    }

    /// The table without the columns of these names.
    ///
    /// @throws DataException if one of the names is not there
    public Table without(Collection<String> names) {
        names.forEach(this::require);
        return new Table(
                columns.stream()
                        .filter(column -> !names.contains(column.name()))
                        .toList(),
                origin);
    }
}
