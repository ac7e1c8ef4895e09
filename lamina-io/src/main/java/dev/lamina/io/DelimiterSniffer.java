package dev.lamina.io;

import java.util.ArrayList;
import java.util.List;

/// Finds the delimiter of CSV text by its first records: the one that gives all of them the same number of
/// fields, and of several such the one that gives most; if there is none, the one that splits the header into
/// most fields.
///
/// A comma is none where it stands between digits only and semicolons split the records alike. A header without any
/// candidate is that of one column, unless every row has the same delimiters. A blank is one only where R puts it:
/// behind a header of names in quotes.
final class DelimiterSniffer {

    /// A delimiter that no text has: the file has one column.
    static final char NONE = '\u001f';

    /// In the order of preference where all else is equal.
    private static final char[] CANDIDATES = {',', ';', '\t', '|'};

    private DelimiterSniffer() {}

    /// @param text from the header on; its last record may be cut
    /// @param whole whether the text ends there
    /// @param decimal the decimal point, which is no delimiter
    static char find(String text, boolean whole, char decimal) {
        char best = NONE;
        long bestScore = 0;
        List<Character> alike = new ArrayList<>();
        for (char candidate : CANDIDATES) {
            if (candidate == decimal) {
                continue;
            }
            CsvStart start = CsvStart.of(text, whole, candidate);
            int header = start.headerFields();
            boolean consistent = header > 1 && (start.rows().isEmpty() || start.everyRowHas(header));
            if (consistent) {
                alike.add(candidate);
            }
            long score = header - 1L + (consistent ? Integer.MAX_VALUE : 0);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        if (best == ',' && alike.contains(';') && commasAreDecimal(CsvStart.of(text, whole, ';'))) {
            return ';';
        }
        boolean quoted = decimal == ',' && CsvStart.of(text, whole, ',').headerFields() > 1;
        if (best == NONE && quoted) {
            // Nothing else splits the header: the numbers with decimal commas are in quotes.
            return ',';
        }
        return best == NONE ? withoutHeader(text, whole, decimal) : best;
    }

    /// The delimiter of rows below a header that has none.
    private static char withoutHeader(String text, boolean whole, char decimal) {
        CsvStart byBlanks = CsvStart.of(text, whole, ' ');
        int header = byBlanks.headerFields();
        if (header > 0
                && byBlanks.records().getFirst().stream().allMatch(CsvStart.Field::quoted)
                && (byBlanks.everyRowHas(header + 1) || (header > 1 && byBlanks.everyRowHas(header)))) {
            return ' ';
        }
        for (char candidate : CANDIDATES) {
            CsvStart start = CsvStart.of(text, whole, candidate);
            if (candidate != decimal
                    && !start.rows().isEmpty()
                    && start.rows().getFirst().size() > 1
                    && start.everyRowHas(start.rows().getFirst().size())) {
                return candidate;
            }
        }
        return NONE;
    }

    /// Whether every comma in the rows stands between digits, and there is one.
    private static boolean commasAreDecimal(CsvStart start) {
        boolean found = false;
        for (List<CsvStart.Field> row : start.rows()) {
            for (CsvStart.Field field : row) {
                String text = field.text();
                for (int i = text.indexOf(','); i >= 0; i = text.indexOf(',', i + 1)) {
                    found = true;
                    if (i == 0 || i == text.length() - 1 || !isDigit(text, i - 1) || !isDigit(text, i + 1)) {
                        return false;
                    }
                }
            }
        }
        return found;
    }

    private static boolean isDigit(String text, int at) {
        return text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
