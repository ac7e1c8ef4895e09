package dev.lamina.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.data.Schema;
import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataHashTest {

    private static final String CSV = "a,b\n" + "1,x\n2,y\n".repeat(50_000);

    @TempDir
    private Path folder;

    @Test
    void aFileIsHashedAsItIsStored() throws Exception {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(CSV.getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream zstd = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(zstd)) {
            out.write(CSV.getBytes(StandardCharsets.UTF_8));
        }
        byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4};
        for (Path file : List.of(
                write("x.csv", CSV.getBytes(StandardCharsets.UTF_8)),
                write("x.csv.gz", gzip.toByteArray()),
                write("x.csv.zst", zstd.toByteArray()),
                write("x.json", "[{\"a\": 1}, {\"a\": 2}] \n\n".getBytes(StandardCharsets.UTF_8)),
                write("x.jsonl", "{\"a\": 1}\n".repeat(20_000).getBytes(StandardCharsets.UTF_8)),
                write("x.idx", images))) {
            assertThat(hash(file.toString())).as(file.toString()).isEqualTo(new DataHash(sha256(file), ""));
        }
    }

    @Test
    void filesAreHashedInTheOrderInWhichTheyAreRead() throws Exception {
        Path first = write("part-1.csv", "a\n1\n".getBytes(StandardCharsets.UTF_8));
        Path second = write("part-2.csv", "a\n2\n".getBytes(StandardCharsets.UTF_8));
        assertThat(hash(folder + "/part-*.csv"))
                .isEqualTo(new DataHash(sha256(first, second), "2 files, one after the other"));
    }

    @Test
    void foldersInAPatternAndBlanksInANameAreHashedToo() throws Exception {
        Files.createDirectories(folder.resolve("2023/my data"));
        Files.createDirectories(folder.resolve("2024/my data"));
        Path first = write("2023/x.csv", "a\n1\n".getBytes(StandardCharsets.UTF_8));
        Path second = write("2024/x.csv", "a\n2\n".getBytes(StandardCharsets.UTF_8));
        Path third = write("2024/my data/z 1.csv", "a\n3\n".getBytes(StandardCharsets.UTF_8));
        assertThat(hash(folder + "/*/x.csv").sha256()).isEqualTo(sha256(first, second));
        assertThat(hash(folder + "/**.csv").sha256()).isEqualTo(sha256(first, third, second));
        assertThat(hash(folder + "/2024/my data/z*.csv")).isEqualTo(new DataHash(sha256(third), ""));
    }

    @Test
    void labelsBesideImagesAreLeftOutAndItIsSaid() throws Exception {
        byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4};
        Path file = write("t-images-idx3-ubyte", images);
        write("t-labels-idx1-ubyte", new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 7, 8});
        assertThat(hash(file.toString())).isEqualTo(new DataHash(sha256(file), "the file of images"));
    }

    @Test
    void standardInputIsHashedAsItIsRead() throws Exception {
        byte[] text = CSV.getBytes(StandardCharsets.UTF_8);
        ReadTable read = TableReader.defaults()
                .standardInput(new ByteArrayInputStream(text))
                .read("-");
        assertThat(read.hash()).contains(new DataHash(sha256(write("same", text)), "the bytes read"));
    }

    @Test
    void whatASchemaChoosesIsNotHashed() throws IOException {
        Path file = write("x.csv", CSV.getBytes(StandardCharsets.UTF_8));
        Schema schema = new Schema(List.of(new Schema.Field("a", Schema.Type.NUMBER)), List.of());
        assertThat(TableReader.defaults().read(file.toString(), schema).hash()).isEmpty();
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static DataHash hash(String source) throws DataFileException {
        return TableReader.defaults().read(source).hash().orElseThrow();
    }

    private static String sha256(Path... files) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Path file : files) {
            digest.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
