package dev.lamina.io;

import dev.lamina.data.NumberFormat;
import dev.lamina.data.Schema;
import dev.lamina.data.TimeFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the cells of a column need to know.
///
/// @param field how the column is read; null if its cells decide
/// @param typed whether the source has types, so that what is text there is so on purpose
record ColumnContext(
        String name, Schema.@Nullable Field field, boolean typed, ReadSettings settings, RowLog rows, Memory memory) {

    private static final int SHOWN_CHARACTERS = 40;

    /// The decimal point of plain numbers.
    char decimal() {
        return settings.decimal();
    }

    /// The decimal points that numbers with groups or units may have.
    List<Character> decimals() {
        Character given = settings.givenDecimal();
        return given == null ? List.of('.', ',') : List.of(given);
    }

    /// The format of numbers that the field fixes, with the decimal point that the user gives.
    NumberFormat fixedNumbers(Schema.Field fixed) {
        NumberFormat format = fixed.numbers();
        Character given = settings.givenDecimal();
        return given == null ? format : new NumberFormat(given, format.grouped(), format.unit());
    }

    /// The formats that times may have.
    List<TimeFormat> timeFormats() {
        TimeFormat dates = settings.dates();
        return dates == null
                ? List.of(TimeFormat.values())
                : List.of(TimeFormat.YEAR_MONTH_DAY, dates, TimeFormat.TIME_OF_DAY);
    }

    /// Whether a whole number that begins with a zero is a word: in a source with types it is text for that reason.
    boolean keepsZeros() {
        return typed;
    }

    /// Whether the column is to be read to its end before its kind is decided.
    boolean unsure() {
        return settings.unsure().contains(name);
    }

    boolean isUsualMissing(char[] text, int from, int to) {
        return settings.missing().isUsual(text, from, to);
    }

    /// Whether the user named that number, or time, as missing, in whatever way it is written.
    boolean isNamedMissing(Schema.Type type, double value) {
        return type == Schema.Type.TIME
                ? settings.missing().isNamedTime(value)
                : settings.missing().isNamed(value);
    }

    /// @param place the file and line of the cell
    DataFileException mismatch(String place, Schema.Type type, String text) {
        return new DataFileException("%s: column \"%s\" expects %s, got %s"
                .formatted(place, name, type == Schema.Type.TIME ? "a date or time" : "a number", text));
    }

    /// A cell for a message: cut, and on one line.
    static String shown(String text) {
        String cut = text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
        return cut.strip().replaceAll("\\R", " ");
    }

    /// A word as a shell takes it.
    static String word(String text) {
        return text.matches("[\\w./:+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
