package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

    @TempDir
    private Path folder;

    @Test
    void everyTrainingWritesItsReportBesideTheModel() {
        Path model = folder.resolve("m.safetensors");
        Outcome outcome = Outcome.trainPenguins(model);

        Path page = folder.resolve("m.report.html");
        assertThat(outcome.out()).contains("Report      " + page);
        assertThat(page)
                .content()
                .contains(
                        "How training went",
                        "lamina train " + Outcome.PENGUINS + " --target species",
                        model.toString());
    }

    @Test
    void theReportGoesWhereItIsWanted() {
        Path model = folder.resolve("m.safetensors");
        Path page = folder.resolve("page.html");

        assertThat(Outcome.trainPenguins(model, "--report", page.toString(), "--language", "zh")
                        .code())
                .isZero();

        assertThat(page).content().contains("lang=\"zh\"", "训练过程");
        assertThat(folder.resolve("m.report.html")).doesNotExist();
    }

    @Test
    void noneWritesNone() {
        Path model = folder.resolve("m.safetensors");

        assertThat(Outcome.trainPenguins(model, "--report", "none").out()).doesNotContain("Report");

        assertThat(folder).isDirectoryNotContaining("glob:**.html");
    }

    @Test
    void aReportThatCannotBeWrittenIsRefusedBeforeTraining() {
        Path model = folder.resolve("m.safetensors");

        assertThat(Outcome.trainPenguins(model, "--report", folder.toString()).err())
                .contains(folder + ": is a folder, expected a file; name one with --report");
        assertThat(Outcome.trainPenguins(model, "--report", model.toString()).err())
                .contains(model + ": is written by this command; name another file with --report");
        assertThat(Outcome.trainPenguins(model, "--language", "fr").err())
                .contains("unknown language \"fr\"; known are en, zh");
        assertThat(model).doesNotExist();
    }

    @Test
    void aModelIsReportedOnOtherData() throws IOException {
        Path model = folder.resolve("m.safetensors");
        assertThat(Outcome.trainPenguins(model, "--report", "none").code()).isZero();
        Path others = folder.resolve("others.csv");
        Files.write(others, Files.readAllLines(Path.of(Outcome.PENGUINS)).subList(0, 60));

        Outcome outcome = Outcome.of("report", model.toString(), others.toString());

        Path page = folder.resolve("m.others.report.html");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).contains("wrote " + page);
        assertThat(page).content().contains("Measured on the 59 rows given.").doesNotContain("How training went");
    }

    @Test
    void reportOfDataThatDoNotFitNamesTheColumn() throws IOException {
        Path model = folder.resolve("m.safetensors");
        assertThat(Outcome.trainPenguins(model, "--report", "none").code()).isZero();
        Path others = Files.writeString(folder.resolve("others.csv"), "species,island\nAdelie,Dream\n");

        Outcome outcome = Outcome.of("report", model.toString(), others.toString());

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("no column \"beak_length_mm\" in " + others);
        assertThat(Outcome.of("report", model.toString(), others.toString(), "--report", "none")
                        .err())
                .contains("--report none leaves nothing to do; name the file to write");
    }
}
