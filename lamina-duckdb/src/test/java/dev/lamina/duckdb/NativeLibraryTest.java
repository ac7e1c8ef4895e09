package dev.lamina.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.io.DataFileException;
import dev.lamina.io.TableReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// In processes of their own, since a process loads the library once.
class NativeLibraryTest {

    @TempDir
    private Path folder;

    /// Reads a source twice and prints what comes of it, then ends at once as if killed.
    static final class Reading {

        private Reading() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            for (int i = 0; i < 2; i++) {
                try {
                    System.out.println(
                            TableReader.defaults().read(arguments[0]).table().rows() + " rows");
                } catch (DataFileException e) {
                    System.out.println(e.getMessage());
                }
            }
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
    }

    @Test
    void aFolderThatIsMissingIsNamedWithTheCure() throws Exception {
        Path missing = folder.resolve("missing");
        String message = "query: DuckDB cannot unpack and load its library in the folder of java.io.tmpdir, " + missing
                + ": it is no folder; name a folder with 80 MB free that is not mounted noexec, by"
                + " -Djava.io.tmpdir=FOLDER, for the lamina command in LAMINA_JAVA_OPTIONS";
        assertThat(read("select 1 as a", missing)).containsExactly(message, message);
    }

    @Test
    void csvIsReadWithoutTheLibrary() throws Exception {
        Path csv = Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n");
        assertThat(read(csv.toString(), folder.resolve("missing"))).containsExactly("1 rows", "1 rows");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aKilledProcessLeavesNothing() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        assertThat(read("select 1 as a", temporary)).containsExactly("1 rows", "1 rows");
        assertThat(temporary).isEmptyDirectory();
    }

    private static List<String> read(String source, Path temporary) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reading.class.getName(),
                        source)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out.lines().filter(line -> !line.startsWith("WARNING")).toList();
    }
}
