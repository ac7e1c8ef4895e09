package dev.lamina.core.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Custom;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Relu;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.layer.CustomLayer;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Frame;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.loss.CustomLoss;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.Quantile;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.parameter.Role;
import dev.lamina.core.reference.GradientReport.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Gradients that are wrong, and what the check says of them; kinks, and what it must not say.
class GradientDefectTest {

    private static final int INPUTS = 4;
    private static final int OUTPUTS = 3;

    @Test
    void anActivationWithAWrongSignIsNamed() {
        Activation wrong = new Custom("cube", z -> z * z * z, z -> -3 * z * z).withoutCheck();
        Network network = network(new Dense(6, new Tanh()), new Dense(5, wrong), new Dense(OUTPUTS, new Tanh()));
        assertThatThrownBy(() ->
                        GradientCheck.of(network, new MeanSquaredError()).run().orThrow())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("layer 1 \\(dense 5, cube\\): inputs\\[\\d, \\d]: back-propagation gives \\S+,"
                        + " differences of the cost give \\S+ \\(relative \\d\\.\\de[+-]\\d\\d, allowed 1e-07\\)");
    }

    @Test
    void anActivationWithTheRightSignPasses() {
        Activation right = new Custom("cube", z -> z * z * z, z -> 3 * z * z);
        Network network = network(new Dense(6, new Tanh()), new Dense(5, right), new Dense(OUTPUTS, new Tanh()));
        assertThat(GradientCheck.of(network, new MeanSquaredError()).run().passed())
                .isTrue();
    }

    @Test
    void aDerivativeThatIsATinyBitOffIsNamed() {
        Activation wrong = new Custom("sin", StrictMath::sin, z -> (1 + 3e-7) * StrictMath.cos(z));
        assertThat(GradientCheck.of(network(new Dense(OUTPUTS, wrong)), new MeanSquaredError())
                        .run()
                        .defect())
                .hasValueSatisfying(defect -> assertThat(defect).startsWith("layer 0 (dense 3, sin): "));
    }

    @Test
    void aLossWithAWrongSignIsNamed() {
        CustomLoss wrong = new CustomLoss("quartic", (z, y) -> StrictMath.pow(z - y, 4), (z, y) -> -4 * cube(z - y))
                .withoutCheck();
        assertThatThrownBy(() -> GradientCheck.of(network(new Dense(OUTPUTS, new Tanh())), wrong)
                        .run()
                        .orThrow())
                .hasMessageStartingWith("the loss quartic: outputs[");
    }

    private static double cube(double x) {
        return x * x * x;
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 1})
    void aLayerOfOnesOwnWithAWrongErrorIsNamed(int slope) {
        Network network = network(new Dense(6, new Tanh()), new Squares(slope, 1), new Dense(OUTPUTS, new Tanh()));
        GradientReport report =
                GradientCheck.of(network, new MeanSquaredError()).run();
        assertThat(report.weaker()).isTrue();
        assertThat(report.defect())
                .hasValueSatisfying(defect -> assertThat(defect)
                        .matches(
                                "layer 1 \\(squares\\): inputs\\[\\d, \\d]: back-propagation gives \\S+, differences of the"
                                        + " cost give \\S+ \\(relative \\S+, allowed 1e-03\\)"));
    }

    @Test
    void aParameterOfALayerOfOnesOwnWithAWrongSignIsNamed() {
        Network network = network(new Dense(6, new Tanh()), new Squares(2, -1), new Dense(OUTPUTS, new Tanh()));
        assertThat(GradientCheck.of(network, new MeanSquaredError()).run().defect())
                .hasValueSatisfying(defect -> assertThat(defect).startsWith("layer 1 (squares): factor[0, "));
    }

    @Test
    void aLayerOfOnesOwnPassesAlsoAmongKinks() {
        Network network = network(new Dense(6, new Relu()), new Squares(2, 1), new Dense(OUTPUTS, new Identity()));
        for (int seed = 0; seed < 20; seed++) {
            GradientReport report = GradientCheck.of(network, new SoftmaxCrossEntropy())
                    .seed(seed)
                    .run()
                    .orThrow();
            assertThat(report.toString()).contains("float32 with its own differences: passed");
        }
    }

    @Test
    void aSampleRightAtAKinkIsLeftOutAndCounted() {
        Matrix inputs = Matrix.of(new float[][] {{0, 0, 0, 0}, {1, 2, 3, 4}});
        Network network = network(new Dense(5, new Relu()), new Dense(OUTPUTS, new Tanh()));
        Parameters parameters = network.initialize(1);
        parameters.values()[INPUTS * 5] = 0.5f;
        GradientReport report = GradientCheck.of(network, new MeanSquaredError())
                .parameters(parameters)
                .samples(inputs, Matrix.of(new float[][] {{1, 2, 3}, {3, 2, 1}}))
                .run()
                .orThrow();
        assertThat(entry(report, "inputs").kinks()).isEqualTo(INPUTS);
        assertThat(entry(report, "bias").kinks()).isEqualTo(4);
        assertThat(entry(report, "bias").compared()).isEqualTo(1);
        assertThat(entry(report, "weight").kinks()).isZero();
    }

    @Test
    void whereEverythingIsAKinkNothingIsClaimed() {
        Matrix inputs = Matrix.of(new float[][] {{1, 2, 3, 4}});
        Network network = network(new Dense(OUTPUTS, new Identity()));
        Parameters zero = Parameters.of(new float[network.parameterCount()], network.parameterViews());
        assertThatThrownBy(() -> GradientCheck.of(network, new Quantile(0.9))
                        .parameters(zero)
                        .samples(inputs, Matrix.zeros(1, OUTPUTS))
                        .run()
                        .orThrow())
                .hasMessage("the loss quantile: outputs: the cost has kinks, or is no number, at all 3 elements"
                        + " that were tried; check with other samples");
    }

    @Test
    void parametersAreLeftAsTheyAre() {
        Network network = network(new Dense(OUTPUTS, new Tanh()));
        Parameters parameters = network.initialize(1);
        float[] before = parameters.values().clone();
        GradientCheck.of(network, new MeanSquaredError()).parameters(parameters).run();
        assertThat(parameters.values()).containsExactly(before);
    }

    @Test
    void theReportShowsEveryMatrix() {
        Network network = network(new Dense(6, new Tanh()), new Dense(OUTPUTS, new Tanh()));
        assertThat(GradientCheck.of(network, new MeanSquaredError()).run().toString())
                .startsWith("gradients of mean-squared-error, 5 rows, seed 0, float64 with differences, float32 with"
                        + " float64: passed")
                .contains("layer 0 (dense 6, tanh)", "weight", "bias", "inputs", "24 of 24 compared, 0 at kinks")
                .contains("the loss mean-squared-error", "outputs");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        GradientCheck check = GradientCheck.of(network(new Dense(OUTPUTS, new Tanh())), new MeanSquaredError());
        assertThatThrownBy(() -> check.rows(0)).hasMessage("rows is 0, expected 1 or more");
        assertThatThrownBy(() -> check.samples(Matrix.zeros(2, 3), Matrix.zeros(2, 3)))
                .hasMessage("the network expects 1 or more rows of 4 columns and as many of targets, got a 2 × 3 matrix"
                        + " and a 2 × 3 matrix");
        assertThatThrownBy(() -> check.parameters(Parameters.of(new float[0], List.of())))
                .hasMessage("the network has 15 parameters, got 0");
        assertThatThrownBy(() -> check.weights(1, 2).run()).hasMessage("there are 2 weights for 5 samples");
    }

    private static Entry entry(GradientReport report, String name) {
        return report.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Network network(Layer... layers) {
        return Network.of(INPUTS, List.of(layers));
    }

    /// y = (s·x)², with an error of `slope`·s²·x and a gradient of `sign`·2·s·x², which should be 2 and 1.
    private record Squares(int slope, int sign) implements CustomLayer {

        @Override
        public int outputs(int inputs) {
            return inputs;
        }

        @Override
        public List<ParameterSpec> parameters(int inputs) {
            return List.of(new ParameterSpec("factor", Role.SCALE, 1, inputs, new Initializer.Zeros(), 1, 0));
        }

        @Override
        public void forward(Frame f) {
            for (int i = 0; i < f.rows(); i++) {
                for (int j = 0; j < f.x().columns(); j++) {
                    float scaled = factor(f, j) * f.x().get(i, j);
                    f.y().set(i, j, scaled * scaled);
                }
            }
        }

        @Override
        public void backward(Frame f) {
            for (int i = 0; i < f.rows(); i++) {
                for (int j = 0; j < f.x().columns(); j++) {
                    float x = f.x().get(i, j);
                    float s = factor(f, j);
                    float dy = f.dy().get(i, j);
                    f.dx().set(i, j, dy * slope * s * s * x);
                    f.gradient(0).set(0, j, f.gradient(0).get(0, j) + dy * sign * 2 * s * x * x);
                }
            }
        }

        /// 1 and what training changes.
        private static float factor(Frame f, int j) {
            return 1 + f.parameter(0).get(0, j);
        }

        @Override
        public String toString() {
            return "squares";
        }
    }
}
