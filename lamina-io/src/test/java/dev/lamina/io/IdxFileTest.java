package dev.lamina.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lamina.data.Column;
import dev.lamina.data.Schema;
import dev.lamina.data.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsTheDigitsWithTheirLabels() throws DataFileException {
        String source = SharedFiles.path("data/mnist-t10k-images-idx3-ubyte.gz").toString();
        Table table = TableReader.defaults().read(source).table();
        assertThat(table.rows()).isEqualTo(10_000);
        assertThat(table.columns()).hasSize(785);
        assertThat(table.names()).startsWith("p0", "p1").endsWith("p783", "label");
        Column.Categories labels = (Column.Categories) table.require("label");
        // The first ten labels of the official test set.
        assertThat(Arrays.stream(labels.codes()).limit(10).mapToObj(labels.words()::get))
                .containsExactly("7", "2", "1", "0", "4", "1", "4", "9", "5", "9");
        assertThat(new TreeSet<>(labels.words())).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        double sum = table.columns().stream()
                .filter(Column.Numbers.class::isInstance)
                .flatMapToDouble(column -> Arrays.stream(((Column.Numbers) column).values()))
                .sum();
        // The mean pixel of the test set is 0.1325 of white.
        assertThat(sum / (10_000 * 784) / 255).isBetween(0.13245, 0.13255);
        assertThat(table.origin().of(3)).isEqualTo(source + ", row 4");
    }

    @Test
    void theLabelIsTheDefaultTarget() throws IOException {
        Path images = images(new byte[] {0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, (byte) 255});
        assertThat(TableReader.defaultTarget(images.toString())).isEmpty();
        assertThat(TableReader.defaults().read(images.toString()).table().names())
                .containsExactly("p0", "p1", "p2", "p3");
        labels(new byte[] {0, 0, 0, 1, 9});
        assertThat(TableReader.defaultTarget(images.toString())).contains("label");
        Table table = TableReader.defaults().read(images.toString()).table();
        assertThat(((Column.Numbers) table.require("p3")).values()).containsExactly(255);
        assertThat(((Column.Categories) table.require("label")).words()).containsExactly("9");
        assertThat(TableReader.defaultTarget("-")).isEmpty();
        assertThat(TableReader.defaultTarget("select 1")).isEmpty();
        Path csv = Files.writeString(folder.resolve("images.csv"), "label\n1\n");
        assertThat(TableReader.defaultTarget(csv.toString())).isEmpty();
    }

    @Test
    void theSchemaSkipsPixels() throws IOException {
        Path images = images(new byte[] {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 7, 8});
        Schema schema = new Schema(List.of(new Schema.Field("p1", Schema.Type.NUMBER)), List.of());
        assertThat(TableReader.defaults()
                        .read(images.toString(), schema)
                        .table()
                        .names())
                .containsExactly("p1");
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        byte[] sizes = {0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2};
        assertThat(refusal(images(concat(sizes, 1, 2, 3))))
                .endsWith(": truncated: fewer pixels than the header announces");
        assertThat(refusal(images(new byte[] {0, 0}))).endsWith(": truncated: fewer pixels than the header announces");
        assertThat(refusal(images(concat(sizes, 1, 2, 3, 4, 5))))
                .endsWith("bytes after the last value that the header announces");
        assertThat(refusal(images(new byte[] {-1, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2})))
                .contains("cannot hold -16777214 images");
        assertThat(refusal(images(new byte[] {0, 0, 0, 2, 127, 0, 0, 1, 127, 0, 0, 2})))
                .contains("at most 131071 pixels");
        Path other = Files.write(folder.resolve("x.idx"), new byte[] {0, 0, 13, 3, 0});
        assertThat(refusal(other))
                .endsWith("x.idx: not an IDX file of images as bytes: it starts with 0x00000D03, expected 0x00000803");
        Path images = images(concat(sizes, 1, 2, 3, 4));
        labels(new byte[] {0, 0, 0, 3, 1, 2, 3});
        assertThat(refusal(images)).endsWith(": 2 images, but the labels file beside it has 3 labels");
        labels(new byte[] {0, 0, 0, 2, 1});
        assertThat(refusal(images)).contains("labels-idx1-ubyte: truncated: expected 2 labels, got 1");
        labels(new byte[] {-1, 0, 0, 2, 1});
        assertThat(refusal(images)).contains("labels-idx1-ubyte: ");
    }

    private Path images(byte[] content) throws IOException {
        return idx("x-images-idx3-ubyte", 0x0803, content);
    }

    private void labels(byte[] content) throws IOException {
        idx("x-labels-idx1-ubyte", 0x0801, content);
    }

    private Path idx(String name, int magic, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 + content.length).putInt(magic).put(content);
        return Files.write(folder.resolve(name), bytes.array());
    }

    private static byte[] concat(byte[] start, int... end) {
        byte[] all = Arrays.copyOf(start, start.length + end.length);
        for (int i = 0; i < end.length; i++) {
            all[start.length + i] = (byte) end[i];
        }
        return all;
    }

    private static String refusal(Path file) {
        return String.valueOf(catchThrowableOfType(
                        DataFileException.class, () -> TableReader.defaults().read(file.toString()))
                .getMessage());
    }
}
