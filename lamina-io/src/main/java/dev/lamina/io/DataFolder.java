package dev.lamina.io;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A folder as the data of all files in it and in its folders, as Spark and others write it. What begins with `_`
/// or `.` is no data: `_SUCCESS`, checksums, temporary files.
final class DataFolder {

    private static final Pattern DATA =
            Pattern.compile("part-[^.]*|.*\\.(csv|tsv|tab|psv|txt|json|jsonl|ndjson)(\\.(gz|zst))?|.*\\.(parquet|pq)");

    private DataFolder() {}

    /// The data files, in the order of their paths.
    ///
    /// @throws DataFileException if there are none, if there are other files too, or if the folder is a table of
    ///     Delta Lake or the like, whose files hold rows that are deleted
    static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) throws IOException {
                refuseLogs(inner);
                return inner.equals(folder) || isData(inner) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isData(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(files);
        if (files.isEmpty()) {
            throw new DataFileException(folder + ": a folder without data files");
        }
        for (Path file : files) {
            if (!DATA.matcher(name(file).toLowerCase(Locale.ROOT)).matches()) {
                throw new DataFileException(
                        "%s: a folder, and its file %s is neither CSV, JSON nor Parquet by its name; name"
                                        .formatted(folder, folder.relativize(file))
                                + " the data files by a pattern such as '" + folder.resolve("*.csv") + "'");
            }
        }
        return files;
    }

    /// Whether the name is not one of those that begin with `_` or `.`.
    static boolean isData(Path path) {
        String name = name(path);
        return !name.startsWith("_") && !name.startsWith(".");
    }

    private static void refuseLogs(Path folder) throws DataFileException {
        String kind = "";
        if (Files.isDirectory(folder.resolve("_delta_log"))) {
            kind = "Delta Lake";
        } else if (Files.isDirectory(folder.resolve(".hoodie"))) {
            kind = "Hudi";
        } else if (Files.isDirectory(folder.resolve("metadata")) && Files.isDirectory(folder.resolve("data"))) {
            kind = "Iceberg";
        }
        if (!kind.isEmpty()) {
            throw new DataFileException(folder + ": a table of " + kind
                    + ", whose files also hold rows that are deleted; export the table as Parquet");
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
