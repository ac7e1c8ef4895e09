package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import dev.lamina.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneCommandTest {

    @TempDir
    private Path folder;

    private Outcome tune(Path model, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "tune",
                Outcome.PENGUINS,
                "--target",
                "species",
                "--model",
                model.toString(),
                "--recipes",
                "plain",
                "--epochs",
                "2",
                "--folds",
                "2",
                "--ignore",
                "island"));
        arguments.addAll(List.of(more));
        return Outcome.of(arguments.toArray(String[]::new));
    }

    @Test
    void aSearchTellsOfEveryTrialAndWritesTheBest() throws IOException {
        Path model = folder.resolve("p.safetensors");

        Outcome outcome = tune(model, "--trials", "5");

        assertThat(outcome.err()).startsWith("Searching 5 configurations on 344 rows in 2 folds;");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.errorLines().stream().filter(line -> line.contains(" of 2 ")))
                .hasSize(5)
                .anyMatch(line -> line.contains("*"));
        assertThat(outcome.out())
                .containsPattern("Search +5 of 5 trials on 2 folds")
                .containsPattern("Recipe +plain blocks=")
                .contains("nothing that so few trials can tell from chance")
                .contains(
                        " train ../samples/penguins.csv --target species --epochs 2 --folds 2 --ignore island --recipe"
                                + " 'plain blocks=");
        assertThat(Files.readAllLines(folder.resolve("p.tune.jsonl"))).hasSizeGreaterThan(5);
        assertThat(folder.resolve("p.report.html"))
                .content()
                .contains("The search", "Which settings mattered", "The best trials", "plain blocks=");
        String recipe = Model.load(model).provenance().training().values().get("recipe");
        assertThat(outcome.out()).contains("--recipe '" + recipe + "'");

        Path again = folder.resolve("again.safetensors");
        assertThat(Outcome.of(
                                "train",
                                Outcome.PENGUINS,
                                "--target",
                                "species",
                                "--epochs",
                                "2",
                                "--folds",
                                "2",
                                "--ignore",
                                "island",
                                "--recipe",
                                String.valueOf(recipe),
                                "--model",
                                again.toString())
                        .code())
                .isZero();
        assertThat(Model.load(again).parametersHash())
                .isEqualTo(Model.load(model).parametersHash());
    }

    @Test
    void aSearchForAProgramIsOneObject() throws IOException {
        Outcome outcome = tune(folder.resolve("p.safetensors"), "--trials", "3", "--json", "--metric", "auc");
        JsonObject report = JsonReader.parseObject(outcome.out());
        assertThat(report.members().keySet())
                .containsExactly("metric", "folds", "trials", "best", "recipe", "effects", "model");
        JsonObject first = report.objects("trials").getFirst();
        assertThat(first.members().keySet())
                .containsExactly("trial", "recipe", "score", "scores", "foldsReached", "seconds");
        assertThat(first.asDouble("score")).isBetween(0.5, 1.0);
        assertThat(report.object("model").text("target")).isEqualTo("species");
    }

    @Test
    void theSameCommandGoesOn() {
        Path model = folder.resolve("p.safetensors");
        Outcome first = tune(model, "--trials", "3");
        Outcome second = tune(model, "--trials", "3");
        assertThat(second.errorLines().getFirst()).contains(" trainings of them known;");
        assertThat(second.out().replaceAll("\\d+\\.\\ds", ""))
                .isEqualTo(first.out().replaceAll("\\d+\\.\\ds", ""));
    }

    @Test
    void theJournalTakesNoOtherPlace() throws IOException {
        Path model = folder.resolve("p.safetensors");
        assertThat(tune(model, "--journal", model.toString()).err())
                .isEqualTo("lamina: " + model + ": is written by this command; name another file with --journal\n");
        Path diary = Files.writeString(folder.resolve("diary.txt"), "dear diary");
        assertThat(tune(model, "--journal", diary.toString()).err())
                .contains("diary.txt:1: is no line of the journal of a search");
        assertThat(diary).hasContent("dear diary");
    }

    @Test
    void wrongUseIsOneLine() {
        Path model = folder.resolve("p.safetensors");
        assertThat(tune(model, "--trials", "0").errorLines())
                .containsExactly("lamina: trials is 0, expected 1 or more");
        assertThat(tune(model, "--recipes", "trees").errorLines())
                .containsExactly("lamina: unknown recipe \"trees\"; known are realmlp, tabm-mini, plain");
        assertThat(tune(model, "--time-budget", "0s").code()).isEqualTo(2);
        assertThat(Outcome.of("tune", Outcome.PENGUINS).errorLines())
                .singleElement()
                .asString()
                .contains("--target");
    }
}
