package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonReader;
import dev.lamina.model.Calibration;
import dev.lamina.model.Conformal;
import dev.lamina.model.ProbabilityMap;
import dev.lamina.model.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

    @TempDir
    private static Path shared;

    private static String classifier = "";
    private static String regressor = "";

    @BeforeAll
    static void trainModels() {
        classifier = shared.resolve("penguins.safetensors").toString();
        regressor = shared.resolve("cars.safetensors").toString();
        assertThat(Outcome.trainPenguins(Path.of(classifier)).code()).isZero();
        assertThat(Outcome.train(Outcome.CARS, "miles_per_gallon", Path.of(regressor), "--ignore", "name")
                        .code())
                .isZero();
    }

    @Test
    void accuracyAgreesWithThePredictions() throws IOException {
        List<String> actual = Files.readAllLines(Path.of(Outcome.PENGUINS));
        List<String> predicted = Outcome.of("predict", classifier, Outcome.PENGUINS)
                .out()
                .lines()
                .toList();
        int right = 0;
        for (int row = 1; row < actual.size(); row++) {
            right += actual.get(row).split(",", -1)[0].equals(predicted.get(row).split(",", -1)[0]) ? 1 : 0;
        }
        JsonObject result = json(classifier, Outcome.PENGUINS);
        assertThat(result.members().keySet())
                .containsExactly("rows", "accuracy", "logLoss", "auc", "f1", "baseline", "coverage", "columns");
        assertThat(result.integer("rows")).isEqualTo(344);
        assertThat(result.asDouble("accuracy")).isCloseTo(right / 344.0, within(1e-12));
    }

    @Test
    void jsonTellsOfTheCalibration() throws IOException {
        Path calibrated = shared.resolve("calibrated.safetensors");
        Conformal sets = new Conformal.Sets(Scores.of(new double[9]));
        Outcome.calibrate(
                Path.of(classifier),
                new Calibration(new ProbabilityMap.Temperature(2), OptionalDouble.empty(), sets),
                calibrated);
        JsonObject result = json(calibrated.toString(), Outcome.PENGUINS);
        assertThat(result.asDouble("uncalibratedLogLoss"))
                .isEqualTo(json(classifier, Outcome.PENGUINS).asDouble("logLoss"));
        JsonObject coverage = result.object("coverage");
        assertThat(coverage.asDouble("asked")).isEqualTo(0.9);
        assertThat(coverage.asDouble("reached")).isEqualTo(result.asDouble("accuracy"));
        assertThat(coverage.asDouble("size")).isEqualTo(1);
    }

    @Test
    void rootMeanSquaredErrorAgreesWithThePredictions() throws IOException {
        List<String> actual = Files.readAllLines(Path.of(Outcome.CARS));
        List<String> predicted =
                Outcome.of("predict", regressor, Outcome.CARS).out().lines().toList();
        double squares = 0;
        int rows = 0;
        for (int row = 1; row < actual.size(); row++) {
            String target = actual.get(row).split(",", -1)[1];
            if (!target.isEmpty()) {
                double error = Double.parseDouble(target) - Double.parseDouble(predicted.get(row));
                squares += error * error;
                rows++;
            }
        }
        JsonObject result = json(regressor, Outcome.CARS);
        assertThat(result.integer("rows")).isEqualTo(rows);
        assertThat(result.asDouble("rmse")).isCloseTo(Math.sqrt(squares / rows), within(1e-3));
        assertThat(result.members().keySet())
                .containsExactly("rows", "rmse", "mae", "r2", "baseline", "coverage", "columns");
    }

    @Test
    void personSeesMetricsAndConfusions() {
        Outcome outcome = Outcome.of("evaluate", classifier, Outcome.PENGUINS);
        assertThat(outcome.out())
                .contains("Rows        344\n", "Result      accuracy 0.", ", log loss ", ", ROC AUC ", ", F1 ")
                .contains("Baseline    accuracy 0.4419 by always naming the most frequent class\n")
                .contains("actual     predicted\n           Adelie  Chinstrap  Gentoo\nAdelie ");
        assertThat(outcome.err()).isEmpty();
        assertThat(Outcome.of("evaluate", regressor, Outcome.CARS).out())
                .containsPattern("Result      RMSE [\\d.]+, MAE [\\d.]+, R² ")
                .doesNotContain("predicted");
    }

    @Test
    void manyClassesShowOnlyTheWorstConfusions() {
        Path model = shared.resolve("names.safetensors");
        String file = Outcome.file(
                shared,
                "many.csv",
                Stream.concat(Stream.of("x,label"), IntStream.range(0, 60).mapToObj(i -> i % 7 + ",c" + i % 15))
                        .toArray(String[]::new));
        assertThat(Outcome.train(file, "label", model).code()).isZero();
        assertThat(Outcome.of("evaluate", model.toString(), file).out())
                .containsPattern("Most often taken, actual for predicted:\n  c\\d+ for c\\d+: \\d row")
                .doesNotContain("actual     predicted");
    }

    private static JsonObject json(String model, String data) throws IOException {
        Outcome outcome = Outcome.of("evaluate", model, data, "--json");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return (JsonObject) JsonReader.parse(outcome.out());
    }
}
