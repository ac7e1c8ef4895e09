package dev.lamina.io;

import java.util.ArrayList;
import java.util.List;

/// The first records of CSV text, to look at before it is read: no blank lines, and no record that is cut.
record CsvStart(List<List<Field>> records) {

    private static final int RECORDS = 100;

    record Field(String text, boolean quoted) {

        boolean isBlank() {
            return text.isBlank();
        }
    }

    /// @param text from the header on; its last record may be cut
    /// @param whole whether the text ends there, and its last record with it
    static CsvStart of(String text, boolean whole, char delimiter) {
        return new Splitter(text, delimiter).split(whole);
    }

    /// Fields of the first record; 0 if there is none.
    int headerFields() {
        return records.isEmpty() ? 0 : records.getFirst().size();
    }

    /// The records below the header.
    List<List<Field>> rows() {
        return records.subList(Math.min(1, records.size()), records.size());
    }

    /// Whether there are rows and each has so many fields.
    boolean everyRowHas(int fields) {
        return records.size() > 1 && rows().stream().allMatch(row -> row.size() == fields);
    }

    private static final class Splitter {

        private final String text;
        private final char delimiter;
        private final List<List<Field>> records = new ArrayList<>();
        private List<Field> record = new ArrayList<>();
        private final StringBuilder field = new StringBuilder();

        Splitter(String text, char delimiter) {
            this.text = text;
            this.delimiter = delimiter;
        }

        CsvStart split(boolean whole) {
            int at = 0;
            while (at < text.length() && records.size() < RECORDS) {
                at = field(at);
            }
            boolean ended = record.isEmpty();
            if (!ended && records.size() < RECORDS && (whole || records.isEmpty())) {
                endRecord();
            }
            return new CsvStart(List.copyOf(records));
        }

        /// Takes the field that starts here, with the delimiter or the line end behind it.
        private int field(int start) {
            field.setLength(0);
            int at = start;
            boolean quoted = text.charAt(start) == '"';
            if (quoted) {
                at = quoted(start + 1);
            }
            while (at < text.length() && text.charAt(at) != delimiter && !isLineEnd(text.charAt(at))) {
                field.append(text.charAt(at++));
            }
            record.add(new Field(field.toString(), quoted));
            if (at == text.length()) {
                return at;
            }
            if (text.charAt(at) == delimiter) {
                if (at + 1 == text.length() || isLineEnd(text.charAt(at + 1))) {
                    record.add(new Field("", false));
                    at++;
                } else {
                    return at + 1;
                }
            }
            if (at < text.length()) {
                endRecord();
                at++;
            }
            return at;
        }

        /// Takes the text in quotes; gives the place behind the closing one.
        private int quoted(int start) {
            int at = start;
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '"') {
                    if (at == text.length() || text.charAt(at) != '"') {
                        return at;
                    }
                    at++;
                }
                field.append(c);
            }
            return at;
        }

        private void endRecord() {
            boolean blank = record.size() == 1
                    && !record.getFirst().quoted()
                    && record.getFirst().isBlank();
            if (!blank) {
                records.add(List.copyOf(record));
            }
            record = new ArrayList<>();
        }

        private static boolean isLineEnd(char c) {
            return c == '\n' || c == '\r';
        }
    }
}
