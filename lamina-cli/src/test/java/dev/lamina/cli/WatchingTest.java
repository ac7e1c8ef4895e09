package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a training is recorded in while it runs.
class WatchingTest {

    @TempDir
    private Path folder;

    @Test
    void everyEpochIsALineOfTheLog() throws IOException {
        Path model = folder.resolve("m.safetensors");
        Path log = folder.resolve("log.jsonl");
        assertThat(Outcome.trainPenguins(model, "--log", log.toString()).code()).isZero();
        List<String> lines = Files.readAllLines(log);
        assertThat(lines).hasSize(6);
        for (int epoch = 1; epoch <= 5; epoch++) {
            JsonObject line = object(lines.get(epoch - 1));
            assertThat(line.members().keySet())
                    .containsExactly(
                            "network",
                            "networks",
                            "epoch",
                            "epochs",
                            "cost",
                            "validationCost",
                            "metric",
                            "value",
                            "learningRate",
                            "best",
                            "seconds");
            assertThat(line.integer("epoch")).isEqualTo(epoch);
            assertThat(line.asDouble("validationCost")).isPositive();
        }
        JsonObject last = object(lines.getLast());
        assertThat(last.object("settings").text("layers")).isEqualTo("16");
        assertThat(last.object("metrics").asDouble("accuracy")).isPositive();
    }

    @Test
    void severalNetworksHaveFoldersOfTheirOwnForTensorBoard() throws IOException {
        Path board = folder.resolve("board/penguins");
        Outcome outcome = Outcome.trainPenguins(
                folder.resolve("m.safetensors"), "--folds", "2", "--tensorboard", board.toString());
        assertThat(outcome.code()).isZero();
        for (String network : new String[] {"network-01", "network-02"}) {
            try (Stream<Path> files = Files.list(board.resolve(network))) {
                Path file = files.toList().getFirst();
                assertThat(file.getFileName().toString()).startsWith("events.out.tfevents.");
                assertThat(file)
                        .content(StandardCharsets.ISO_8859_1)
                        .contains(
                                "brain.Event:2",
                                "cost/validation",
                                "weights/layers.0.weight",
                                "gradients/layers.0.weight");
            }
        }
    }

    @Test
    void aRecordThatCannotBeWrittenIsRefusedBeforeTraining() throws IOException {
        Path model = folder.resolve("m.safetensors");
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(Outcome.trainPenguins(model, "--log", folder.toString()).err())
                .contains(folder + ": is a folder, expected a file; name one with --log");
        assertThat(Outcome.trainPenguins(model, "--log", model.toString()).err())
                .contains(model + ": is written by this command; name another file with --log");
        assertThat(Outcome.trainPenguins(model, "--log", Outcome.PENGUINS).err())
                .contains(Outcome.PENGUINS + ": is read by this command; name another file with --log");
        assertThat(Outcome.trainPenguins(model, "--tensorboard", file.toString())
                        .err())
                .contains(file + ": is a file, expected a folder; name another one with --tensorboard");
        assertThat(model).doesNotExist();
    }

    private static JsonObject object(String line) throws IOException {
        return (JsonObject) JsonReader.parse(line);
    }
}
