package dev.lamina.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Divides rows so that later ones validate what earlier ones have trained.
final class TimeFolds {

    private TimeFolds() {}

    static Division holdOut(Examples examples, String column, double fraction) {
        List<String> warnings = new ArrayList<>();
        double[] times = times(examples, column);
        int[] order = inOrder(times, column, warnings);
        int held =
                Split.heldBack(order.length, fraction, examples.table().origin().source() + ": ");
        int[] starts = starts(order, times, examples, column);
        int cut = nearest(starts, order.length - held);
        return Division.withKnownClasses(examples, List.of(split(order, cut, order.length)), warnings);
    }

    static Division folds(Examples examples, String column, int wanted) {
        RandomFolds.checkFolds(wanted);
        List<String> warnings = new ArrayList<>();
        double[] times = times(examples, column);
        int[] order = inOrder(times, column, warnings);
        int[] starts = starts(order, times, examples, column);
        int[] cuts = IntStream.rangeClosed(1, wanted)
                .map(i -> nearest(starts, Math.toIntExact((long) order.length * i / (wanted + 1))))
                .distinct()
                .toArray();
        if (cuts.length < wanted) {
            warnings.add(RandomFolds.fewer(
                    wanted, cuts.length, (starts.length + 1) + " different times in " + NameText.quote(column)));
        }
        List<Split> splits = IntStream.range(0, cuts.length)
                .mapToObj(i -> split(order, cuts[i], i + 1 < cuts.length ? cuts[i + 1] : order.length))
                .toList();
        return Division.withKnownClasses(examples, splits, warnings);
    }

    private static double[] times(Examples examples, String column) {
        Table table = examples.table();
        if (column.equals(examples.target())) {
            throw new DataException(table.origin().source() + ": the target " + NameText.quote(column)
                    + " cannot be the time of the rows; choose another column");
        }
        return switch (table.require(column)) {
            case Column.Times times -> RequiredColumns.finite(table.origin(), column, times.epochSeconds());
            case Column.Numbers numbers -> RequiredColumns.finite(table.origin(), column, numbers.values());
            case Column.Categories words -> throw holdsWords(words, table.origin());
        };
    }

    private static DataException holdsWords(Column.Categories words, Origin origin) {
        int row = IntStream.range(0, words.rows())
                .filter(i -> !words.missing(i))
                .findFirst()
                .orElse(-1);
        return row < 0
                ? new DataException(
                        origin.source() + ": column " + NameText.quote(words.name()) + " has no values, expected times")
                : new DataException(
                        origin.of(row) + ": column " + NameText.quote(words.name()) + " holds words such as "
                                + NameText.quote(words.words().get(words.codes()[row]))
                                + ", expected times, dates or numbers to tell later rows by; --dates says how dates are written");
    }

    /// The rows that have a time, the earliest first.
    private static int[] inOrder(double[] times, String column, List<String> warnings) {
        int[] order = IntStream.range(0, times.length)
                .filter(row -> !Double.isNaN(times[row]))
                .boxed()
                .sorted(Comparator.comparingDouble(row -> times[row] + 0.0))
                .mapToInt(Integer::intValue)
                .toArray();
        int missing = times.length - order.length;
        if (missing > 0) {
            warnings.add(NameText.count(missing, "row", "rows") + " without a value in " + NameText.quote(column)
                    + (missing == 1 ? " was" : " were") + " left out");
        }
        return order;
    }

    /// The places in the order where a later time begins, without the first.
    private static int[] starts(int[] order, double[] times, Examples examples, String column) {
        int[] starts = IntStream.range(1, order.length)
                .filter(i -> times[order[i]] != times[order[i - 1]])
                .toArray();
        if (starts.length == 0) {
            throw new DataException(examples.table().origin().source() + ": "
                    + (order.length == 0 ? "no row has a time" : "every row has the same time") + " in "
                    + NameText.quote(column) + ", so none is later than others");
        }
        return starts;
    }

    /// @param places in ascending order, 1 or more
    private static int nearest(int[] places, int wanted) {
        int found = Arrays.binarySearch(places, wanted);
        if (found >= 0) {
            return wanted;
        }
        int above = Math.min(-found - 1, places.length - 1);
        int below = Math.max(above - 1, 0);
        return wanted - places[below] <= places[above] - wanted ? places[below] : places[above];
    }

    /// Trains on what is before one place in the order, validates on what is from there to another.
    private static Split split(int[] order, int from, int to) {
        return new Split(
                Arrays.stream(order, 0, from).sorted().toArray(),
                Arrays.stream(order, from, to).sorted().toArray());
    }
}
