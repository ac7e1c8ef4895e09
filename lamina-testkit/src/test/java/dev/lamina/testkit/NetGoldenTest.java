package dev.lamina.testkit;

import static dev.lamina.testkit.MatrixAssertions.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Objective;
import dev.lamina.core.network.Pass;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The worked example of the theory, 4 → 3 → 4 → 3, against PyTorch in float64: every layer's output, the cost
/// of the batch and of each sample, and every gradient, for one sample and for five, with and without biases.
class NetGoldenTest {

    private static final double TOLERANCE = 1e-5;

    @Test
    void passesEqualPyTorchs() {
        int compared = 0;
        for (Path file : Golden.files("net_*.json")) {
            JsonNode golden = Golden.read(file);
            for (JsonNode example : golden.get("cases")) {
                String name = name(file, example);
                Loss loss = GoldenLosses.named(example.get("loss").asString());
                assertEqualsGolden(name, golden, example, loss);
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(2 * 2 * 3 * 15);
    }

    private static String name(Path file, JsonNode example) {
        return String.join(
                " ",
                file.getFileName().toString(),
                example.get("hidden_activation").asString(),
                example.get("output_activation").asString(),
                example.get("loss").asString(),
                example.get("n").toString());
    }

    private static void assertEqualsGolden(String name, JsonNode golden, JsonNode example, Loss loss) {
        Network network = network(golden, example, loss);
        Parameters parameters = parameters(network, golden);
        Matrix x = Golden.matrix(example.get("X"));
        Matrix targets = targets(example.get("Y"));
        int rows = x.rows();
        Gemm gemm = Gemm.onOneThread();
        Pass pass = Pass.forTraining(network, parameters, rows, gemm);
        pass.input(rows).copyFrom(x);
        Matrix logits = pass.forward(rows);
        double cost = loss.cost(logits, targets, null, pass.outputGradient(rows));
        double expectedCost = example.get("cost").asDouble();
        assertThat(cost).as(name).isCloseTo(expectedCost, within(TOLERANCE * expectedCost));
        assertOutputGradient(name, pass.outputGradient(rows), logits, network, example);
        assertSampleLosses(name, logits, targets, loss, example.get("per_sample_loss"));
        int last = network.layers().size() - 1;
        for (int l = 0; l < last; l++) {
            assertClose(
                    "a" + l,
                    pass.activation(l, rows),
                    Golden.matrix(example.get("a").get(l)),
                    TOLERANCE);
        }
        assertClose(
                "a" + last,
                outputs(logits, loss),
                Golden.matrix(example.get("a").get(last)),
                TOLERANCE);
        pass.backward(rows);
        assertGradients(name, network, pass.gradients(), example);
    }

    /// Before the activation of the last layer, as the golden one.
    private static void assertOutputGradient(
            String name, Matrix gradient, Matrix outputs, Network network, JsonNode example) {
        Matrix delta = Matrix.of(gradient.toArrays());
        Dense last = (Dense) network.layers().getLast();
        Matrix kept = outputs;
        if (last.activation().savesSlope()) {
            JsonNode z = example.get("z");
            kept = Matrix.zeros(outputs.rows(), outputs.columns());
            last.activation().forward(Golden.matrix(z.get(z.size() - 1)), kept);
        }
        last.activation().backward(kept, delta);
        JsonNode deltas = example.get("delta");
        assertClose(name + " delta", delta, Golden.matrix(deltas.get(deltas.size() - 1)), TOLERANCE);
    }

    private static void assertSampleLosses(String name, Matrix outputs, Matrix targets, Loss loss, JsonNode expected) {
        for (int i = 0; i < outputs.rows(); i++) {
            double cost =
                    loss.cost(outputs.rows(i, i + 1), targets.rows(i, i + 1), null, Matrix.zeros(1, outputs.columns()));
            double golden = expected.get(i).asDouble();
            assertThat(cost).as(name + " sample " + i).isCloseTo(golden, within(TOLERANCE * golden));
        }
    }

    /// The golden outputs: after the link where that is an activation of the file, logits for softmax.
    private static Matrix outputs(Matrix logits, Loss loss) {
        Matrix outputs = Matrix.of(logits.toArrays());
        if (loss.link() instanceof Sigmoid) {
            loss.link().forward(outputs);
        }
        return outputs;
    }

    private static void assertGradients(String name, Network network, float[] gradients, JsonNode example) {
        for (ParameterView view : network.parameterViews()) {
            int layer = Integer.parseInt(view.name().split("\\.", -1)[1]);
            Matrix expected = view.name().endsWith("weight")
                    ? transposed(Golden.matrix(example.get("dW").get(layer)))
                    : Golden.matrix(example.get("db").get(layer));
            assertClose(name + ' ' + view.name(), view.of(gradients), expected, TOLERANCE);
        }
    }

    /// Hidden layers with the case's activation, the last one with the output's unless the loss applies that.
    private static Network network(JsonNode golden, JsonNode example, Loss loss) {
        boolean bias = !golden.get("b").isNull();
        JsonNode shape = golden.get("shape");
        List<Dense> layers = new ArrayList<>();
        for (int l = 1; l < shape.size(); l++) {
            boolean output = l == shape.size() - 1;
            String activation = example.get(output ? "output_activation" : "hidden_activation")
                    .asString();
            Dense dense = new Dense(shape.get(l).asInt(), Activation.named(activation));
            layers.add(bias ? dense : dense.withoutBias());
        }
        return new Objective(Network.of(shape.get(0).asInt(), layers), loss).network();
    }

    private static Parameters parameters(Network network, JsonNode golden) {
        Parameters parameters = network.initialize(0);
        for (ParameterView view : parameters.views()) {
            int layer = Integer.parseInt(view.name().split("\\.", -1)[1]);
            view.of(parameters.values())
                    .copyFrom(
                            view.name().endsWith("weight")
                                    ? transposed(Golden.matrix(golden.get("W").get(layer)))
                                    : Golden.matrix(golden.get("b").get(layer)));
        }
        return parameters;
    }

    /// Class indices become a column.
    private static Matrix targets(JsonNode y) {
        Matrix targets = Golden.matrix(y);
        return y.get(0).isArray() ? targets : transposed(targets);
    }

    private static Matrix transposed(Matrix matrix) {
        Matrix transposed = Matrix.zeros(matrix.columns(), matrix.rows());
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                transposed.set(j, i, matrix.get(i, j));
            }
        }
        return transposed;
    }
}
