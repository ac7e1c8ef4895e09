package dev.lamina.io;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What stands before the header of CSV text: Excel's line `sep=;`, which names the delimiter, and comments, which are
/// lines that begin with `#`.
///
/// The last line with `#` is the header itself if it has as many fields as the line below it and that one has a number
/// or an empty cell, or a name twice: `#,name,points`. `# ` before the names, as NumPy writes them, is none of them.
///
/// @param length in characters
/// @param lines that it takes
/// @param delimiter that it names
/// @param firstComment the line of the first comment; 0 for none
/// @param comments how many there are
record CsvPreamble(int length, int lines, @Nullable Character delimiter, int firstComment, int comments) {

    private static final Pattern SEPARATOR =
            Pattern.compile("\"?sep=(\\P{Cntrl}|\\t)\"?[,;\\t|]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\r|\\n");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[.,]?\\d.*");

    private static final String NUMPY = "# ";

    /// @param decimal the decimal point
    /// @param given the delimiter, if it is known
    static CsvPreamble of(String text, boolean whole, char decimal, @Nullable Character given) {
        Line line = Line.at(text, 0, 1);
        Matcher separator = SEPARATOR.matcher(line.text());
        Character named = null;
        if (separator.matches() && line.next() > 0) {
            named = separator.group(1).charAt(0);
            line = Line.at(text, line.next(), 2);
        }
        CsvPreamble before = new CsvPreamble(line.start(), line.number() - 1, named, 0, 0);
        CsvPreamble all = before;
        while (line.next() > 0 && (line.isBlank() || line.isComment())) {
            if (line.isComment()) {
                before = new CsvPreamble(
                        line.start() + (line.text().startsWith(NUMPY) ? NUMPY.length() : 0),
                        line.number() - 1,
                        named,
                        all.firstComment,
                        all.comments);
                all = new CsvPreamble(
                        line.next(),
                        line.number(),
                        named,
                        all.comments == 0 ? line.number() : all.firstComment,
                        all.comments + 1);
            }
            line = Line.at(text, line.next(), line.number() + 1);
        }
        if (all.comments == 0 || line.isComment()) {
            return before;
        }
        String rest = text.substring(all.length);
        Character known = given == null ? named : given;
        char delimiter = known == null ? DelimiterSniffer.find(rest, whole, decimal) : known;
        String last = text.substring(before.length, all.length);
        return isHeader(last, CsvStart.of(rest, whole, delimiter), delimiter) ? before : all;
    }

    private static boolean isHeader(String comment, CsvStart below, char delimiter) {
        if (below.records().isEmpty()) {
            return false;
        }
        List<String> first = below.records().getFirst().stream()
                .map(field -> field.text().strip())
                .toList();
        boolean noNames = first.stream()
                        .anyMatch(name -> name.isEmpty() || NUMBER.matcher(name).matches())
                || first.stream().distinct().count() < first.size();
        return noNames && CsvStart.of(comment, true, delimiter).headerFields() == first.size();
    }

    /// @param next where the next line starts; 0 if there is none
    private record Line(String text, int start, int number, int next) {

        static Line at(String text, int start, int number) {
            Matcher end = LINE_END.matcher(text);
            return end.find(start)
                    ? new Line(text.substring(start, end.start()), start, number, end.end())
                    : new Line(text.substring(start), start, number, 0);
        }

        boolean isComment() {
            return text.startsWith("#");
        }

        boolean isBlank() {
            return text.isBlank();
        }
    }
}
