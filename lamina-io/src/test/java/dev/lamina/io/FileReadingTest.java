package dev.lamina.io;

import static dev.lamina.io.Reading.gzip;
import static dev.lamina.io.Reading.read;
import static dev.lamina.io.Reading.refusal;
import static dev.lamina.io.Reading.zstd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.lamina.data.Table;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileReadingTest {

    private static final String TEXT = "a,b\n" + "1,x\n2,y\n".repeat(500);

    @TempDir
    private Path folder;

    @Test
    void compressedFilesReadAsPlainOnesWhateverTheirName() throws IOException {
        Table plain = read(write("plain.csv", TEXT.getBytes(StandardCharsets.UTF_8)));
        for (byte[] bytes : new byte[][] {gzip(TEXT), zstd(TEXT)}) {
            Table table = read(write("x.csv", bytes));
            assertThat(table.names()).isEqualTo(plain.names());
            assertThat(table.rows()).isEqualTo(1000);
            assertThat(table.origin().of(999)).endsWith("x.csv:1001");
        }
    }

    @Test
    void everyCutOfCompressedDataIsAnError() throws IOException {
        byte[] second = gzip("3,z\n");
        byte[] first = gzip("a,b\n1,x\n");
        byte[] members = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, members, first.length, second.length);
        assertThat(read(write("whole.csv", members)).rows()).isEqualTo(2);
        for (int length = 3; length < members.length; length++) {
            if (length != first.length) {
                Path cut = write("cut.csv", Arrays.copyOf(members, length));
                assertThat(refusal(cut.toString())).as("cut at %d", length).contains("cut.csv: truncated");
            }
        }
        byte[] zstd = zstd(TEXT);
        for (int length = 4; length < zstd.length; length++) {
            Path cut = write("cut.csv", Arrays.copyOf(zstd, length));
            assertThat(refusal(cut.toString())).as("cut at %d", length).contains("cut.csv: truncated");
        }
    }

    @Test
    void damagedCompressedDataIsAnError() throws IOException {
        byte[] bytes = gzip(TEXT);
        bytes[bytes.length - 6] ^= 1;
        assertThat(refusal(write("x.csv", bytes).toString()))
                .contains("damaged gzip data: the checksum does not match");
        byte[] junk = Arrays.copyOf(gzip(TEXT), gzip(TEXT).length + 7);
        assertThat(refusal(write("x.csv", junk).toString())).contains("no member where one should start");
        byte[] zstd = Arrays.copyOf(zstd(TEXT), zstd(TEXT).length + 7);
        assertThat(refusal(write("x.csv", zstd).toString())).contains("x.csv: ");
    }

    @Test
    void dataThatExpandTooFarAreRefusedAboveTheFreeSize() throws IOException {
        byte[] bomb = gzip("a\n" + "1\n".repeat(1_000_000));
        try (InputStream in = DecompressedInput.open(new ByteArrayInputStream(bomb), "bomb.csv.gz", 100_000)) {
            assertThat(catchThrowableOfType(DataFileException.class, in::readAllBytes))
                    .hasMessage(
                            "bomb.csv.gz: decompresses to more than 100 times its size; decompress it yourself if you trust"
                                    + " it");
        }
        try (InputStream in = DecompressedInput.open(new ByteArrayInputStream(bomb), "bomb.csv.gz")) {
            assertThat(in.readAllBytes()).hasSize(2_000_002);
        }
    }

    @Test
    void filesOfAGlobAreOneTableMatchedByName() throws IOException {
        write("part-1.csv", "a,b\n1,x\n2,y\n");
        write("part-2.csv", "b,a\nz,3\n");
        write("other.csv", "c\n1\n");
        Table table = read(folder.resolve("part-*.csv"));
        assertThat(table.names()).containsExactly("a", "b");
        assertThat(((dev.lamina.data.Column.Numbers) table.columns().getFirst()).values())
                .containsExactly(1, 2, 3);
        assertThat(table.origin().of(2)).isEqualTo(folder.resolve("part-2.csv") + ":2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "with spaces.csv",
                "from lab.csv",
                "Select 2024.csv",
                "with (1).csv",
                "select.csv",
                "a*b?.csv",
                "plain[1].csv",
                "{a,b}.csv",
                "-p.csv",
                "it's \"x\".csv",
                "back\\slash.csv",
                "100%25.csv",
                "$HOME;`x`&.csv",
                "new\nline.csv",
                "pinguïns 企鹅 🐧.csv",
                " .csv",
                "select * from 'x'",
            })
    void aFileThatExistsIsReadWhateverItsName(String name) throws IOException {
        assumeFalse(File.separatorChar == '\\', "Windows has no such names");
        write("aXbY.csv", "other\n1\n");
        write("plain1.csv", "other\n1\n");
        Path file = write(name, "a,b\n1,x\n");
        assertThat(read(file).names()).containsExactly("a", "b");
        assertThat(TableReader.defaultTarget(file.toString())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024 [final]", "a*", "{x}", "from here"})
    void aFolderThatExistsIsMeantByAGlobWhateverItsName(String name) throws IOException {
        assumeFalse(File.separatorChar == '\\', "Windows has no such names");
        Files.createDirectory(folder.resolve(name));
        Files.createDirectory(folder.resolve("ab"));
        write("ab/3.csv", "a\n3\n");
        write(name + "/1.csv", "a\n1\n");
        write(name + "/2.csv", "a\n2\n");
        assertThat(read(folder.resolve(name).resolve("?.csv")).rows()).isEqualTo(2);
        assertThat(read(folder.resolve("a?/3.csv")).rows()).isOne();
        assertThat(read(folder.resolve("**.csv")).rows()).isEqualTo(3);
    }

    @Test
    void filesOfAGlobMustAgree() throws IOException {
        write("p1.csv", "a,b\n1,x\n");
        Path second = write("p2.csv", "a,c\n1,x\n");
        assertThat(refusal(folder.resolve("p?.csv").toString()))
                .isEqualTo(second + ": column \"c\" is not in " + folder.resolve("p1.csv")
                        + "; files that are read together must have the same columns");
        write("p2.csv", "a\n1\n");
        assertThat(refusal(folder.resolve("p?.csv").toString()))
                .startsWith(second + ": no column \"b\", which " + folder.resolve("p1.csv") + " has");
        write("p2.csv", "a,b\nx,x\n");
        write("p2.json", "[]");
        assertThat(refusal(folder.resolve("p*").toString())).contains("a file of another kind than");
        assertThat(refusal(folder.resolve("q*").toString())).endsWith("q*: no file matches");
    }

    @Test
    void theNearestNameIsProposed() throws IOException {
        Path file = write("houses.csv", TEXT);
        assertThat(refusal(folder.resolve("house.csv").toString()))
                .isEqualTo(folder.resolve("house.csv") + ": no such file; did you mean " + file + "?");
        assertThat(refusal(folder.resolve("zzzzzzzz").toString())).endsWith("zzzzzzzz: no such file");
        assertThat(refusal(folder.resolve("no/x.csv").toString()))
                .endsWith("no/x.csv: no such file, and no folder " + folder.resolve("no"));
    }

    private Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
