package dev.lamina.model;

import dev.lamina.json.JsonException;
import dev.lamina.json.JsonObject;
import java.util.OptionalDouble;

/// A calibration as the file describes it.
final class CalibrationJson {

    private CalibrationJson() {}

    static JsonObject write(Calibration calibration) {
        JsonObject.Builder json = JsonObject.builder()
                .put("map", JsonObject.builder().put("type", "identity").build());
        calibration.threshold().ifPresent(threshold -> json.put("threshold", threshold));
        return json.put("conformal", JsonObject.builder().put("type", "none").build())
                .build();
    }

    static Calibration read(JsonObject json) throws JsonException {
        json.allowOnly("map", "threshold", "conformal");
        readOnly(json.object("map"), "identity");
        readOnly(json.object("conformal"), "none");
        OptionalDouble threshold = json.members().containsKey("threshold")
                ? OptionalDouble.of(json.asDouble("threshold"))
                : OptionalDouble.empty();
        return new Calibration(new ProbabilityMap.Identity(), threshold, new Conformal.None());
    }

    private static void readOnly(JsonObject json, String known) throws JsonException {
        json.allowOnly("type");
        if (!json.text("type").equals(known)) {
            throw new JsonException("unknown type \"" + json.text("type") + "\"; known is " + known);
        }
    }
}
