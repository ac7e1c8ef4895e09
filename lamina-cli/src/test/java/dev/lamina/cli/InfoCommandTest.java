package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.matrix.Gemm;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import dev.lamina.model.Model;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfoCommandTest {

    @TempDir
    private Path folder;

    @Test
    void personSeesWhatTheModelIsExpectsAndReached() throws IOException {
        Path file = folder.resolve("m.safetensors");
        assertThat(Outcome.trainPenguins(file, "--seed", "5").code()).isZero();
        Outcome outcome = Outcome.of("info", file.toString());
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("Task        classification of species: Adelie, Chinstrap, Gentoo\n")
                .contains("Validation  accuracy ")
                .contains("8acaa6205689afde4946541aad3aab3d9718a132195673ec58636ea49287dcf7")
                .contains("5 epochs, the best was ", "Seed        5\n")
                .containsPattern("\n  layers +16 +given\n")
                .containsPattern("\n  activation +relu +the default\n")
                .containsPattern("\n  loss +softmax-cross-entropy +3 classes\n")
                .containsPattern("\n  epochs +5 +given\n")
                .containsPattern("\n  batch-size +64 +275 rows\n")
                .contains("Parameters  sha256 " + Model.load(file).parametersHash())
                .contains("It expects 6 columns:\n")
                .contains("  island             category: Biscoe, Dream, Torgersen\n")
                .contains("  body_mass_g        number\n");
    }

    @Test
    void jsonHoldsTheSameForPrograms() throws IOException {
        Path file = folder.resolve("m.safetensors");
        assertThat(Outcome.trainPenguins(file).code()).isZero();
        JsonObject info = (JsonObject)
                JsonReader.parse(Outcome.of("info", file.toString(), "--json").out());
        assertThat(info.text("target")).isEqualTo("species");
        assertThat(info.objects("columns")).hasSize(6);
        assertThat(info.objects("columns").getFirst().texts("categories"))
                .containsExactly("Biscoe", "Dream", "Torgersen");
        assertThat(info.objects("columns").get(1).text("type")).isEqualTo("number");
        assertThat(info.object("data").integer("trainingRows")).isEqualTo(275);
        assertThat(info.object("settings").text("layers")).isEqualTo("16");
        assertThat(info.object("reasons").text("batch-size")).isEqualTo("275 rows");
        assertThat(info.object("reasons").members()).doesNotContainKeys("layers", "epochs");
        assertThat(info.text("parametersHash")).isEqualTo(Model.load(file).parametersHash());
        assertThat(info.object("runtime").text("kernels")).isEqualTo(Gemm.kernels());
        assertThat(info.object("runtime").text("javaVersion"))
                .isEqualTo(Runtime.version().toString());
    }

    @Test
    void theMembersOfAModelAreShownInGroupsAndListedForPrograms() throws IOException {
        Path file = folder.resolve("m.safetensors");
        Outcome.trainThreeMembers(file);

        assertThat(Outcome.of("info", file.toString()).out())
                .contains("Network     2 × 15 → 16 → 3, 1 × 15 → 8 → 3, ")
                .contains("Training    3 networks of 5 epochs, the best was ")
                .contains(
                        "\nIt is the weighted mean of 3 networks:\n  2 × RealMLP, 15 → 16 → 3; weight 0.7500; 5 epochs, ")
                .contains("\n  1 × plain, 15 → 8 → 3; weight 0.2500; 5 epochs, the best was ");
        JsonObject info = (JsonObject)
                JsonReader.parse(Outcome.of("info", file.toString(), "--json").out());
        assertThat(info.objects("members")).hasSize(3);
        assertThat(info.objects("members").get(2).text("recipe")).isEqualTo("plain");
        assertThat(info.objects("members").get(2).text("network")).isEqualTo("15 → 8 → 3");
        assertThat(info.objects("members").get(1).integer("fold")).isEqualTo(2);
        assertThat(info.objects("members").get(1).asDouble("weight")).isEqualTo(2);
        assertThat(info.members()).doesNotContainKeys("epochs", "bestEpoch", "stopReason");
    }

    @Test
    void manyColumnsAreAbbreviated() {
        Path file = folder.resolve("m.safetensors");
        assertThat(Outcome.of(
                                "train",
                                "../samples/digits.csv",
                                "--target=digit",
                                "--layers=4",
                                "--epochs=1",
                                "--model=" + file)
                        .code())
                .isZero();
        assertThat(Outcome.of("info", file.toString()).out())
                .containsPattern("  p42 +number\n  … and \\d+ more; --json lists all\n$");
    }
}
