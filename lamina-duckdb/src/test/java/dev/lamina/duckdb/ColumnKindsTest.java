package dev.lamina.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.data.Column;
import dev.lamina.data.NumberFormat;
import dev.lamina.io.ReadTable;
import dev.lamina.io.TableReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What columns of every kind are read as, in every format.
class ColumnKindsTest {

    @TempDir
    private Path folder;

    /// Cells are separated by blanks that are written `_` within a cell; `1..40` stands for forty cells. `kind`
    /// holds the last cells only, as many as are not of such a run. `type` is that of a typed column of Parquet
    /// with the same cells, and `typed` what it is read as where that differs; `told` is a part of the warning, if
    /// there is one.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        whole numbers               | 3 1 2                         | numbers 3 1 2                         | BIGINT    | -                | -
        decimals                    | 1.5 2.25 .5                   | numbers 1.5 2.25 0.5                  | DOUBLE    | -                | -
        exponents                   | 1e3 -2E-2 +1                  | numbers 1000 -0.02 1                  | DOUBLE    | -                | -
        numbers and nothing         | 1 NA ? 2                      | numbers 1 ? ? 2                       | -         | -                | -
        zero and one                | 0 1 1 0                       | numbers 0 1 1 0                       | INTEGER   | -                | -
        one written in two ways     | 0 1 1.0 1                     | numbers 0 1 1.0 1                     | -         | -                | -
        versions                    | 1.1 1.10 1.2                  | numbers 1.1 1.10 1.2                  | -         | -                | -
        true and false              | true false true               | words true false true                 | BOOLEAN   | -                | -
        TRUE and WAHR               | TRUE WAHR TRUE                | words TRUE WAHR TRUE                  | -         | -                | -
        identifiers of 19 digits    | 1330100000000000001 1330100000000000002 1330100000000000001 | words 1330100000000000001 1330100000000000002 1330100000000000001 | BIGINT | - | more digits than a number keeps
        codes among numbers         | 250.83 038 250 V57 E909       | words 250.83 038 250 V57 E909         | -         | -                | -
        late codes among many       | 1..40 1..40 1..40 V57 E909    | words V57 E909                        | -         | -                | are no numbers
        sizes                       | 38 40 M L                     | words 38 40 M L                       | -         | -                | -
        names                       | Ann Bo Ann                    | words Ann Bo Ann                      | VARCHAR   | -                | -
        words for nothing in words  | a NA None b                   | words a NA None b                     | VARCHAR   | -                | -
        unknown among many numbers  | 1..40 unknown <0.1 #N/A       | numbers ? ? ?                         | -         | -                | 2 of 42 cells are no numbers and count as missing: "unknown" (1), "<0.1" (1)
        money                       | $1,234.50 $99.00 $7           | numbers 1234.5 99 7                   | -         | -                | "$1,234.50" looks like a number, 1234.5
        euros                       | 1.234,5_€ 7,25_€              | numbers 1234.5 7.25                   | -         | -                | looks like a number
        losses                      | (1,000) 2,500 -3              | numbers -1000 2500 -3                 | -         | -                | looks like a number
        percent                     | 12% 7.5% 100_%                | numbers 12 7.5 100                    | -         | -                | looks like a number
        decimal commas              | 1,5 0,25 3                    | numbers 1.5 0.25 3                    | -         | -                | looks like a number
        groups of digits            | 1.234.567 1.000.000,5 12      | numbers 1234567 1000000.5 12          | -         | -                | looks like a number
        two kinds of money          | $5 €6 $7 €8                   | words $5 €6 $7 €8                     | -         | -                | -
        dates                       | 2024-02-29 2023-01-01         | times 2024-02-29T00:00 2023-01-01T00:00 | DATE    | -                | -
        moments                     | 2024-02-29_12:30 2024-03-01_00:00:05.25 | times 2024-02-29T12:30 2024-03-01T00:00:05.250 | TIMESTAMP | - | -
        moments with offsets        | 2024-02-29T12:30+09:00 2024-02-29T03:30Z | times 2024-02-29T03:30 2024-02-29T03:30 | TIMESTAMPTZ | - | -
        microseconds                | 2024-02-29T12:30:05.000001 2024-02-29T12:30:05 | times 2024-02-29T12:30:05.000001 2024-02-29T12:30:05 | TIMESTAMP | - | -
        day first                   | 31/12/2024 01/02/2024         | times 2024-12-31T00:00 2024-02-01T00:00 | -       | -                | -
        month first                 | 12/31/2024 1/2/2024           | times 2024-12-31T00:00 2024-01-02T00:00 | -       | -                | -
        month first and a clock     | 12/31/2024_1:30_PM 1/2/2024_12:05_am | times 2024-12-31T13:30 2024-01-02T00:05 | - | -              | -
        points mean day first       | 01.02.2024 03.04.2024         | times 2024-02-01T00:00 2024-04-03T00:00 | -       | -                | -
        names of months             | 31-Dec-2024 1-feb-2024        | times 2024-12-31T00:00 2024-02-01T00:00 | -       | -                | -
        day or month first          | 01/02/2024 03/04/2024         | words 01/02/2024 03/04/2024           | -         | -                | pass --dates day-first or --dates month-first
        two orders                  | 31/12/2024 12/31/2024         | words 31/12/2024 12/31/2024           | -         | -                | -
        years of two digits         | 31/12/24 30/11/24             | words 31/12/24 30/11/24               | -         | -                | a date whose year has two digits
        part numbers                | 10-11-12 03-04-05             | words 10-11-12 03-04-05               | -         | -                | -
        times of day                | 08:30 23:59:30                | times 1970-01-01T08:30 1970-01-01T23:59:30 | TIME | -                | -
        durations                   | 25:30 99:00                   | words 25:30 99:00                     | -         | -                | -
        no such day                 | 2023-02-29 2023-03-01         | words 2023-02-29 2023-03-01           | -         | -                | -
        leading zeros               | 007 010 007                   | numbers 007 010 007                   | VARCHAR   | words 007 010 007 | "007" begins with a zero
        """)
    void everyFormatGivesTheSameColumn(
            String name,
            String cells,
            String kind,
            @Nullable String type,
            @Nullable String typed,
            @Nullable String told)
            throws Exception {
        List<String> texts = texts(cells);
        boolean zeros = name.equals("leading zeros");
        String strings = typed == null ? kind : typed;
        check("csv", csv(texts), kind, told);
        check("jsonl", json(texts), strings, zeros ? null : told);
        check("parquet", parquet(texts, "VARCHAR"), strings, zeros ? null : told);
        if (type != null) {
            check("typed.parquet", parquet(texts, type), strings, zeros ? null : told);
        }
    }

    private void check(String format, Path file, String kind, @Nullable String told) throws Exception {
        ReadTable read = TableReader.defaults().read(file.toString());
        Column column = read.table().require("x");
        int shown = kind.split(" ", -1).length - 1;
        assertThat(text(column, column.rows() - shown)).as(format).isEqualTo(kind);
        if (told == null) {
            assertThat(read.warnings()).as(format).isEmpty();
        } else {
            assertThat(read.warnings()).as(format).hasSize(1);
            assertThat(read.warnings().getFirst()).as(format).contains("\"x\"").contains(told);
        }
    }

    /// The kind and the cells from a row on; numbers as they were written where that is known and they are plain.
    private static String text(Column column, int from) {
        return switch (column) {
            case Column.Numbers numbers -> {
                boolean plain = numbers.format().equals(NumberFormat.PLAIN) && numbers.written() != null;
                Column.Categories written = numbers.toCategories();
                yield "numbers "
                        + IntStream.range(from, column.rows())
                                .mapToObj(row -> column.missing(row)
                                        ? "?"
                                        : plain && isIdentity(written.words().get(written.codes()[row]))
                                                ? written.words().get(written.codes()[row])
                                                : number(numbers.values()[row]))
                                .collect(Collectors.joining(" "));
            }
            case Column.Categories words ->
                "words "
                        + IntStream.range(from, column.rows())
                                .mapToObj(row -> column.missing(row)
                                        ? "?"
                                        : words.words().get(words.codes()[row]))
                                .collect(Collectors.joining(" "));
            case Column.Times times ->
                "times "
                        + IntStream.range(from, column.rows())
                                .mapToObj(row -> time(times.epochSeconds()[row]))
                                .collect(Collectors.joining(" "));
        };
    }

    /// Whether a number is written in a way that its value does not give again: `1.10`, `007`.
    private static boolean isIdentity(String written) {
        return written.matches("\\d+\\.\\d*0|0\\d+");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String time(double seconds) {
        long nanos = Math.round((seconds - Math.floor(seconds)) * 1e6) * 1000;
        return LocalDateTime.ofEpochSecond((long) Math.floor(seconds), (int) nanos, ZoneOffset.UTC)
                .toString();
    }

    private static List<String> texts(String cells) {
        List<String> texts = new ArrayList<>();
        for (String cell : cells.split(" +", -1)) {
            if (cell.matches("\\d+\\.\\.\\d+")) {
                int last = Integer.parseInt(cell.substring(cell.indexOf("..") + 2));
                IntStream.rangeClosed(1, last).mapToObj(i -> i + ".5").forEach(texts::add);
            } else {
                texts.add(cell.replace('_', ' '));
            }
        }
        return texts;
    }

    private Path csv(List<String> texts) throws Exception {
        return Files.writeString(
                folder.resolve("x.csv"),
                texts.stream().map(text -> "1,\"" + text + "\"\n").collect(Collectors.joining("", "row,x\n", "")));
    }

    private Path json(List<String> texts) throws Exception {
        return Files.writeString(
                folder.resolve("x.jsonl"),
                texts.stream()
                        .map(text -> "{\"row\": 1, \"x\": \"" + text + "\"}\n")
                        .collect(Collectors.joining()));
    }

    private Path parquet(List<String> texts, String type) throws Exception {
        Path file = folder.resolve(type + ".parquet");
        String values =
                texts.stream().map(text -> "(1, '" + text + "'::" + type + ")").collect(Collectors.joining(", "));
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute(
                    "COPY (SELECT * FROM (VALUES " + values + ") AS t(row, x)) TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }
}
