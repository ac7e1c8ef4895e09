package dev.lamina.io;

/// Blank characters around a cell.
final class Blanks {

    private Blanks() {}

    /// The first character in `text[from, to)` that is not blank, or `to`.
    static int start(char[] text, int from, int to) {
        int start = from;
        while (start < to && isBlank(text[start])) {
            start++;
        }
        return start;
    }

    /// The end without blanks before it, or `from`.
    static int end(char[] text, int from, int to) {
        int end = to;
        while (end > from && isBlank(text[end - 1])) {
            end--;
        }
        return end;
    }

    /// A no-break space is one too: spreadsheets write it.
    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\u00a0' || c == '\n' || c == '\r';
    }
}
