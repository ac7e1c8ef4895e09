package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Elementwise;
import java.nio.file.Path;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Every elementwise activation and its derivative, in double, against values of 60 digits.
class ActivationGoldenTest {

    private static final double CENTRE = 8;
    private static final double TOLERANCE = 1e-14;
    private static final double TAIL_TOLERANCE = 1e-12;

    @Test
    void valuesAreExact() {
        int compared = 0;
        for (Path file : Golden.files("activations*.json")) {
            JsonNode golden = Golden.read(file);
            for (JsonNode activation : golden.get("activations")) {
                Elementwise f = activation(activation);
                assertExact(f + " of", f::value, golden.get("x"), activation.get("y_exact"));
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(15);
    }

    @Test
    void derivativesAreExact() {
        for (Path file : Golden.files("activations*.json")) {
            JsonNode golden = Golden.read(file);
            for (JsonNode activation : golden.get("activations")) {
                Elementwise f = activation(activation);
                assertExact(f + "′ of", f::derivative, golden.get("x"), activation.get("dy_exact"));
            }
        }
    }

    /// Where the input is infinite, NaN or −0. Large finite ones are left out: PyTorch overflows for some of them.
    @Test
    void limitsAndSpecialValuesAreThoseOfIeeeArithmetic() {
        for (Path file : Golden.files("activations*.json")) {
            JsonNode golden = Golden.read(file);
            JsonNode x = golden.get("edge_x");
            for (JsonNode activation : golden.get("activations")) {
                Elementwise f = activation(activation);
                for (int i = 0; i < x.size(); i++) {
                    double z = number(x.get(i));
                    if (z == 0 || !Double.isFinite(z)) {
                        Double expected = number(activation.get("edge_y").get(i));
                        // The last bit is left open: PyTorch rounds the limit of SELU twice.
                        assertThat((Double) f.value(z))
                                .as("%s of %s", f, z)
                                .usingComparator(ActivationGoldenTest::compareButForTheLastBit)
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }

    private static int compareButForTheLastBit(Double actual, Double expected) {
        boolean close = expected != 0 && Math.abs(actual - expected) <= Math.ulp(expected);
        return close ? 0 : actual.compareTo(expected);
    }

    private static void assertExact(String name, DoubleUnaryOperator f, JsonNode x, JsonNode exact) {
        for (int i = 0; i < x.size(); i++) {
            double z = number(x.get(i));
            double expected = number(exact.get(i));
            double actual = f.applyAsDouble(z);
            double tolerance = Math.abs(z) <= CENTRE ? TOLERANCE : TAIL_TOLERANCE;
            // A subnormal factor of the result is off by half its last bit, times z.
            double absolute = Math.max(1, Math.abs(z)) * Double.MIN_VALUE;
            if (!(Math.abs(actual - expected) <= tolerance * Math.abs(expected) + absolute)) {
                throw new AssertionError(name + " " + z + " is " + actual + ", exact is " + expected);
            }
        }
    }

    /// The file's names carry settings and underscores.
    private static Elementwise activation(JsonNode activation) {
        String name = activation.get("name").asString();
        return (Elementwise) Activation.named(
                switch (name) {
                    case "leaky_relu_0.01" -> "leaky-relu";
                    case "elu_1" -> "elu";
                    case "gelu_erf" -> "gelu";
                    case "hardsigmoid" -> "hard-sigmoid";
                    case "hardswish" -> "hard-swish";
                    default -> name.replace('_', '-');
                });
    }

    /// What JSON has no number for, such as Infinity, stands as a string.
    private static double number(JsonNode node) {
        return node.isString() ? Double.parseDouble(node.asString()) : node.asDouble();
    }
}
