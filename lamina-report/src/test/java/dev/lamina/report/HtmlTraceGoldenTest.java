package dev.lamina.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.reference.ReferenceNetwork;
import dev.lamina.core.reference.ReferenceNetwork.ReferenceLayer;
import dev.lamina.report.trace.TraceSettings;
import dev.lamina.report.trace.Tracer;
import dev.lamina.report.trace.UpdateRule;
import dev.lamina.report.trace.WeightStart;
import dev.lamina.testkit.Golden;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The numbers in the page against those of an independent float64 implementation.
class HtmlTraceGoldenTest {

    private static final double TOLERANCE = 1e-13;

    @Test
    void pageHoldsTheGoldenNumbers() {
        int compared = 0;
        for (Path file : Golden.files("net_*.json")) {
            JsonNode golden = Golden.read(file);
            for (JsonNode example : golden.get("cases")) {
                if (example.get("loss").asString().equals("mse_half_sum")) {
                    compare(golden, example);
                    compared++;
                }
            }
        }
        assertThat(compared).isPositive();
    }

    private static void compare(JsonNode golden, JsonNode example) {
        TraceSettings settings = TraceSettings.of(
                network(golden, example),
                new WeightStart.File("golden"),
                new SquaredError(),
                false,
                UpdateRule.plain(0.1),
                rows(example.get("X")),
                rows(example.get("Y")));
        String page = HtmlTrace.page(Tracer.trace(settings, 1), Language.ENGLISH);
        JsonNode step = HtmlTraceTest.json(page, "trace").at("/steps/0");
        Cut samples = Cut.of(settings.samples());
        for (int l = 1; l <= golden.get("W").size(); l++) {
            JsonNode layer = step.at("/layers/" + l);
            Cut inputs = Cut.of(golden.get("W").get(l - 1).get(0).size());
            Cut outputs = Cut.of(golden.get("W").get(l - 1).size());
            assertClose(layer.get("z"), rows(example.get("z").get(l - 1)), samples, outputs);
            assertClose(layer.get("a"), rows(example.get("a").get(l - 1)), samples, outputs);
            assertClose(layer.get("delta"), rows(example.get("delta").get(l - 1)), samples, outputs);
            double[][] gradient = Sheet.transposed(rows(example.get("dW").get(l - 1)));
            assertClose(layer.get("weightGradient"), gradient, inputs, outputs);
            if (layer.has("bias")) {
                double[] sums = row(example.get("db").get(l - 1));
                for (int t = 0; t < outputs.shown().length; t++) {
                    assertClose(layer.get("biasGradient").get(t).asDouble(), sums[outputs.shown()[t]]);
                }
            }
        }
        assertClose(step.get("cost").asDouble(), example.get("cost").asDouble());
    }

    private static ReferenceNetwork network(JsonNode golden, JsonNode example) {
        List<ReferenceLayer> layers = new ArrayList<>();
        int depth = golden.get("W").size();
        for (int l = 0; l < depth; l++) {
            String activation = l == depth - 1 ? "output_activation" : "hidden_activation";
            layers.add(new ReferenceLayer(
                    Sheet.transposed(rows(golden.get("W").get(l))),
                    golden.get("b").isNull() ? null : row(golden.get("b").get(l)),
                    Activation.named(example.get(activation).asString())));
        }
        return new ReferenceNetwork(layers);
    }

    private static double[][] rows(JsonNode matrix) {
        return matrix.valueStream().map(HtmlTraceGoldenTest::row).toArray(double[][]::new);
    }

    private static double[] row(JsonNode array) {
        return array.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    private static void assertClose(JsonNode shown, double[][] golden, Cut rows, Cut columns) {
        assertThat(shown.size()).isEqualTo(rows.shown().length);
        for (int i = 0; i < shown.size(); i++) {
            assertThat(shown.get(i).size()).isEqualTo(columns.shown().length);
            for (int j = 0; j < shown.get(i).size(); j++) {
                assertClose(shown.get(i).get(j).asDouble(), golden[rows.shown()[i]][columns.shown()[j]]);
            }
        }
    }

    private static void assertClose(double shown, double golden) {
        assertThat(Math.abs(shown - golden)).isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(golden)));
    }
}
