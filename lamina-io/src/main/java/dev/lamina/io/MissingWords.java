package dev.lamina.io;

import dev.lamina.data.TimeFormat;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Which cells mean "missing". The empty or blank cell always does, and `\N`, which databases write for it.
///
/// The usual words do so only among numbers or times: in a column of words, `None` or `NA` is as good a word as
/// any other.
///
/// @param named by the user: missing in every column
/// @param numbers the values of those that are numbers
/// @param times the values of those that are dates or times, in seconds since 1970-01-01T00:00
record MissingWords(List<String> named, double[] numbers, double[] times) {

    private static final List<String> USUAL = List.of(
            "NA", "N/A", "na", "n/a", "#N/A", "NaN", "nan", "NAN", "NULL", "Null", "null", "None", "none", "?", "-",
            ".");

    private static final String OF_DATABASES = "\\N";

    /// @param cells named by the user
    MissingWords(List<String> cells) {
        List<String> words = cells.stream().map(String::strip).toList();
        this(
                words,
                values(words, MissingWords::number),
                values(words, text -> TimeText.parse(text, 0, text.length, TimeFormat.YEAR_MONTH_DAY)));
    }

    /// A code such as `00` names the cell that is written so, and no number.
    private static double number(char[] text) {
        return NumberText.hasLeadingZero(text, 0, text.length)
                ? Double.NaN
                : NumberText.parse(text, 0, text.length, '.');
    }

    private static double[] values(List<String> words, ToDoubleFunction<char[]> parse) {
        return words.stream()
                .mapToDouble(word -> parse.applyAsDouble(word.toCharArray()))
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    MissingWords with(List<String> more) {
        return new MissingWords(
                Stream.concat(named.stream(), more.stream()).distinct().toList());
    }

    boolean isNamed(char[] text, int from, int to) {
        return contains(named, text, from, to) || equals(OF_DATABASES, text, from, to);
    }

    /// Whether a number of a source with types is one of the named words.
    boolean isNamed(double number) {
        return contains(numbers, number);
    }

    /// Whether a time of a source with types is one of the named words.
    boolean isNamedTime(double epochSeconds) {
        return contains(times, epochSeconds);
    }

    private static boolean contains(double[] values, double value) {
        for (double each : values) {
            if (each == value) {
                return true;
            }
        }
        return false;
    }

    boolean isUsual(char[] text, int from, int to) {
        return contains(USUAL, text, from, to);
    }

    private static boolean contains(List<String> words, char[] text, int from, int to) {
        for (int i = 0; i < words.size(); i++) {
            if (equals(words.get(i), text, from, to)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equals(String word, char[] text, int from, int to) {
        if (word.length() != to - from) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }
}
