package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import dev.lamina.json.JsonValue;
import dev.lamina.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

    @TempDir
    private static Path shared;

    private static String classifier = "";
    private static String regressor = "";

    @BeforeAll
    static void trainModels() {
        classifier = shared.resolve("penguins.safetensors").toString();
        regressor = shared.resolve("cars.safetensors").toString();
        assertThat(Outcome.trainPenguins(Path.of(classifier), "--epochs", "30").code())
                .isZero();
        assertThat(Outcome.train(Outcome.CARS, "miles_per_gallon", Path.of(regressor), "--ignore", "name")
                        .code())
                .isZero();
    }

    @Test
    void personSeesWhatDrivesTheModel() {
        Outcome outcome = Outcome.of("explain", classifier, Outcome.PENGUINS);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .startsWith("The log loss of 344 rows is ")
                .contains("95 % interval", "flipper_length_mm", "█", "Mean prediction by ")
                .containsPattern("\n  Adelie     [▁▂▃▄▅▆▇█]+  ");
    }

    @Test
    void importanceIsAlsoJson() throws IOException {
        JsonObject result = json(regressor, Outcome.CARS, "--ignore", "name");
        assertThat(result.members().keySet())
                .containsExactly("rows", "metric", "value", "repeats", "importance", "partialDependence", "columns");
        assertThat(text(result, "metric")).isEqualTo("rmse");
        assertThat(result.integer("rows"))
                .as("rows without a target are left out")
                .isEqualTo(398);
        assertThat(array(result, "partialDependence")).hasSize(6);
    }

    @Test
    void personSeesWhyARowIsPredictedSo() {
        Outcome outcome = Outcome.of("explain", classifier, Outcome.PENGUINS, "--rows", "2,1");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .startsWith(Outcome.PENGUINS + ":3: Adelie with probability 0.")
                .contains(Outcome.PENGUINS + ":2: ", "for 100 background rows on average ", "\n  island ")
                .containsPattern("\nSum: 0\\.\\d+ [+−] 0\\.\\d+ = 0\\.\\d+\n")
                .contains("What would have to change for another label:\n  ");
    }

    @Test
    void contributionsOfJsonAddUpToTheOutput() throws IOException {
        JsonObject result = json(classifier, Outcome.PENGUINS, "--rows", "5-7", "--class", "Gentoo");
        List<JsonValue> rows = array(result, "explanations");
        assertThat(rows).hasSize(3);
        for (int i = 0; i < rows.size(); i++) {
            JsonValue row = rows.get(i);
            assertThat(number(row, "row")).isEqualTo(5 + i);
            assertThat(text(row, "place")).isEqualTo(Outcome.PENGUINS + ":" + (6 + i));
            assertThat(text(row, "explained")).isEqualTo("Gentoo");
            double sum = array(row, "contributions").stream()
                    .mapToDouble(one -> number(one, "value"))
                    .sum();
            assertThat(sum).isCloseTo(number(row, "output") - number(row, "base"), within(1e-12));
            assertThat(array(row, "changes"))
                    .allMatch(way -> text(way, "prediction").equals("Gentoo"));
        }
    }

    @Test
    void fixedColumnsDoNotChange() throws IOException {
        JsonObject result = json(
                classifier,
                Outcome.PENGUINS,
                "--rows",
                "1-20",
                "--fixed",
                "flipper_length_mm,island",
                "--fixed",
                "sex");
        assertThat(array(result, "explanations").stream()
                        .flatMap(row -> array(row, "changes").stream())
                        .flatMap(way -> array(way, "cells").stream())
                        .map(cell -> text(cell, "column")))
                .isNotEmpty()
                .doesNotContain("flipper_length_mm", "island", "sex");
    }

    @Test
    void aValueToReachIsReached() throws IOException {
        JsonObject result = json(
                regressor,
                Outcome.CARS,
                "--rows",
                "1",
                "--reach",
                "20",
                "--background",
                Outcome.CARS,
                "--ignore",
                "name");
        JsonValue row = array(result, "explanations").getFirst();
        boolean up = number(row, "prediction") < 20;
        assertThat(array(row, "changes")).isNotEmpty().allMatch(way -> number(way, "prediction") >= 20 == up);
        assertThat(Outcome.of("explain", regressor, Outcome.CARS, "--rows", "1", "--ignore", "name")
                        .out())
                .contains("The prediction is ")
                .doesNotContain("would have to change");
    }

    @Test
    void targetIsNotNeededForSingleRows() {
        String file = Outcome.file(
                shared,
                "new.csv",
                "island,beak_length_mm,beak_depth_mm,flipper_length_mm,body_mass_g,sex",
                "Dream,40,18,190,3500,MALE",
                "Dream,,18,210,4500,");
        Outcome outcome = Outcome.of("explain", classifier, file, "--rows", "all", "--background", Outcome.PENGUINS);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains(file + ":2: ", file + ":3: ", "\n  sex                –");
    }

    @Test
    void manyColumnsOfStrangeNamesAndFewRowsAreExplained() {
        String header = IntStream.range(0, 120)
                .mapToObj(j -> j == 0 ? "\"<script>\"\"🐧\"" : j == 1 ? "n".repeat(300) : "c" + j)
                .reduce("y", (names, name) -> names + "," + name);
        String file = Outcome.file(
                shared,
                "wide.csv",
                Stream.concat(
                                Stream.of(header),
                                IntStream.range(0, 40)
                                        .mapToObj(i -> (i % 2 == 0 ? "a" : "b")
                                                + IntStream.range(0, 120)
                                                        .mapToObj(j -> "," + (i * (j + 3) % 17 + (j == 0 ? i % 2 : 0)))
                                                        .reduce("", String::concat)))
                        .toArray(String[]::new));
        Path model = shared.resolve("wide.safetensors");
        assertThat(Outcome.train(file, "y", model).code()).isZero();
        Outcome outcome = Outcome.of("explain", model.toString(), file, "--rows", "1-3");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains(" other columns", " ± ", ", sampled by ");
        assertThat(Outcome.of("explain", model.toString(), file).out()).startsWith("The log loss of 40 rows is ");
    }

    @Test
    void wrongUseIsNamed() {
        assertThat(error("--rows", "0"))
                .isEqualTo("\"0\" names no row; rows count from 1, and a range begins with its" + " lower end");
        assertThat(error("--rows", "7-5")).startsWith("\"7-5\" names no row");
        assertThat(error("--rows", "1,x")).isEqualTo("\"x\" is no number of a row; write it like 1,5-7 or all");
        assertThat(error("--rows", "345")).isEqualTo(Outcome.PENGUINS + " has 344 rows, row 345 is not there");
        assertThat(error("--rows", "all")).isEqualTo("names more than 100 rows; name fewer, such as 1-100");
        assertThat(error("--rows", "1", "--class", "Emperor"))
                .isEqualTo("the model has no class \"Emperor\"; its classes are Adelie, Chinstrap, Gentoo");
        assertThat(error("--rows", "1", "--fixed", "age"))
                .isEqualTo("no column \"age\" to hold fixed; the model's columns are island, beak_length_mm,"
                        + " beak_depth_mm, flipper_length_mm, body_mass_g, sex");
        assertThat(error("--rows", "1", "--reach", "3"))
                .isEqualTo("the model predicts labels of \"species\", not values; say which label is wanted");
        assertThat(error("--class", "Adelie")).isEqualTo("--class is for single predictions; say which with --rows");
    }

    private static String error(String... more) {
        Outcome outcome = Outcome.of(Stream.concat(Stream.of("explain", classifier, Outcome.PENGUINS), Stream.of(more))
                .toArray(String[]::new));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        return outcome.errorLines()
                .getFirst()
                .replaceFirst("^lamina: |^[^:]*error: ", "")
                .replaceFirst("^--rows:? ", "");
    }

    private static JsonObject json(String model, String data, String... more) throws IOException {
        Outcome outcome = Outcome.of(Stream.concat(Stream.of("explain", model, data, "--json"), Stream.of(more))
                .toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return (JsonObject) JsonReader.parse(outcome.out());
    }

    private static List<JsonValue> array(JsonValue object, String name) {
        return ((JsonValue.Array) member(object, name)).elements();
    }

    private static String text(JsonValue object, String name) {
        return ((JsonValue.Text) member(object, name)).value();
    }

    private static double number(JsonValue object, String name) {
        return Double.parseDouble(JsonWriter.write(member(object, name)));
    }

    private static JsonValue member(JsonValue object, String name) {
        return Objects.requireNonNull(((JsonObject) object).members().get(name));
    }

    @Test
    void whatIsPrintedIsAlsoAPage(@TempDir Path folder) {
        Path page = folder.resolve("drivers.html");
        Path rows = folder.resolve("rows.html");

        Outcome drivers = Outcome.of("explain", classifier, Outcome.PENGUINS, "--html", page.toString());
        Outcome single = Outcome.of(
                "explain",
                classifier,
                Outcome.PENGUINS,
                "--rows",
                "1,3",
                "--html",
                rows.toString(),
                "--language",
                "zh");

        assertThat(drivers.err()).contains("wrote " + page);
        assertThat(page).content().contains("What drives the model", "flipper_length_mm");
        assertThat(single.code()).isZero();
        assertThat(rows).content().contains("penguins.csv:2", "penguins.csv:4", "Shapley", "需要改变什么");
        assertThat(Outcome.of("explain", classifier, Outcome.PENGUINS, "--html", classifier)
                        .err())
                .contains(classifier + ": is read by this command; name another file with --html");
    }
}
