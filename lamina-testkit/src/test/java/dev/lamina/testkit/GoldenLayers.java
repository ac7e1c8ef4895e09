package dev.lamina.testkit;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.layer.ActivationLayer;
import dev.lamina.core.layer.BatchEnsemble;
import dev.lamina.core.layer.BatchNorm;
import dev.lamina.core.layer.Chain;
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
import dev.lamina.core.layer.Parallel.Branch;
import dev.lamina.core.layer.Parallel.Columns;
import dev.lamina.core.layer.ParametricActivation;
import dev.lamina.core.layer.PeriodicEmbedding;
import dev.lamina.core.layer.PeriodicEmbedding.Form;
import dev.lamina.core.layer.PiecewiseLinearEmbedding;
import dev.lamina.core.layer.Repeat;
import dev.lamina.core.layer.RunningBatchNorm;
import dev.lamina.core.layer.Scale;
import dev.lamina.core.layer.Select;
import dev.lamina.core.layer.Shift;
import dev.lamina.core.layer.SkipConnection;
import dev.lamina.core.parameter.Initializer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The cases of `layers.json`, `ensembles.json` and `recipes.json`, which the scripts in `tools/golden` make, and their
/// layers.
final class GoldenLayers {

    private static final JsonNode FILE = resource("layers.json");
    private static final JsonNode ENSEMBLES = resource("ensembles.json");
    private static final JsonNode RECIPES = resource("recipes.json");

    private GoldenLayers() {}

    /// A file of golden values that is the project's own.
    static JsonNode resource(String name) {
        return Golden.read(Objects.requireNonNull(GoldenLayers.class.getResourceAsStream("/golden/" + name), name));
    }

    /// Layers whose numbers depend on nothing random.
    static List<JsonNode> cases() {
        return Stream.of(FILE, ENSEMBLES, RECIPES)
                .flatMap(file -> file.get("cases").valueStream())
                .toList();
    }

    /// Dropout and its kin.
    static List<JsonNode> dropouts() {
        return FILE.get("dropouts").valueStream().toList();
    }

    /// Angles with their cosines and sines.
    static JsonNode waves() {
        return RECIPES.get("waves");
    }

    /// The layer of a case.
    static Layer named(String name) {
        return switch (name) {
            case "batch-norm" -> new BatchNorm();
            case "batch-norm 0.1 0.25" -> new BatchNorm(0.1, 0.25);
            case "running-batch-norm" -> new RunningBatchNorm(1e-5);
            case "layer-norm" -> new LayerNorm();
            case "layer-norm 0.1" -> new LayerNorm(0.1);
            case "prelu" -> new PRelu();
            case "scale" -> new Scale();
            case "embedding 5 3" -> new Embedding(5, 3);
            case "tanh", "gelu", "softmax" -> new ActivationLayer(Activation.named(name));
            case "chain" -> Chain.of(dense(4, "tanh"), new LayerNorm(), activation("relu"), dense(2, "identity"));
            case "skip-dense" -> new SkipConnection(dense(3, "tanh"));
            case "skip-chain" -> new SkipConnection(Chain.of(dense(6, "gelu"), dense(3, "identity")));
            case "parallel-shared" -> Parallel.shared(dense(2, "tanh"), Chain.of(), dense(4, "identity"));
            case "parallel-sliced" -> new Parallel(List.of(branch(dense(2, "tanh"), 0, 3), branch(new Scale(), 1, 5)));
            case "embeddings-by-column" ->
                new Parallel(List.of(
                        branch(new Embedding(4, 2), 0, 1),
                        branch(new Embedding(6, 3), 1, 2),
                        branch(Chain.of(), 2, 4)));
            case "frozen" ->
                Chain.of(
                        dense(4, "tanh"),
                        new Frozen(Chain.of(dense(5, "sigmoid"), new BatchNorm(), new Dropout(0.5f))),
                        dense(2, "identity"));
            case "heads" -> Chain.of(dense(4, "tanh"), Parallel.shared(dense(3, "identity"), dense(1, "identity")));
            case "nested" -> nested();
            case "select 2 0 1 2" -> new Select(List.of(2, 0, 1, 2));
            case "parametric-activation selu" -> new ParametricActivation(Activation.named("selu"));
            case "parametric-activation mish" -> new ParametricActivation(Activation.named("mish"));
            case "pbld 4 3" -> new PeriodicEmbedding(4, 3, 1, Form.PBLD);
            case "plr 3 4" -> new PeriodicEmbedding(3, 4, 1, Form.PLR);
            case "piecewise-linear 2 3 6 in 3" ->
                new PiecewiseLinearEmbedding(List.of(2, 3, 6), 3, new Initializer.NotKept());
            case "shift" -> new Shift();
            case "repeat 3" -> new Repeat(3);
            case "repeat 2" -> new Repeat(2);
            case "members 3 2" -> new Members(3, dense(2, "tanh"));
            case "members 2 1" -> new Members(2, dense(1, "tanh"));
            case "member-dense 3 2" -> new MemberDense(3, 2);
            case "member-dense 2 1" -> new MemberDense(2, 1);
            case "batch-ensemble 3 4 2" -> BatchEnsemble.dense(3, 4, 2, Activation.named("tanh"));
            case "batch-ensemble 2 3 1" -> BatchEnsemble.dense(2, 3, 1, Activation.named("tanh"));
            default -> throw new IllegalArgumentException("no layer for the golden \"" + name + "\"");
        };
    }

    private static Layer nested() {
        Layer inner = Chain.of(
                new LayerNorm(),
                new SkipConnection(dense(6, "sigmoid")),
                new Parallel(List.of(
                        new Branch(dense(2, "tanh"), null), branch(new SkipConnection(dense(4, "tanh")), 1, 5))));
        return Chain.of(
                dense(6, "tanh"), new SkipConnection(inner), new BatchNorm(), activation("relu"), dense(3, "identity"));
    }

    private static Layer dense(int outputs, String activation) {
        return new Dense(outputs, Activation.named(activation));
    }

    private static Layer activation(String name) {
        return new ActivationLayer(Activation.named(name));
    }

    private static Branch branch(Layer layer, int from, int to) {
        return new Branch(layer, new Columns(from, to));
    }
}
