package dev.lamina.io;

import static dev.lamina.io.Reading.csv;
import static dev.lamina.io.Reading.gzip;
import static dev.lamina.io.Reading.read;
import static dev.lamina.io.Reading.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.data.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    private Path folder;

    @Test
    void whatSparkWritesIsOneTable() throws IOException {
        write("out/_SUCCESS", "");
        write("out/_temporary/0/part-00009.csv", "z\n1\n");
        write("out/.part-00000-1f.c000.csv.crc", "crc\u0000");
        write("out/part-00000-1f.c000.csv", "");
        write("out/part-00001-1f.c000.csv", "a,b\n1,x\n");
        write("out/part-00002-1f.c000.csv", "a,b\n");
        write("out/part-00003-1f.c000.csv.gz", gzip("a,b\n2,y\n"));
        write("out/part-00004-1f.c000.csv.gz", gzip(""));
        assertThat(csv(read(folder.resolve("out")))).isEqualTo("a,b\n1,x\n2,y\n");
        assertThat(csv(read(folder.resolve("out/*")))).isEqualTo("a,b\n1,x\n2,y\n");
        write("json/_SUCCESS", "");
        write("json/part-00000-1f.c000.json", "{\"a\":1}\n{\"a\":2}\n");
        write("json/part-00001-1f.c000.json", "");
        assertThat(csv(read(folder.resolve("json")))).isEqualTo("a\n1\n2\n");
        write("none/part-00000.csv", "");
        write("none/part-00001.csv", "\n");
        assertThat(refusal(folder.resolve("none").toString())).endsWith("part-00001.csv: the file is empty");
    }

    @Test
    void foldersWithEqualsSignsAreColumnsOfNumbersOrWords() throws IOException {
        write("sales/year=2023/place=New%20York/part-0.csv", "n\n1\n2\n");
        write("sales/year=2024/place=__HIVE_DEFAULT_PARTITION__/part-0.csv", "n\n3\n");
        write("sales/year=2024/place=50%/part-0.csv", "n\n4\n");
        String table = "n,year,place\n1,2023,New York\n2,2023,New York\n4,2024,50%\n3,2024,\n";
        assertThat(csv(read(folder.resolve("sales")))).isEqualTo(table);
        assertThat(csv(read(folder.resolve("sales/**.csv")))).isEqualTo(table);
        write("json/k=1/a.jsonl", "{\"n\":1}\n{\"m\":2}\n");
        write("json/k=2/a.jsonl", "{\"n\":3,\"m\":4}\n");
        assertThat(csv(read(folder.resolve("json")))).isEqualTo("n,m,k\n1,,1\n,2,1\n3,4,2\n");
    }

    @Test
    void aColumnOfTheFileWinsOverOneOfItsFolder() throws IOException {
        Path file = write("year=2024/a.csv", "year,n\n23,1\n");
        assertThat(csv(read(file))).isEqualTo("year,n\n23,1\n");
    }

    @Test
    void otherFilesAreNamed() throws IOException {
        write("mixed/a.csv", "a\n1\n");
        write("mixed/b.json", "[{\"a\":1}]");
        assertThat(refusal(folder.resolve("mixed").toString())).contains("b.json: a file of another kind than");
        write("notes/a.csv", "a\n1\n");
        write("notes/read.md", "a\n1\n");
        Path notes = folder.resolve("notes");
        assertThat(refusal(notes.toString()))
                .isEqualTo(notes
                        + ": a folder, and its file read.md is neither CSV, JSON nor Parquet by its name; name the"
                        + " data files by a pattern such as '" + notes.resolve("*.csv") + "'");
        Path empty = folder.resolve("empty");
        Files.createDirectories(empty.resolve("_x"));
        assertThat(refusal(empty.toString())).isEqualTo(empty + ": a folder without data files");
        write("delta/_delta_log/00.json", "{}");
        write("delta/part-0.parquet", "PAR1");
        assertThat(refusal(folder.resolve("delta").toString()))
                .endsWith(
                        "delta: a table of Delta Lake, whose files also hold rows that are deleted; export the table as"
                                + " Parquet");
    }

    @Test
    void rowsKeepTheirFileAndLine() throws IOException {
        Path first = write("d/a.csv", "a\n1\n");
        Path second = write("d/b/c.csv", "a\n\n2\n");
        Table table = read(folder.resolve("d"));
        assertThat(table.origin().of(0)).isEqualTo(first + ":2");
        assertThat(table.origin().of(2)).isEqualTo(second + ":3");
    }

    private Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }
}
