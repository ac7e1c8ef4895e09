package dev.lamina.model;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.ColumnGroups;
import dev.lamina.core.activation.Custom;
import dev.lamina.core.activation.Elu;
import dev.lamina.core.activation.LeakyRelu;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Dropout;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.loss.AbsoluteError;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.ClassHinge;
import dev.lamina.core.loss.CustomLoss;
import dev.lamina.core.loss.Focal;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.Huber;
import dev.lamina.core.loss.KullbackLeibler;
import dev.lamina.core.loss.LinkedLoss;
import dev.lamina.core.loss.LogCosh;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanBinaryCrossEntropy;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.OnPredictions;
import dev.lamina.core.loss.Poisson;
import dev.lamina.core.loss.Quantile;
import dev.lamina.core.loss.SignLoss;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Objective;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.model.json.JsonException;
import dev.lamina.model.json.JsonObject;
import dev.lamina.model.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A network as the file describes it: inputs, layers by type with all their components, loss.
final class NetworkJson {

    private NetworkJson() {}

    /// @throws IllegalArgumentException for a layer that the file cannot describe
    static JsonObject write(Network network, Loss loss) {
        List<JsonValue> layers = new ArrayList<>();
        for (Layer layer : network.layers()) {
            layers.add(write(layer, layers.size()));
        }
        return JsonObject.builder()
                .put("inputs", network.inputs())
                .put("layers", new JsonValue.Array(layers))
                .put("loss", write(loss))
                .build();
    }

    private static JsonObject write(Layer layer, int index) {
        return switch (layer) {
            case Dense(int outputs, boolean bias, Activation activation, Initializer initializer) -> {
                if (activation instanceof Custom) {
                    throw new IllegalArgumentException("layer " + index + " (" + layer
                            + ") cannot be stored: its activation is code; a model file holds "
                            + Activation.all().stream().map(Activation::name).collect(Collectors.joining(", ")));
                }
                if (activation instanceof ColumnGroups) {
                    throw new IllegalArgumentException("layer " + index + " (" + layer
                            + ") cannot be stored: a model file holds one activation a layer");
                }
                JsonObject.Builder json = JsonObject.builder()
                        .put("type", "dense")
                        .put("outputs", outputs)
                        .put("bias", bias)
                        .put("activation", activation.name());
                putSettings(activation, json);
                yield json.put("initializer", name(initializer)).build();
            }
            case Dropout(float probability) ->
                JsonObject.builder()
                        .put("type", "dropout")
                        .put("probability", probability)
                        .build();
            default ->
                throw new IllegalArgumentException("layer " + index + " (" + layer
                        + ") cannot be stored; a model file holds dense and dropout layers");
        };
    }

    /// The name; for a loss with a setting, smoothing 0 excepted, an object of its name as `type` and the setting.
    ///
    /// @throws IllegalArgumentException for a loss that is code
    private static JsonValue write(Loss loss) {
        return switch (loss) {
            case CustomLoss _ ->
                throw new IllegalArgumentException(
                        "the loss \"" + loss.name() + "\" cannot be stored: it is code; a model file holds " + known());
            case Heads _ ->
                throw new IllegalArgumentException("heads cannot be stored; a model file holds one of " + known());
            case Focal(double gamma) -> setting(loss, "gamma", gamma);
            case Huber(double delta) -> setting(loss, "delta", delta);
            // The activation of the last layer says that it is on predictions.
            case OnPredictions(LinkedLoss onLogits) -> write(onLogits);
            case Quantile(double q) -> setting(loss, "q", q);
            case SoftmaxCrossEntropy(double smoothing) when smoothing > 0 -> setting(loss, "smoothing", smoothing);
            case AbsoluteError(),
                    BinaryCrossEntropy(),
                    ClassHinge _,
                    KullbackLeibler(),
                    LogCosh(),
                    MeanBinaryCrossEntropy(),
                    MeanSquaredError(),
                    Poisson(),
                    SignLoss _,
                    SoftmaxCrossEntropy _,
                    SquaredError() -> new JsonValue.Text(loss.name());
        };
    }

    private static String known() {
        return Loss.all().stream().map(Loss::name).collect(Collectors.joining(", "));
    }

    private static JsonObject setting(Loss loss, String name, double value) {
        return JsonObject.builder().put("type", loss.name()).put(name, value).build();
    }

    /// @throws IllegalArgumentException if the parts do not fit together
    static Objective read(JsonObject json) throws JsonException {
        json.allowOnly("inputs", "layers", "loss");
        List<Layer> layers = new ArrayList<>();
        for (JsonObject layer : json.objects("layers")) {
            layers.add(readLayer(layer));
        }
        Network network = Network.of(json.integer("inputs", 1, Integer.MAX_VALUE), layers);
        return new Objective(network, readLoss(json));
    }

    private static Loss readLoss(JsonObject json) throws JsonException {
        if (!(json.get("loss") instanceof JsonObject settings)) {
            return Loss.named(json.text("loss"));
        }
        String type = settings.text("type");
        return switch (type) {
            case "focal" -> new Focal(setting(settings, "gamma"));
            case "huber" -> new Huber(setting(settings, "delta"));
            case "quantile" -> new Quantile(setting(settings, "q"));
            case "softmax-cross-entropy" -> new SoftmaxCrossEntropy(setting(settings, "smoothing"));
            default ->
                throw new JsonException("unknown loss with settings \"" + type
                        + "\"; known are focal, huber, quantile, softmax-cross-entropy");
        };
    }

    private static double setting(JsonObject settings, String name) throws JsonException {
        settings.allowOnly("type", name);
        return settings.asDouble(name);
    }

    private static Layer readLayer(JsonObject json) throws JsonException {
        String type = json.text("type");
        return switch (type) {
            case "dense" -> {
                Activation activation = readActivation(json);
                yield new Dense(
                        json.integer("outputs", 1, Integer.MAX_VALUE),
                        json.bool("bias"),
                        activation,
                        initializer(json.text("initializer")));
            }
            case "dropout" -> {
                json.allowOnly("type", "probability");
                yield new Dropout(json.asFloat("probability"));
            }
            default -> throw new JsonException("unknown layer type \"" + type + "\"; known are dense, dropout");
        };
    }

    private static void putSettings(Activation activation, JsonObject.Builder json) {
        if (activation instanceof LeakyRelu(double slope)) {
            json.put("slope", slope);
        } else if (activation instanceof Elu(double alpha)) {
            json.put("alpha", alpha);
        }
    }

    private static Activation readActivation(JsonObject json) throws JsonException {
        Activation activation = Activation.named(json.text("activation"));
        if (activation instanceof LeakyRelu) {
            json.allowOnly("type", "outputs", "bias", "activation", "slope", "initializer");
            return new LeakyRelu(json.asDouble("slope"));
        }
        if (activation instanceof Elu) {
            json.allowOnly("type", "outputs", "bias", "activation", "alpha", "initializer");
            return new Elu(json.asDouble("alpha"));
        }
        json.allowOnly("type", "outputs", "bias", "activation", "initializer");
        return activation;
    }

    private static String name(Initializer initializer) {
        return switch (initializer) {
            case Initializer.Zeros() -> "zeros";
            case Initializer.GlorotUniform() -> "glorot-uniform";
            case Initializer.GlorotNormal() -> "glorot-normal";
            case Initializer.HeUniform() -> "he-uniform";
            case Initializer.HeNormal() -> "he-normal";
        };
    }

    private static Initializer initializer(String name) throws JsonException {
        return switch (name) {
            case "zeros" -> new Initializer.Zeros();
            case "glorot-uniform" -> new Initializer.GlorotUniform();
            case "glorot-normal" -> new Initializer.GlorotNormal();
            case "he-uniform" -> new Initializer.HeUniform();
            case "he-normal" -> new Initializer.HeNormal();
            default ->
                throw new JsonException("unknown initializer \"" + name
                        + "\"; known are zeros, glorot-uniform, glorot-normal, he-uniform, he-normal");
        };
    }
}
