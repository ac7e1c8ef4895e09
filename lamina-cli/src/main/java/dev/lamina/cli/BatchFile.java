package dev.lamina.cli;

import dev.lamina.core.loss.Loss;
import dev.lamina.data.Column;
import dev.lamina.data.DataException;
import dev.lamina.data.Table;
import dev.lamina.report.trace.Targets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Samples of numbers in a table: the inputs first, then the target.
///
/// @param inputs one sample a row
/// @param targets as the loss takes them, or null if there are none
record BatchFile(double[][] inputs, double @Nullable [][] targets) {

    /// @param width of the inputs
    /// @param outputs of the network
    /// @throws DataException if a cell is no number, or there are too few or too many columns
    static BatchFile read(Path file, ReadingOptions reading, int width, int outputs, Loss loss) throws IOException {
        Table table = reading.withoutIgnored(reading.reader(InputStream.nullInputStream())
                .read(file.toString())
                .table());
        List<Column> columns = table.columns();
        if (table.rows() == 0) {
            throw new DataException(file + ": has no samples");
        }
        if (columns.stream().allMatch(column -> isNumber(column.name()))) {
            throw new DataException(file + ": the first line holds numbers, expected a line of names such as x1,x2,y1");
        }
        int given = columns.size() - width;
        if (given != 0 && given != outputs && given != 1) {
            throw new DataException(file + ": has " + columns.size() + " columns, expected " + width
                    + " inputs and then 0, 1 or " + outputs + " of the target");
        }
        double[][] inputs = new double[table.rows()][];
        double[][] targets = new double[table.rows()][];
        for (int row = 0; row < table.rows(); row++) {
            inputs[row] = numbers(table, row, 0, width);
            if (given > 0) {
                targets[row] = target(table, row, width, outputs, loss);
            }
        }
        return new BatchFile(inputs, given == 0 ? null : targets);
    }

    private static double[] target(Table table, int row, int width, int outputs, Loss loss) {
        try {
            return Targets.of(
                    loss, outputs, numbers(table, row, width, table.columns().size()));
        } catch (DataException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new DataException(table.origin().of(row) + ": " + e.getMessage());
        }
    }

    private static double[] numbers(Table table, int row, int from, int to) {
        double[] numbers = new double[to - from];
        for (int j = from; j < to; j++) {
            Column column = table.columns().get(j);
            if (!(column instanceof Column.Numbers values) || !Double.isFinite(values.values()[row])) {
                String came = column instanceof Column.Numbers
                        ? "none or an infinite one"
                        : "a column of type " + column.kind();
                throw new DataException(
                        table.origin().of(row) + ": column \"" + column.name() + "\" expects a number, got " + came);
            }
            numbers[j - from] = values.values()[row];
        }
        return numbers;
    }

    private static boolean isNumber(String name) {
        try {
            Double.parseDouble(name);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
