package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.reference.Pullback;
import dev.lamina.core.reference.Pullback.Gradients;
import dev.lamina.core.reference.ReferenceLayers;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The float64 reference of every layer against PyTorch or formulas in float64: outputs and gradients to 1e-12.
class LayerReferenceGoldenTest {

    private static final double TOLERANCE = 1e-12;

    @Test
    void trainingAgrees() {
        int compared = 0;
        for (JsonNode golden : GoldenLayers.cases()) {
            if (!golden.get("y").isNull()) {
                String name = golden.get("layer").asString();
                Layer layer = GoldenLayers.named(name);
                Pullback pullback = evaluate(layer, golden);
                assertClose(name + " y", pullback.y(), golden.get("y"));
                Gradients gradients = pullback.back().apply(doubles(golden.get("dy")));
                assertClose(name + " dx", gradients.inputs(), golden.get("dx"));
                List<ParameterSpec> specs = specs(layer, golden);
                assertThat(gradients.parameters()).as(name).hasSameSizeAs(specs);
                for (int i = 0; i < specs.size(); i++) {
                    String parameter = specs.get(i).name();
                    JsonNode expected = golden.get("gradients").get(parameter);
                    assertClose(name + " " + parameter, gradients.parameters().get(i), expected);
                }
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(50);
    }

    @Test
    void inferenceAgrees() {
        int compared = 0;
        for (JsonNode golden : GoldenLayers.cases()) {
            if (golden.has("inference")) {
                String name = golden.get("layer").asString();
                Layer layer = GoldenLayers.named(name).forInference().orElse(Chain.of());
                assertClose(name + " in inference", evaluate(layer, golden).y(), golden.get("inference"));
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    /// None of these layers draws random numbers.
    private static Pullback evaluate(Layer layer, JsonNode golden) {
        List<double[][]> parameters = specs(layer, golden).stream()
                .map(spec -> doubles(golden.get("parameters").get(spec.name())))
                .toList();
        return ReferenceLayers.evaluate(layer, doubles(golden.get("x")), parameters, () -> 0);
    }

    private static List<ParameterSpec> specs(Layer layer, JsonNode golden) {
        return layer.parameters(golden.get("x").get(0).size());
    }

    private static double[][] doubles(JsonNode rows) {
        return rows.valueStream()
                .map(row -> row.valueStream().mapToDouble(JsonNode::asDouble).toArray())
                .toArray(double[][]::new);
    }

    private static void assertClose(String name, double[][] actual, JsonNode expected) {
        double[][] golden = doubles(expected);
        assertThat(actual.length).as(name).isEqualTo(golden.length);
        for (int i = 0; i < golden.length; i++) {
            assertThat(actual[i].length).as(name).isEqualTo(golden[i].length);
            for (int j = 0; j < golden[i].length; j++) {
                assertThat(Math.abs(actual[i][j] - golden[i][j]))
                        .as("%s [%d][%d]: %s, expected %s", name, i, j, actual[i][j], golden[i][j])
                        .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(golden[i][j])));
            }
        }
    }
}
