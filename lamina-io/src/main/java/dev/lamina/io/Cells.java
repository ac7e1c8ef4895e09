package dev.lamina.io;

import dev.lamina.data.Column;
import dev.lamina.data.TimeFormat;
import java.util.function.Consumer;

/// The cells of one column, as they are read row after row. Each addition gives the cells to go on with: those of a
/// column of text start as [WordCells], and become [ValueCells] once they are known to be many different numbers or
/// times.
sealed interface Cells permits WordCells, ValueCells {

    Cells addMissing() throws DataFileException;

    /// Adds the cell `text[from, to)`, which is neither blank nor a missing word that the user named.
    Cells addText(char[] text, int from, int to) throws DataFileException;

    Cells addNumber(double value) throws DataFileException;

    /// Adds a number of a source with types whose digits a double may not hold.
    Cells addNumber(String digits) throws DataFileException;

    /// Adds a moment in time, in the seconds of [Column.Times].
    Cells addTime(double epochSeconds) throws DataFileException;

    /// Adds a time of day, in seconds since midnight.
    Cells addTimeOfDay(double seconds) throws DataFileException;

    /// Whether what was read does not suffice to decide what the column holds: it is to be read again, with the cells
    /// kept to the end.
    boolean unsure();

    /// The column of all cells; these cells end here.
    ///
    /// @param warnings takes a line for what a person should know
    Column finish(Consumer<String> warnings) throws DataFileException;

    static Cells of(ColumnContext column, Typing typing) {
        return switch (typing) {
            case BY_TEXT, BY_STRING -> WordCells.ofAnyKind(column);
            case CATEGORY -> WordCells.ofWords(column);
            case NUMBER ->
                column.field() == null
                        ? ValueCells.typedNumbers(column)
                        : ValueCells.numbers(column, column.fixedNumbers(column.field()));
            case TIME ->
                ValueCells.times(
                        column,
                        column.field() == null
                                ? TimeFormat.YEAR_MONTH_DAY
                                : column.field().times());
        };
    }
}
