package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

    private static final String[] TRACE = {"trace", "--widths=2,1", "--x=1,2", "--y=1", "--html"};

    @TempDir
    private Path folder;

    @Test
    void whatCannotBeWrittenIsRefusedBeforeAnythingIsRead() {
        Path file = folder.resolve("no/x");
        assertThat(Outcome.train("nothing.csv", "y", file).err())
                .isEqualTo("lamina: " + file
                        + ": its folder does not exist; create it, or name another file with --model\n");
        assertThat(Outcome.of("predict", "nothing.safetensors", "nothing.csv", "-o", file.toString())
                        .err())
                .isEqualTo("lamina: " + file + ": no folder " + folder.resolve("no") + "\n");
        assertThat(Outcome.of(
                                "predict",
                                "nothing.safetensors",
                                "nothing.csv",
                                "-o",
                                folder.resolve("x.json").toString())
                        .err())
                .contains("x.json: tables are written as .csv, .csv.gz or .parquet");
    }

    @Test
    void modelDoesNotTakeThePlaceOfWhatIsRead() throws IOException {
        String config = Outcome.file(folder, "o.yaml", "epochs: 1");
        String validation = Outcome.file(folder, "v.csv", "a,b", "1,2");
        for (String file : new String[] {config, validation}) {
            Outcome outcome = Outcome.trainPenguins(Path.of(file), "--config", config, "--validation", validation);
            assertThat(outcome.err())
                    .isEqualTo("lamina: " + file + ": is read by this command; name another file with --model\n");
            assertThat(outcome.code()).isEqualTo(2);
        }
    }

    @Test
    void fullDiskNamesThePage() {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        Outcome outcome = trace("/dev/full");
        assertThat(outcome.err()).isEqualTo("lamina: /dev/full: No space left on device\n");
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void pageKeepsALinkAndItsMode() throws IOException {
        Path page = Files.writeString(folder.resolve("page.html"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.html"), page);
        assertThat(trace(link.toString()).code()).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(page)).startsWith("<!");
    }

    private static Outcome trace(String file) {
        String[] arguments = Arrays.copyOf(TRACE, TRACE.length + 1);
        arguments[TRACE.length] = file;
        return Outcome.of(arguments);
    }
}
