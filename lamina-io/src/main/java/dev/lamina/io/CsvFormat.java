package dev.lamina.io;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How CSV text is written, found by its start unless the user says it.
record CsvFormat(CsvPreamble preamble, char delimiter, CsvLayout layout) {

    private static final Pattern NUMBER = Pattern.compile("[+-]?[\\d.,]*\\d[\\d.,]*([eE][+-]?\\d+)?");

    private static final Pattern COMPRESSED = Pattern.compile("\\.(gz|zst)$");

    /// @param start of the text; its last line may be cut
    /// @param whole whether the text ends there
    /// @param source whose ending may name the delimiter; also for messages
    /// @throws DataFileException if blanks are between the columns
    static CsvFormat of(String start, boolean whole, String source, ReadSettings settings) throws DataFileException {
        Character given = settings.delimiter();
        CsvPreamble preamble = CsvPreamble.of(start, whole, settings.decimal(), given);
        String text = start.substring(preamble.length());
        char delimiter;
        if (given != null) {
            delimiter = given;
        } else if (preamble.delimiter() != null) {
            delimiter = preamble.delimiter();
        } else {
            delimiter = find(withoutComments(text, preamble), whole, source, settings.decimal());
            if (delimiter == DelimiterSniffer.NONE) {
                refuseBlanks(CsvStart.of(text, whole, delimiter), source + ":" + (preamble.lines() + 1), source);
            }
        }
        CsvStart records = CsvStart.of(withoutComments(text, preamble), whole, delimiter);
        return new CsvFormat(preamble, delimiter, CsvLayout.of(records));
    }

    private static String withoutComments(String text, CsvPreamble preamble) {
        return preamble.comments() == 0 ? text : text.replaceAll("(?m)^#.*$", "");
    }

    private static char find(String text, boolean whole, String source, char decimal) {
        char found = DelimiterSniffer.find(text, whole, decimal);
        Character named = byEnding(source);
        if (named != null
                && (found == DelimiterSniffer.NONE
                        || CsvStart.of(text, whole, named).headerFields() > 1)) {
            return named;
        }
        return found;
    }

    /// The delimiter that the ending of a file's name says.
    private static @Nullable Character byEnding(String source) {
        String name = COMPRESSED.matcher(source.toLowerCase(Locale.ROOT)).replaceFirst("");
        if (name.endsWith(".tsv") || name.endsWith(".tab")) {
            return '\t';
        }
        return name.endsWith(".psv") ? '|' : null;
    }

    /// Refuses a table whose columns are separated by blanks: every line has as many parts, one of which is a number in
    /// each row.
    private static void refuseBlanks(CsvStart lines, String place, String source) throws DataFileException {
        List<String[]> records = lines.records().stream()
                .map(record -> record.getFirst().text().strip().split("\\s+"))
                .toList();
        int parts = records.size() < 3 ? 1 : records.getFirst().length;
        if (parts == 1 || records.stream().anyMatch(record -> record.length != parts)) {
            return;
        }
        boolean[] numbers = new boolean[parts];
        Arrays.fill(numbers, true);
        for (String[] record : records.subList(1, records.size())) {
            for (int i = 0; i < parts; i++) {
                numbers[i] &= NUMBER.matcher(record[i]).matches();
            }
        }
        boolean single = lines.records().stream()
                .map(record -> record.getFirst().text())
                .noneMatch(text -> text.contains("  ") || text.startsWith(" "));
        for (boolean number : numbers) {
            if (number) {
                throw new DataFileException(place + ": blanks between the columns; "
                        + (single
                                ? "pass --delimiter ' '"
                                : "write a comma there, for example by tr -s ' ' , <" + source)
                        + ", or --delimiter tab if this is one column");
            }
        }
    }
}
