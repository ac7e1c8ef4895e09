package dev.lamina.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.data.Column;
import dev.lamina.data.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableWriterTest {

    private static final Table TABLE = Table.of(
            "test",
            Column.numbers("n, \"1\"", 3, Double.NaN, 0.1, -0.0),
            Column.categories("w", "a,b", null, "say \"x\"\nplease", " ü "),
            new Column.Times("t", new double[] {0, Double.NaN, 86_399.25, 1e9}),
            new Column.Times("d", new double[] {0, Double.NaN, 86_400, -86_400}));

    @TempDir
    private Path folder;

    @Test
    void csvHasQuotesWhereTheyAreNeeded() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TableWriter.write(TABLE, out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        "n, ""1""\",w,t,d
                        3,"a,b",1970-01-01T00:00,1970-01-01
                        ,,,
                        0.1,"say ""x""
                        please",1970-01-01T23:59:59.250,1970-01-02
                        -0.0," ü ",2001-09-09T01:46:40,1969-12-31
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.csv", "x.csv.gz"})
    void whatIsWrittenReadsBack(String name) throws IOException {
        Path file = folder.resolve(name);
        TableWriter.write(TABLE, file);
        Table read = TableReader.defaults().read(file.toString()).table();
        assertThat(read.names()).isEqualTo(TABLE.names());
        assertThat(((Column.Numbers) read.columns().getFirst()).values())
                .containsExactly(((Column.Numbers) TABLE.columns().getFirst()).values());
        assertThat(((Column.Categories) read.columns().get(1)).words())
                .containsExactly("a,b", "say \"x\"\nplease", " ü ");
        for (int i = 2; i < 4; i++) {
            assertThat(((Column.Times) read.columns().get(i)).epochSeconds())
                    .containsExactly(((Column.Times) TABLE.columns().get(i)).epochSeconds());
        }
        assertThat(filesOf(folder)).containsExactly(name);
    }

    @Test
    void aMissingCellAloneOnItsRowIsStillARow() throws IOException {
        Path file = folder.resolve("x.csv");
        TableWriter.write(Table.of("test", Column.numbers("n", 1, Double.NaN, 2)), file);
        assertThat(TableReader.defaults().read(file.toString()).table().rows()).isEqualTo(3);
    }

    @Test
    void afterAnErrorTheOlderFileIsUntouched() throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "old");
        // Beyond the calendar: it stands for any failure half-way.
        Table broken = Table.of("test", new Column.Times("t", new double[] {0, 1e300}));
        assertThatThrownBy(() -> TableWriter.write(broken, file)).isInstanceOf(RuntimeException.class);
        assertThat(file).hasContent("old");
        assertThat(filesOf(folder)).containsExactly("x.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.json", "x.XLSX", "x.feather", "x.zip", "x.csv.zst"})
    void namesOfOtherFormatsAreRefused(String name) throws IOException {
        assertThatThrownBy(() -> TableWriter.write(TABLE, folder.resolve(name)))
                .isInstanceOf(DataFileException.class)
                .hasMessage(folder.resolve(name)
                        + ": tables are written as .csv, .csv.gz or .parquet; choose one of these names");
        assertThat(filesOf(folder)).isEmpty();
    }

    @Test
    void otherPlacesAreRefused() {
        assertThatThrownBy(() -> TableWriter.write(TABLE, folder.resolve("no/x.csv")))
                .hasMessage(folder.resolve("no/x.csv") + ": no folder " + folder.resolve("no"));
        assertThatThrownBy(() -> TableWriter.write(TABLE, folder)).hasMessageEndingWith(": a folder, expected a file");
    }

    private static List<String> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
