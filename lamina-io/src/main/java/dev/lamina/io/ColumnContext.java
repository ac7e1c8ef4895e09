package dev.lamina.io;

import dev.lamina.data.Schema;

/// What the cells of a column share: its name, the settings, the place that is being read, the memory in use.
///
/// @param fixed whether a model has decided the type, so that the user cannot choose another
record ColumnContext(String name, boolean fixed, ReadSettings settings, RowLog rows, Memory memory) {

    private static final int QUOTED_CHARACTERS = 40;

    /// The value of a cell of type NUMBER or TIME; NaN if the text is none.
    double parse(Schema.Type type, char[] text, int from, int to) {
        int start = Blanks.start(text, from, to);
        int end = Blanks.end(text, start, to);
        return type == Schema.Type.TIME
                ? TimeText.parse(text, start, end)
                : NumberText.parse(text, start, end, settings.decimal());
    }

    boolean isUsualMissing(char[] text, int from, int to) {
        int start = Blanks.start(text, from, to);
        return settings.missing().isUsual(text, start, Blanks.end(text, start, to));
    }

    /// @param place the file and line of the cell
    DataFileException mismatch(String place, Schema.Type type, String text) {
        String shown = text.length() <= QUOTED_CHARACTERS ? text : text.substring(0, QUOTED_CHARACTERS) + "…";
        shown = shown.replaceAll("\\R", " ");
        String expected = type == Schema.Type.TIME ? "a date or time" : "a number";
        return new DataFileException(
                "%s: column \"%s\" expects %s, got \"%s\"; pass --missing %s to treat it as missing%s"
                        .formatted(place, name, expected, shown, word(shown), otherType()));
    }

    private String otherType() {
        return fixed ? "" : " or --category " + word(name) + " to read words";
    }

    /// A word as a shell takes it.
    private static String word(String text) {
        return text.matches("[\\w./:+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
