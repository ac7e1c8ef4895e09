package dev.lamina.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import dev.lamina.data.Table;
import dev.lamina.io.DataFileException;
import dev.lamina.io.DataHash;
import dev.lamina.io.ReadTable;
import dev.lamina.io.TableReader;
import dev.lamina.io.TableWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbEngineTest {

    @TempDir
    private Path folder;

    @Test
    void parquetTypesBecomeNumbersWordsAndTimes() throws Exception {
        Table table = read(parquet("""
                SELECT 200::UTINYINT AS a, 18446744073709551616::HUGEINT AS b, 3.25::DECIMAL(9,2) AS c, 1.5::FLOAT AS d,
                       18446744073709551615::UBIGINT AS e, true AS f, 'x' AS g, 'k'::ENUM('j','k') AS h,
                       '00000000-0000-0000-0000-000000000001'::UUID AS i, DATE '2024-02-29' AS j,
                       TIMESTAMP '2024-02-29 12:30:00.25' AS k, TIMESTAMPTZ '2024-02-29 12:30:00+02' AS l
                UNION ALL SELECT NULL, NULL, NULL, 'nan'::FLOAT, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL
                """));
        assertThat(table.columns().subList(0, 5)).hasOnlyElementsOfType(Column.Numbers.class);
        assertThat(first(table, 0)).isEqualTo(200);
        assertThat(first(table, 1)).isEqualTo(0x1p64);
        assertThat(first(table, 2)).isEqualTo(3.25);
        assertThat(first(table, 3)).isEqualTo(1.5);
        assertThat(first(table, 4)).isEqualTo(0x1p64);
        assertThat(table.columns().subList(5, 9))
                .extracting(column -> ((Column.Categories) column).words())
                .containsExactly(
                        List.of("true"), List.of("x"), List.of("k"), List.of("00000000-0000-0000-0000-000000000001"));
        assertThat(first(table, 9)).isEqualTo(19782 * 86400.0);
        assertThat(first(table, 10)).isEqualTo(19782 * 86400.0 + 45000.25);
        assertThat(first(table, 11)).isEqualTo(19782 * 86400.0 + 37800);
        assertThat(table.columns()).allMatch(column -> column.missing(1) && !column.missing(0));
        assertThat(table.origin().of(1)).endsWith("it's [x].parquet, row 2");
    }

    @Test
    void nestedTypesAreRefusedUnlessSkipped() throws Exception {
        Path file = parquet("SELECT 1 AS a, [1, 2] AS list");
        assertThat(refusal(file.toString()))
                .isEqualTo(file
                        + ": column \"list\" has values of type INTEGER[], which are neither numbers, words nor times;"
                        + " leave it out or convert it in a query");
        Schema schema = new Schema(List.of(new Schema.Field("a", Schema.Type.NUMBER)), List.of());
        ReadTable read = TableReader.defaults().read(file.toString(), schema);
        assertThat(read.table().names()).containsExactly("a");
        assertThat(read.unusedColumns()).containsExactly("list");
    }

    @Test
    void theSchemaConvertsWhatItCan() throws Exception {
        Path file = parquet("SELECT 3.0::DOUBLE AS code, '7.5' AS text, '2024-01-01' AS day, true AS flag");
        Schema schema = new Schema(
                List.of(
                        new Schema.Field("code", Schema.Type.CATEGORY),
                        new Schema.Field("text", Schema.Type.NUMBER),
                        new Schema.Field("day", Schema.Type.TIME)),
                List.of());
        Table table = TableReader.defaults().read(file.toString(), schema).table();
        assertThat(((Column.Categories) table.columns().getFirst()).words()).containsExactly("3");
        assertThat(first(table, 1)).isEqualTo(7.5);
        assertThat(first(table, 2)).isEqualTo(19723 * 86400.0);
        Schema wrong = new Schema(List.of(new Schema.Field("flag", Schema.Type.NUMBER)), List.of());
        ReadTable strange = TableReader.defaults().read(file.toString(), wrong);
        assertThat(strange.table().columns().getFirst().missing(0)).isTrue();
        assertThat(strange.warnings())
                .containsExactly(
                        file + ", row 1: column \"flag\": 1 of 1 cells is no number and counts as missing: \"true\"");
    }

    @Test
    void categoriesMayBeForced() throws Exception {
        Path file = parquet("SELECT unnest([10, 20, 10]) AS zip");
        Table table = TableReader.defaults()
                .categories(Set.of("zip"))
                .read(file.toString())
                .table();
        assertThat(((Column.Categories) table.columns().getFirst()).words()).containsExactly("10", "20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.parquet", "x's.pq"})
    void whatIsWrittenReadsBack(String name) throws IOException {
        Table written = Table.of(
                "test",
                Column.numbers("n, \"1\"", 3, Double.NaN, 0.1, -0.0),
                Column.categories("w", "a,b", null, "say \"x\"\nplease", " ü "),
                new Column.Times("t", new double[] {0, Double.NaN, 86_399.25, 1e9}),
                new Column.Times("d", new double[] {0, Double.NaN, 86_400, -86_400}));
        Path file = folder.resolve(name);
        TableWriter.write(written, file);
        Table read = read(file);
        assertThat(read.names()).isEqualTo(written.names());
        assertThat(((Column.Numbers) read.columns().getFirst()).values())
                .containsExactly(((Column.Numbers) written.columns().getFirst()).values());
        assertThat(((Column.Categories) read.columns().get(1)).words())
                .containsExactly("a,b", "say \"x\"\nplease", " ü ");
        for (int i = 2; i < 4; i++) {
            assertThat(((Column.Times) read.columns().get(i)).epochSeconds())
                    .containsExactly(((Column.Times) written.columns().get(i)).epochSeconds());
        }
        assertThat(folder.toFile().list()).containsExactly(name);
    }

    @Test
    void columnsOfNothingAreNumbersWithoutValues() throws IOException {
        Table table = TableReader.defaults().read("select null as a, 1 as b").table();
        assertThat(table.columns().getFirst()).isInstanceOf(Column.Numbers.class);
        assertThat(table.columns().getFirst().missing(0)).isTrue();
    }

    @Test
    void queriesReadFilesByName() throws Exception {
        Path csv = write("it's.csv", "a,b\n1,x\n2,y\n");
        String name = csv.toString().replace("'", "''");
        for (String query : List.of(
                "select a, b from '" + name + "' where a > 1",
                " FROM '" + name + "' WHERE a > 1;",
                "with t as (from '" + name + "') select * from t where a = 2")) {
            Table table = TableReader.defaults().read(query).table();
            assertThat(table.names()).containsExactly("a", "b");
            assertThat(first(table, 0)).isEqualTo(2);
            assertThat(table.origin().of(0)).isEqualTo("query, row 1");
        }
    }

    @Test
    void queryProblemsAreOneLine() {
        assertThat(refusal("select bogus")).startsWith("query: Binder Error: ").doesNotContain("\n");
        assertThat(refusal("select * from 'absent.csv'")).contains("absent.csv");
        assertThat(refusal("select * from 'https://example.org/x.parquet'")).contains("httpfs");
        assertThat(refusal("select 1 as a, 2 as a"))
                .isEqualTo("query: duplicate name: columns 1 and 2 are both named \"a\"; rename one");
        assertThat(refusal("select 1 as a where false")).startsWith("query: no rows");
    }

    @Test
    void aFileIsHashedByItsBytesAndAQueryByItsRowsAsCsv() throws Exception {
        Path file = parquet("SELECT 1.5 AS a, 'x' AS b");
        ReadTable read = TableReader.defaults().read(file.toString());
        assertThat(read.hash()).contains(new DataHash(sha256(Files.readAllBytes(file)), ""));
        ReadTable queried = TableReader.defaults().read("select 1.5 as a, 'x' as b");
        assertThat(queried.hash())
                .contains(new DataHash(sha256("a,b\n1.5,x\n".getBytes(StandardCharsets.UTF_8)), "the rows as CSV"));
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void badParquetFilesAreOneLine() throws IOException {
        assertThat(refusal(write("x.parquet", "no parquet at all").toString()))
                .startsWith(folder.resolve("x.parquet") + ": ")
                .doesNotContain("\n");
    }

    private Path parquet(String query) throws SQLException {
        Path file = folder.resolve("it's [x].parquet");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file.toString().replace("'", "''") + "' (FORMAT parquet)");
        }
        return file;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static double first(Table table, int column) {
        return switch (table.columns().get(column)) {
            case Column.Numbers numbers -> numbers.values()[0];
            case Column.Times times -> times.epochSeconds()[0];
            case Column.Categories categories -> categories.codes()[0];
        };
    }

    private static Table read(Path path) throws DataFileException {
        return TableReader.defaults().read(path.toString()).table();
    }

    private static String refusal(String source) {
        return String.valueOf(catchThrowableOfType(
                        DataFileException.class, () -> TableReader.defaults().read(source))
                .getMessage());
    }
}
