package dev.lamina.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.data.Column;
import dev.lamina.data.Table;
import dev.lamina.io.TableReader;
import dev.lamina.io.TableWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFolderTest {

    @TempDir
    private Path folder;

    @Test
    void foldersWithEqualsSignsAreColumnsAsInOtherFormats() throws IOException {
        Path first = write("year=2023/place=New%20York/part-0.parquet", Column.numbers("n", 1, 2));
        write("year=2024/place=__HIVE_DEFAULT_PARTITION__/part-0.snappy.parquet", Column.numbers("n", 3));
        Files.createFile(folder.resolve("_SUCCESS"));
        assertThat(csv(folder)).isEqualTo("n,year,place\n1,2023,New York\n2,2023,New York\n3,2024,\n");
        assertThat(csv(folder.resolve("**.parquet"))).isEqualTo(csv(folder));
        assertThat(csv(first)).isEqualTo("n,year,place\n1,2023,New York\n2,2023,New York\n");
    }

    @Test
    void aColumnOfTheFileWinsOverOneOfItsFolder() throws IOException {
        Path file = write("year=2024/a.parquet", Column.numbers("year", 23));
        assertThat(csv(file)).isEqualTo("year\n23\n");
    }

    @Test
    void parquetIsKnownByItsContent() throws IOException {
        Path file = write("a.parquet", Column.numbers("n", 1, 2));
        assertThat(csv(Files.move(file, folder.resolve("a.csv")))).isEqualTo("n\n1\n2\n");
        assertThat(csv(Files.writeString(folder.resolve("b.parquet"), "n\n1\n2\n")))
                .isEqualTo("n\n1\n2\n");
    }

    private Path write(String name, Column column) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolve("..").normalize());
        TableWriter.write(Table.of("test", column), file);
        return file;
    }

    private static String csv(Path source) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TableWriter.write(TableReader.defaults().read(source.toString()).table(), bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
