package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import dev.lamina.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the presets are on the command line.
class PresetCommandTest {

    @TempDir
    private static Path shared;

    private static Path penguins;
    private static Path cars;

    @TempDir
    private Path folder;

    private static Outcome train(String data, String target, Path model, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("train", data, "--target", target, "--model", model.toString(), "--epochs", "3"));
        arguments.addAll(List.of(more));
        return Outcome.of(arguments.toArray(String[]::new));
    }

    @BeforeAll
    static void trainModels() {
        penguins = shared.resolve("penguins.safetensors");
        cars = shared.resolve("cars.safetensors");
        assertThat(train(Outcome.PENGUINS, "species", penguins).code()).isZero();
        assertThat(train(Outcome.CARS, "miles_per_gallon", cars, "--ignore", "name")
                        .code())
                .isZero();
    }

    @Test
    void fastTrainsOneNetwork() throws IOException {
        Path file = folder.resolve("m.safetensors");
        Outcome outcome = train(Outcome.PENGUINS, "species", file, "--preset", "fast");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).contains("epoch 1/3", "epoch 3/3", "validating on 69 rows");
        assertThat(Model.load(file).provenance().training().values())
                .containsEntry("preset", "fast")
                .containsEntry("networks", "1 realmlp-small")
                .containsEntry("epochs", "3");
    }

    @Test
    void networksReportTogether() {
        Outcome outcome = train(Outcome.PENGUINS, "species", folder.resolve("m.safetensors"), "--folds", "2");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err())
                .contains("Training 4 networks, the first ", " on 344 rows in 2 folds;", "4 of 4 networks")
                .doesNotContain("epoch 1/3");
    }

    @Test
    void whatCannotBeIsRefusedInOneLine() {
        assertRefused("unknown preset \"slow\"; known are fast, default, best", Outcome.PENGUINS, "--preset", "slow");
        assertRefused(
                "the preset best chooses the networks itself; leave layers out, or the preset",
                Outcome.PENGUINS,
                "--preset",
                "best",
                "--layers",
                "3");
        assertRefused(
                "the metric rmse does not judge predictions of classes; choose another one",
                Outcome.PENGUINS,
                "--metric",
                "rmse");
        assertRefused("folds is 1, expected 2 or more", Outcome.PENGUINS, "--folds", "1");
        assertRefused("no column \"herd\"", Outcome.PENGUINS, "--group", "herd");
        assertRefused("expected balanced or a file", Outcome.PENGUINS, "--class-weight", "balance");
    }

    private void assertRefused(String message, String data, String... options) {
        Path file = folder.resolve("none.safetensors");
        Outcome outcome = train(data, "species", file, options);
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.errorLines()).as(outcome.err()).hasSize(1);
        assertThat(outcome.err()).startsWith("lamina: ").contains(message);
        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    void intervalsAndSetsComeWithoutMore() {
        List<String> classes = Outcome.of("predict", penguins.toString(), Outcome.PENGUINS, "--coverage", "0.9")
                .out()
                .lines()
                .toList();
        assertThat(classes)
                .hasSize(345)
                .startsWith("prediction,p_Adelie,p_Chinstrap,p_Gentoo,in_Adelie,in_Chinstrap,in_Gentoo");

        List<String> values = Outcome.of(
                        "predict", cars.toString(), Outcome.CARS, "--ignore", "name", "--coverage", "0.9")
                .out()
                .lines()
                .toList();
        assertThat(values).hasSize(407).startsWith("prediction,lower,upper");
        double[] row = Arrays.stream(values.get(1).split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(row[0]).isBetween(row[1], row[2]);
    }

    @Test
    void infoTellsSettingsAndNetworks() throws IOException {
        String info = Outcome.of("info", penguins.toString()).out();
        int members = Model.load(penguins).members().size();

        assertThat(info)
                .containsPattern("\n  preset +default +the default\n")
                .containsPattern("\n  networks +\\d+ realmlp.* +networks on different rows that predict together\n")
                .containsPattern("\n  epochs +3 +given\n")
                .containsPattern("\n  folds +6 +every row validates, none is lost\n")
                .contains("\nIt is the weighted mean of " + members + " networks:\n")
                .contains(" × realmlp, 12 → 24 → 256 → 256 → 256 → 3; weight ");
        JsonObject json = (JsonObject) JsonReader.parse(
                Outcome.of("info", penguins.toString(), "--json").out());
        assertThat(json.objects("members")).hasSize(members);
        assertThat(json.object("settings").text("preset")).isEqualTo("default");
        assertThat(json.objects("members").getLast().integer("fold")).isEqualTo(6);
    }
}
