package dev.lamina.model;

import dev.lamina.json.JsonException;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.util.OptionalDouble;

/// A calibration as the file describes it.
final class CalibrationJson {

    private CalibrationJson() {}

    static JsonObject write(Calibration calibration) {
        return JsonObject.builder()
                .put(
                        "threshold",
                        calibration.threshold().isPresent()
                                ? JsonNumber.of(calibration.threshold().getAsDouble())
                                : new JsonValue.Null())
                .build();
    }

    static Calibration read(JsonObject json) throws JsonException {
        json.allowOnly("threshold");
        OptionalDouble threshold = json.get("threshold") instanceof JsonValue.Null
                ? OptionalDouble.empty()
                : OptionalDouble.of(json.asDouble("threshold"));
        return new Calibration(new ProbabilityMap.Unchanged(), threshold);
    }
}
