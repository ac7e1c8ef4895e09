package dev.lamina.duckdb;

import dev.lamina.io.DataFileException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A file by a path in which the database sees no pattern. It has no way to write `*` or `[` as they are, so that a
/// file whose path has them is read by a link with a plain name, in a folder of its own, which is removed on closing.
///
/// @param folder of the link, if there is one
record LiteralPath(Path path, Optional<Path> folder) implements AutoCloseable {

    private static final String SPECIAL = File.separatorChar == '\\' ? "*?[{" : "*?[{\\";

    static LiteralPath of(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        if (path.toString().chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0)) {
            return new LiteralPath(path, Optional.empty());
        }
        Path folder = Files.createTempDirectory("lamina-");
        try {
            return new LiteralPath(Files.createSymbolicLink(folder.resolve("data"), path), Optional.of(folder));
        } catch (IOException | UnsupportedOperationException e) {
            Files.deleteIfExists(folder);
            throw new DataFileException(
                    file + ": DuckDB reads its name as a pattern, and a link cannot be made; rename the file", e);
        }
    }

    /// As a string of SQL.
    String quoted() {
        return SqlText.quoted(path.toString());
    }

    @Override
    public void close() throws IOException {
        if (folder.isPresent()) {
            Files.deleteIfExists(path);
            Files.deleteIfExists(folder.get());
        }
    }
}
