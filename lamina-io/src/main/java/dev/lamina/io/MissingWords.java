package dev.lamina.io;

import java.util.List;
import java.util.stream.Stream;

/// Which cells mean "missing". The empty or blank cell always does.
///
/// The usual words do so only among numbers or times: in a column of words, `None` or `NA` is as good a word as
/// any other.
///
/// @param named by the user: missing in every column
record MissingWords(List<String> named) {

    private static final List<String> USUAL = List.of(
            "NA", "N/A", "na", "n/a", "#N/A", "NaN", "nan", "NAN", "NULL", "Null", "null", "None", "none", "?", "-",
            ".");

    MissingWords {
        named = named.stream().map(String::strip).toList();
    }

    MissingWords with(List<String> more) {
        return new MissingWords(
                Stream.concat(named.stream(), more.stream()).distinct().toList());
    }

    boolean isNamed(char[] text, int from, int to) {
        return contains(named, text, from, to);
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
