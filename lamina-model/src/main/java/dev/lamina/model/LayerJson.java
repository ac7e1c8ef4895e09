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
import dev.lamina.core.layer.MemberDense;
import dev.lamina.core.layer.Members;
import dev.lamina.core.layer.PRelu;
import dev.lamina.core.layer.Parallel;
import dev.lamina.core.layer.ParametricActivation;
import dev.lamina.core.layer.PeriodicEmbedding;
import dev.lamina.core.layer.PiecewiseLinearEmbedding;
import dev.lamina.core.layer.Rated;
import dev.lamina.core.layer.Repeat;
import dev.lamina.core.layer.RunningBatchNorm;
import dev.lamina.core.layer.Scale;
import dev.lamina.core.layer.Select;
import dev.lamina.core.layer.Shift;
import dev.lamina.core.layer.SkipConnection;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.json.JsonException;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A layer as the file describes it: its type and all its components, the layers that it is made of within it. How deep
/// they go is limited by [dev.lamina.json.JsonReader#MAX_DEPTH].
final class LayerJson {

    /// What the file calls the layers. The switch that writes needs one for each layer, and the switch that reads knows
    /// all of them: the compiler leads from the one to the other.
    private enum Type {
        ACTIVATION,
        ALPHA_DROPOUT,
        BATCH_NORM,
        CHAIN,
        DENSE,
        DROPOUT,
        EMBEDDING,
        FROZEN,
        LAYER_NORM,
        MEMBERS,
        MEMBER_DENSE,
        PARALLEL,
        PARAMETRIC_ACTIVATION,
        PERIODIC_EMBEDDING,
        PIECEWISE_LINEAR_EMBEDDING,
        PRELU,
        RATED,
        REPEAT,
        RUNNING_BATCH_NORM,
        SCALE,
        SELECT,
        SHIFT,
        SKIP_CONNECTION
    }

    private static final Initializer SCALE_START = new Scale().initializer();
    private static final Initializer BIAS_START = new Initializer.Zeros();

    private LayerJson() {}

    /// @throws IllegalArgumentException for a layer that the file cannot describe
    static JsonObject write(Layer layer) {
        return switch (layer) {
            case Dense(int outputs, boolean bias, Activation activation, Initializer start, Initializer biasStart) ->
                withStart(
                        "biasInitializer",
                        biasStart,
                        BIAS_START,
                        withActivation(
                                        activation,
                                        type(Type.DENSE).put("outputs", outputs).put("bias", bias))
                                .put("initializer", InitializerJson.write(start)));
            case ActivationLayer(Activation activation) ->
                withActivation(activation, type(Type.ACTIVATION)).build();
            case ParametricActivation(Activation activation) ->
                withActivation(activation, type(Type.PARAMETRIC_ACTIVATION)).build();
            case PRelu() -> type(Type.PRELU).build();
            case Dropout(float probability) ->
                type(Type.DROPOUT).put("probability", probability).build();
            case AlphaDropout(float probability) ->
                type(Type.ALPHA_DROPOUT).put("probability", probability).build();
            case BatchNorm(double epsilon, double momentum) ->
                type(Type.BATCH_NORM)
                        .put("epsilon", epsilon)
                        .put("momentum", momentum)
                        .build();
            case RunningBatchNorm(double epsilon) ->
                type(Type.RUNNING_BATCH_NORM).put("epsilon", epsilon).build();
            case LayerNorm(double epsilon) ->
                type(Type.LAYER_NORM).put("epsilon", epsilon).build();
            case Select(List<Integer> columns) ->
                type(Type.SELECT).put("columns", numbers(columns)).build();
            case Scale(float learningRateFactor, Initializer start) ->
                withStart(
                        "initializer",
                        start,
                        SCALE_START,
                        type(Type.SCALE).put("learningRateFactor", learningRateFactor));
            case Shift(Initializer start) ->
                type(Type.SHIFT)
                        .put("initializer", InitializerJson.write(start))
                        .build();
            case Repeat(int members) ->
                type(Type.REPEAT).put("members", members).build();
            case Members(int members, Layer inner) ->
                type(Type.MEMBERS)
                        .put("members", members)
                        .put("layer", write(inner))
                        .build();
            case MemberDense(int members, int outputs) ->
                type(Type.MEMBER_DENSE)
                        .put("members", members)
                        .put("outputs", outputs)
                        .build();
            case Embedding(int categories, int dimension) ->
                type(Type.EMBEDDING)
                        .put("categories", categories)
                        .put("dimension", dimension)
                        .build();
            case PeriodicEmbedding(int frequencies, int dimension, double deviation, PeriodicEmbedding.Form form) ->
                type(Type.PERIODIC_EMBEDDING)
                        .put("frequencies", frequencies)
                        .put("dimension", dimension)
                        .put("deviation", deviation)
                        .put("form", EnumNames.of(form))
                        .build();
            case PiecewiseLinearEmbedding(List<Integer> edges, int dimension, Initializer _) ->
                type(Type.PIECEWISE_LINEAR_EMBEDDING)
                        .put("edges", numbers(edges))
                        .put("dimension", dimension)
                        .build();
            case Chain(List<Layer> layers) ->
                type(Type.CHAIN).put("layers", write(layers)).build();
            case SkipConnection(Layer inner) ->
                type(Type.SKIP_CONNECTION).put("layer", write(inner)).build();
            case Parallel(List<Parallel.Branch> branches) ->
                type(Type.PARALLEL)
                        .put(
                                "branches",
                                new JsonValue.Array(branches.stream()
                                        .<JsonValue>map(LayerJson::write)
                                        .toList()))
                        .build();
            case Frozen(Layer inner) ->
                type(Type.FROZEN).put("layer", write(inner)).build();
            case Rated(Layer inner, List<Rated.Factors> factors) ->
                type(Type.RATED)
                        .put("layer", write(inner))
                        .put(
                                "factors",
                                new JsonValue.Array(factors.stream()
                                        .<JsonValue>map(LayerJson::write)
                                        .toList()))
                        .build();
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

    private static JsonObject write(Rated.Factors factors) {
        return JsonObject.builder()
                .put("parameter", factors.parameter())
                .put("learningRate", factors.learningRate())
                .put("weightDecay", factors.weightDecay())
                .build();
    }

    private static JsonValue numbers(List<Integer> numbers) {
        return new JsonValue.Array(
                numbers.stream().<JsonValue>map(JsonNumber::of).toList());
    }

    /// With a start where it is not the usual one.
    private static JsonObject withStart(String member, Initializer start, Initializer usual, JsonObject.Builder json) {
        return start.equals(usual)
                ? json.build()
                : json.put(member, InitializerJson.write(start)).build();
    }

    private static JsonObject.Builder type(Type type) {
        return JsonObject.builder().put("type", EnumNames.of(type));
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

    static List<Layer> readAll(List<JsonObject> layers) throws JsonException {
        List<Layer> read = new ArrayList<>();
        for (JsonObject layer : layers) {
            read.add(read(layer));
        }
        return read;
    }

    static Layer read(JsonObject json) throws JsonException {
        return switch (readType(json)) {
            case DENSE -> {
                Activation activation = readActivation(json, "outputs", "bias", "initializer", "biasInitializer");
                yield new Dense(
                        json.integer("outputs", 1, Integer.MAX_VALUE),
                        json.bool("bias"),
                        activation,
                        InitializerJson.read(json),
                        InitializerJson.read(json, "biasInitializer", BIAS_START));
            }
            case ACTIVATION -> new ActivationLayer(readActivation(json));
            case PARAMETRIC_ACTIVATION -> new ParametricActivation(readActivation(json));
            case PRELU -> {
                json.allowOnly("type");
                yield new PRelu();
            }
            case DROPOUT -> new Dropout(onlyFloat(json, "probability"));
            case ALPHA_DROPOUT -> new AlphaDropout(onlyFloat(json, "probability"));
            case BATCH_NORM -> {
                json.allowOnly("type", "epsilon", "momentum");
                yield new BatchNorm(json.asDouble("epsilon"), json.asDouble("momentum"));
            }
            case RUNNING_BATCH_NORM -> new RunningBatchNorm(onlyDouble(json, "epsilon"));
            case LAYER_NORM -> new LayerNorm(onlyDouble(json, "epsilon"));
            case SELECT -> {
                json.allowOnly("type", "columns");
                yield new Select(json.integers("columns", 0, Integer.MAX_VALUE));
            }
            case SCALE -> {
                json.allowOnly("type", "learningRateFactor", "initializer");
                yield new Scale(
                        json.asFloat("learningRateFactor"), InitializerJson.read(json, "initializer", SCALE_START));
            }
            case SHIFT -> {
                json.allowOnly("type", "initializer");
                yield new Shift(InitializerJson.read(json));
            }
            case REPEAT -> {
                json.allowOnly("type", "members");
                yield new Repeat(json.integer("members", 1, Integer.MAX_VALUE));
            }
            case MEMBERS -> {
                json.allowOnly("type", "members", "layer");
                yield new Members(json.integer("members", 1, Integer.MAX_VALUE), read(json.object("layer")));
            }
            case MEMBER_DENSE -> {
                json.allowOnly("type", "members", "outputs");
                yield new MemberDense(
                        json.integer("members", 1, Integer.MAX_VALUE), json.integer("outputs", 1, Integer.MAX_VALUE));
            }
            case EMBEDDING -> {
                json.allowOnly("type", "categories", "dimension");
                yield new Embedding(
                        json.integer("categories", 1, Integer.MAX_VALUE),
                        json.integer("dimension", 1, Integer.MAX_VALUE));
            }
            case PERIODIC_EMBEDDING -> {
                json.allowOnly("type", "frequencies", "dimension", "deviation", "form");
                yield new PeriodicEmbedding(
                        json.integer("frequencies", 1, Integer.MAX_VALUE),
                        json.integer("dimension", 1, Integer.MAX_VALUE),
                        json.asDouble("deviation"),
                        EnumNames.read(PeriodicEmbedding.Form.class, json.get("form")));
            }
            case PIECEWISE_LINEAR_EMBEDDING -> {
                json.allowOnly("type", "edges", "dimension");
                yield new PiecewiseLinearEmbedding(
                        json.integers("edges", 2, Integer.MAX_VALUE),
                        json.integer("dimension", 1, Integer.MAX_VALUE),
                        new Initializer.NotKept());
            }
            case CHAIN -> {
                json.allowOnly("type", "layers");
                yield new Chain(readAll(json.objects("layers")));
            }
            case SKIP_CONNECTION -> new SkipConnection(onlyLayer(json));
            case PARALLEL -> {
                json.allowOnly("type", "branches");
                yield new Parallel(readBranches(json.objects("branches")));
            }
            case FROZEN -> new Frozen(onlyLayer(json));
            case RATED -> {
                json.allowOnly("type", "layer", "factors");
                yield new Rated(read(json.object("layer")), readFactors(json.objects("factors")));
            }
        };
    }

    private static Type readType(JsonObject json) throws JsonException {
        String name = json.text("type");
        for (Type type : Type.values()) {
            if (EnumNames.of(type).equals(name)) {
                return type;
            }
        }
        throw new JsonException("unknown layer type \"" + name + "\"; known are "
                + Arrays.stream(Type.values()).map(EnumNames::of).collect(Collectors.joining(", ")));
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

    private static List<Rated.Factors> readFactors(List<JsonObject> factors) throws JsonException {
        List<Rated.Factors> read = new ArrayList<>();
        for (JsonObject each : factors) {
            each.allowOnly("parameter", "learningRate", "weightDecay");
            read.add(new Rated.Factors(
                    each.text("parameter"), each.asFloat("learningRate"), each.asFloat("weightDecay")));
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
}
