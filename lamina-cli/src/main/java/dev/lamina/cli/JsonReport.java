package dev.lamina.cli;

import dev.lamina.data.FittedColumn;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import dev.lamina.model.Evaluation;
import dev.lamina.model.Model;
import dev.lamina.model.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// What the commands tell a program: one JSON object. Numbers that are undefined are null.
final class JsonReport {

    private JsonReport() {}

    static JsonObject trained(Model model, Path file) throws IOException {
        Provenance.Training training = model.provenance().training();
        Provenance.Data data = model.provenance().data();
        JsonObject.Builder report =
                identity(JsonObject.builder().put("model", file.toString()).put("bytes", Files.size(file)), model);
        String taskReason = training.reasons().get("task");
        if (taskReason != null) {
            report.put("taskReason", taskReason);
        }
        return report.put("trainingRows", data.trainingRows())
                .put("validationRows", data.validationRows())
                .put("epochs", training.epochs())
                .put("bestEpoch", training.bestEpoch())
                .put("stopReason", word(training.stopReason()))
                .put("seconds", model.network().history().getLast().elapsed().toMillis() / 1000.0)
                .put("metrics", numbers(training.metrics()))
                .put("parametersHash", model.parametersHash())
                .build();
    }

    static JsonObject evaluated(Evaluation evaluation) {
        JsonObject.Builder object = JsonObject.builder().put("rows", evaluation.rows());
        return put(object, evaluation.metrics()).build();
    }

    static JsonObject info(Model model) {
        Provenance provenance = model.provenance();
        Provenance.Training training = provenance.training();
        return identity(JsonObject.builder(), model)
                .put(
                        "columns",
                        new JsonValue.Array(model.pipeline().columns().stream()
                                .<JsonValue>map(JsonReport::column)
                                .toList()))
                .put("data", data(provenance.data()))
                .put("seed", training.seed())
                .put("settings", JsonObject.ofTexts(training.values()))
                .put("reasons", JsonObject.ofTexts(training.reasons()))
                .put("epochs", training.epochs())
                .put("bestEpoch", training.bestEpoch())
                .put("stopReason", word(training.stopReason()))
                .put("metrics", numbers(training.metrics()))
                .put("laminaVersion", provenance.laminaVersion())
                .put("javaVersion", provenance.javaVersion())
                .put("created", provenance.created().toString())
                .put("parametersHash", model.parametersHash())
                .build();
    }

    private static JsonObject data(Provenance.Data data) {
        JsonObject.Builder json =
                JsonObject.builder().put("source", data.source()).put("sha256", data.sha256());
        if (!data.hashed().isEmpty()) {
            json.put("hashed", data.hashed());
        }
        return json.put("trainingRows", data.trainingRows())
                .put("validationRows", data.validationRows())
                .build();
    }

    /// What the model predicts, and how big its network is.
    private static JsonObject.Builder identity(JsonObject.Builder object, Model model) {
        return object.put("task", word(model.pipeline().task()))
                .put("target", model.pipeline().target().name())
                .put("classes", JsonValue.Array.ofTexts(model.labels()))
                .put("network", model.network().network().shape())
                .put("parameters", model.network().network().parameterCount());
    }

    private static JsonObject column(FittedColumn column) {
        JsonObject.Builder object =
                JsonObject.builder().put("name", column.name()).put("type", word(column.type()));
        if (column instanceof FittedColumn.OneHot words) {
            object.put("categories", JsonValue.Array.ofTexts(words.categories()));
        }
        return object.build();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static JsonObject numbers(Map<String, Double> values) {
        return put(JsonObject.builder(), values).build();
    }

    private static JsonObject.Builder put(JsonObject.Builder object, Map<String, Double> values) {
        values.forEach((name, value) ->
                object.put(name, Double.isFinite(value) ? JsonNumber.of(value) : new JsonValue.Null()));
        return object;
    }
}
