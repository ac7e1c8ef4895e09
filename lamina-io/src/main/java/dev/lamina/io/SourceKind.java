package dev.lamina.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What a file holds.
enum SourceKind {
    CSV,
    PARQUET,
    JSON,
    IDX;

    private static final String PARQUET_MAGIC = "PAR1";

    /// By the first bytes of the file, if these are sure, and otherwise by its name.
    static SourceKind held(Path file) throws IOException {
        SourceKind named = of(file);
        if (named == IDX || !Files.isRegularFile(file)) {
            return named;
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(ForeignFormat.BYTES);
        }
        boolean text = ForeignFormat.isText(start);
        if (new String(start, StandardCharsets.ISO_8859_1).startsWith(PARQUET_MAGIC)) {
            return text ? named : PARQUET;
        }
        boolean other = start.length > 0 && (text || ForeignFormat.isKnown(start));
        return named == PARQUET && other ? CSV : named;
    }

    /// By its name.
    static SourceKind of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".parquet") || name.endsWith(".pq")) {
            return PARQUET;
        }
        String plain = name.replaceFirst("\\.(gz|zst)$", "");
        if (plain.endsWith(".json") || plain.endsWith(".jsonl") || plain.endsWith(".ndjson")) {
            return JSON;
        }
        return plain.endsWith("ubyte") || plain.endsWith(".idx") ? IDX : CSV;
    }
}
