package dev.lamina.model;

import dev.lamina.core.train.StopReason;
import dev.lamina.json.JsonException;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.model.Provenance.Setting;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A provenance as the file describes it.
final class ProvenanceJson {

    private static final String NOT_RECORDED = "given or chosen, the file does not say";

    private ProvenanceJson() {}

    static JsonObject write(Provenance provenance) {
        Provenance.Training training = provenance.training();
        return JsonObject.builder()
                .put("data", write(provenance.data()))
                .put(
                        "training",
                        JsonObject.builder()
                                .put("seed", training.seed())
                                .put("settings", JsonObject.ofTexts(training.values()))
                                .put("reasons", JsonObject.ofTexts(training.reasons()))
                                .put(
                                        "runs",
                                        new JsonValue.Array(training.runs().stream()
                                                .<JsonValue>map(ProvenanceJson::write)
                                                .toList()))
                                .put("metrics", write(training.metrics()))
                                .build())
                .put("laminaVersion", provenance.laminaVersion())
                .put("javaVersion", provenance.javaVersion())
                .put("created", provenance.created().toString())
                .build();
    }

    private static JsonObject write(Provenance.Data data) {
        JsonObject.Builder json =
                JsonObject.builder().put("source", data.source()).put("sha256", data.sha256());
        if (!data.hashed().isEmpty()) {
            json.put("hashed", data.hashed());
        }
        return json.put("trainingRows", data.trainingRows())
                .put("validationRows", data.validationRows())
                .build();
    }

    private static JsonObject write(Provenance.Run run) {
        return JsonObject.builder()
                .put("recipe", run.recipe())
                .put("seed", run.seed())
                .put("fold", run.fold())
                .put("epochs", run.epochs())
                .put("bestEpoch", run.bestEpoch())
                .put("stopReason", EnumNames.of(run.stopReason()))
                .put("score", write(run.score()))
                .build();
    }

    private static JsonObject write(SequencedMap<String, Double> metrics) {
        JsonObject.Builder json = JsonObject.builder();
        metrics.forEach((name, value) -> json.put(name, write((double) value)));
        return json.build();
    }

    /// Measures that are not finite, which JSON cannot write as numbers, are strings as Java writes them.
    private static JsonValue write(double measure) {
        return Double.isFinite(measure) ? JsonNumber.of(measure) : new JsonValue.Text(Double.toString(measure));
    }

    /// @param format of the file: before 4 a training was one run
    static Provenance read(JsonObject json, int format) throws JsonException {
        json.allowOnly("data", "training", "laminaVersion", "javaVersion", "created");
        return new Provenance(
                readData(json.object("data")),
                readTraining(json.object("training"), format),
                json.text("laminaVersion"),
                json.text("javaVersion"),
                readInstant(json.text("created")));
    }

    private static Provenance.Data readData(JsonObject json) throws JsonException {
        json.allowOnly("source", "sha256", "hashed", "trainingRows", "validationRows");
        return new Provenance.Data(
                json.text("source"),
                json.text("sha256"),
                json.optionalText("hashed").orElse(""),
                json.integer("trainingRows", 0, Integer.MAX_VALUE),
                json.integer("validationRows", 0, Integer.MAX_VALUE));
    }

    private static Provenance.Training readTraining(JsonObject json, int format) throws JsonException {
        long seed = json.integer("seed");
        List<Provenance.Run> runs = new ArrayList<>();
        if (format < 4) {
            json.allowOnly("seed", "settings", "reasons", "epochs", "bestEpoch", "stopReason", "metrics");
            runs.add(readRun(json, "", seed, 0, Double.NaN));
        } else {
            json.allowOnly("seed", "settings", "reasons", "runs", "metrics");
            for (JsonObject run : json.objects("runs")) {
                run.allowOnly("recipe", "seed", "fold", "epochs", "bestEpoch", "stopReason", "score");
                runs.add(readRun(
                        run,
                        run.text("recipe"),
                        run.integer("seed"),
                        run.integer("fold", 0, Integer.MAX_VALUE),
                        readMeasure(run, "score")));
            }
        }
        return new Provenance.Training(seed, readSettings(json), runs, readMetrics(json.object("metrics")));
    }

    private static Provenance.Run readRun(JsonObject json, String recipe, long seed, int fold, double score)
            throws JsonException {
        return new Provenance.Run(
                recipe,
                seed,
                fold,
                json.integer("epochs", 0, Integer.MAX_VALUE),
                json.integer("bestEpoch", 0, Integer.MAX_VALUE),
                EnumNames.read(StopReason.class, json.get("stopReason")),
                score);
    }

    /// Files of format 1 have no reasons.
    private static List<Setting> readSettings(JsonObject json) throws JsonException {
        JsonObject values = json.object("settings");
        boolean recorded = json.members().containsKey("reasons");
        JsonObject reasons = recorded ? json.object("reasons") : JsonObject.ofTexts(Map.of());
        List<Setting> settings = new ArrayList<>();
        for (String name : values.members().keySet()) {
            if (recorded && !reasons.members().containsKey(name)) {
                settings.add(Setting.given(name, values.text(name)));
            } else {
                String reason = recorded ? reasons.text(name) : NOT_RECORDED;
                settings.add(Setting.chosen(name, values.text(name), reason));
            }
        }
        reasons.allowOnly(values.members().keySet().toArray(String[]::new));
        return settings;
    }

    private static SequencedMap<String, Double> readMetrics(JsonObject json) throws JsonException {
        SequencedMap<String, Double> metrics = new LinkedHashMap<>();
        for (String name : json.members().keySet()) {
            metrics.put(name, readMeasure(json, name));
        }
        return metrics;
    }

    private static double readMeasure(JsonObject json, String name) throws JsonException {
        return switch (json.get(name)) {
            case JsonValue.Text(String text) when text.equals("NaN") -> Double.NaN;
            case JsonValue.Text(String text) when text.equals("Infinity") -> Double.POSITIVE_INFINITY;
            case JsonValue.Text(String text) when text.equals("-Infinity") -> Double.NEGATIVE_INFINITY;
            default -> json.asDouble(name);
        };
    }

    private static Instant readInstant(String text) throws JsonException {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new JsonException(
                    "member \"created\" is \"" + text + "\", expected a time such as 2026-01-31T12:00:00Z");
        }
    }
}
