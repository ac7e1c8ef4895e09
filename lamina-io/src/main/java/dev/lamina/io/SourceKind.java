package dev.lamina.io;

import java.nio.file.Path;
import java.util.Locale;

/// What a file holds, by its name.
enum SourceKind {
    CSV,
    PARQUET,
    JSON,
    IDX;

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
