package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.data.Column;
import dev.lamina.data.Table;
import dev.lamina.io.TableReader;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import dev.lamina.model.Calibration;
import dev.lamina.model.Conformal;
import dev.lamina.model.Model;
import dev.lamina.model.ProbabilityMap;
import dev.lamina.model.Scores;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {

    @TempDir
    private static Path shared;

    private static String classifier = "";
    private static String regressor = "";
    private static String predicted = "";

    @TempDir
    private Path folder;

    @BeforeAll
    static void trainModels() {
        classifier = shared.resolve("penguins.safetensors").toString();
        regressor = shared.resolve("cars.safetensors").toString();
        assertThat(Outcome.trainPenguins(Path.of(classifier)).code()).isZero();
        assertThat(Outcome.train(Outcome.CARS, "miles_per_gallon", Path.of(regressor), "--ignore", "name")
                        .code())
                .isZero();
        predicted = Outcome.of("predict", classifier, Outcome.PENGUINS).out();
    }

    @Test
    void classesComeWithTheirProbabilities() {
        List<String> lines = predicted.lines().toList();
        assertThat(lines).hasSize(345).startsWith("prediction,p_Adelie,p_Chinstrap,p_Gentoo");
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            double[] probabilities =
                    Arrays.stream(cells, 1, 4).mapToDouble(Double::parseDouble).toArray();
            assertThat(Arrays.stream(probabilities).sum()).isBetween(0.999_99, 1.000_01);
            double best = Arrays.stream(probabilities).max().orElseThrow();
            int label = List.of("Adelie", "Chinstrap", "Gentoo").indexOf(cells[0]);
            assertThat(probabilities[label]).isEqualTo(best);
        }
    }

    @Test
    void cellsThatTheModelHasSeenNothingLikeAreTold() throws IOException {
        List<String> lines = Files.readAllLines(Path.of(Outcome.PENGUINS)).subList(0, 4);
        String data = Outcome.file(
                folder,
                "new.csv",
                lines.get(0),
                lines.get(1).replace("Torgersen", "TORGERSEN"),
                lines.get(2).replace("Torgersen", "TORGERSEN"),
                lines.get(3).replaceAll("\\b\\d{4}\\b", "123456").replace("Torgersen", "TORGERSEN"));
        Outcome outcome = Outcome.of("predict", classifier, data);
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err())
                .contains(
                        "warning: column \"island\": 3 of 3 cells hold words that the model does not know, such as"
                                + " \"TORGERSEN\", which differ only in case or blanks from those it knows, such as \"Torgersen\"\n")
                .containsPattern(
                        "warning: column \"body_mass_g\": 1 of 3 cells is beyond \\d+ … \\d+, which training saw,"
                                + " such as 123456\n");
    }

    @Test
    void jsonHasPredictionsAndCounts() throws IOException {
        JsonObject result = json(Outcome.of("predict", classifier, Outcome.PENGUINS, "--json"));
        assertThat(result.members().keySet()).containsExactly("rows", "predictions", "columns");
        assertThat(result.integer("rows")).isEqualTo(344);
        List<JsonObject> rows = result.objects("predictions");
        assertThat(rows).hasSize(344);
        String[] first = predicted.lines().skip(1).findFirst().orElseThrow().split(",", -1);
        assertThat(rows.getFirst().text("prediction")).isEqualTo(first[0]);
        assertThat(rows.getFirst().object("probabilities").asDouble("Gentoo")).isEqualTo(Double.parseDouble(first[3]));
        JsonObject island = result.objects("columns").getFirst();
        assertThat(island.members().keySet()).containsExactly("name", "unknown", "examples", "missing", "beyond");
        assertThat(island.text("name")).isEqualTo("island");
        assertThat(island.integer("unknown")).isZero();
    }

    @Test
    void jsonOfAFileHasTheCountsOnly() throws IOException {
        Path out = folder.resolve("p.csv");
        JsonObject result = json(Outcome.of("predict", regressor, Outcome.CARS, "-o", out.toString(), "--json"));
        assertThat(result.members().keySet()).containsExactly("rows", "output", "columns");
        assertThat(result.text("output")).isEqualTo(out.toString());
        assertThat(Files.readAllLines(out)).hasSize(Math.toIntExact(result.integer("rows")) + 1);
        JsonObject numbers = json(Outcome.of("predict", regressor, Outcome.CARS, "--json"));
        assertThat(numbers.objects("predictions").getFirst().asDouble("prediction"))
                .isEqualTo(Double.parseDouble(Files.readAllLines(out).get(1)));
    }

    private static JsonObject json(Outcome outcome) throws IOException {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return (JsonObject) JsonReader.parse(outcome.out());
    }

    @Test
    void regressionGivesOneColumn() {
        Outcome outcome = Outcome.of("predict", regressor, Outcome.CARS);
        assertThat(outcome.code()).isZero();
        List<String> lines = outcome.out().lines().toList();
        assertThat(lines).hasSize(407).startsWith("prediction");
        assertThat(Double.parseDouble(lines.get(1))).isBetween(-100.0, 100.0);
        assertThat(outcome.err())
                .isEqualTo("warning: the model does not use name; name them with --ignore to hide this\n");
        assertThat(Outcome.of("predict", regressor, Outcome.CARS, "--ignore", "name")
                        .err())
                .isEmpty();
    }

    @Test
    void theIntervalsOfAQuantileBandAreAsWideAsTheirRowsAreUncertain() {
        Path band = folder.resolve("band.safetensors");
        Outcome trained =
                Outcome.train(Outcome.CARS, "miles_per_gallon", band, "--ignore", "name", "--loss", "quantile-band");
        assertThat(trained.code()).as(trained.err()).isZero();
        String[] command = {"predict", band.toString(), Outcome.CARS, "--ignore", "name", "--coverage", "0.8"};
        List<String> lines = Outcome.of(command).out().lines().toList();
        assertThat(lines).hasSize(407).startsWith("prediction,lower,upper");
        Set<Double> widths = new HashSet<>();
        for (String line : lines.subList(1, lines.size())) {
            double[] cells = Arrays.stream(line.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertThat(cells[0]).isBetween(cells[1], cells[2]);
            widths.add(cells[2] - cells[1]);
        }
        assertThat(widths).hasSizeGreaterThan(200);
        assertThat(Outcome.of("evaluate", band.toString(), Outcome.CARS, "--ignore", "name")
                        .out())
                .containsPattern("\nCoverage +0\\.\\d+ by intervals of 0.9, ");
    }

    @Test
    void intervalsComeInTwoColumns() throws IOException {
        Path calibrated = folder.resolve("calibrated.safetensors");
        double[] errors = IntStream.rangeClosed(1, 9).asDoubleStream().toArray();
        Outcome.calibrate(Path.of(regressor), Calibration.ofValues(errors, new double[9]), calibrated);
        String[] command = {"predict", calibrated.toString(), Outcome.CARS, "--ignore", "name", "--coverage", "0.8"};
        List<String> lines = Outcome.of(command).out().lines().toList();
        assertThat(lines).hasSize(407).startsWith("prediction,lower,upper");
        double[] cells = Arrays.stream(lines.get(1).split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(cells[1]).isEqualTo(cells[0] - 8);
        assertThat(cells[2]).isEqualTo(cells[0] + 8);
        String[] asJson = Arrays.copyOf(command, 8);
        asJson[7] = "--json";
        JsonObject row = json(Outcome.of(asJson)).objects("predictions").getFirst();
        assertThat(row.members().keySet()).containsExactly("prediction", "lower", "upper");
        assertThat(row.asDouble("upper")).isEqualTo(cells[2]);
        command[6] = "0.95";
        Outcome tooFew = Outcome.of(command);
        assertThat(tooFew.code()).isEqualTo(2);
        assertThat(tooFew.err())
                .isEqualTo("lamina: --coverage: a coverage of 0.95 needs 19 rows that were held out, the model has 9;"
                        + " ask for at most 0.9000\n");
    }

    @Test
    void setsComeInAColumnForEachClass() throws IOException {
        Path calibrated = folder.resolve("calibrated.safetensors");
        Conformal sets = new Conformal.Sets(Scores.of(new double[] {0, 0.5, 0.55, 0.6, 0.62, 0.64, 0.66, 0.68, 0.7}));
        Outcome.calibrate(
                Path.of(classifier),
                new Calibration(new ProbabilityMap.Temperature(2), OptionalDouble.empty(), sets),
                calibrated);
        List<String> lines = Outcome.of("predict", calibrated.toString(), Outcome.PENGUINS, "--coverage", "0.9")
                .out()
                .lines()
                .toList();
        assertThat(lines)
                .hasSize(345)
                .startsWith("prediction,p_Adelie,p_Chinstrap,p_Gentoo,in_Adelie,in_Chinstrap,in_Gentoo");
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            double best = IntStream.range(1, 4)
                    .mapToDouble(i -> Double.parseDouble(cells[i]))
                    .max()
                    .orElseThrow();
            for (int i = 1; i < 4; i++) {
                double p = Double.parseDouble(cells[i]);
                assertThat(cells[i + 3]).isEqualTo(p == best || 1 - (float) p <= 0.7 ? "1" : "0");
            }
        }
        JsonObject row = json(Outcome.of(
                        "predict", calibrated.toString(), Outcome.PENGUINS, "--coverage", "0.9", "--json"))
                .objects("predictions")
                .getFirst();
        assertThat(row.members().keySet()).containsExactly("prediction", "probabilities", "set");
        assertThat(row.texts("set")).contains(row.text("prediction"));
    }

    @Test
    void aCoverageNeedsAModelThatKnowsHowFarOffItIs() throws IOException {
        Model trained = Model.load(Path.of(classifier));
        Path without = folder.resolve("without.safetensors");
        new Model(trained.network(), trained.pipeline(), trained.provenance()).save(without);
        Outcome outcome = Outcome.of("predict", without.toString(), Outcome.PENGUINS, "--coverage", "0.9");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .isEqualTo("lamina: --coverage: the model has no conformal scores, which intervals and sets need; train"
                        + " it anew\n");
    }

    @Test
    void standardInputIsReadLikeAFile() throws IOException {
        Outcome outcome = Outcome.reading(Files.readString(Path.of(Outcome.PENGUINS)), "predict", classifier, "-");
        assertThat(outcome.out()).isEqualTo(predicted);
    }

    @Test
    void orderOfColumnsDoesNotMatterNorDoesTheTarget() throws IOException {
        int[] order = {6, 2, 1, 5, 4, 3};
        String text = Files.readString(Path.of(Outcome.PENGUINS))
                .lines()
                .map(line -> line.split(",", -1))
                .map(cells -> String.join(
                        ",", Arrays.stream(order).mapToObj(i -> cells[i]).toList()))
                .reduce("", (all, line) -> all + line + "\n");
        Outcome outcome = Outcome.reading(text, "predict", classifier, "-");
        assertThat(outcome.out()).isEqualTo(predicted);
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void targetWithUnknownWordsDoesNotMatter() throws IOException {
        String text = Files.readString(Path.of(Outcome.PENGUINS))
                .replace("Adelie,", "Emperor,")
                .replace("Gentoo,", ",");
        assertThat(Outcome.reading(text, "predict", classifier, "-").out()).isEqualTo(predicted);
    }

    @Test
    void csvFileHoldsWhatStandardOutputGets() throws IOException {
        Path file = folder.resolve("out.csv");
        Outcome outcome = Outcome.of("predict", classifier, Outcome.PENGUINS, "-o", file.toString());
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(file).hasContent(predicted);
        assertThat(Outcome.of("predict", classifier, Outcome.PENGUINS, "-o", "-")
                        .out())
                .isEqualTo(predicted);
    }

    @Test
    void parquetHoldsTheSameTable() throws IOException {
        Path csv = Files.writeString(folder.resolve("out.csv"), predicted);
        Path parquet = folder.resolve("out.parquet");
        assertThat(Outcome.of("predict", classifier, Outcome.PENGUINS, "-o", parquet.toString())
                        .code())
                .isZero();
        Table expected = TableReader.defaults().read(csv.toString()).table();
        Table actual = TableReader.defaults().read(parquet.toString()).table();
        assertThat(actual.names()).isEqualTo(expected.names());
        for (int i = 1; i < expected.columns().size(); i++) {
            assertThat(((Column.Numbers) actual.columns().get(i)).values())
                    .isEqualTo(((Column.Numbers) expected.columns().get(i)).values());
        }
        Column.Categories labels = (Column.Categories) actual.require("prediction");
        Column.Categories sameLabels = (Column.Categories) expected.require("prediction");
        for (int row = 0; row < actual.rows(); row++) {
            assertThat(labels.words().get(labels.codes()[row]))
                    .isEqualTo(sameLabels.words().get(sameLabels.codes()[row]));
        }
    }

    @Test
    void readerWhoWentAwayEndsQuietly() {
        Outcome outcome = writingTo("Broken pipe");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void fullDiskBehindStandardOutputIsAnError() {
        Outcome outcome = writingTo("No space left on device");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.errorLines()).hasSize(1);
        assertThat(outcome.err()).startsWith("lamina: ").contains("standard output", "No space left on device");
    }

    /// Predicts into an output that fails with this reason of the system.
    private static Outcome writingTo(String failure) {
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(failure);
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Session session = Outcome.session(
                new ByteArrayInputStream(new byte[0]), new StandardOutput(failing), err, new Interruption());
        int code = Main.execute(session, "predict", classifier, Outcome.PENGUINS);
        return new Outcome(code, "", err.toString(StandardCharsets.UTF_8));
    }
}
