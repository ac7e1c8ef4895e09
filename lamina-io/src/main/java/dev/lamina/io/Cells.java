package dev.lamina.io;

import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import java.util.function.Consumer;

/// The cells of one column, as they are read row after row. Each addition gives the cells to go on with: a
/// column of text whose type is to be found starts as [WordCells] and becomes [ValueCells] once it is known to hold
/// numbers or times.
sealed interface Cells permits UntypedCells, WordCells, ValueCells {

    Cells addMissing() throws DataFileException;

    /// Adds the cell `text[from, to)`, which is neither blank nor a missing word that the user named.
    Cells addText(char[] text, int from, int to) throws DataFileException;

    Cells addNumber(double value) throws DataFileException;

    /// Adds a moment in time, in the seconds of [Column.Times].
    Cells addTime(double epochSeconds) throws DataFileException;

    /// The column of all cells; these cells end here.
    Column finish(Consumer<String> warnings) throws DataFileException;

    static Cells of(ColumnContext column, Typing typing) {
        return switch (typing) {
            case BY_TEXT -> WordCells.ofAnyType(column);
            case BY_FIRST_VALUE -> new UntypedCells(column);
            case CATEGORY -> WordCells.ofWords(column);
            case NUMBER -> new ValueCells(column, Schema.Type.NUMBER);
            case TIME -> new ValueCells(column, Schema.Type.TIME);
        };
    }
}
