package dev.lamina.model;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.ColumnGroups;
import dev.lamina.core.activation.Custom;
import dev.lamina.core.activation.Elu;
import dev.lamina.core.activation.LeakyRelu;
import dev.lamina.core.layer.ActivationLayer;
import dev.lamina.core.layer.AlphaDropout;
import dev.lamina.core.layer.BatchNorm;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.CustomLayer;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Dropout;
import dev.lamina.core.layer.Embedding;
import dev.lamina.core.layer.Frozen;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.LayerNorm;
import dev.lamina.core.layer.PRelu;
import dev.lamina.core.layer.Parallel;
import dev.lamina.core.layer.RunningBatchNorm;
import dev.lamina.core.layer.Scale;
import dev.lamina.core.layer.SkipConnection;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.json.JsonException;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A layer as the file describes it: its type and all its components, the layers that it is made of within it. How deep
/// they go is limited by [dev.lamina.json.JsonReader#MAX_DEPTH].
final class LayerJson {

    private LayerJson() {}

    /// @throws IllegalArgumentException for a layer that the file cannot describe
    static JsonObject write(Layer layer) {
        return switch (layer) {
            case Dense(int outputs, boolean bias, Activation activation, Initializer initializer) ->
                withActivation(activation, type("dense").put("outputs", outputs).put("bias", bias))
                        .put("initializer", write(initializer))
                        .build();
            case ActivationLayer(Activation activation) ->
                withActivation(activation, type("activation")).build();
            case PRelu() -> type("prelu").build();
            case Dropout(float probability) ->
                type("dropout").put("probability", probability).build();
            case AlphaDropout(float probability) ->
                type("alpha-dropout").put("probability", probability).build();
            case BatchNorm(double epsilon, double momentum) ->
                type("batch-norm")
                        .put("epsilon", epsilon)
                        .put("momentum", momentum)
                        .build();
            case RunningBatchNorm(double epsilon) ->
                type("running-batch-norm").put("epsilon", epsilon).build();
            case LayerNorm(double epsilon) ->
                type("layer-norm").put("epsilon", epsilon).build();
            case Scale(float learningRateFactor) ->
                type("scale").put("learningRateFactor", learningRateFactor).build();
            case Embedding(int categories, int dimension) ->
                type("embedding")
                        .put("categories", categories)
                        .put("dimension", dimension)
                        .build();
            case Chain(List<Layer> layers) ->
                type("chain").put("layers", write(layers)).build();
            case SkipConnection(Layer inner) ->
                type("skip-connection").put("layer", write(inner)).build();
            case Parallel(List<Parallel.Branch> branches) ->
                type("parallel")
                        .put(
                                "branches",
                                new JsonValue.Array(branches.stream()
                                        .<JsonValue>map(LayerJson::write)
                                        .toList()))
                        .build();
            case Frozen(Layer inner) ->
                type("frozen").put("layer", write(inner)).build();
            case CustomLayer _ ->
                throw new IllegalArgumentException(
                        "the layer " + layer + " cannot be stored: it is none of Lamina's own");
        };
    }

    static JsonValue write(List<Layer> layers) {
        return new JsonValue.Array(
                layers.stream().<JsonValue>map(LayerJson::write).toList());
    }

    private static JsonObject write(Parallel.Branch branch) {
        Parallel.Columns columns = branch.columns();
        return JsonObject.builder()
                .put("layer", write(branch.layer()))
                .put(
                        "columns",
                        columns == null
                                ? new JsonValue.Null()
                                : new JsonValue.Array(
                                        List.of(JsonNumber.of(columns.from()), JsonNumber.of(columns.to()))))
                .build();
    }

    private static JsonObject.Builder type(String name) {
        return JsonObject.builder().put("type", name);
    }

    private static JsonObject.Builder withActivation(Activation activation, JsonObject.Builder json) {
        json.put("activation", activation.name());
        if (activation instanceof LeakyRelu(double slope)) {
            json.put("slope", slope);
        } else if (activation instanceof Elu(double alpha)) {
            json.put("alpha", alpha);
        } else if (activation instanceof ColumnGroups) {
            throw new IllegalArgumentException("the activation " + activation.name()
                    + " cannot be stored: a model file holds one activation a layer");
        } else if (activation instanceof Custom) {
            throw new IllegalArgumentException("the activation " + activation.name()
                    + " cannot be stored: it is code; a model file holds "
                    + Activation.all().stream().map(Activation::name).collect(Collectors.joining(", ")));
        }
        return json;
    }

    /// An initializer in the file: its name, or for one with a setting an object of the name as `type` and the setting.
    private static JsonValue write(Initializer initializer) {
        return switch (initializer) {
            case Initializer.Zeros() -> new JsonValue.Text("zeros");
            case Initializer.Constant(double value) ->
                type("constant").put("value", value).build();
            case Initializer.Normal(double deviation) ->
                type("normal").put("deviation", deviation).build();
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

    static List<Layer> readAll(List<JsonObject> layers) throws JsonException {
        List<Layer> read = new ArrayList<>();
        for (JsonObject layer : layers) {
            read.add(read(layer));
        }
        return read;
    }

    static Layer read(JsonObject json) throws JsonException {
        String type = json.text("type");
        return switch (type) {
            case "dense" -> {
                Activation activation = readActivation(json, "outputs", "bias", "initializer");
                yield new Dense(
                        json.integer("outputs", 1, Integer.MAX_VALUE),
                        json.bool("bias"),
                        activation,
                        readInitializer(json));
            }
            case "activation" -> new ActivationLayer(readActivation(json));
            case "prelu" -> {
                json.allowOnly("type");
                yield new PRelu();
            }
            case "dropout" -> new Dropout(onlyFloat(json, "probability"));
            case "alpha-dropout" -> new AlphaDropout(onlyFloat(json, "probability"));
            case "batch-norm" -> {
                json.allowOnly("type", "epsilon", "momentum");
                yield new BatchNorm(json.asDouble("epsilon"), json.asDouble("momentum"));
            }
            case "running-batch-norm" -> new RunningBatchNorm(onlyDouble(json, "epsilon"));
            case "layer-norm" -> new LayerNorm(onlyDouble(json, "epsilon"));
            case "scale" -> new Scale(onlyFloat(json, "learningRateFactor"));
            case "embedding" -> {
                json.allowOnly("type", "categories", "dimension");
                yield new Embedding(
                        json.integer("categories", 1, Integer.MAX_VALUE),
                        json.integer("dimension", 1, Integer.MAX_VALUE));
            }
            case "chain" -> {
                json.allowOnly("type", "layers");
                yield new Chain(readAll(json.objects("layers")));
            }
            case "skip-connection" -> new SkipConnection(onlyLayer(json));
            case "parallel" -> {
                json.allowOnly("type", "branches");
                yield new Parallel(readBranches(json.objects("branches")));
            }
            case "frozen" -> new Frozen(onlyLayer(json));
            default ->
                throw new JsonException("unknown layer type \"" + type
                        + "\"; known are activation, alpha-dropout, batch-norm, chain, dense, dropout, embedding,"
                        + " frozen, layer-norm, parallel, prelu, running-batch-norm, scale, skip-connection");
        };
    }

    private static float onlyFloat(JsonObject json, String name) throws JsonException {
        json.allowOnly("type", name);
        return json.asFloat(name);
    }

    private static double onlyDouble(JsonObject json, String name) throws JsonException {
        json.allowOnly("type", name);
        return json.asDouble(name);
    }

    private static Layer onlyLayer(JsonObject json) throws JsonException {
        json.allowOnly("type", "layer");
        return read(json.object("layer"));
    }

    private static List<Parallel.Branch> readBranches(List<JsonObject> branches) throws JsonException {
        List<Parallel.Branch> read = new ArrayList<>();
        for (JsonObject branch : branches) {
            branch.allowOnly("layer", "columns");
            read.add(new Parallel.Branch(read(branch.object("layer")), readColumns(branch)));
        }
        return read;
    }

    private static Parallel.@Nullable Columns readColumns(JsonObject branch) throws JsonException {
        return switch (branch.get("columns")) {
            case JsonValue.Null() -> null;
            case JsonValue.Array(List<JsonValue> ends)
            when ends.size() == 2 && ends.get(0) instanceof JsonNumber from && ends.get(1) instanceof JsonNumber to ->
                new Parallel.Columns(index(from), index(to));
            case JsonValue _ ->
                throw new JsonException("a branch's \"columns\" is neither null nor the first column and one more than"
                        + " the last, as in [0, 3]");
        };
    }

    private static int index(JsonNumber number) throws JsonException {
        long index = number.asLong();
        if (!(index >= 0 && index <= Integer.MAX_VALUE)) {
            throw new JsonException("a branch's \"columns\" holds " + index + ", expected 0 to " + Integer.MAX_VALUE);
        }
        return (int) index;
    }

    /// @param others the members besides `type` and the activation's own
    private static Activation readActivation(JsonObject json, String... others) throws JsonException {
        List<String> known = new ArrayList<>(List.of("type"));
        known.addAll(List.of(others));
        known.add("activation");
        Activation activation = Activation.named(json.text("activation"));
        if (activation instanceof LeakyRelu) {
            known.add("slope");
            activation = new LeakyRelu(json.asDouble("slope"));
        } else if (activation instanceof Elu) {
            known.add("alpha");
            activation = new Elu(json.asDouble("alpha"));
        }
        json.allowOnly(known.toArray(String[]::new));
        return activation;
    }

    private static Initializer readInitializer(JsonObject json) throws JsonException {
        if (json.get("initializer") instanceof JsonObject settings) {
            String type = settings.text("type");
            return switch (type) {
                case "constant" -> new Initializer.Constant(onlyDouble(settings, "value"));
                case "normal" -> new Initializer.Normal(onlyDouble(settings, "deviation"));
                default ->
                    throw new JsonException(
                            "unknown initializer with a setting \"" + type + "\"; known are constant, normal");
            };
        }
        String name = json.text("initializer");
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
}
