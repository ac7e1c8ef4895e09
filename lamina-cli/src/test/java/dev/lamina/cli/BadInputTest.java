package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way to be given something unusable ends with 2, one line that helps, and all files as they were.
class BadInputTest {

    private static final String OLD = "a model of yesterday";

    @TempDir
    private static Path shared;

    private static String model = "";

    @TempDir
    private Path folder;

    private Path existing = Path.of("");

    @BeforeAll
    static void trainModel() {
        Path file = shared.resolve("penguins.safetensors");
        assertThat(Outcome.trainPenguins(file).code()).isZero();
        model = file.toString();
    }

    @BeforeEach
    void writeExistingModel() throws IOException {
        existing = Files.writeString(folder.resolve("model.safetensors"), OLD);
    }

    @Test
    void missingFileSuggestsTheNearest() {
        Outcome.file(folder, "penguins.csv", "a,b", "1,2");
        assertRefused(train(folder.resolve("pengiuns.csv").toString(), "a"), "pengiuns.csv", "penguins.csv");
    }

    @Test
    void columnsOfNewDataAreNamedWhereOneIsMissing() {
        String data = Outcome.file(
                folder,
                "new.csv",
                "Island,beak_length_mm,beak_depth_mm,flipper_length_mm,body_mass_g,sex,species",
                "Biscoe,39,18,181,3750,MALE,Adelie");
        for (String command : List.of("evaluate", "predict", "trace")) {
            Outcome outcome = Outcome.of(command, model, data);
            assertRefused(outcome, "no column \"island\" in " + data + "; did you mean \"Island\"? the columns are ");
            assertThat(outcome.err()).contains("beak_length_mm, beak_depth_mm,", "species", "Island");
        }
    }

    @Test
    void aQueryThatWritesIsRefusedByEveryCommand() throws IOException {
        String query = "select 1 as a; copy (select 1) to '" + existing + "'";
        List<Outcome> outcomes = List.of(
                train(query, "a"),
                Outcome.of("evaluate", model, query),
                Outcome.of("predict", model, query),
                Outcome.of("trace", model, query));
        for (Outcome outcome : outcomes) {
            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.errorLines())
                    .containsExactly("lamina: query: expected a query, which only reads, got another statement, or a"
                            + " pivot without its values: \"on x in (1, 2)\"");
        }
        assertThat(existing).content().isEqualTo(OLD);
    }

    @Test
    void emptyFileIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.csv"));
        assertRefused(train(file.toString(), "a"), "empty.csv", "empty");
    }

    @Test
    void headerWithoutRowsIsRefused() {
        assertRefused(train(Outcome.file(folder, "header.csv", "a,b"), "a"), "header.csv", "no rows");
    }

    @Test
    void missingTargetColumnNamesTheNearest() {
        assertRefused(train(Outcome.PENGUINS, "speces"), "\"speces\"", "did you mean \"species\"?");
    }

    @Test
    void missingTargetOptionIsAsked() {
        assertRefused(
                Outcome.of("train", Outcome.PENGUINS, "--model", existing.toString()),
                "missing option --target",
                "./lamina train --help");
    }

    @Test
    void targetWithoutValuesIsRefused() {
        String file = Outcome.file(folder, "blank.csv", "a,b", "1,", "2,", "3,", "4,", "5,", "6,");
        assertRefused(train(file, "b"), "\"b\"", "no values");
    }

    @Test
    void oneClassIsRefused() {
        String file = Outcome.file(folder, "one.csv", rows("a,b", i -> i + ",yes"));
        assertRefused(train(file, "b"), "\"b\"", "\"yes\"");
    }

    @Test
    void raggedRowNamesItsLine() {
        String file = Outcome.file(folder, "ragged.csv", "a,b", "1,x", "2,y,z", "3,x");
        assertRefused(train(file, "b"), "ragged.csv:3", "3");
    }

    @Test
    void wrongEncodingSuggestsTheOption() throws IOException {
        Path file =
                Files.write(folder.resolve("latin.csv"), "größe,b\n1,x\n2,y\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(train(file.toString(), "b"), "latin.csv:1", "--encoding");
    }

    @Test
    void infiniteValueIsRefused() {
        String file = Outcome.file(folder, "infinite.csv", rows("a,b", i -> (i == 3 ? "inf" : "" + i) + "," + i % 2));
        assertRefused(train(file, "b"), "infinite.csv:5", "\"a\"");
    }

    @Test
    void infiniteTargetIsRefused() {
        String file =
                Outcome.file(folder, "infinite.csv", rows("a,b", i -> i + "," + (i == 3 ? "-Infinity" : i + 0.5)));
        assertRefused(train(file, "b"), "infinite.csv:5", "\"b\"");
    }

    @Test
    void nanCountsAsMissing() {
        String file = Outcome.file(folder, "nan.csv", rows("a,b", i -> (i == 3 ? "NaN" : "" + i) + "," + i % 2));
        assertThat(train(file, "b").code()).isZero();
    }

    @Test
    void folderOfModelMustExist() {
        Path nowhere = folder.resolve("missing/model.safetensors");
        assertRefused(Outcome.trainPenguins(nowhere), nowhere.toString(), "folder does not exist", "--model");
        assertThat(nowhere.getParent()).doesNotExist();
    }

    @Test
    void modelMustNotBeAFolder() {
        assertRefused(Outcome.trainPenguins(folder), folder + ": is a folder");
    }

    @Test
    void modelMustNotBeTheData() {
        String file = Outcome.file(folder, "data.csv", rows("a,b", i -> i + "," + i % 2));
        assertRefused(Outcome.train(file, "b", Path.of(file)), "data.csv", "is the data");
    }

    @Test
    void badOptionValuesAreRefused() {
        assertRefusedOption("--epochs", "0", "epochs is 0, expected 1 or more");
        assertRefusedOption("--epochs", "many", "'--epochs'", "'many' is not an int");
        assertRefusedOption("--learning-rate", "-1", "earning", "-1");
        assertRefusedOption("--dropout", "1", "dropout is 1.0, expected 0 ≤ dropout < 1");
        assertRefusedOption("--validation", "1.5", "validation is 1.5, expected 0 < validation < 1");
        assertRefusedOption("--layers", "16,x", "'--layers'", "'x' is not an int");
        assertRefusedOption("--layers", "0", "a layer is 0 wide");
        assertRefusedOption("--time-budget", "soon", "'soon' is no duration such as 90s, 5m or 1h30m");
        assertRefusedOption("--time-budget", "0s", "expected a positive duration");
        assertRefusedOption("--task", "guess", "'--task'", "'guess' is none of auto, classification and regression");
        assertRefusedOption("--delimiter", "ab", "'ab' is not one character");
        assertRefusedOption("--decimal", ";", "';' is neither . nor ,");
        assertRefusedOption("--encoding", "utf-99", "'utf-99' is no encoding");
    }

    @Test
    void unknownNamesListTheKnown() {
        assertRefusedOption("--activation", "rlu", "\"rlu\"", "relu", "tanh");
        assertRefusedOption("--loss", "huge", "\"huge\"", "softmax-cross-entropy", "mean-squared-error");
        assertRefusedOption("--optimizer", "adamx", "\"adamx\"", "adamw", "sgd");
    }

    @Test
    void lossThatDoesNotFitTheTargetIsRefused() {
        assertRefusedOption("--loss", "mean-squared-error", "mean-squared-error", "\"species\"", "3 classes");
    }

    @Test
    void columnToIgnoreMustExist() {
        assertRefusedOption("--ignore", "iland", "\"iland\"", "did you mean \"island\"?");
    }

    @Test
    void textInANumericColumnAtPredictionIsMissingAndNamedWithItsLine() {
        String file = Outcome.file(
                folder,
                "new.csv",
                "island,beak_length_mm,beak_depth_mm,flipper_length_mm,body_mass_g,sex",
                "Biscoe,39.1,18.7,181,3750,MALE",
                "Biscoe,39.1,deep,181,3750,MALE");
        Outcome outcome = Outcome.of("predict", model, file);
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out().lines()).hasSize(3);
        assertThat(outcome.err())
                .contains(
                        "new.csv:3: column \"beak_depth_mm\": 1 of 2 cells is no number and counts as missing: \"deep\"");
    }

    @Test
    void missingColumnAtPredictionIsNamed() {
        String file = Outcome.file(
                folder, "new.csv", "island,beak_length_mm,beak_depth_mm,body_mass_g,sex,new", "Biscoe,1,2,3,MALE,0");
        assertRefused(Outcome.of("predict", model, file), "\"flipper_length_mm\"", "new.csv");
    }

    @Test
    void missingTargetAtEvaluationIsNamed() {
        String file = Outcome.file(
                folder,
                "new.csv",
                "island,beak_length_mm,beak_depth_mm,flipper_length_mm,body_mass_g,sex",
                "Biscoe,39.1,18.7,181,3750,MALE");
        assertRefused(Outcome.of("evaluate", model, file), "\"species\"", "new.csv");
    }

    @Test
    void missingModelIsNamed() {
        for (String command : List.of("predict", "evaluate")) {
            assertRefused(Outcome.of(command, "nowhere.safetensors", Outcome.PENGUINS), "nowhere.safetensors");
        }
        assertRefused(Outcome.of("info", "nowhere.safetensors"), "nowhere.safetensors");
    }

    @Test
    void fileOfAnotherFormatIsNoModel() {
        assertRefused(Outcome.of("info", Outcome.PENGUINS), "penguins.csv");
        assertRefused(Outcome.of("predict", existing.toString(), Outcome.PENGUINS), existing.toString());
    }

    @Test
    void truncatedModelIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(model));
        Path half = Files.write(folder.resolve("half.safetensors"), Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(Outcome.of("info", half.toString()), "half.safetensors");
        assertRefused(Outcome.of("predict", half.toString(), Outcome.PENGUINS), "half.safetensors");
    }

    @Test
    void unwritableOutputIsRefused() {
        String nowhere = folder.resolve("missing/out.csv").toString();
        assertRefused(Outcome.of("predict", model, Outcome.PENGUINS, "-o", nowhere), "missing");
        assertRefused(Outcome.of("predict", model, Outcome.PENGUINS, "-o", folder.toString()), folder.toString());
    }

    @Test
    void outputMustNotBeTheInput() throws IOException {
        String data =
                Files.copy(Path.of(Outcome.PENGUINS), folder.resolve("new.csv")).toString();
        assertRefused(Outcome.of("predict", model, data, "-o", data), "new.csv: is read by this command");
        assertThat(Path.of(data)).hasSameBinaryContentAs(Path.of(Outcome.PENGUINS));
        assertRefused(Outcome.of("predict", model, data, "-o", model), "penguins.safetensors: is read by this command");
    }

    @Test
    void divergenceEndsWith3AndWritesNothing() {
        Outcome outcome = train(Outcome.CARS, "miles_per_gallon", "--learning-rate", "1e6", "--optimizer", "sgd");
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.errorLines().getLast())
                .startsWith("lamina: ")
                .contains("epoch", "lower --learning-rate or set --clip-norm", "nothing was written");
        assertFilesAreAsBefore();
    }

    private Outcome train(String data, String target, String... more) {
        return Outcome.train(data, target, existing, more);
    }

    private static String[] rows(String header, IntFunction<String> row) {
        return Stream.concat(Stream.of(header), IntStream.range(0, 40).mapToObj(row))
                .toArray(String[]::new);
    }

    private void assertRefusedOption(String option, String value, String... parts) {
        assertRefused(train(Outcome.PENGUINS, "species", option, value), parts);
    }

    private void assertRefused(Outcome outcome, String... parts) {
        assertThat(outcome.errorLines()).as(outcome.err()).hasSize(1);
        assertThat(outcome.err()).startsWith("lamina: ").contains(parts);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertFilesAreAsBefore();
    }

    private void assertFilesAreAsBefore() {
        assertThat(existing).hasContent(OLD);
        assertThat(folder.toFile().list((directory, name) -> name.endsWith(".tmp") || name.equals("out.csv")))
                .isEmpty();
    }
}
