package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.model.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    @TempDir
    private Path folder;

    @Test
    void yamlGivesTheOptionsThatTheCommandLineDoesNot() throws IOException {
        String config = Outcome.file(
                folder,
                "train.yaml",
                "target: species",
                "layers: [8, 4]",
                "epochs: 50",
                "learning-rate: 1e-2",
                "missing: [no, '-1']",
                "json: true");
        Outcome outcome = train(config, "--epochs", "3", "--layers", "6");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).startsWith("{");
        assertThat(settings())
                .containsEntry("epochs", "3")
                .containsEntry("layers", "6")
                .containsEntry("learning-rate", "0.01");
        assertThat(Model.load(folder.resolve("m.safetensors")).pipeline().missingWords())
                .containsExactly("no", "-1");
    }

    @Test
    void propertiesGiveTheSame() throws IOException {
        String config =
                Outcome.file(folder, "train.properties", "# small", "target = species", "layers = 8,4", "epochs = 2");
        Outcome outcome = train(config, "--dropout=0");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(settings())
                .containsEntry("epochs", "2")
                .containsEntry("layers", "8,4")
                .containsEntry("dropout", "0.0");
    }

    @Test
    void unknownKeyNamesTheNearest() {
        assertRefused(
                "epoch: 3", "unknown key \"epoch\"; did you mean \"epochs\"?; known are activation, batch-size, ");
        assertRefused("config: other.yaml", "unknown key \"config\"");
        assertRefused("help: true", "unknown key \"help\"");
    }

    @Test
    void badValueNamesTheFile() {
        assertRefused("epochs: many", "'--epochs'", "'many' is not an int");
        assertRefused("epochs:", "'--epochs'");
        assertRefused("epochs: {a: 1}", "key \"epochs\" expects a value or a list of values");
        assertRefused("- epochs", "expected lines like \"epochs: 50\"");
        assertRefused("epochs: [1", "train.yaml: ");
        assertRefused("epochs: 1\nepochs: 2", "epochs");
    }

    @Test
    void missingFileIsNamed() {
        Outcome outcome = train("nowhere.yaml");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("lamina: nowhere.yaml: no such file; see ./lamina train --help\n");
    }

    @Test
    void emptyFileChangesNothing() {
        String config = Outcome.file(folder, "empty.yaml", "# nothing yet");
        Outcome outcome = train(config, "--target=species", "--epochs=1", "--layers=4");
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    private void assertRefused(String yaml, String... parts) {
        Outcome outcome = train(Outcome.file(folder, "train.yaml", yaml), "--target=species");
        assertThat(outcome.errorLines()).as(outcome.err()).hasSize(1);
        assertThat(outcome.err())
                .startsWith("lamina: ")
                .contains("train.yaml: ")
                .contains(parts);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(folder.resolve("m.safetensors")).doesNotExist();
    }

    private Map<String, String> settings() throws IOException {
        return Model.load(folder.resolve("m.safetensors"))
                .provenance()
                .training()
                .values();
    }

    private Outcome train(String config, String... more) {
        Stream<String> arguments = Stream.of(
                "train",
                Outcome.PENGUINS,
                "--config",
                config,
                "--model",
                folder.resolve("m.safetensors").toString());
        return Outcome.of(Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
    }
}
