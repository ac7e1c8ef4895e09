package dev.lamina.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// The database's native code, which its driver unpacks into the folder for temporary files at the first connection.
final class NativeLibrary {

    private static final String NAME = "libduckdb_java";

    /// On Linux, the files that this process has loaded.
    private static final Path LOADED = Path.of("/proc/self/maps");

    private static final AtomicBoolean REMOVED = new AtomicBoolean();

    private NativeLibrary() {}

    /// @throws IOException if the library cannot be unpacked or loaded
    static Connection connect(String url, Properties settings) throws SQLException, IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        Set<Path> before = unpacked(folder);
        Connection connection;
        try {
            connection = DriverManager.getConnection(url, settings);
        } catch (LinkageError e) {
            for (Path file : unpacked(folder)) {
                if (!before.contains(file)) {
                    Files.deleteIfExists(file);
                }
            }
            throw new IOException(
                    "DuckDB cannot unpack and load its library in the folder of java.io.tmpdir, " + folder + ": "
                            + problem(folder, e) + "; name a folder with 80 MB free that is not mounted noexec, by"
                            + " -Djava.io.tmpdir=FOLDER, for the lamina command in LAMINA_JAVA_OPTIONS",
                    e);
        }
        if (!REMOVED.getAndSet(true)) {
            removeLoaded();
        }
        return connection;
    }

    private static Set<Path> unpacked(Path folder) {
        Set<Path> found = new HashSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().startsWith(NAME)).forEach(found::add);
        } catch (IOException e) {
            // What is wrong with the folder is told when the library cannot be loaded.
        }
        return found;
    }

    private static String problem(Path folder, Throwable error) {
        if (!Files.isDirectory(folder)) {
            return "it is no folder";
        }
        if (!Files.isWritable(folder)) {
            return "it cannot be written to";
        }
        Throwable root = error;
        for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        // Before the last colon stands the library's path.
        String message = String.valueOf(root.getMessage());
        return message.substring(message.lastIndexOf(": ") + 1).strip();
    }

    /// A loaded library needs no name any more, and without one it is gone even if this process is killed.
    /// Elsewhere than on Linux the driver removes it when the process ends.
    private static void removeLoaded() {
        try (Stream<String> lines = Files.exists(LOADED) ? Files.lines(LOADED) : Stream.empty()) {
            for (String line : (Iterable<String>) lines::iterator) {
                int path = line.indexOf('/');
                if (path >= 0 && line.contains("/" + NAME)) {
                    Files.deleteIfExists(Path.of(line.substring(path)));
                    return;
                }
            }
        } catch (IOException e) {
            // The driver removes it.
        }
    }
}
