package dev.lamina.io;

import dev.lamina.data.Schema;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The cells of a column of numbers (or times) that are none, and therefore count as missing.
final class Strangers {

    /// So many different ones are counted each for itself.
    static final int MOST_DIFFERENT = 50;

    private static final int NAMED = 3;

    private final ColumnContext column;
    private final Schema.Type kind;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private int cells;
    private int firstRow;
    private boolean overflow;

    /// @param kind what the cells are not
    Strangers(ColumnContext column, Schema.Type kind) {
        this.column = column;
        this.kind = kind;
    }

    /// @param row of the first of these cells
    void add(String text, int count, int row) {
        if (cells == 0) {
            firstRow = row;
        }
        cells += count;
        if (counts.size() < MOST_DIFFERENT || counts.containsKey(text)) {
            counts.merge(text, count, Integer::sum);
        } else {
            overflow = true;
        }
    }

    boolean isEmpty() {
        return cells == 0;
    }

    /// Whether there are more different ones than are counted.
    boolean overflow() {
        return overflow;
    }

    /// A line that names and counts them.
    ///
    /// @param present cells of the column that hold something
    String warning(int present) {
        String named = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(NAMED)
                .map(entry -> "\"" + ColumnContext.shown(entry.getKey()) + "\""
                        + (cells > 1 && counts.size() > 1 ? " (" + entry.getValue() + ")" : ""))
                .collect(Collectors.joining(", "));
        int more = counts.size() - NAMED;
        String them = overflow ? " and others" : more > 0 ? " and " + more + " more" : "";
        String where = column.rows().of(firstRow) + ": column \"" + column.name() + "\": ";
        boolean time = kind == Schema.Type.TIME;
        return where
                + (cells == 1
                        ? "1 of %d cells is no %s and counts as missing: "
                                .formatted(present, time ? "date or time" : "number")
                        : "%d of %d cells are no %s and count as missing: "
                                .formatted(cells, present, time ? "dates or times" : "numbers"))
                + named
                + them;
    }
}
