package dev.lamina.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import dev.lamina.data.Table;
import dev.lamina.io.DataFileException;
import dev.lamina.io.TableReader;
import dev.lamina.io.TableWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names of files and of columns are taken as they are.
class ParquetNamesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with dot.x.parquet",
                "with spaces.parquet",
                "from lab.parquet",
                "sales[1].parquet",
                "a*b.parquet",
                "a?b.pq",
                "{a,b}.parquet",
                "-p.parquet",
                "it's \"x\".parquet",
                "back\\slash.parquet",
                "back\\slash[1]*.parquet",
                "new\nline.parquet",
                "100%25.parquet",
                "企鹅 🐧.parquet",
                "x=1.parquet",
            })
    void theVeryFileIsReadWhateverItsName(String name) throws Exception {
        assumeFalse(File.separatorChar == '\\', "Windows has no such names");
        for (String other : List.of("sales1", "aXb", "aYb", "a", "b")) {
            parquet(folder.resolve(other + ".parquet"), "SELECT 2 AS other");
        }
        Path plain = folder.resolve("plain");
        parquet(plain, "SELECT 1 AS a");
        Path file = Files.move(plain, folder.resolve(name));
        assertThat(read(file).names()).containsExactly("a");
        assertThat(read(file).origin().of(0)).isEqualTo(file + ", row 1");

        Path inFolder =
                Files.createDirectory(folder.resolve(name + " [folder]*")).resolve(name);
        TableWriter.write(Table.of("test", Column.numbers("b", 1, 2)), inFolder);
        assertThat(read(inFolder).names()).startsWith("b");
    }

    @Test
    void columnsThatDifferByCaseAreTwo() throws Exception {
        Table written = Table.of(
                "test",
                Column.numbers("t", 1, 2),
                Column.numbers("T", 3, 4),
                Column.categories("T_1", "x", "y"),
                Column.categories("ä", "u", "v"),
                Column.categories("Ä", "w", "z"));
        Path file = folder.resolve("case.parquet");
        TableWriter.write(written, file);
        assertThat(read(file).names()).containsExactly("t", "T", "T_1", "ä", "Ä");
        assertThat(numbers(read(file), 1)).containsExactly(3, 4);
        Schema schema = new Schema(List.of(new Schema.Field("T", Schema.Type.NUMBER)), List.of());
        Table one = TableReader.defaults().read(file.toString(), schema).table();
        assertThat(one.names()).containsExactly("T");
        assertThat(numbers(one, 0)).containsExactly(3, 4);
        assertThat(TableReader.defaults().read("select 1 as t, 2 as T").table().names())
                .containsExactly("t", "T");
    }

    @Test
    void namesOfColumnsMayBeAnything() throws IOException {
        List<String> names = List.of(
                "rowid",
                "filename",
                "file_row_number",
                "c1",
                "c0",
                "a.b",
                "a b",
                "say \"x\"",
                "it's",
                "select",
                "schema",
                "element",
                "企鹅",
                "a\nb",
                " x ",
                "%s",
                "x".repeat(300));
        Table written = Table.of(
                "test",
                names.stream()
                        .map(name -> Column.numbers(name, names.indexOf(name), 0))
                        .toArray(Column[]::new));
        Path file = folder.resolve("names.parquet");
        TableWriter.write(written, file);
        Table table = read(file);
        assertThat(table.names()).isEqualTo(names);
        for (int i = 0; i < names.size(); i++) {
            assertThat(numbers(table, i)).containsExactly(i, 0);
        }
    }

    @Test
    void columnsBesideNestedOnesKeepTheirNames() throws Exception {
        Path file = folder.resolve("nested.parquet");
        parquet(file, "SELECT {'a': 1, 'b': [1, 2]} AS s, 2 AS b, MAP {'k': 1} AS m, [[1]] AS l, 3 AS B2, 4 AS a");
        Schema schema = new Schema(
                List.of(new Schema.Field("a", Schema.Type.NUMBER), new Schema.Field("b", Schema.Type.NUMBER)),
                List.of());
        Table table = TableReader.defaults().read(file.toString(), schema).table();
        assertThat(table.names()).containsExactly("b", "a");
        assertThat(numbers(table, 0)).containsExactly(2);
        assertThat(numbers(table, 1)).containsExactly(4);
    }

    @Test
    void aNameThatColumnsShareIsRefusedWithTheirPlaces() {
        assertThat(catchThrowableOfType(
                        DataFileException.class,
                        () -> TableReader.defaults().read("select 1 as a, 2 as b, 3 as c, 4 as b")))
                .hasMessage("query: duplicate name: columns 2 and 4 are both named \"b\"; rename one");
    }

    private static double[] numbers(Table table, int column) {
        return ((Column.Numbers) table.columns().get(column)).values();
    }

    private static Table read(Path file) throws DataFileException {
        return TableReader.defaults().read(file.toString()).table();
    }

    private static void parquet(Path file, String query) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        }
    }
}
