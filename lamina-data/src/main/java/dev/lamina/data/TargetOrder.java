package dev.lamina.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// The targets of examples, to be compared with columns: do these order them, separate them, determine them?
/// Most columns are cleared by a thousand of their rows.
///
/// @param values the targets of a regression; empty for a classification
/// @param codes for each row which of the different targets it has
/// @param different how many there are
/// @param mostFrequent the code of the most frequent one
record TargetOrder(double[] values, int[] codes, int different, int mostFrequent) {

    private static final int SAMPLE = 1000;

    private static final int FEWEST_ORDERED = 20;

    private static final double SAME_ORDER = 0.9999;

    /// For a sample of the rows, and for a column that counts them.
    private static final double NEAR_ORDER = 0.9;

    private static final int FEWEST_SEPARATED = 50;

    /// Of each class; fewer may be separated by chance.
    private static final int FEWEST_OF_A_CLASS = 10;

    private static final int ROWS_PER_VALUE = 10;

    static TargetOrder of(Examples examples) {
        double[] values = examples.task() == Task.REGRESSION
                ? ((Column.Numbers) examples.targetColumn()).values()
                : new double[0];
        int[] codes = examples.labels().codes();
        int[] counts = new int[1 + Arrays.stream(codes).max().orElse(0)];
        Arrays.stream(codes).forEach(code -> counts[code]++);
        int most = IntStream.range(0, counts.length)
                .boxed()
                .max(Comparator.comparingInt(code -> counts[code]))
                .orElse(0);
        return new TargetOrder(
                values, codes, (int) Arrays.stream(counts).filter(n -> n > 0).count(), most);
    }

    private boolean classes() {
        return values.length == 0;
    }

    /// Whether the column rises by the same step from each row to the next.
    boolean countsRows(double[] column) {
        double step = column.length < 2 ? 0 : column[1] - column[0];
        return step != 0 && IntStream.range(2, column.length).allMatch(row -> column[row] - column[row - 1] == step);
    }

    boolean equalTo(double[] column) {
        return !classes() && Arrays.equals(column, values);
    }

    /// Whether the column orders the rows as a number to predict does.
    boolean orderedLike(double[] column, boolean counts) {
        int[] present = present(column);
        if (classes() || present.length < Math.max(FEWEST_ORDERED, column.length / 2)) {
            return false;
        }
        return Math.abs(rankCorrelation(column, sample(present))) >= NEAR_ORDER
                && Math.abs(rankCorrelation(column, present)) >= (counts ? NEAR_ORDER : SAME_ORDER);
    }

    /// Spearman's: the correlation of the ranks.
    private double rankCorrelation(double[] column, int[] rows) {
        double[] a = ranks(column, rows);
        double[] b = ranks(values, rows);
        double mean = (rows.length - 1) / 2.0;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < rows.length; i++) {
            ab += (a[i] - mean) * (b[i] - mean);
            aa += (a[i] - mean) * (a[i] - mean);
            bb += (b[i] - mean) * (b[i] - mean);
        }
        return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
    }

    /// The place of each row in ascending order, from 0; equal values share the middle of theirs.
    private static double[] ranks(double[] column, int[] rows) {
        int[] order = inOrder(column, rows);
        double[] ranks = new double[rows.length];
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && column[rows[order[to]]] == column[rows[order[from]]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + to - 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    /// Places in `rows`, by ascending values.
    private static int[] inOrder(double[] column, int[] rows) {
        return IntStream.range(0, rows.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> column[rows[i]] + 0.0))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// Whether the classes lie one after the other on the column.
    boolean separatedBy(double[] column) {
        int[] present = present(column);
        if (!classes() || present.length < Math.max(FEWEST_SEPARATED, column.length / 2)) {
            return false;
        }
        return oneAfterTheOther(column, sample(present))
                && oneAfterTheOther(column, present)
                && Arrays.stream(counts(present)).allMatch(count -> count == 0 || count >= FEWEST_OF_A_CLASS);
    }

    private boolean oneAfterTheOther(double[] column, int[] rows) {
        int[] order = inOrder(column, rows);
        int changes = 0;
        for (int i = 1; i < order.length; i++) {
            int row = rows[order[i]];
            int before = rows[order[i - 1]];
            if (codes[row] != codes[before]) {
                changes++;
                if (column[row] == column[before]) {
                    return false;
                }
            }
        }
        // Equal values are in the order of their rows, so that a change among them was seen.
        return changes == Arrays.stream(counts(rows)).filter(count -> count > 0).count() - 1 && changes > 0;
    }

    private int[] counts(int[] rows) {
        int[] counts = new int[1 + Arrays.stream(codes).max().orElse(0)];
        Arrays.stream(rows).forEach(row -> counts[codes[row]]++);
        return counts;
    }

    /// Whether each value of the column has one target only. Values of a single row are no evidence, nor are
    /// those of the most frequent target alone: there must be ten repetitions of it and ten of others.
    boolean determinedBy(Column column) {
        int most = column.rows() / ROWS_PER_VALUE;
        Map<Object, Integer> targetOf = new HashMap<>();
        int repeatedMostFrequent = 0;
        int repeatedOther = 0;
        int missing = 0;
        for (int row = 0; row < column.rows() && targetOf.size() <= most; row++) {
            if (column.missing(row)) {
                missing++;
                continue;
            }
            Integer target = targetOf.putIfAbsent(value(column, row), codes[row]);
            if (target == null) {
                continue;
            }
            if (target != codes[row]) {
                return false;
            }
            repeatedMostFrequent += target == mostFrequent ? 1 : 0;
            repeatedOther += target == mostFrequent ? 0 : 1;
        }
        return targetOf.size() <= most
                && missing <= column.rows() / 2
                && Math.min(repeatedMostFrequent, repeatedOther) >= FEWEST_OF_A_CLASS;
    }

    private static Object value(Column column, int row) {
        return switch (column) {
            case Column.Numbers numbers -> numbers.values()[row] + 0.0;
            case Column.Times times -> times.epochSeconds()[row];
            case Column.Categories words -> words.codes()[row];
        };
    }

    /// Whether a cell is missing where the class is one of two, and is there where it is the other.
    boolean missingWith(Column column) {
        if (!classes() || different != 2) {
            return false;
        }
        int missing = 0;
        for (int row = 0; row < column.rows(); row++) {
            boolean sameCell = column.missing(row) == column.missing(0);
            if (sameCell != (codes[row] == codes[0])) {
                return false;
            }
            missing += column.missing(row) ? 1 : 0;
        }
        return Math.min(missing, column.rows() - missing) >= FEWEST_OF_A_CLASS;
    }

    private static int[] present(double[] column) {
        return IntStream.range(0, column.length)
                .filter(row -> !Double.isNaN(column[row]))
                .toArray();
    }

    private static int[] sample(int[] rows) {
        int step = Math.max(1, rows.length / SAMPLE);
        return IntStream.range(0, rows.length / step).map(i -> rows[i * step]).toArray();
    }
}
