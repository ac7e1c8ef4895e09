package dev.lamina.io;

import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The cells of one column, as they are read row after row. Each addition gives the cells to go on with: a
/// column of unknown type starts as [WordCells] and becomes [ValueCells] once it is known to hold numbers or
/// times.
sealed interface Cells permits WordCells, ValueCells {

    Cells addMissing() throws DataFileException;

    /// Adds the cell `text[from, to)`, which is neither blank nor a missing word that the user named.
    Cells addText(char[] text, int from, int to) throws DataFileException;

    Cells addNumber(double value) throws DataFileException;

    /// Adds a moment in time, in the seconds of [Column.Times].
    Cells addTime(double epochSeconds) throws DataFileException;

    /// The column of all cells; these cells end here.
    Column finish(Consumer<String> warnings) throws DataFileException;

    /// The cells of a column of this type; null finds it.
    static Cells of(ColumnContext column, Schema.@Nullable Type type) {
        return switch (type) {
            case null -> new WordCells(column, true);
            case CATEGORY -> new WordCells(column, false);
            case NUMBER, TIME -> new ValueCells(column, type);
        };
    }
}
