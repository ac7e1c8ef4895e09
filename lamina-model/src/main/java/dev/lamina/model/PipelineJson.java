package dev.lamina.model;

import dev.lamina.data.FittedColumn;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Schema;
import dev.lamina.data.TimePart;
import dev.lamina.json.JsonException;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/// A fitted pipeline as the file describes it: columns by type with all their components, target, missing
/// words.
final class PipelineJson {

    private PipelineJson() {}

    static JsonObject write(FittedPipeline pipeline) {
        return JsonObject.builder()
                .put(
                        "columns",
                        new JsonValue.Array(pipeline.columns().stream()
                                .<JsonValue>map(PipelineJson::write)
                                .toList()))
                .put("target", write(pipeline.target()))
                .put("missingWords", JsonValue.Array.ofTexts(pipeline.missingWords()))
                .build();
    }

    private static JsonObject write(FittedColumn column) {
        return switch (column) {
            case FittedColumn.ScaledNumber(
                    String name,
                    double center,
                    double scale,
                    double imputed,
                    boolean clip,
                    boolean indicator) ->
                JsonObject.builder()
                        .put("type", "scaled-number")
                        .put("name", name)
                        .put("center", center)
                        .put("scale", scale)
                        .put("imputed", imputed)
                        .put("clip", clip)
                        .put("indicator", indicator)
                        .build();
            case FittedColumn.OneHot(String name, List<String> categories) ->
                JsonObject.builder()
                        .put("type", "one-hot")
                        .put("name", name)
                        .put("categories", JsonValue.Array.ofTexts(categories))
                        .build();
            case FittedColumn.TimeParts(
                    String name,
                    List<TimePart> parts,
                    double yearCenter,
                    double yearScale,
                    boolean indicator) ->
                JsonObject.builder()
                        .put("type", "time-parts")
                        .put("name", name)
                        .put(
                                "parts",
                                JsonValue.Array.ofTexts(
                                        parts.stream().map(EnumNames::of).toList()))
                        .put("yearCenter", yearCenter)
                        .put("yearScale", yearScale)
                        .put("indicator", indicator)
                        .build();
        };
    }

    private static JsonObject write(FittedTarget target) {
        return switch (target) {
            case FittedTarget.Labels(String name, List<String> classes, Schema.Type type) ->
                JsonObject.builder()
                        .put("task", "classification")
                        .put("name", name)
                        .put("labels", JsonValue.Array.ofTexts(classes))
                        .put("type", EnumNames.of(type))
                        .build();
            case FittedTarget.Scaled(String name, double mean, double deviation) ->
                JsonObject.builder()
                        .put("task", "regression")
                        .put("name", name)
                        .put("mean", mean)
                        .put("deviation", deviation)
                        .build();
        };
    }

    static FittedPipeline read(JsonObject json) throws JsonException {
        json.allowOnly("columns", "target", "missingWords");
        List<FittedColumn> columns = new ArrayList<>();
        for (JsonObject column : json.objects("columns")) {
            columns.add(readColumn(column));
        }
        return new FittedPipeline(columns, readTarget(json.object("target")), json.texts("missingWords"));
    }

    private static FittedColumn readColumn(JsonObject json) throws JsonException {
        String type = json.text("type");
        return switch (type) {
            case "scaled-number" -> {
                json.allowOnly("type", "name", "center", "scale", "imputed", "clip", "indicator");
                yield new FittedColumn.ScaledNumber(
                        json.text("name"),
                        json.asDouble("center"),
                        json.asDouble("scale"),
                        json.asDouble("imputed"),
                        json.bool("clip"),
                        json.bool("indicator"));
            }
            case "one-hot" -> {
                json.allowOnly("type", "name", "categories");
                yield new FittedColumn.OneHot(json.text("name"), json.texts("categories"));
            }
            case "time-parts" -> {
                json.allowOnly("type", "name", "parts", "yearCenter", "yearScale", "indicator");
                List<TimePart> parts = new ArrayList<>();
                for (JsonValue part : json.array("parts")) {
                    parts.add(EnumNames.read(TimePart.class, part));
                }
                yield new FittedColumn.TimeParts(
                        json.text("name"),
                        parts,
                        json.asDouble("yearCenter"),
                        json.asDouble("yearScale"),
                        json.bool("indicator"));
            }
            default ->
                throw new JsonException(
                        "unknown column type \"" + type + "\"; known are scaled-number, one-hot, time-parts");
        };
    }

    private static FittedTarget readTarget(JsonObject json) throws JsonException {
        String task = json.text("task");
        return switch (task) {
            case "classification" -> {
                json.allowOnly("task", "name", "labels", "type");
                yield new FittedTarget.Labels(
                        json.text("name"), json.texts("labels"), EnumNames.read(Schema.Type.class, json.get("type")));
            }
            case "regression" -> {
                json.allowOnly("task", "name", "mean", "deviation");
                yield new FittedTarget.Scaled(json.text("name"), json.asDouble("mean"), json.asDouble("deviation"));
            }
            default -> throw new JsonException("unknown task \"" + task + "\"; known are classification, regression");
        };
    }
}
