package dev.lamina.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Elementwise;
import dev.lamina.core.activation.LeakyRelu;
import dev.lamina.core.matrix.Matrix;
import java.nio.file.Path;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Every elementwise activation and its derivative against values of 60 digits: the definition in double, and
/// the float32 form in vectors and number by number.
class ActivationGoldenTest {

    private static final double CENTRE = 8;

    @FunctionalInterface
    private interface Comparison {
        void run(Elementwise f, JsonNode golden, JsonNode activation);
    }

    @Test
    void valuesAreWithinOneUlp() {
        int compared = forEach((f, golden, activation) ->
                assertWithinUlps(1, f + " of", f::value, golden.get("x"), activation.get("y_exact")));
        assertThat(compared).isGreaterThanOrEqualTo(15);
    }

    @Test
    void derivativesAreWithinTwoUlps() {
        forEach((f, golden, activation) ->
                assertWithinUlps(2, f + "′ of", f::derivative, golden.get("x"), activation.get("dy_exact")));
    }

    /// Where the input is infinite, NaN or −0. Large finite ones are left out: PyTorch overflows for some of
    /// them.
    @Test
    void limitsAndSpecialValuesAreThoseOfIeeeArithmetic() {
        forEach((f, golden, activation) -> {
            JsonNode x = golden.get("edge_x");
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
        });
    }

    /// What float32 holds of the grid is compared with the exact value, the rest with the definition.
    @Test
    void float32FormsAreTheExactValuesRoundedOnce() {
        forEach((f, golden, activation) -> {
            JsonNode x = golden.get("x");
            float[] z = new float[x.size()];
            for (int i = 0; i < z.length; i++) {
                z[i] = (float) number(x.get(i));
            }
            float[][] actual = valuesAndSlopes(f, z);
            // Leaky ReLU alone computes in float32, with a rounded slope.
            double bound = f instanceof LeakyRelu ? 1.5 : 0.51;
            for (int i = 0; i < z.length; i++) {
                boolean given = z[i] == number(x.get(i));
                double y = given ? number(activation.get("y_exact").get(i)) : f.value(z[i]);
                double dy = given ? number(activation.get("dy_exact").get(i)) : f.derivative(z[i]);
                assertWithinUlps(bound, f + " of " + z[i], actual[0][i], y);
                assertWithinUlps(bound, f + "′ of " + z[i], actual[1][i], dy);
            }
        });
    }

    @Test
    void float32LimitsAndSpecialValuesAreThoseOfTheDefinition() {
        forEach((f, golden, activation) -> {
            JsonNode x = golden.get("edge_x");
            for (int i = 0; i < x.size(); i++) {
                float z = (float) number(x.get(i));
                if (Float.isInfinite(z) && Double.isFinite(number(x.get(i)))) {
                    continue;
                }
                float expected = (float) number(activation.get("edge_y").get(i));
                float actual = valuesAndSlopes(f, new float[] {z})[0][0];
                if (Math.abs(actual - expected) <= 2 * Math.ulp(expected) && expected != 0) {
                    continue; // z itself was rounded
                }
                assertThat((Float) actual).as("float32 %s of %s", f, z).isEqualTo((Float) expected);
            }
        });
    }

    /// How many activations there were.
    private static int forEach(Comparison comparison) {
        int count = 0;
        for (Path file : Golden.files("activations*.json")) {
            JsonNode golden = Golden.read(file);
            for (JsonNode activation : golden.get("activations")) {
                comparison.run(activation(activation), golden, activation);
                count++;
            }
        }
        return count;
    }

    /// f(z) and f′(z), all in one matrix, which must equal those of each number in a matrix of its own.
    private static float[][] valuesAndSlopes(Elementwise f, float[] z) {
        Matrix all = Matrix.of(z);
        Matrix slopes = slopes(f, all);
        for (int i = 0; i < z.length; i++) {
            Matrix one = Matrix.of(new float[] {z[i]});
            Matrix slope = slopes(f, one);
            assertThat((Float) one.get(0, 0)).as("%s of %s alone", f, z[i]).isEqualTo((Float) all.get(0, i));
            assertThat((Float) slope.get(0, 0)).as("%s′ of %s alone", f, z[i]).isEqualTo((Float) slopes.get(0, i));
        }
        return new float[][] {all.data(), slopes.data()};
    }

    /// What a gradient of ones becomes.
    private static Matrix slopes(Elementwise f, Matrix z) {
        Matrix kept = f.savesSlope() ? Matrix.zeros(1, z.columns()) : z;
        f.forward(z, kept);
        Matrix gradient = Matrix.zeros(1, z.columns());
        gradient.fill(1);
        f.backward(kept, gradient);
        return gradient;
    }

    private static int compareButForTheLastBit(Double actual, Double expected) {
        boolean close = expected != 0 && Math.abs(actual - expected) <= Math.ulp(expected);
        return close ? 0 : actual.compareTo(expected);
    }

    private static void assertWithinUlps(int bound, String name, DoubleUnaryOperator f, JsonNode x, JsonNode exact) {
        for (int i = 0; i < x.size(); i++) {
            double z = number(x.get(i));
            double expected = number(exact.get(i));
            double actual = f.applyAsDouble(z);
            double tolerance = (Math.abs(z) <= CENTRE ? bound : 2 * bound) * Math.ulp(expected);
            if (!(Math.abs(actual - expected) <= tolerance)) {
                throw new AssertionError(name + " " + z + " is " + actual + ", exact is " + expected);
            }
        }
    }

    private static void assertWithinUlps(double bound, String name, float actual, double exact) {
        if (!(Math.abs(actual - exact) <= bound * Math.ulp((float) exact))) {
            throw new AssertionError(name + " is " + actual + " in float32, exact is " + exact);
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
