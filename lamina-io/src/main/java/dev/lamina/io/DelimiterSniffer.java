package dev.lamina.io;

/// Finds the delimiter of CSV text by its first records: the one that gives all of them the same number of
/// fields, and of several such the one that gives most; if there is none, the one that splits the header into
/// most fields.
final class DelimiterSniffer {

    /// In the order of preference where all else is equal.
    private static final char[] CANDIDATES = {',', ';', '\t', '|'};

    private static final int RECORDS = 100;

    private DelimiterSniffer() {}

    /// @param start of the text; its last line may be cut
    /// @param decimal the decimal point, which is no delimiter
    static char find(String start, char decimal) {
        char best = decimal == ',' ? ';' : ',';
        long bestScore = 0;
        for (char candidate : CANDIDATES) {
            long score = candidate == decimal ? 0 : score(start, candidate);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    /// The delimiters in the header, ahead of any inconsistent candidate if every record has as many.
    private static long score(String text, char delimiter) {
        int header = -1;
        int records = 0;
        int delimiters = 0;
        boolean quoted = false;
        boolean fieldStarts = true;
        boolean blank = true;
        for (int i = 0; i < text.length() && records < RECORDS; i++) {
            char c = text.charAt(i);
            if (quoted) {
                quoted = c != '"';
            } else if (c == '"' && (fieldStarts || text.charAt(i - 1) == '"')) {
                // At the start of a field, or the second one of a pair, which goes on in quotes.
                quoted = true;
                blank = false;
            } else if (c == delimiter) {
                delimiters++;
                blank = false;
            } else if (c == '\n' || c == '\r') {
                if (!blank) {
                    if (header >= 0 && delimiters != header) {
                        return header;
                    }
                    header = delimiters;
                    records++;
                }
                delimiters = 0;
                blank = true;
            } else {
                blank = false;
            }
            fieldStarts = c == delimiter || c == '\n' || c == '\r';
        }
        long found = header >= 0 ? header : delimiters;
        return found == 0 ? 0 : found + Integer.MAX_VALUE;
    }
}
