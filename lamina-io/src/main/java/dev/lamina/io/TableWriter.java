package dev.lamina.io;

import dev.lamina.core.file.AtomicFile;
import dev.lamina.data.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/// Writes tables, for example of predictions.
///
/// CSV is UTF-8 with commas, LF and quotes where they are needed (RFC 4180): numbers as the shortest text that
/// reads back as the same double, whole numbers without a decimal point, times in ISO 8601, missing cells
/// empty.
public final class TableWriter {

    private TableWriter() {}

    /// Writes a file by the ending of its name: `.parquet` or `.pq` Parquet, `.gz` compressed CSV, everything
    /// else CSV. The file appears when it is complete: after an error an older one is still there, untouched. For
    /// permissions, links and pipes see [AtomicFile].
    ///
    /// Parquet needs a [QueryEngine], which the module `lamina-duckdb` provides.
    ///
    /// @throws DataFileException if the file cannot be written, or its ending is that of another kind of file
    public static void write(Table table, Path file) throws DataFileException {
        requireKind(file);
        requireFolder(file);
        try {
            if (SourceKind.of(file) == SourceKind.PARQUET) {
                QueryEngine engine = QueryEngines.require(file.toString());
                AtomicFile.create(file, temporary -> engine.writeParquet(table, temporary));
            } else {
                AtomicFile.write(file, out -> writeCsv(table, out, file));
            }
        } catch (DataFileException e) {
            throw e;
        } catch (IOException e) {
            throw new DataFileException(file + ": " + reason(e), e);
        }
    }

    /// Finds out whether [#write(Table, Path)] could write a file, before there is a table.
    ///
    /// @throws DataFileException if not
    public static void check(Path file) throws DataFileException {
        requireKind(file);
        requireFolder(file);
        if (SourceKind.of(file) == SourceKind.PARQUET) {
            QueryEngines.require(file.toString());
        }
        try {
            AtomicFile.check(file);
        } catch (IOException e) {
            throw new DataFileException(file + ": " + reason(e), e);
        }
    }

    /// Writes CSV, and flushes but does not close `out`.
    public static void write(Table table, OutputStream out) throws IOException {
        CsvText.write(table, out);
    }

    private static void requireKind(Path file) throws DataFileException {
        SourceKind kind = SourceKind.of(file);
        String name = file.toString();
        if (kind == SourceKind.JSON || kind == SourceKind.IDX || name.endsWith(".zst") || ForeignFormat.isNamed(name)) {
            throw new DataFileException(
                    file + ": tables are written as .csv, .csv.gz or .parquet; choose one of these names");
        }
    }

    private static void requireFolder(Path file) throws DataFileException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new DataFileException(file + ": no folder " + folder);
        }
        if (Files.isDirectory(file)) {
            throw new DataFileException(file + ": a folder, expected a file");
        }
    }

    private static String reason(IOException failure) {
        return failure instanceof FileSystemException named
                ? Objects.requireNonNullElse(named.getReason(), "cannot be written")
                : Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    /// @param named says by its name whether to compress
    private static void writeCsv(Table table, OutputStream out, Path named) throws IOException {
        if (named.toString().endsWith(".gz")) {
            try (OutputStream gzip = new GZIPOutputStream(out, 1 << 16)) {
                CsvText.write(table, gzip);
            }
        } else {
            CsvText.write(table, out);
        }
    }
}
