package dev.lamina.model;

import dev.lamina.core.parameter.Initializer;
import dev.lamina.json.JsonException;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;

/// How a parameter starts, as the file describes it: a name, or for an initializer with a setting an object of the name
/// as `type` and the setting.
final class InitializerJson {

    private InitializerJson() {}

    static JsonValue write(Initializer initializer) {
        return switch (initializer) {
            case Initializer.Zeros() -> new JsonValue.Text("zeros");
            case Initializer.Constant(double value) -> setting("constant", "value", value);
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

    /// The initializer of a layer.
    static Initializer read(JsonObject layer) throws JsonException {
        if (layer.get("initializer") instanceof JsonObject settings) {
            String type = settings.text("type");
            return switch (type) {
                case "constant" -> new Initializer.Constant(setting(settings, "value"));
                case "normal" -> new Initializer.Normal(setting(settings, "deviation"));
                default ->
                    throw new JsonException(
                            "unknown initializer with a setting \"" + type + "\"; known are constant, normal");
            };
        }
        String name = layer.text("initializer");
        return switch (name) {
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
                        + "\"; known are zeros, glorot-uniform, glorot-normal, he-uniform, he-normal, lecun-uniform,"
                        + " lecun-normal, orthogonal, given");
        };
    }

    private static double setting(JsonObject settings, String name) throws JsonException {
        settings.allowOnly("type", name);
        return settings.asDouble(name);
    }
}
