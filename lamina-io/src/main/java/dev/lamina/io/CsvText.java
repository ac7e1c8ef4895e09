package dev.lamina.io;

import dev.lamina.data.Column;
import dev.lamina.data.Table;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/// A table as CSV text.
final class CsvText {

    private CsvText() {}

    /// Writes all of it and flushes `out`, but does not close it.
    static void write(Table table, OutputStream out) throws IOException {
        List<Column> columns = table.columns();
        List<IntFunction<String>> fields = columns.stream().map(CsvText::fields).toList();
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        for (int i = 0; i < columns.size(); i++) {
            writer.write((i == 0 ? "" : ",") + quoted(columns.get(i).name()));
        }
        writer.write('\n');
        // A line with nothing on it would not count as a row.
        String missing = columns.size() == 1 ? "\"\"" : "";
        for (int row = 0; row < table.rows(); row++) {
            for (int i = 0; i < columns.size(); i++) {
                if (i > 0) {
                    writer.write(',');
                }
                writer.write(
                        columns.get(i).missing(row) ? missing : fields.get(i).apply(row));
            }
            writer.write('\n');
        }
        writer.flush();
    }

    /// The text of each row of a column, where it is not missing.
    private static IntFunction<String> fields(Column column) {
        return switch (column) {
            case Column.Numbers numbers -> row -> NumberText.format(numbers.values()[row]);
            case Column.Categories categories -> {
                List<String> words =
                        categories.words().stream().map(CsvText::quoted).toList();
                yield row -> words.get(categories.codes()[row]);
            }
            case Column.Times times -> {
                boolean dates = areDates(times);
                yield row -> TimeText.format(times.epochSeconds()[row], dates);
            }
        };
    }

    static boolean areDates(Column.Times times) {
        return Arrays.stream(times.epochSeconds()).allMatch(value -> Double.isNaN(value) || TimeText.isWholeDay(value));
    }

    private static String quoted(String text) {
        boolean plain = !text.isEmpty()
                && text.equals(text.strip())
                && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
