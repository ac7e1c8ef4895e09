package dev.lamina.model;

import dev.lamina.core.parameter.Initializer;
import dev.lamina.json.JsonException;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/// How a parameter starts, as the file describes it: a name, or for an initializer with a setting an object of the name
/// as `type` and the setting.
final class InitializerJson {

    private InitializerJson() {}

    static JsonValue write(Initializer initializer) {
        return switch (initializer) {
            case Initializer.Zeros() -> new JsonValue.Text("zeros");
            case Initializer.Constant(double value) -> setting("constant", "value", value);
            case Initializer.Uniform(double limit) -> setting("uniform", "limit", limit);
            case Initializer.RandomSigns() -> new JsonValue.Text("random-signs");
            case Initializer.Repeated(Initializer start, int times) ->
                of("repeated", start).put("times", times).build();
            case Initializer.Chunked(Initializer start, List<Integer> widths) ->
                of("chunked", start)
                        .put(
                                "widths",
                                new JsonValue.Array(widths.stream()
                                        .<JsonValue>map(JsonNumber::of)
                                        .toList()))
                        .build();
            case Initializer.Normal(double deviation) -> setting("normal", "deviation", deviation);
            case Initializer.GlorotUniform() -> new JsonValue.Text("glorot-uniform");
            case Initializer.GlorotNormal() -> new JsonValue.Text("glorot-normal");
            case Initializer.HeUniform() -> new JsonValue.Text("he-uniform");
            case Initializer.HeNormal() -> new JsonValue.Text("he-normal");
            case Initializer.LeCunUniform() -> new JsonValue.Text("lecun-uniform");
            case Initializer.LeCunNormal() -> new JsonValue.Text("lecun-normal");
            case Initializer.Orthogonal() -> new JsonValue.Text("orthogonal");
            case Initializer.Given _, Initializer.NotKept() -> new JsonValue.Text("given");
        };
    }

    private static JsonObject setting(String type, String name, double value) {
        return JsonObject.builder().put("type", type).put(name, value).build();
    }

    private static JsonObject.Builder of(String type, Initializer start) {
        return JsonObject.builder().put("type", type).put("start", write(start));
    }

    /// The initializer of a layer.
    static Initializer read(JsonObject layer) throws JsonException {
        return read(layer, "initializer");
    }

    /// One that the file holds only where it is not the usual one.
    static Initializer read(JsonObject layer, String member, Initializer usual) throws JsonException {
        return layer.members().containsKey(member) ? read(layer, member) : usual;
    }

    private static Initializer read(JsonObject holder, String member) throws JsonException {
        if (holder.get(member) instanceof JsonObject settings) {
            String type = settings.text("type");
            return switch (type) {
                case "constant" -> new Initializer.Constant(setting(settings, "value"));
                case "normal" -> new Initializer.Normal(setting(settings, "deviation"));
                case "uniform" -> new Initializer.Uniform(setting(settings, "limit"));
                case "repeated" -> {
                    settings.allowOnly("type", "start", "times");
                    yield new Initializer.Repeated(
                            read(settings, "start"), settings.integer("times", 1, Integer.MAX_VALUE));
                }
                case "chunked" -> {
                    settings.allowOnly("type", "start", "widths");
                    yield new Initializer.Chunked(read(settings, "start"), readWidths(settings));
                }
                default ->
                    throw new JsonException("unknown initializer with a setting \"" + type
                            + "\"; known are chunked, constant, normal, repeated, uniform");
            };
        }
        String name = holder.text(member);
        return switch (name) {
            case "random-signs" -> new Initializer.RandomSigns();
            case "zeros" -> new Initializer.Zeros();
            case "glorot-uniform" -> new Initializer.GlorotUniform();
            case "glorot-normal" -> new Initializer.GlorotNormal();
            case "he-uniform" -> new Initializer.HeUniform();
            case "he-normal" -> new Initializer.HeNormal();
            case "lecun-uniform" -> new Initializer.LeCunUniform();
            case "lecun-normal" -> new Initializer.LeCunNormal();
            case "orthogonal" -> new Initializer.Orthogonal();
            case "given" -> new Initializer.NotKept();
            default ->
                throw new JsonException("unknown initializer \"" + name
                        + "\"; known are zeros, random-signs, glorot-uniform, glorot-normal, he-uniform, he-normal,"
                        + " lecun-uniform, lecun-normal, orthogonal, given");
        };
    }

    private static List<Integer> readWidths(JsonObject settings) throws JsonException {
        List<Integer> widths = new ArrayList<>();
        for (JsonValue width : settings.array("widths")) {
            if (!(width instanceof JsonNumber number) || number.asLong() != (int) number.asLong()) {
                throw new JsonException("an initializer's \"widths\" holds something other than a number of columns");
            }
            widths.add((int) number.asLong());
        }
        return widths;
    }

    private static double setting(JsonObject settings, String name) throws JsonException {
        settings.allowOnly("type", name);
        return settings.asDouble(name);
    }
}
