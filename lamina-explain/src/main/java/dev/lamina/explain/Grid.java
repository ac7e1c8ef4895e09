package dev.lamina.explain;

import dev.lamina.data.Column;
import dev.lamina.data.FittedColumn;
import dev.lamina.data.Range;
import dev.lamina.data.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The values that a column is set to.
final class Grid {

    private Grid() {}

    /// Values of the table that training knows.
    ///
    /// @throws IllegalArgumentException if there are none
    static Column of(FittedColumn fitted, Table table, PartialDependenceSettings settings) {
        Column column = table.require(fitted.name());
        Column grid = switch (fitted) {
            case FittedColumn.TimeParts time ->
                new Column.Times(
                        time.name(), quantiles(Cells.values(column), time.range(), settings.points()), time.format());
            case FittedColumn.Quantity number ->
                new Column.Numbers(number.name(), quantiles(Cells.values(column), number.range(), settings.points()));
            case FittedColumn.Words words ->
                Column.categories(words.name(), frequent(Cells.words(column), settings.words()));
        };
        if (grid.rows() == 0) {
            throw new IllegalArgumentException(table.origin().source() + ": column \"" + fitted.name()
                    + "\" has no value within what training saw; without one there is nothing to set it to");
        }
        return grid;
    }

    /// All different values if they are few, else quantiles at equal steps from the least to the greatest.
    private static double[] quantiles(double[] values, Range range, int points) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value) && !range.isBeyond(value))
                .sorted()
                .toArray();
        double[] different = Arrays.stream(sorted).distinct().toArray();
        if (different.length <= points) {
            return different;
        }
        return IntStream.range(0, points)
                .mapToDouble(i -> sorted[(int) ((long) i * (sorted.length - 1) / (points - 1))])
                .distinct()
                .toArray();
    }

    private static @Nullable String[] frequent(@Nullable String[] words, int most) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        boolean missing = false;
        for (String word : words) {
            if (word == null) {
                missing = true;
            } else {
                counts.merge(word, 1, Integer::sum);
            }
        }
        List<@Nullable String> frequent = new ArrayList<>(counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList());
        if (missing) {
            frequent.add(null);
        }
        return frequent.toArray(String[]::new);
    }
}
