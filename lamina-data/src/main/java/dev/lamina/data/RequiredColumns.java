package dev.lamina.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// Finds the columns that a fitted pipeline expects of a table, and says where they are not as expected. A
/// column without any value fits every kind.
final class RequiredColumns {

    private final Table table;
    private final Map<String, Column> byName = new HashMap<>();

    RequiredColumns(Table table) {
        this.table = table;
        table.columns().forEach(column -> byName.put(column.name(), column));
    }

    double[] numbers(String name) {
        Column column = find(name, "number");
        return column instanceof Column.Numbers numbers
                ? finite(table.origin(), name, numbers.values())
                : nothing(column, "number");
    }

    double[] times(String name) {
        Column column = find(name, "date/time");
        return column instanceof Column.Times times
                ? finite(table.origin(), name, times.epochSeconds())
                : nothing(column, "date/time");
    }

    Column.Categories words(String name) {
        return switch (find(name, "category")) {
            case Column.Categories words -> words;
            case Column.Numbers numbers -> {
                finite(table.origin(), name, numbers.values());
                yield numbers.toCategories();
            }
            case Column.Times times -> new Column.Numbers(name, nothing(times, "category")).toCategories();
        };
    }

    private Column find(String name, String kind) {
        Column column = byName.get(name);
        if (column == null) {
            throw table.absent(name, ", a " + kind + " is expected");
        }
        return column;
    }

    /// The values.
    ///
    /// @throws DataException at the first infinite one
    static double[] finite(Origin origin, String name, double[] values) {
        for (int row = 0; row < values.length; row++) {
            if (Double.isInfinite(values[row])) {
                throw RowEncoder.infinite(origin.of(row) + ": ", name);
            }
        }
        return values;
    }

    /// As many missing values as the column has.
    private double[] nothing(Column column, String kind) {
        IntStream.range(0, column.rows())
                .filter(row -> !column.missing(row))
                .findFirst()
                .ifPresent(row -> {
                    throw new DataException(table.origin().of(row) + ": column " + NameText.quote(column.name())
                            + " expects a " + kind + ", got " + describe(column, row));
                });
        double[] values = new double[column.rows()];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static String describe(Column column, int row) {
        return switch (column) {
            case Column.Categories words -> NameText.quote(words.words().get(words.codes()[row]));
            case Column.Numbers numbers -> "the number " + numbers.values()[row];
            case Column.Times _ -> "a date/time";
        };
    }
}
