package dev.lamina.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nicolas Seriot's JSONTestSuite: `y_` files are JSON, `n_` files are not, `i_` files may be either.
class JsonTestSuiteTest {

    private static final String ARCHIVE = "hostile/third-party/JSONTestSuite-1ef36fa.tar.xz";

    /// JSON by the grammar, but with a name twice in one object, which we refuse.
    private static final Set<String> STRICTER =
            Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

    @Test
    void readsWhatIsJsonAndRefusesWhatIsNot(@TempDir Path folder) throws Exception {
        List<Path> files = unpack(folder);

        int judged = 0;
        for (Path file : files) {
            String name = file.getFileName().toString();
            boolean accepted = accepts(Files.readAllBytes(file));
            if (!name.startsWith("i_")) {
                boolean expected = name.startsWith("y_") && !STRICTER.contains(name);
                assertThat(accepted).as(name).isEqualTo(expected);
                judged++;
            }
        }
        assertThat(judged).isEqualTo(283);
    }

    private static boolean accepts(byte[] bytes) {
        try {
            JsonReader.parse(bytes);
            return true;
        } catch (JsonException e) {
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("refused with " + e);
        }
    }

    private static List<Path> unpack(Path folder) throws IOException, InterruptedException {
        Path archive = Path.of(System.getProperty("lamina.shared", "../../shared"), ARCHIVE);
        assumeTrue(Files.isReadable(archive), "needs " + archive);
        int exit = new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assumeTrue(exit == 0, "needs tar with xz to unpack " + archive);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[yni]_.*\\.json"))
                    .sorted()
                    .toList();
        }
    }
}
