package dev.lamina.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lamina.data.Column;
import dev.lamina.data.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files of csv-spectrum (github.com/maxogden/csv-spectrum), each against the same rows as JSON.
class CsvSpectrumTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        Path archive = SharedFiles.path("hostile/third-party/csv-spectrum-b251546.tar.xz");
        int exit;
        try {
            exit = new ProcessBuilder("tar", "-xJf", archive.toAbsolutePath().toString(), "-C", folder.toString())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            exit = -1;
        }
        assumeTrue(exit == 0, "skipped: needs the commands tar and xz");
    }

    @Test
    void everyFileHasTheRowsOfItsJson() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(folder.resolve("csvs"))) {
            files = found.toList();
        }
        assertThat(files).hasSize(11);
        for (Path csv : files) {
            String json = csv.getFileName().toString().replace(".csv", ".json");
            assertThat(rows(csv)).as(json).isEqualTo(rows(folder.resolve("json").resolve(json)));
        }
    }

    private static List<List<@Nullable String>> rows(Path file) throws IOException {
        List<String> names =
                TableReader.defaults().read(file.toString()).table().names();
        Table table = TableReader.defaults()
                .categories(new HashSet<>(names))
                .read(file.toString())
                .table();
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            List<@Nullable String> cells = new ArrayList<>();
            for (Column column : table.columns()) {
                Column.Categories words = (Column.Categories) column;
                cells.add(words.missing(row) ? null : words.words().get(words.codes()[row]));
            }
            rows.add(cells);
        }
        return rows;
    }
}
