package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

    @TempDir
    private static Path shared;

    private static String wide = "";
    private static String narrow = "";
    private static String regressor = "";

    @BeforeAll
    static void trainModels() {
        wide = shared.resolve("wide.safetensors").toString();
        narrow = shared.resolve("narrow.safetensors").toString();
        regressor = shared.resolve("cars.safetensors").toString();
        assertThat(Outcome.trainPenguins(Path.of(wide)).code()).isZero();
        assertThat(Outcome.trainPenguins(Path.of(narrow), "--ignore", "island,beak_length_mm")
                        .code())
                .isZero();
        assertThat(Outcome.train(Outcome.CARS, "miles_per_gallon", Path.of(regressor), "--ignore", "name")
                        .code())
                .isZero();
    }

    @Test
    void metricsAreThoseOfEvaluate() throws IOException {
        JsonObject result = json("compare", wide, narrow, Outcome.PENGUINS);
        assertThat(result.members().keySet())
                .containsExactly("task", "target", "rows", "baseline", "replicates", "models");
        assertThat(result.integer("rows")).isEqualTo(344);
        List<JsonObject> models = result.objects("models");
        assertThat(models).hasSize(2);
        for (int i = 0; i < 2; i++) {
            JsonObject model = models.get(i);
            String file = i == 0 ? wide : narrow;
            assertThat(model.members().keySet()).containsExactly("model", "metrics", "differences", "columns");
            assertThat(model.text("model")).isEqualTo(file);
            JsonObject evaluated = json("evaluate", file, Outcome.PENGUINS);
            assertThat(model.object("metrics").members().keySet()).containsExactly("accuracy", "logLoss", "auc", "f1");
            for (String key : List.of("accuracy", "logLoss", "auc", "f1")) {
                JsonObject estimate = model.object("metrics").object(key);
                assertThat(estimate.asDouble("value")).isEqualTo(evaluated.asDouble(key));
                assertThat(estimate.asDouble("value")).isBetween(estimate.asDouble("low"), estimate.asDouble("high"));
            }
        }
        assertThat(models.getFirst().object("differences").members()).isEmpty();
        assertThat(models.get(1)
                        .object("differences")
                        .object("logLoss")
                        .members()
                        .keySet())
                .containsExactly("value", "low", "high", "better");
    }

    @Test
    void personSeesALineForEachModelAndMetric() {
        Outcome outcome = Outcome.of("compare", wide, narrow, Outcome.PENGUINS);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .startsWith("Rows        344\nBaseline    accuracy 0.4419 by always naming the most frequent")
                .contains("value", "95 % interval", "difference", "better")
                .containsPattern("(?m)^log loss$")
                .containsPattern("(?m)^  wide.safetensors {4}[\\d.]+ +[\\d.]+ … [\\d.]+$")
                .containsPattern("(?m)^  narrow.safetensors( +-?[\\d.]+ +-?[\\d.]+ … -?[\\d.]+){2} +[\\d.]+ %$")
                .endsWith("\nDifferences are to wide.safetensors on the same rows; better is how often the model is, of"
                        + " 2,000 resamples of the rows.\n");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void whatModelsDoNotKnowIsToldOfEach() {
        String data = Outcome.file(
                shared,
                "islands.csv",
                Stream.concat(
                                Stream.of(
                                        "species,island,beak_length_mm,beak_depth_mm,flipper_length_mm,body_mass_g,sex,more"),
                                IntStream.range(0, 4)
                                        .mapToObj(i ->
                                                (i % 2 == 0 ? "Adelie" : "Gentoo") + ",Mars,39,18,190,3750,MALE,1"))
                        .toArray(String[]::new));
        Outcome outcome = Outcome.of("compare", narrow, wide, data);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains("warning: " + wide
                        + ": column \"island\": 4 of 4 cells hold words that the model does not know")
                .contains("warning: the models do not use more; name them with --ignore to hide this")
                .doesNotContain(narrow + ": column \"island\"");
    }

    /// One model takes a column of numbers for words.
    @Test
    void numbersServeAsWordsToo() {
        String data = Outcome.file(
                shared,
                "codes.csv",
                Stream.concat(
                                Stream.of("zip,y"),
                                IntStream.range(0, 80).mapToObj(i -> i % 4 + 1 + "," + (i % 4 > 1 ? "u" : "v")))
                        .toArray(String[]::new));
        Path words = shared.resolve("words.safetensors");
        Path numbers = shared.resolve("numbers.safetensors");
        assertThat(Outcome.train(data, "y", words, "--category", "zip").code()).isZero();
        assertThat(Outcome.train(data, "y", numbers).code()).isZero();
        Outcome outcome = Outcome.of("compare", words.toString(), numbers.toString(), data);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void whatCannotBeComparedIsRefusedInOneLine() {
        assertRefused(
                regressor + " is for the number \"miles_per_gallon\", " + wide
                        + " for the classes of \"species\"; compare models with the same target",
                wide,
                regressor,
                Outcome.PENGUINS);
        assertRefused(wide + " is named twice; name different models", wide, wide, Outcome.PENGUINS);
        Outcome one = Outcome.of("compare", wide, Outcome.PENGUINS);
        assertThat(one.code()).isEqualTo(2);
        assertThat(one.errorLines()).singleElement().asString().contains("MODEL MODEL... DATA");
        Outcome without = Outcome.of("compare", wide, narrow, Outcome.CARS);
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.errorLines()).singleElement().asString().contains("no column \"island\"");
    }

    private static void assertRefused(String message, String... arguments) {
        Outcome outcome = Outcome.of(
                Stream.concat(Stream.of("compare"), Stream.of(arguments)).toArray(String[]::new));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).isEqualTo("lamina: " + message + "\n");
    }

    private static JsonObject json(String... arguments) throws IOException {
        Outcome outcome = Outcome.of(
                Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return (JsonObject) JsonReader.parse(outcome.out());
    }

    @Test
    void theComparisonIsAlsoAPage(@TempDir Path folder) {
        Path page = folder.resolve("compared.html");

        Outcome outcome = Outcome.of("compare", wide, narrow, Outcome.PENGUINS, "--html", page.toString());

        assertThat(outcome.err()).contains("wrote " + page);
        assertThat(page).content().contains("Models compared: species", "narrow.safetensors", "Better in");
        assertThat(Outcome.of("compare", wide, narrow, Outcome.PENGUINS, "--html", narrow)
                        .err())
                .contains(narrow + ": is read by this command; name another file with --html");
    }
}
