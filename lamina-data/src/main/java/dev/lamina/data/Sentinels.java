package dev.lamina.data;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Values of a column that most likely mean "no value": a few cells of −999, 99999 or 9999-12-31, far from all
/// others. Immutable.
///
/// A sentinel is the least or the greatest value of a column of twenty or more, in at most half of its cells, if its
/// distance to the nearest other value is at least three times the width of all others: of their greatest minus their
/// least, which is not 0. It must be usual for that purpose (999, 9999, … of either sign; for times one of some known
/// days); or repeated, among ten or more different values whose middle half is not one value. A single cell
/// that is not usual must be a hundred times as far as the others are wide. Sentinels at both ends, and several at
/// one, are found.
///
/// @param found the values with their counts
/// @param others statistics of all other values
record Sentinels(List<Sentinel> found, ColumnStatistics others) {

    /// A value at an end of a column.
    ///
    /// @param cells how many hold it
    record Sentinel(double value, int cells) {}

    private static final int FEWEST_VALUES = 20;

    private static final double FAR = 3;

    private static final double FAR_ALONE = 100;

    private static final int VARIED = 10;

    private static final int MOST_ROUNDS = 4;

    private static final long SECONDS_PER_DAY = 86_400;

    /// What data bases, spreadsheets and people write for a day that is not known, or never comes.
    private static final Set<Long> USUAL_DAYS = Stream.of(
                    "0001-01-01",
                    "1753-01-01",
                    "1899-12-30",
                    "1899-12-31",
                    "1900-01-01",
                    "1970-01-01",
                    "2099-12-31",
                    "2999-12-31",
                    "9999-12-31")
            .map(day -> LocalDate.parse(day).toEpochDay())
            .collect(Collectors.toUnmodifiableSet());

    Sentinels {
        found = List.copyOf(found);
    }

    static Sentinels ofNumbers(ColumnStatistics values) {
        return find(values, Sentinels::isAllNines);
    }

    static Sentinels ofTimes(ColumnStatistics seconds) {
        return find(seconds, second -> USUAL_DAYS.contains((long) Math.floor(second / SECONDS_PER_DAY)));
    }

    private static boolean isAllNines(double value) {
        for (double power = 1000; power <= 1e15; power *= 10) {
            if (Math.abs(value) == power - 1) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    private static Sentinels find(ColumnStatistics values, DoublePredicate usual) {
        List<Sentinel> found = new ArrayList<>();
        int half = values.size() / 2;
        ColumnStatistics rest = values;
        for (int round = 0; round < MOST_ROUNDS && values.size() >= FEWEST_VALUES; round++) {
            int low = rest.first().cells();
            int high = rest.last().cells();
            low = low <= half ? low : 0;
            high = high <= half ? high : 0;
            int end = rest.size() - high;
            if (low >= end) {
                break;
            }
            // The other end may be a sentinel too; if it is none, it is a value to be far from.
            ColumnStatistics middle = rest.between(low, end);
            boolean lowIsFar = low > 0 && isFar(rest.first(), middle, usual);
            boolean highIsFar = high > 0 && isFar(rest.last(), middle, usual);
            lowIsFar = lowIsFar && (highIsFar || isFar(rest.first(), rest.between(low, rest.size()), usual));
            highIsFar = highIsFar && (lowIsFar || isFar(rest.last(), rest.between(0, end), usual));
            if (lowIsFar) {
                found.add(rest.first());
            }
            if (highIsFar) {
                found.add(rest.last());
            }
            if (!lowIsFar && !highIsFar) {
                break;
            }
            rest = rest.between(lowIsFar ? low : 0, highIsFar ? end : rest.size());
        }
        return rest.size() < half ? new Sentinels(List.of(), values) : new Sentinels(found, rest);
    }

    private static boolean isFar(Sentinel end, ColumnStatistics others, DoublePredicate usual) {
        double distance = others.distanceInWidths(end.value());
        if (usual.test(end.value())) {
            return distance >= FAR;
        }
        return distance >= (end.cells() == 1 ? FAR_ALONE : FAR) && !others.sparse() && others.hasDifferent(VARIED);
    }
}
