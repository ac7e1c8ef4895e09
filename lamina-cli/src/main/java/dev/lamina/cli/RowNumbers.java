package dev.lamina.cli;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Rows of a table as people write them: `1,5-7`, or `all`.
final class RowNumbers {

    private static final Pattern PART = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    private RowNumbers() {}

    /// The rows, each once and in the order in which they are named.
    ///
    /// @param rows how many there are
    /// @param source where they are from, for messages
    /// @param most how many may be named
    /// @return 0 for the first row
    /// @throws IllegalArgumentException if the text is not so written, or names rows that are not there or
    ///     too many
    static int[] parse(String text, int rows, String source, int most) {
        Set<Integer> named = new LinkedHashSet<>();
        if (text.equals("all")) {
            add(named, 1, rows, most);
        } else {
            for (String part : text.split(",", -1)) {
                Matcher matcher = PART.matcher(part.strip());
                if (!matcher.matches()) {
                    throw new IllegalArgumentException(
                            "--rows: \"" + part + "\" is no number of a row; write it like 1,5-7 or all");
                }
                int from = Integer.parseInt(matcher.group(1));
                int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
                if (from < 1 || to < from) {
                    throw new IllegalArgumentException("--rows: \"" + part
                            + "\" names no row; rows count from 1, and a range begins with its lower end");
                }
                if (to > rows) {
                    throw new IllegalArgumentException(
                            "--rows: " + source + " has " + rows + " rows, row " + to + " is not there");
                }
                add(named, from, to, most);
            }
        }
        return named.stream().mapToInt(row -> row - 1).toArray();
    }

    private static void add(Set<Integer> named, int from, int to, int most) {
        IntStream.rangeClosed(from, Math.min(to, from + most)).forEach(named::add);
        if (named.size() > most) {
            throw new IllegalArgumentException(
                    "--rows names more than " + most + " rows; name fewer, such as 1-" + most);
        }
    }
}
