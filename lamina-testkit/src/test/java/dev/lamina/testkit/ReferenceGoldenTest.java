package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Elementwise;
import dev.lamina.core.loss.LinkedLoss;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.OnPredictions;
import dev.lamina.core.reference.ReferenceNetwork;
import dev.lamina.core.reference.ReferenceNetwork.Backward;
import dev.lamina.core.reference.ReferenceNetwork.Forward;
import dev.lamina.core.reference.ReferenceNetwork.ReferenceLayer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The float64 reference against an independent float64 implementation: every z, a, δ, loss, cost and gradient
/// of every case to 1e-13.
class ReferenceGoldenTest {

    private static final double TOLERANCE = 1e-13;

    @Test
    void everyNumberOfEveryCaseAgrees() {
        int compared = 0;
        for (Path file : Golden.files("net_*.json")) {
            JsonNode golden = Golden.read(file);
            for (JsonNode example : golden.get("cases")) {
                Loss loss = GoldenLosses.named(example.get("loss").asString());
                String name = file.getFileName() + " " + example.get("loss").asString();
                compare(name, golden, example, loss);
                if (loss instanceof LinkedLoss linked) {
                    compare(name + " by the full chain", golden, example, new OnPredictions(linked));
                }
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(180);
    }

    private static void compare(String name, JsonNode golden, JsonNode example, Loss loss) {
        ReferenceNetwork network = network(golden, example, loss);
        double[][] targets = rows(example.get("Y"));
        Forward forward = network.forward(rows(example.get("X")));
        Backward backward = network.backward(forward, loss, targets);
        int last = network.layers().size() - 1;
        for (int l = 0; l <= last; l++) {
            assertClose(name + " z" + l, forward.z().get(l), example.get("z").get(l));
            double[][] a =
                    l == last ? linked(forward.a().get(l), loss) : forward.a().get(l);
            assertClose(name + " a" + l, a, example.get("a").get(l));
            assertClose(
                    name + " delta" + l,
                    backward.deltas().get(l),
                    example.get("delta").get(l));
            assertClose(
                    name + " dW" + l,
                    transposed(backward.weightGradients().get(l)),
                    example.get("dW").get(l));
            if (!golden.get("b").isNull()) {
                double[][] sums = {backward.biasGradients().get(l)};
                assertClose(name + " db" + l, sums, example.get("db").get(l));
            }
        }
        assertClose(name + " losses", new double[][] {backward.losses()}, example.get("per_sample_loss"));
        assertClose(name + " cost", new double[][] {{backward.cost()}}, example.get("cost"));
    }

    /// The golden outputs are those after the link where it is element by element.
    private static double[][] linked(double[][] a, Loss loss) {
        if (!(loss.link() instanceof Elementwise link)) {
            return a;
        }
        return Arrays.stream(a)
                .map(row -> Arrays.stream(row).map(link::value).toArray())
                .toArray(double[][]::new);
    }

    private static ReferenceNetwork network(JsonNode golden, JsonNode example, Loss loss) {
        List<ReferenceLayer> layers = new ArrayList<>();
        int depth = golden.get("W").size();
        for (int l = 0; l < depth; l++) {
            boolean output = l == depth - 1;
            boolean linked = output && !loss.link().name().equals("identity");
            String activation = linked
                    ? "identity"
                    : example.get(output ? "output_activation" : "hidden_activation")
                            .asString();
            double[] bias =
                    golden.get("b").isNull() ? null : rows(golden.get("b").get(l))[0];
            layers.add(
                    new ReferenceLayer(transposed(rows(golden.get("W").get(l))), bias, Activation.named(activation)));
        }
        return new ReferenceNetwork(layers);
    }

    /// A matrix as it is; numbers as one row, but class indices as one column.
    private static double[][] rows(JsonNode node) {
        if (node.isNumber()) {
            return new double[][] {{node.asDouble()}};
        }
        if (node.get(0).isArray()) {
            return node.valueStream().map(ReferenceGoldenTest::row).toArray(double[][]::new);
        }
        boolean indices = node.get(0).isIntegralNumber();
        return indices ? transposed(new double[][] {row(node)}) : new double[][] {row(node)};
    }

    private static double[] row(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] transposed = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[i].length; j++) {
                transposed[j][i] = matrix[i][j];
            }
        }
        return transposed;
    }

    private static void assertClose(String name, double[][] actual, JsonNode expected) {
        double[][] golden = rows(expected);
        assertThat(actual.length).as(name).isEqualTo(golden.length);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i].length).as(name).isEqualTo(golden[i].length);
            for (int j = 0; j < actual[i].length; j++) {
                double error = Math.abs(actual[i][j] - golden[i][j]);
                assertThat(error)
                        .as("%s [%d][%d]: %s, expected %s", name, i, j, actual[i][j], golden[i][j])
                        .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(golden[i][j])));
            }
        }
    }
}
