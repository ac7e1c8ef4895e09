package dev.lamina.io;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lamina.data.Table;
import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/// What tests of reading files share.
final class Reading {

    private Reading() {}

    static Table read(Path path) throws DataFileException {
        return TableReader.defaults().read(path.toString()).table();
    }

    /// The message with which a source is refused.
    static String refusal(String source) {
        return String.valueOf(catchThrowableOfType(
                        DataFileException.class, () -> TableReader.defaults().read(source))
                .getMessage());
    }

    /// The table as CSV text.
    static String csv(Table table) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TableWriter.write(table, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    static byte[] zstd(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
