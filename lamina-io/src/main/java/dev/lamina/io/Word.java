package dev.lamina.io;

import dev.lamina.data.TimeFormat;
import java.util.EnumSet;
import java.util.Set;

/// A different word of a column, and what it may be besides a word.
final class Word {

    private static final TimeFormat[] FORMATS = TimeFormat.values();

    private final String text;
    private final int firstRow;
    private final boolean missing;
    private final double number;
    private final boolean leadingZero;

    /// The formats in which the word is a time.
    private final Set<TimeFormat> times;

    private int cells;

    private Word(
            String text, int firstRow, boolean missing, double number, boolean leadingZero, Set<TimeFormat> times) {
        this.text = text;
        this.firstRow = firstRow;
        this.missing = missing;
        this.number = number;
        this.leadingZero = leadingZero;
        this.times = times;
    }

    /// A word of a column that is one of words whatever they look like.
    static Word plain(String text, int firstRow) {
        return new Word(text, firstRow, false, Double.NaN, false, Set.of());
    }

    /// A word of a column whose kind is still to be found: `text[from, to)` without blanks around it.
    static Word classified(String word, int firstRow, ColumnContext column, char[] text, int from, int to) {
        if (column.isUsualMissing(text, from, to)) {
            return new Word(word, firstRow, true, Double.NaN, false, Set.of());
        }
        double number = NumberText.parse(text, from, to, column.decimal());
        if (!Double.isNaN(number)) {
            return new Word(word, firstRow, false, number, NumberText.hasLeadingZero(text, from, to), Set.of());
        }
        EnumSet<TimeFormat> times = EnumSet.noneOf(TimeFormat.class);
        for (TimeFormat format : FORMATS) {
            if (!Double.isNaN(TimeText.parse(text, from, to, format))) {
                times.add(format);
            }
        }
        return new Word(word, firstRow, false, number, false, times.isEmpty() ? Set.of() : times);
    }

    /// Sets how many cells hold the word.
    void cells(int cells) {
        this.cells = cells;
    }

    String text() {
        return text;
    }

    int firstRow() {
        return firstRow;
    }

    int cells() {
        return cells;
    }

    /// Whether it is one of the usual words for "missing", which mean it among numbers and times.
    boolean isMissing() {
        return missing;
    }

    /// Its value as a plain number; NaN if it is none.
    double number() {
        return number;
    }

    boolean isNumber() {
        return !Double.isNaN(number);
    }

    boolean hasLeadingZero() {
        return leadingZero;
    }

    boolean isTime(TimeFormat format) {
        return times.contains(format);
    }

    boolean isTime() {
        return !times.isEmpty();
    }
}
