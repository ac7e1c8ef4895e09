package dev.lamina.io;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The fields of CSV text that are no columns of its table, found by its first records: names or numbers of the rows
/// at the start, as R and pandas write them, and nothing behind a delimiter at the end.
///
/// The first field holds names of rows if the header has no name for it and all of its cells differ: the header's first
/// name is empty, or the header is one field shorter than every row, of which there are two or more, and the cells are
/// words or whole numbers.
///
/// @param headerLead fields of the header before the first name: 0 or 1
/// @param headerTail fields of the header behind the last name
/// @param lead fields of a row before the first cell: 0 or 1
/// @param tail fields of a row behind the last cell, all empty
/// @param counting whether the first field counts the rows
record CsvLayout(int headerLead, int headerTail, int lead, int tail, boolean counting) {

    private static final CsvLayout PLAIN = new CsvLayout(0, 0, 0, 0, false);

    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,18}");

    private static final Pattern FRACTION = Pattern.compile("[+-]?\\d*[.,]\\d+");

    static CsvLayout of(CsvStart start) {
        if (start.headerFields() == 0) {
            return PLAIN;
        }
        List<CsvStart.Field> header = start.records().getFirst();
        List<List<CsvStart.Field>> rows = start.rows().isEmpty() ? List.of(header) : start.rows();
        int fields = rows.getFirst().size();
        int headerTail = emptyAtEnd(header);
        int names = header.size() - headerTail;
        if (names == 0 || rows.stream().anyMatch(row -> row.size() != fields)) {
            return PLAIN;
        }
        int emptyAtEnd = rows.stream().mapToInt(CsvLayout::emptyAtEnd).min().orElse(0);
        if (fields >= names && fields - names <= emptyAtEnd) {
            int lead = names > 1 && header.getFirst().isBlank() && areNames(start) ? 1 : 0;
            return new CsvLayout(lead, headerTail, lead, fields - names, counts(start));
        }
        if (fields == names + 1 && headerTail == 0 && areNames(start) && mayLackAName(start)) {
            return new CsvLayout(0, 0, 1, 0, counts(start));
        }
        return PLAIN;
    }

    private static int emptyAtEnd(List<CsvStart.Field> record) {
        int empty = 0;
        while (empty < record.size()
                && record.get(record.size() - 1 - empty).isBlank()
                && !record.get(record.size() - 1 - empty).quoted()) {
            empty++;
        }
        return empty;
    }

    private static boolean areNames(CsvStart start) {
        Set<String> different = new HashSet<>();
        return start.rows().stream()
                .allMatch(row -> different.add(row.getFirst().text()));
    }

    /// Whether a header that is one field short lacks the name of the names of rows: a single name may be a title.
    private static boolean mayLackAName(CsvStart start) {
        List<CsvStart.Field> first = start.rows().stream().map(List::getFirst).toList();
        if (first.stream().allMatch(CsvStart.Field::quoted)) {
            return true;
        }
        boolean several = start.headerFields() > 1 && first.size() > 1;
        return counts(start) ? first.size() > 1 : several && first.stream().noneMatch(CsvLayout::isFraction);
    }

    private static boolean isFraction(CsvStart.Field field) {
        return FRACTION.matcher(field.text().strip()).matches();
    }

    /// Whether the first fields are 0, 1, 2, … or 1, 2, 3, …
    private static boolean counts(CsvStart start) {
        long row = 0;
        long first = 0;
        for (List<CsvStart.Field> record : start.rows()) {
            String text = record.getFirst().text();
            if (!WHOLE_NUMBER.matcher(text).matches()) {
                return false;
            }
            long number = Long.parseLong(text);
            first = row == 0 ? number : first;
            if (number != first + row || first > 1) {
                return false;
            }
            row++;
        }
        return row > 0;
    }

    /// What is left out, in words.
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (lead > 0) {
            notes.add("the first column has no name and is left out: "
                    + (counting ? "row numbers" : "names of rows; name it in the header to use it"));
        }
        if (headerTail > 0) {
            notes.add("the last column has neither a name nor values and is left out");
        } else if (tail > 0) {
            notes.add("every row ends with a delimiter that the header has not; it is left out");
        }
        return notes;
    }
}
