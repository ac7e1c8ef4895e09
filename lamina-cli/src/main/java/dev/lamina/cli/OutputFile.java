package dev.lamina.cli;

import dev.lamina.core.file.AtomicFile;
import dev.lamina.io.TableWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Checks of the files to write, before any work is done for them.
final class OutputFile {

    private OutputFile() {}

    /// Finds out before an hour of training what would fail after it.
    ///
    /// @param read what else the command reads
    static void checkModel(Path file, DataSource source, List<Path> read) throws IOException {
        check(file, "--model");
        if (source.isFile(file)) {
            throw new IOException(file + ": is the data; name another file with --model");
        }
        checkIsNotRead(file, read, "--model");
    }

    /// A page must not take the place of what it is made from.
    static void checkPage(Path file, List<Path> read) throws IOException {
        check(file, "--html");
        checkIsNotRead(file, read, "--html");
    }

    /// What is written besides the result, such as a log, must not take the place of anything else of the command.
    static void checkOther(Path file, List<Path> others, String option) throws IOException {
        check(file, option);
        checkIsNotRead(file, others, option);
        for (Path other : others) {
            if (file.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())) {
                throw new IOException(file + ": is written by this command; name another file with " + option);
            }
        }
    }

    /// Makes a folder where there is none.
    static void makeFolder(Path folder, String option) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException(folder + ": is a file, expected a folder; name another one with " + option);
        }
        try {
            Files.createDirectories(folder);
        } catch (FileSystemException e) {
            throw new IOException(folder + ": cannot be made; name another folder with " + option, e);
        }
    }

    /// Predictions must not take the place of what they are made from.
    static void checkPredictions(Path file, List<Path> read) throws IOException {
        checkIsNotRead(file, read, "-o");
        TableWriter.check(file);
    }

    /// Writes a page as UTF-8, all or nothing.
    static void writePage(Path file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    private static void check(Path file, String option) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": is a folder, expected a file; name one with " + option);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(file + ": its folder does not exist; create it, or name another file with " + option);
        }
        try {
            AtomicFile.check(file);
        } catch (FileSystemException e) {
            throw new IOException(file + ": " + e.getReason() + "; name another file with " + option, e);
        }
    }

    private static void checkIsNotRead(Path file, List<Path> read, String option) throws IOException {
        for (Path each : read) {
            if (Files.exists(file) && Files.exists(each) && Files.isSameFile(file, each)) {
                throw new IOException(file + ": is read by this command; name another file with " + option);
            }
        }
    }
}
