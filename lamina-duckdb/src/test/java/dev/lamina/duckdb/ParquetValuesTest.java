package dev.lamina.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import dev.lamina.data.Table;
import dev.lamina.io.DataFileException;
import dev.lamina.io.TableReader;
import dev.lamina.io.TableWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Values of Parquet files and of queries are the same everywhere, and words have the digits of the file.
class ParquetValuesTest {

    private static final double DAY = 86_400;

    /// 2024-03-10, on which 02:30 does not exist in New York.
    private static final double MARCH = 19_792 * DAY;

    private final TimeZone zone = TimeZone.getDefault();

    @TempDir
    private Path folder;

    @AfterEach
    void restoreZone() {
        TimeZone.setDefault(zone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Europe/London"})
    void timesAreTheSameInEveryZone(String name) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone(name));
        String query = """
                SELECT TIMESTAMPTZ '2024-03-10 02:30:00.123456+02' AS moment, TIMESTAMP '2024-03-10 02:30:00.5' AS micros,
                       TIMESTAMP_S '2024-03-10 02:30:00' AS seconds, TIMESTAMP_MS '2024-03-10 02:30:00.25' AS millis,
                       TIMESTAMP_NS '2024-03-10 02:30:00.000001' AS nanos,
                       TIMESTAMPTZ_NS '2024-03-10 02:30:00.000001+02' AS moment_of_nanos, DATE '2024-03-10' AS day,
                       TIME '02:30:00.25' AS clock, '02:30:00+01:30'::TIMETZ AS clock_with_zone,
                       TIMESTAMPTZ '9999-12-31 23:59:59+00' AS far, DATE '0044-03-15 (BC)' AS ides,
                       TIMESTAMP '0044-03-15 (BC) 12:00:00' AS noon, TIMESTAMP '0001-01-01' AS first,
                       TIMESTAMP '1969-12-31 23:59:59.5' AS before""";
        for (String source : List.of(parquet(query).toString(), query)) {
            Table table = TableReader.defaults().read(source).table();
            assertThat(table.columns()).hasOnlyElementsOfType(Column.Times.class);
            assertThat(table.columns())
                    .extracting(column -> ((Column.Times) column).epochSeconds()[0])
                    .containsExactly(
                            MARCH + 1800.123456,
                            MARCH + 9000.5,
                            MARCH + 9000,
                            MARCH + 9000.25,
                            MARCH + 9000.000001,
                            MARCH + 1800.000001,
                            MARCH,
                            9000.25,
                            3600.0,
                            253_402_300_799.0,
                            -735_160 * DAY,
                            -735_160 * DAY + DAY / 2,
                            -719_162 * DAY,
                            -0.5);
        }
    }

    @Test
    void clocksInQueriesAreThoseOfUtc() throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        Table table = TableReader.defaults()
                .read("select hour(timestamptz '2024-07-01 12:00:00+00') as hour,"
                        + " cast(timestamptz '2024-03-10 00:00:00+00' as date) as day")
                .table();
        assertThat(((Column.Numbers) table.columns().getFirst()).values()).containsExactly(12);
        assertThat(((Column.Times) table.columns().get(1)).epochSeconds()).containsExactly(MARCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Kolkata"})
    void timesAreWrittenAsTheyAreInEveryZone(String name) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone(name));
        double[] seconds = {MARCH + 9000.25, 0, -719_162 * DAY + 1, 253_402_300_799.0, Double.NaN, -0.5};
        Path file = folder.resolve("times.parquet");
        TableWriter.write(Table.of("test", new Column.Times("t", seconds)), file);
        Table read = TableReader.defaults().read(file.toString()).table();
        assertThat(((Column.Times) read.columns().getFirst()).epochSeconds()).containsExactly(seconds);
    }

    @ParameterizedTest
    @CsvSource({
        "TIMESTAMP, infinity",
        "TIMESTAMP, -infinity",
        "TIMESTAMPTZ, infinity",
        "TIMESTAMP_S, infinity",
        "TIMESTAMP_MS, -infinity",
        "TIMESTAMP_NS, infinity",
        "TIMESTAMPTZ_NS, infinity",
        "TIMESTAMPTZ_NS, -infinity",
        "DATE, infinity",
        "DATE, -infinity"
    })
    void infiniteTimesAreRefused(String type, String value) {
        String query = "SELECT NULL::%s AS until UNION ALL SELECT '%s'::%1$s".formatted(type, value);
        assertThat(catchThrowableOfType(
                        DataFileException.class, () -> TableReader.defaults().read(query)))
                .hasMessage(
                        "query, row 2: column \"until\" expects a date or time, got one that is infinite; make it null"
                                + " in a query or leave the column out");
    }

    @Test
    void wordsOfNumbersHaveTheDigitsOfTheFile() throws Exception {
        String query = """
                SELECT 9007199254740993::BIGINT AS long, 18446744073709551615::UBIGINT AS unsigned,
                       1.10::DECIMAL(9, 2) AS money,
                       12345678901234567.89::DECIMAL(19, 2) AS precise, 0.000000001::DECIMAL(18, 9) AS small,
                       7::SMALLINT AS short, -9007199254740993 AS negative""";
        List<String> names = List.of("long", "unsigned", "money", "precise", "small", "short", "negative");
        String file = parquet(query).toString();
        Table chosen =
                TableReader.defaults().categories(Set.copyOf(names)).read(file).table();
        Schema schema = new Schema(
                names.stream()
                        .map(name -> new Schema.Field(name, Schema.Type.CATEGORY))
                        .toList(),
                List.of());
        Table known = TableReader.defaults().read(file, schema).table();
        for (Table table : List.of(chosen, known)) {
            assertThat(table.columns())
                    .extracting(column -> ((Column.Categories) column).words().getFirst())
                    .containsExactly(
                            "9007199254740993",
                            "18446744073709551615",
                            "1.10",
                            "12345678901234567.89",
                            "0.000000001",
                            "7",
                            "-9007199254740993");
        }
        assertThat(TableReader.defaults()
                        .categories(Set.of("huge"))
                        .read("select -170141183460469231731687303715884105727::hugeint as huge")
                        .table()
                        .columns())
                .extracting(column -> ((Column.Categories) column).words().getFirst())
                .containsExactly("-170141183460469231731687303715884105727");
        Table numbers = TableReader.defaults().read(file).table();
        assertThat(numbers.columns())
                .extracting(column -> ((Column.Numbers) column).values()[0])
                .containsExactly(0x1p53, 0x1p64, 1.1, 12345678901234568.0, 1e-9, 7.0, -0x1p53);
    }

    @Test
    void truthUuidsAndEnumsAreWords() throws Exception {
        String query = """
                SELECT true AS truth, '00000000-0000-0000-0000-00000000000A'::UUID AS id, 'k]'::ENUM('j', 'k]') AS enum""";
        for (String source : List.of(parquet(query).toString(), query)) {
            assertThat(TableReader.defaults().read(source).table().columns())
                    .extracting(column -> ((Column.Categories) column).words().getFirst())
                    .containsExactly("true", "00000000-0000-0000-0000-00000000000a", "k]");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'x'::BLOB | BLOB
                    INTERVAL 1 DAY | INTERVAL
                    [1.5::DECIMAL(4, 2)] | DECIMAL(4,2)[]
                    [true] | BOOLEAN[]
                    {'a': 1} | STRUCT(a INTEGER)
                    MAP {'a': 1} | MAP(VARCHAR, INTEGER)
                    array_value(1, 2) | INTEGER[2]
                    """)
    void otherTypesAreRefusedByName(String value, String type) {
        assertThat(catchThrowableOfType(
                        DataFileException.class, () -> TableReader.defaults().read("select " + value + " as v")))
                .hasMessage("query: column \"v\" has values of type " + type
                        + ", which are neither numbers, words nor times; leave it out or convert it in a query");
    }

    private Path parquet(String query) throws SQLException {
        Path file = folder.resolve("values.parquet");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }
}
