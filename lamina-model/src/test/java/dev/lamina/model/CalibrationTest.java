package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.loss.QuantileBand;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.F1;
import dev.lamina.core.metric.LogLoss;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.json.JsonException;
import dev.lamina.json.JsonReader;
import dev.lamina.json.JsonWriter;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationTest {

    private static final OptionalDouble HALF = OptionalDouble.empty();

    private static final String NONE = "\"conformal\":{\"type\":\"none\"}";

    @Test
    void everyCalibrationIsReadAsItWasWritten() throws JsonException {
        ProbabilityMap identity = new ProbabilityMap.Identity();
        Conformal sets = new Conformal.Sets(Scores.of(new double[] {0.25, 1e-17, 1}));
        for (Calibration calibration : List.of(
                Calibration.none(),
                new Calibration(new ProbabilityMap.Temperature(1.2345678901234567), HALF, sets),
                new Calibration(
                        new ProbabilityMap.Vector(List.of(1.5, -0.25), List.of(0.0, 1e-30)),
                        OptionalDouble.of(0.3),
                        sets),
                new Calibration(
                        new ProbabilityMap.Isotonic(List.of(-87.5, 3.0), List.of(-30.0, 2.0)),
                        HALF,
                        new Conformal.None()),
                new Calibration(identity, HALF, new Conformal.Intervals(Scores.of(new double[5000]))),
                new Calibration(identity, HALF, new Conformal.Bands(Scores.of(new double[] {-0.1, 3, -1e300}))))) {
            String json = JsonWriter.write(CalibrationJson.write(calibration));
            assertThat(CalibrationJson.read(JsonReader.parseObject(json))).isEqualTo(calibration);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"map":{"type":"identity"}}                          | member "conformal" is missing
            {"map":{"type":"identity"},"more":1}                 | unknown member "more"; known are map, threshold, conformal
            {"map":{"type":"platt"},NONE}                        | unknown probability map "platt"; known are identity, temperature, vector, isotonic
            {"map":{"type":"identity","a":1},NONE}               | unknown member "a"; known are type
            {"map":{"type":"temperature","temperature":-1},NONE} | a temperature is above 0 and finite, got -1.0
            {"map":{"type":"temperature","temperature":1e999},NONE} | member "temperature": expected a number within the range of a double, got 1e999
            {"map":{"type":"vector","factors":[1],"biases":[1]},NONE} | vector scaling needs a factor and a bias for each of at least two classes, got 1 and 1
            {"map":{"type":"vector","factors":["1",2],"biases":[1,1]},NONE} | member "factors" holds a string, expected numbers only
            {"map":{"type":"isotonic","given":[],"calibrated":[]},NONE} | an isotonic map needs 1 to 50 knots, got 0 given and 0 calibrated log-odds
            {"map":{"type":"isotonic","given":[2,1],"calibrated":[1,2]},NONE} | an isotonic map never falls, knot 1 is below its predecessor
            {"map":{"type":"identity"},"threshold":1,NONE}       | a threshold is above 0 and below 1, got 1.0
            {"map":{"type":"identity"},"conformal":{"type":"boxes"}} | unknown conformal prediction "boxes"; known are none, intervals, bands, sets
            {"map":{"type":"identity"},"conformal":{"type":"sets","rows":-1,"scores":[]}} | member "rows" is -1, expected 0 to 2147483647
            {"map":{"type":"identity"},"conformal":{"type":"sets","rows":2000000000,"scores":[1]}} | the scores of 2000000000 rows are 1000 numbers, got 1
            {"map":{"type":"identity"},"conformal":{"type":"sets","rows":2,"scores":[0.5,0.4]}} | scores rise and are finite, number 1 is 0.4
            {"map":{"type":"identity"},"conformal":{"type":"bands","rows":2,"scores":[0.5,-0.5]}} | scores rise and are finite, number 1 is -0.5
            {"map":{"type":"identity"},"conformal":{"type":"bands","rows":1,"scores":[0.5],"coverage":0.9}} | unknown member "coverage"; known are type, rows, scores
            {"map":{"type":"identity"},"conformal":{"type":"intervals","rows":1,"scores":[-0.5]}} | conformal scores are 0 or more, got -0.5 to -0.5
            """)
    void whatNoCalibrationIsIsRefused(String json, String message) {
        assertThatThrownBy(() -> CalibrationJson.read(JsonReader.parseObject(json.replace("NONE", NONE))))
                .isInstanceOfAny(JsonException.class, IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aCalibrationFitsItsTarget() {
        Calibration vector = new Calibration(
                new ProbabilityMap.Vector(List.of(1.0, 1.0), List.of(0.0, 0.0)), HALF, new Conformal.None());
        vector.check(Models.SOLD);
        Calibration.none().check(Models.PRICE);
        assertThatThrownBy(() -> vector.check(Models.KIND))
                .hasMessage("the probability map is for 2 classes, the target \"kind\" has 3");
        assertThatThrownBy(() -> vector.check(Models.PRICE))
                .hasMessage("probability maps, thresholds and conformal sets are for classes, the target \"price\" is a"
                        + " number");
        assertThatThrownBy(
                        () -> new Calibration(new ProbabilityMap.Identity(), OptionalDouble.of(0.2), vector.conformal())
                                .check(Models.KIND))
                .hasMessage("a threshold decides between two classes, the target \"kind\" has 3");
        assertThatThrownBy(
                        () -> Calibration.ofValues(new double[1], new double[1]).check(Models.SOLD))
                .hasMessage("conformal intervals are for values, the target \"sold\" has classes");
        assertThatThrownBy(() -> Calibration.ofBands(new double[1], new double[1], new double[1], new double[1])
                        .check(Models.SOLD))
                .hasMessage("conformal intervals are for values, the target \"sold\" has classes");
    }

    @Test
    void bandsAndValuesHaveScoresOfTheirOwn() {
        Model value = Models.regression();
        Model band = Models.regression(new QuantileBand());
        Calibration ofValues = Calibration.ofValues(new double[1], new double[1]);
        Calibration ofBands = Calibration.ofBands(new double[1], new double[1], new double[1], new double[1]);
        assertThat(new Model(band.members(), ofBands, band.provenance()).calibration())
                .isEqualTo(ofBands);
        assertThatThrownBy(() -> new Model(value.members(), ofBands, value.provenance()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("conformal scores of bands are for networks with the loss quantile-band; others have those"
                        + " of values");
        assertThatThrownBy(() -> new Model(band.members(), ofValues, band.provenance()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("conformal scores of values are not for networks with the loss quantile-band; these have"
                        + " those of bands");
    }

    @Test
    void mapThresholdAndScoresAreLearntFromTheSameRows() {
        RandomStream random = RandomStream.of(4, Purpose.CHECK, 0);
        Matrix claimed = Matrix.zeros(3000, 2);
        Matrix classes = Matrix.zeros(3000, 1);
        for (int i = 0; i < 3000; i++) {
            double p = 0.5 * random.nextDouble();
            classes.set(i, 0, random.nextDouble() < p ? 1 : 0);
            double certain = p * p * p / (p * p * p + (1 - p) * (1 - p) * (1 - p));
            claimed.set(i, 0, (float) (1 - certain));
            claimed.set(i, 1, (float) certain);
        }
        float first = claimed.get(0, 1);
        Calibration calibration = Calibration.ofClasses(claimed, classes, null, new F1());
        assertThat(claimed.get(0, 1)).isEqualTo(first);
        assertThat(calibration.map()).isNotInstanceOf(ProbabilityMap.Identity.class);
        assertThat(calibration.threshold().orElseThrow()).isBetween(0.1, 0.4);
        assertThat(((Conformal.Sets) calibration.conformal()).scores().rows()).isEqualTo(3000);
        assertThat(Calibration.ofClasses(claimed, classes, null, new LogLoss()).threshold())
                .isEmpty();
        calibration.check(Models.SOLD);
    }
}
