package dev.lamina.testkit;

import static dev.lamina.testkit.MatrixAssertions.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Rated;
import dev.lamina.core.loss.EachMember;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.DataDrivenStart;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The parts of RealMLP and TabM against their formulas, which `tools/golden/ensembles.py` computes in float64.
class EnsembleGoldenTest {

    private static final double TOLERANCE = 1e-5;

    private static final JsonNode FILE = GoldenLayers.resource("ensembles.json");

    @Test
    void aRatedDenseLayerTrainsAsOneInNtkParametrisation() {
        JsonNode golden = FILE.get("ntk");
        Matrix x = Golden.matrix(golden.get("x"));
        Matrix y = Golden.matrix(golden.get("y"));
        Dense dense = new Dense(y.columns(), new Identity());
        Network network = Network.of(x.columns(), List.of(Rated.ntk(dense, x.columns(), 1, 0.1f)));
        Parameters parameters = network.initialize(0);
        view(parameters, 0).copyFrom(Golden.matrix(golden.get("start").get("weight")));
        view(parameters, 1).copyFrom(Golden.matrix(golden.get("start").get("bias")));
        AdamW adam = new AdamW((float) golden.get("rate").asDouble(), 0.9f, 0.95f, 1e-8f, (float)
                golden.get("decay").asDouble());
        Optimizer.State state = adam.start(parameters.size());
        Pass pass = Pass.forTraining(network, parameters, x.rows(), Gemm.onOneThread());
        for (int step = 0; step < 3; step++) {
            pass.input(x.rows()).copyFrom(x);
            Matrix z = pass.forward(x.rows());
            Matrix gradient = pass.outputGradient(x.rows());
            for (int i = 0; i < z.rows(); i++) {
                for (int j = 0; j < z.columns(); j++) {
                    gradient.set(i, j, 2 * (z.get(i, j) - y.get(i, j)) / x.rows());
                }
            }
            pass.backward(x.rows());
            state.step(parameters, pass.gradients(), adam.learningRate());
        }
        assertClose("weight", view(parameters, 0), Golden.matrix(golden.get("weight")), TOLERANCE);
        assertClose("bias", view(parameters, 1), Golden.matrix(golden.get("bias")), TOLERANCE);
    }

    @Test
    void theDataDrivenStartIsRealMlps() {
        JsonNode golden = FILE.get("start");
        Matrix x = Golden.matrix(golden.get("x"));
        Network network = Network.of(
                x.columns(), List.of(new Dense(4, new Tanh()), Rated.ntk(new Dense(2, new Identity()), 4, 1, 0.1f)));
        Parameters start = DataDrivenStart.of(network, x, golden.get("seed").asLong());
        for (int i = 0; i < 4; i++) {
            String name = start.views().get(i).name();
            assertClose(
                    name, view(start, i), Golden.matrix(golden.get("parameters").get(i)), TOLERANCE);
        }
    }

    @Test
    void theLossOfEachMemberIsTheMeanOfTheirs() {
        for (JsonNode golden : FILE.get("losses")) {
            String name = golden.get("loss").asString();
            Loss loss = new EachMember(Loss.named(name), 3);
            Matrix z = Golden.matrix(golden.get("z"));
            Matrix gradient = Matrix.zeros(z.rows(), z.columns());
            float[] weights = Golden.matrix(golden.get("weights")).data();
            double cost = loss.cost(z, Golden.matrix(golden.get("targets")), weights, gradient);
            assertThat(cost).as(name).isCloseTo(golden.get("cost").asDouble(), within(TOLERANCE));
            assertClose(name + " gradient", gradient, Golden.matrix(golden.get("gradient")), TOLERANCE);
            Matrix predictions = Matrix.zeros(z.rows(), loss.predictionColumns(z.columns()));
            loss.predict(z, predictions);
            assertClose(name + " predictions", predictions, Golden.matrix(golden.get("predictions")), TOLERANCE);
            if (golden.has("probabilities")) {
                Matrix expected = Golden.matrix(golden.get("probabilities"));
                Matrix probabilities = Matrix.zeros(z.rows(), expected.columns());
                loss.classProbabilities(z, probabilities);
                assertClose(name + " probabilities", probabilities, expected, TOLERANCE);
            }
        }
    }

    private static Matrix view(Parameters parameters, int i) {
        ParameterView view = parameters.views().get(i);
        return view.of(parameters.values());
    }
}
