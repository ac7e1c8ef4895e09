package dev.lamina.testkit;

import static dev.lamina.testkit.MatrixAssertions.assertClose;
import static dev.lamina.testkit.MatrixAssertions.assertSameBits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.layer.AlphaDropout;
import dev.lamina.core.layer.Buffers;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Dropout;
import dev.lamina.core.layer.Frame;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.PeriodicEmbedding;
import dev.lamina.core.layer.PeriodicEmbedding.Form;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Every layer in float32 against PyTorch or formulas in float64: outputs, gradients and running statistics to
/// 1e-5 of the largest element of their matrix.
class LayerGoldenTest {

    private static final double TOLERANCE = 1e-5;
    private static final Gemm GEMM = Gemm.onOneThread();

    @Test
    void trainingAgrees() {
        int compared = 0;
        for (JsonNode golden : GoldenLayers.cases()) {
            if (!golden.get("y").isNull()) {
                Step step = new Step(golden, 0);
                step.run(golden);
                step.compare(golden);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(62);
    }

    @Test
    void inferenceAgrees() {
        for (JsonNode golden : GoldenLayers.cases()) {
            String name = golden.get("layer").asString();
            Layer layer = GoldenLayers.named(name).forInference().orElse(Chain.of());
            Matrix x = Golden.matrix(golden.get("x"));
            Buffers buffers = new Buffers(x.rows(), false, GEMM);
            buffers.begin(x.rows());
            Frame frame = new Frame(
                    layer,
                    x,
                    Matrix.zeros(x.rows(), layer.outputs(x.columns())),
                    Matrix.zeros(0, x.columns()),
                    Matrix.zeros(0, layer.outputs(x.columns())),
                    parameters(layer, x.columns(), golden),
                    List.of(),
                    () -> 0,
                    buffers);
            frame.forward();
            JsonNode expected = golden.has("inference") ? golden.get("inference") : golden.get("y");
            assertClose(name + " in inference", frame.y(), Golden.matrix(expected), TOLERANCE);
        }
    }

    @Test
    void gapsBetweenRowsAndStaleValuesChangeNoBit() {
        for (JsonNode golden : GoldenLayers.cases()) {
            if (!golden.get("y").isNull()) {
                Step dense = new Step(golden, 0);
                dense.run(golden);
                Step gaps = new Step(golden, 3);
                gaps.run(golden);
                String name = golden.get("layer").asString();
                assertSameBits(name + " y", gaps.frame.y(), dense.frame.y());
                assertSameBits(name + " dx", gaps.frame.dx(), dense.frame.dx());
                for (int i = 0; i < dense.specs.size(); i++) {
                    assertSameBits(name + " gradient " + i, gaps.frame.gradient(i), dense.frame.gradient(i));
                    assertSameBits(name + " parameter " + i, gaps.frame.parameter(i), dense.frame.parameter(i));
                }
            }
        }
    }

    @Test
    void headsWithALossEachAgree() {
        for (JsonNode golden : GoldenLayers.cases()) {
            if (golden.get("layer").asString().equals("heads")) {
                Matrix y = Golden.matrix(golden.get("y"));
                JsonNode heads = golden.get("heads");
                Matrix dy = Matrix.zeros(y.rows(), 4);
                double classes = new SoftmaxCrossEntropy()
                        .cost(y.columns(0, 3), Golden.matrix(heads.get("classes")), null, dy.columns(0, 3));
                Matrix numbersGradient = dy.columns(3, 4);
                double numbers = new MeanSquaredError()
                        .cost(y.columns(3, 4), Golden.matrix(heads.get("numbers")), null, numbersGradient);
                for (int i = 0; i < y.rows(); i++) {
                    numbersGradient.set(i, 0, 0.5f * numbersGradient.get(i, 0));
                }
                assertThat(classes + 0.5 * numbers).isCloseTo(heads.get("cost").asDouble(), within(TOLERANCE));
                assertClose("dy of heads", dy, Golden.matrix(golden.get("dy")), TOLERANCE);
            }
        }
    }

    /// Masks are each implementation's own: where they agree, the outputs must, too.
    @Test
    void dropoutAgreesWhereTheMasksDo() {
        for (JsonNode golden : GoldenLayers.dropouts()) {
            float probability = (float) golden.get("probability").asDouble();
            String name = golden.get("layer").asString();
            Layer layer = name.equals("dropout") ? new Dropout(probability) : new AlphaDropout(probability);
            Matrix x = Golden.matrix(golden.get("x"));
            Matrix expectedY = Golden.matrix(golden.get("y"));
            Matrix expectedFactors = Golden.matrix(golden.get("factors"));
            Step step = new Step(layer, x, List.of(), 0);
            step.frame.forward();
            step.frame.dy().fill(1);
            step.frame.backward();
            int kept = 0;
            int dropped = 0;
            for (int i = 0; i < x.rows(); i++) {
                for (int j = 0; j < x.columns(); j++) {
                    float factor = step.frame.dx().get(i, j);
                    float expected = expectedFactors.get(i, j);
                    if ((factor == 0) == (expected == 0)) {
                        assertThat(factor).as(name).isCloseTo(expected, within(1e-6f));
                        assertThat(step.frame.y().get(i, j)).as(name).isCloseTo(expectedY.get(i, j), within(1e-6f));
                        kept += factor == 0 ? 0 : 1;
                        dropped += factor == 0 ? 1 : 0;
                    }
                }
            }
            assertThat(kept).isGreaterThan(40);
            assertThat(dropped).as(name + probability).isPositive();
        }
    }

    @Test
    void wavesOfNumbersFarFromZeroAgree() {
        JsonNode waves = GoldenLayers.waves();
        // The cosine, and with a phase of a quarter turn back the sine.
        Layer layer = new PeriodicEmbedding(1, 1, 1, Form.PBLD);
        List<Matrix> parameters = Stream.of(
                        new float[] {1, 1}, new float[] {0, (float) (-Math.PI / 2)}, new float[] {1, 1}, new float[2])
                .map(Matrix::of)
                .toList();
        for (int i = 0; i < waves.get("turns").size(); i++) {
            float turns = (float) waves.get("turns").get(i).asDouble();
            Step step = new Step(layer, Matrix.of(new float[] {turns, turns}), parameters, 0);
            step.frame.forward();
            String name = turns + " turns";
            assertThat((double) step.frame.y().get(0, 0))
                    .as(name)
                    .isCloseTo(waves.get("cosines").get(i).asDouble(), within(1e-7));
            assertThat((double) step.frame.y().get(0, 1))
                    .as(name)
                    .isCloseTo(waves.get("sines").get(i).asDouble(), within(1e-7));
        }
    }

    private static List<Matrix> parameters(Layer layer, int inputs, JsonNode golden) {
        List<ParameterSpec> specs = layer.parameters(inputs);
        JsonNode values = golden.get("parameters");
        assertThat(specs).extracting(ParameterSpec::name).containsExactlyElementsOf(values.propertyNames());
        return specs.stream()
                .map(spec -> Golden.matrix(values.get(spec.name())))
                .toList();
    }

    /// One training step of a layer, on matrices with some stale columns between the rows.
    private static final class Step {

        private final Frame frame;
        private final List<ParameterSpec> specs;

        Step(JsonNode golden, int gap) {
            this(
                    GoldenLayers.named(golden.get("layer").asString()),
                    Golden.matrix(golden.get("x")),
                    parameters(
                            GoldenLayers.named(golden.get("layer").asString()),
                            golden.get("x").get(0).size(),
                            golden),
                    gap);
        }

        Step(Layer layer, Matrix x, List<Matrix> parameters, int gap) {
            int outputs = layer.outputs(x.columns());
            specs = layer.parameters(x.columns());
            Buffers buffers = new Buffers(x.rows() + gap, true, GEMM);
            buffers.begin(x.rows());
            List<Matrix> gradients = new ArrayList<>();
            for (ParameterSpec spec : specs) {
                gradients.add(Matrix.zeros(spec.rows(), spec.columns()));
            }
            frame = new Frame(
                    layer,
                    stale(x.rows(), x.columns(), gap),
                    stale(x.rows(), outputs, gap),
                    stale(x.rows(), x.columns(), gap),
                    stale(x.rows(), outputs, gap),
                    parameters,
                    gradients,
                    () -> 5,
                    buffers);
            frame.x().copyFrom(x);
        }

        private static Matrix stale(int rows, int columns, int gap) {
            Matrix whole = Matrix.zeros(rows + gap, columns + 2 * gap);
            whole.fill(Float.NaN);
            return whole.rows(0, rows).columns(gap, gap + columns);
        }

        void run(JsonNode golden) {
            frame.forward();
            frame.dy().copyFrom(Golden.matrix(golden.get("dy")));
            frame.backward();
        }

        void compare(JsonNode golden) {
            String name = golden.get("layer").asString();
            assertClose(name + " y", frame.y(), Golden.matrix(golden.get("y")), TOLERANCE);
            assertClose(name + " dx", frame.dx(), Golden.matrix(golden.get("dx")), TOLERANCE);
            for (int i = 0; i < specs.size(); i++) {
                String parameter = specs.get(i).name();
                JsonNode gradient = golden.get("gradients").get(parameter);
                assertClose(name + " gradient of " + parameter, frame.gradient(i), Golden.matrix(gradient), TOLERANCE);
                JsonNode after = golden.get("after").get(parameter);
                if (after != null) {
                    assertClose(name + " " + parameter, frame.parameter(i), Golden.matrix(after), TOLERANCE);
                }
            }
        }
    }
}
