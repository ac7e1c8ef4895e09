package dev.lamina.model;

import dev.lamina.json.JsonException;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// A calibration as the file describes it.
final class CalibrationJson {

    private CalibrationJson() {}

    static JsonObject write(Calibration calibration) {
        JsonObject.Builder json = JsonObject.builder().put("map", write(calibration.map()));
        calibration.threshold().ifPresent(threshold -> json.put("threshold", threshold));
        return json.put("conformal", write(calibration.conformal())).build();
    }

    private static JsonObject write(ProbabilityMap map) {
        JsonObject.Builder json = JsonObject.builder();
        return switch (map) {
            case ProbabilityMap.Identity() -> json.put("type", "identity").build();
            case ProbabilityMap.Temperature(double temperature) ->
                json.put("type", "temperature").put("temperature", temperature).build();
            case ProbabilityMap.Vector(List<Double> factors, List<Double> biases) ->
                json.put("type", "vector")
                        .put("factors", write(factors))
                        .put("biases", write(biases))
                        .build();
            case ProbabilityMap.Isotonic(List<Double> given, List<Double> calibrated) ->
                json.put("type", "isotonic")
                        .put("given", write(given))
                        .put("calibrated", write(calibrated))
                        .build();
        };
    }

    private static JsonObject write(Conformal conformal) {
        return switch (conformal) {
            case Conformal.None() -> JsonObject.builder().put("type", "none").build();
            case Conformal.Intervals(Scores scores) -> write("intervals", scores);
            case Conformal.Bands(Scores scores) -> write("bands", scores);
            case Conformal.Sets(Scores scores) -> write("sets", scores);
        };
    }

    private static JsonObject write(String type, Scores scores) {
        return JsonObject.builder()
                .put("type", type)
                .put("rows", scores.rows())
                .put("scores", write(scores.kept()))
                .build();
    }

    private static JsonValue write(List<Double> numbers) {
        return new JsonValue.Array(numbers.stream()
                .map(number -> (JsonValue) JsonNumber.of(number))
                .toList());
    }

    static Calibration read(JsonObject json) throws JsonException {
        json.allowOnly("map", "threshold", "conformal");
        OptionalDouble threshold = json.members().containsKey("threshold")
                ? OptionalDouble.of(json.asDouble("threshold"))
                : OptionalDouble.empty();
        return new Calibration(readMap(json.object("map")), threshold, readConformal(json.object("conformal")));
    }

    private static ProbabilityMap readMap(JsonObject json) throws JsonException {
        String type = json.text("type");
        return switch (type) {
            case "identity" -> {
                json.allowOnly("type");
                yield new ProbabilityMap.Identity();
            }
            case "temperature" -> {
                json.allowOnly("type", "temperature");
                yield new ProbabilityMap.Temperature(json.asDouble("temperature"));
            }
            case "vector" -> {
                json.allowOnly("type", "factors", "biases");
                yield new ProbabilityMap.Vector(numbers(json, "factors"), numbers(json, "biases"));
            }
            case "isotonic" -> {
                json.allowOnly("type", "given", "calibrated");
                yield new ProbabilityMap.Isotonic(numbers(json, "given"), numbers(json, "calibrated"));
            }
            default ->
                throw new JsonException(
                        "unknown probability map \"" + type + "\"; known are identity, temperature, vector, isotonic");
        };
    }

    private static Conformal readConformal(JsonObject json) throws JsonException {
        String type = json.text("type");
        return switch (type) {
            case "none" -> {
                json.allowOnly("type");
                yield new Conformal.None();
            }
            case "intervals" -> new Conformal.Intervals(scores(json));
            case "bands" -> new Conformal.Bands(scores(json));
            case "sets" -> new Conformal.Sets(scores(json));
            default ->
                throw new JsonException(
                        "unknown conformal prediction \"" + type + "\"; known are none, intervals, bands, sets");
        };
    }

    private static Scores scores(JsonObject json) throws JsonException {
        json.allowOnly("type", "rows", "scores");
        return new Scores(json.integer("rows", 0, Integer.MAX_VALUE), numbers(json, "scores"));
    }

    private static List<Double> numbers(JsonObject json, String name) throws JsonException {
        List<Double> numbers = new ArrayList<>();
        for (JsonValue element : json.array(name)) {
            if (!(element instanceof JsonNumber number)) {
                throw new JsonException("member \"" + name + "\" holds " + element.kind() + ", expected numbers only");
            }
            numbers.add(number.asDouble());
        }
        return numbers;
    }
}
