package dev.lamina.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Checks of the files to write, before any work is done for them.
final class OutputFile {

    private OutputFile() {}

    /// Finds out before an hour of training what would fail after it.
    static void checkModel(Path file, DataSource source) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a folder, expected a file; name one with --model");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(file + ": its folder does not exist; create it, or name another file with --model");
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(file + ": its folder cannot be written to; name another file with --model");
        }
        if (source.isFile(file)) {
            throw new IOException(file + ": is the data; name another file with --model");
        }
    }

    /// A page must not take the place of what it is made from.
    static void checkPage(Path file, List<Path> read) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a folder, expected a file; name one with --html");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(file + ": its folder does not exist; create it, or name another file with --html");
        }
        for (Path each : read) {
            if (Files.exists(file) && Files.exists(each) && Files.isSameFile(file, each)) {
                throw new IOException(file + ": is read by this command; name another file with --html");
            }
        }
    }

    /// Predictions must not take the place of what they are made from.
    static void checkPredictions(Path file, Path model, DataSource source) throws IOException {
        if (source.isFile(file) || (Files.exists(file) && Files.isSameFile(file, model))) {
            throw new IOException(file + ": is read by this command; name another file with -o");
        }
    }
}
