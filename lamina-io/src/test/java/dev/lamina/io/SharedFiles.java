package dev.lamina.io;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// The folder of data sets and hostile files beside the repository.
final class SharedFiles {

    private SharedFiles() {}

    /// A file or folder there; skips the test without it.
    static Path path(String relative) {
        Path path = Path.of(System.getProperty("lamina.shared", "../../shared"), relative);
        assumeTrue(Files.exists(path), () -> "skipped: needs " + path + " (set by -Dlamina.shared)");
        return path;
    }
}
