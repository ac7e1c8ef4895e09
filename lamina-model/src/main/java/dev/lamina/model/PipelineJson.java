package dev.lamina.model;

import dev.lamina.data.FittedColumn;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.NumberFormat;
import dev.lamina.data.Range;
import dev.lamina.data.Schema;
import dev.lamina.data.TimeFormat;
import dev.lamina.data.TimePart;
import dev.lamina.json.JsonException;
import dev.lamina.json.JsonNumber;
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
                    boolean indicator,
                    Range range,
                    NumberFormat format) ->
                JsonObject.builder()
                        .put("type", "scaled-number")
                        .put("name", name)
                        .put("center", center)
                        .put("scale", scale)
                        .put("imputed", imputed)
                        .put("clip", clip)
                        .put("indicator", indicator)
                        .put("range", write(range))
                        .put("format", write(format))
                        .build();
            case FittedColumn.OneHot(String name, List<String> categories) ->
                JsonObject.builder()
                        .put("type", "one-hot")
                        .put("name", name)
                        .put("categories", JsonValue.Array.ofTexts(categories))
                        .build();
            case FittedColumn.ScaledWords(
                    String name,
                    List<String> categories,
                    List<Double> centers,
                    List<Double> scales) ->
                JsonObject.builder()
                        .put("type", "scaled-words")
                        .put("name", name)
                        .put("categories", JsonValue.Array.ofTexts(categories))
                        .put("centers", numbers(centers))
                        .put("scales", numbers(scales))
                        .build();
            case FittedColumn.WordIndex(String name, List<String> categories) ->
                JsonObject.builder()
                        .put("type", "word-index")
                        .put("name", name)
                        .put("categories", JsonValue.Array.ofTexts(categories))
                        .build();
            case FittedColumn.QuantileNumber(
                    String name,
                    List<Double> quantiles,
                    boolean indicator,
                    Range range,
                    NumberFormat format) ->
                JsonObject.builder()
                        .put("type", "quantile-number")
                        .put("name", name)
                        .put("quantiles", numbers(quantiles))
                        .put("indicator", indicator)
                        .put("range", write(range))
                        .put("format", write(format))
                        .build();
            case FittedColumn.TimeParts(
                    String name,
                    List<TimePart> parts,
                    double yearCenter,
                    double yearScale,
                    boolean clip,
                    boolean indicator,
                    Range range,
                    TimeFormat format) ->
                JsonObject.builder()
                        .put("type", "time-parts")
                        .put("name", name)
                        .put(
                                "parts",
                                JsonValue.Array.ofTexts(
                                        parts.stream().map(EnumNames::of).toList()))
                        .put("yearCenter", yearCenter)
                        .put("yearScale", yearScale)
                        .put("clip", clip)
                        .put("indicator", indicator)
                        .put("range", write(range))
                        .put("format", EnumNames.of(format))
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
            case FittedTarget.Scaled(String name, double mean, double deviation, NumberFormat format, Range range) ->
                JsonObject.builder()
                        .put("task", "regression")
                        .put("name", name)
                        .put("mean", mean)
                        .put("deviation", deviation)
                        .put("format", write(format))
                        .put("range", write(range))
                        .build();
        };
    }

    private static JsonValue numbers(List<Double> values) {
        return new JsonValue.Array(
                values.stream().<JsonValue>map(JsonNumber::of).toList());
    }

    /// Null if it is not known.
    private static JsonValue write(Range range) {
        return range.equals(Range.UNKNOWN)
                ? new JsonValue.Null()
                : new JsonValue.Array(List.of(JsonNumber.of(range.least()), JsonNumber.of(range.greatest())));
    }

    private static JsonObject write(NumberFormat format) {
        return JsonObject.builder()
                .put("decimal", String.valueOf(format.decimal()))
                .put("grouped", format.grouped())
                .put("unit", format.unit())
                .build();
    }

    /// @param format of the file: before 3 a column had neither range nor format, before 4 a target no range
    static FittedPipeline read(JsonObject json, int format) throws JsonException {
        json.allowOnly("columns", "target", "missingWords");
        List<FittedColumn> columns = new ArrayList<>();
        for (JsonObject column : json.objects("columns")) {
            columns.add(format < 3 ? readOldColumn(column) : readColumn(column));
        }
        return new FittedPipeline(columns, readTarget(json.object("target"), format), json.texts("missingWords"));
    }

    private static FittedColumn readColumn(JsonObject json) throws JsonException {
        String type = json.text("type");
        return switch (type) {
            case "scaled-number" -> {
                json.allowOnly("type", "name", "center", "scale", "imputed", "clip", "indicator", "range", "format");
                FittedColumn.ScaledNumber number = readNumber(json);
                yield new FittedColumn.ScaledNumber(
                        number.name(),
                        number.center(),
                        number.scale(),
                        number.imputed(),
                        number.clip(),
                        number.indicator(),
                        readRange(json.get("range")),
                        readFormat(json.object("format")));
            }
            case "quantile-number" -> {
                json.allowOnly("type", "name", "quantiles", "indicator", "range", "format");
                yield new FittedColumn.QuantileNumber(
                        json.text("name"),
                        readNumbers(json, "quantiles"),
                        json.bool("indicator"),
                        readRange(json.get("range")),
                        readFormat(json.object("format")));
            }
            case "one-hot" -> readOneHot(json);
            case "scaled-words" -> {
                json.allowOnly("type", "name", "categories", "centers", "scales");
                yield new FittedColumn.ScaledWords(
                        json.text("name"),
                        json.texts("categories"),
                        readNumbers(json, "centers"),
                        readNumbers(json, "scales"));
            }
            case "word-index" -> {
                json.allowOnly("type", "name", "categories");
                yield new FittedColumn.WordIndex(json.text("name"), json.texts("categories"));
            }
            case "time-parts" -> {
                json.allowOnly(
                        "type", "name", "parts", "yearCenter", "yearScale", "clip", "indicator", "range", "format");
                FittedColumn.TimeParts time = readTime(json);
                yield new FittedColumn.TimeParts(
                        time.name(),
                        time.parts(),
                        time.yearCenter(),
                        time.yearScale(),
                        json.bool("clip"),
                        time.indicator(),
                        readRange(json.get("range")),
                        EnumNames.read(TimeFormat.class, json.get("format")));
            }
            default ->
                throw unknownType(
                        type, "scaled-number, quantile-number, one-hot, scaled-words, word-index, time-parts");
        };
    }

    private static FittedColumn readOldColumn(JsonObject json) throws JsonException {
        String type = json.text("type");
        return switch (type) {
            case "scaled-number" -> {
                json.allowOnly("type", "name", "center", "scale", "imputed", "clip", "indicator");
                yield readNumber(json);
            }
            case "one-hot" -> readOneHot(json);
            case "time-parts" -> {
                json.allowOnly("type", "name", "parts", "yearCenter", "yearScale", "indicator");
                yield readTime(json);
            }
            default -> throw unknownType(type, "scaled-number, one-hot, time-parts");
        };
    }

    private static JsonException unknownType(String type, String known) {
        return new JsonException("unknown column type \"" + type + "\"; known are " + known);
    }

    private static List<Double> readNumbers(JsonObject json, String member) throws JsonException {
        List<Double> numbers = new ArrayList<>();
        for (JsonValue value : json.array(member)) {
            if (!(value instanceof JsonNumber number)) {
                throw new JsonException("member \"" + member + "\" holds " + value.kind() + ", expected numbers");
            }
            numbers.add(number.asDouble());
        }
        return numbers;
    }

    private static FittedColumn.ScaledNumber readNumber(JsonObject json) throws JsonException {
        return new FittedColumn.ScaledNumber(
                json.text("name"),
                json.asDouble("center"),
                json.asDouble("scale"),
                json.asDouble("imputed"),
                json.bool("clip"),
                json.bool("indicator"));
    }

    private static FittedColumn readOneHot(JsonObject json) throws JsonException {
        json.allowOnly("type", "name", "categories");
        return new FittedColumn.OneHot(json.text("name"), json.texts("categories"));
    }

    private static FittedColumn.TimeParts readTime(JsonObject json) throws JsonException {
        List<TimePart> parts = new ArrayList<>();
        for (JsonValue part : json.array("parts")) {
            parts.add(EnumNames.read(TimePart.class, part));
        }
        return new FittedColumn.TimeParts(
                json.text("name"),
                parts,
                json.asDouble("yearCenter"),
                json.asDouble("yearScale"),
                json.bool("indicator"));
    }

    private static Range readRange(JsonValue json) throws JsonException {
        return switch (json) {
            case JsonValue.Null _ -> Range.UNKNOWN;
            case JsonValue.Array(List<JsonValue> ends)
            when ends.size() == 2
                    && ends.get(0) instanceof JsonNumber least
                    && ends.get(1) instanceof JsonNumber greatest -> new Range(least.asDouble(), greatest.asDouble());
            default -> throw new JsonException("member \"range\" is " + json.kind() + ", expected two numbers or null");
        };
    }

    private static NumberFormat readFormat(JsonObject json) throws JsonException {
        json.allowOnly("decimal", "grouped", "unit");
        String decimal = json.text("decimal");
        if (decimal.length() != 1) {
            throw new JsonException("member \"decimal\" is \"" + decimal + "\", expected . or ,");
        }
        return new NumberFormat(decimal.charAt(0), json.bool("grouped"), json.text("unit"));
    }

    private static FittedTarget readTarget(JsonObject json, int format) throws JsonException {
        String task = json.text("task");
        return switch (task) {
            case "classification" -> {
                json.allowOnly("task", "name", "labels", "type");
                yield new FittedTarget.Labels(
                        json.text("name"), json.texts("labels"), EnumNames.read(Schema.Type.class, json.get("type")));
            }
            case "regression" -> readScaled(json, format);
            default -> throw new JsonException("unknown task \"" + task + "\"; known are classification, regression");
        };
    }

    private static FittedTarget readScaled(JsonObject json, int format) throws JsonException {
        NumberFormat numbers = NumberFormat.PLAIN;
        Range range = Range.UNKNOWN;
        if (format < 3) {
            json.allowOnly("task", "name", "mean", "deviation");
        } else {
            if (format == 3) {
                json.allowOnly("task", "name", "mean", "deviation", "format");
            } else {
                json.allowOnly("task", "name", "mean", "deviation", "format", "range");
                range = readRange(json.get("range"));
            }
            numbers = readFormat(json.object("format"));
        }
        return new FittedTarget.Scaled(
                json.text("name"), json.asDouble("mean"), json.asDouble("deviation"), numbers, range);
    }
}
