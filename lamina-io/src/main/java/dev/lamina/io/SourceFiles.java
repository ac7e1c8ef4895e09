package dev.lamina.io;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the files that a user means by a path or a glob.
final class SourceFiles {

    private SourceFiles() {}

    /// The one file of this path, the data files of this folder, or the files that match it as a glob, in the order of
    /// their names. What begins with `_` or `.` matches only if the last part of the glob begins like this.
    static List<Path> find(String source) throws IOException {
        if (source.isBlank()) {
            throw new DataFileException(
                    "the source is empty; pass a file, a glob, - for standard input, or an SQL query");
        }
        Path path;
        try {
            path = Path.of(source);
        } catch (InvalidPathException e) {
            throw new DataFileException(source + ": not a file name: " + e.getReason(), e);
        }
        if (Files.isDirectory(path)) {
            return DataFolder.files(path);
        }
        if (Files.exists(path)) {
            return List.of(path);
        }
        return isGlob(source) ? matching(path, source) : absent(path, source);
    }

    private static boolean isGlob(String text) {
        return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    private static List<Path> matching(Path glob, String source) throws IOException {
        Path folder = glob.isAbsolute() ? glob.getRoot() : Path.of("");
        int fixed = 0;
        // A folder that exists is meant as it is written, also if its name looks like a pattern.
        while (fixed < glob.getNameCount() - 1 && isFixed(folder, glob.getName(fixed))) {
            folder = folder.resolve(glob.getName(fixed));
            fixed++;
        }
        Path rest = glob.subpath(fixed, glob.getNameCount());
        int depth = source.contains("**") ? Integer.MAX_VALUE : rest.getNameCount();
        boolean anyName = isGlob(glob.getFileName().toString().substring(0, 1));
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
        if (!Files.isDirectory(folder)) {
            throw new DataFileException(source + ": no folder " + folder);
        }
        Path start = folder;
        try (Stream<Path> files = Files.walk(start, depth)) {
            List<Path> found = files.filter(
                            file -> matcher.matches(start.relativize(file)) && Files.isRegularFile(file))
                    .filter(file -> !anyName || DataFolder.isData(file))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new DataFileException(source + ": no file matches");
            }
            return found;
        }
    }

    private static boolean isFixed(Path folder, Path name) {
        return !isGlob(name.toString()) || Files.isDirectory(folder.resolve(name));
    }

    private static List<Path> absent(Path path, String source) throws IOException {
        Path folder = Optional.ofNullable(path.getParent()).orElse(Path.of(""));
        if (!Files.isDirectory(folder)) {
            throw new DataFileException(source + ": no such file, and no folder " + folder);
        }
        String name = String.valueOf(path.getFileName());
        int nearestDistance = 1 + Math.max(2, name.length() / 3);
        String nearest = "";
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String candidate = String.valueOf(file.getFileName());
                int distance = distance(name, candidate);
                if (distance < nearestDistance) {
                    nearest = candidate;
                    nearestDistance = distance;
                }
            }
        }
        throw new DataFileException(source + ": no such file"
                + (nearest.isEmpty() ? "" : "; did you mean " + path.resolveSibling(nearest) + "?"));
    }

    /// Levenshtein's distance: characters to insert, remove or replace.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
