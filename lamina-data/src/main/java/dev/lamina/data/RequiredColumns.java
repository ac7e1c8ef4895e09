package dev.lamina.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Finds the columns that a fitted pipeline expects of a table, and says where they are not as expected. A
/// column without any value fits every kind.
final class RequiredColumns {

    private RequiredColumns() {}

    static double[] numbers(Table table, String name) {
        Column column = find(table, name, "number");
        return column instanceof Column.Numbers numbers
                ? finite(table.origin(), name, numbers.values())
                : nothing(table, column, "number");
    }

    static double[] times(Table table, String name) {
        Column column = find(table, name, "date/time");
        return column instanceof Column.Times times
                ? finite(table.origin(), name, times.epochSeconds())
                : nothing(table, column, "date/time");
    }

    static Column.Categories words(Table table, String name) {
        return switch (find(table, name, "category")) {
            case Column.Categories words -> words;
            case Column.Numbers numbers -> {
                finite(table.origin(), name, numbers.values());
                yield numbers.toCategories();
            }
            case Column.Times times -> new Column.Numbers(name, nothing(table, times, "category")).toCategories();
        };
    }

    private static Column find(Table table, String name, String kind) {
        return table.column(name).orElseThrow(() -> table.absent(name, ", a " + kind + " is expected"));
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
    private static double[] nothing(Table table, Column column, String kind) {
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
