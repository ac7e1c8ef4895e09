package dev.lamina.io;

import dev.lamina.data.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/// Writes tables, for example of predictions.
///
/// CSV is UTF-8 with commas, LF and quotes where they are needed (RFC 4180): numbers as the shortest text that
/// reads back as the same double, whole numbers without a decimal point, times in ISO 8601, missing cells
/// empty.
public final class TableWriter {

    private TableWriter() {}

    /// Writes a file by the ending of its name: `.parquet` or `.pq` Parquet, `.gz` compressed CSV, everything
    /// else CSV. The file appears when it is complete: after an error an older one is still there, untouched.
    ///
    /// Parquet needs a [QueryEngine], which the module `lamina-duckdb` provides.
    ///
    /// @throws DataFileException if the file cannot be written, or its ending is that of another kind of file
    public static void write(Table table, Path file) throws DataFileException {
        SourceKind kind = SourceKind.of(file);
        if (kind == SourceKind.JSON || kind == SourceKind.IDX || file.toString().endsWith(".zst")) {
            throw new DataFileException(
                    file + ": tables are written as .csv, .csv.gz or .parquet; choose one of these names");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new DataFileException(file + ": no folder " + folder);
        }
        if (Files.isDirectory(file)) {
            throw new DataFileException(file + ": a folder, expected a file");
        }
        try {
            writeAtomically(table, kind, file);
        } catch (AccessDeniedException e) {
            throw new DataFileException(file + ": permission denied", e);
        } catch (IOException e) {
            throw e instanceof DataFileException known ? known : new DataFileException(file + ": " + e.getMessage(), e);
        }
    }

    /// Writes CSV, and flushes but does not close `out`.
    public static void write(Table table, OutputStream out) throws IOException {
        CsvText.write(table, out);
    }

    private static void writeAtomically(Table table, SourceKind kind, Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // A pipe or a device is written to, never replaced.
            writeCsv(table, file, file);
            return;
        }
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + Long.toHexString(System.nanoTime()));
        try {
            if (kind == SourceKind.PARQUET) {
                QueryEngines.require(file.toString()).writeParquet(table, temporary);
            } else {
                writeCsv(table, temporary, file);
            }
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// @param named says by its name whether to compress
    private static void writeCsv(Table table, Path file, Path named) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            if (named.toString().endsWith(".gz")) {
                try (OutputStream gzip = new GZIPOutputStream(out, 1 << 16)) {
                    CsvText.write(table, gzip);
                }
            } else {
                CsvText.write(table, out);
            }
        }
    }
}
