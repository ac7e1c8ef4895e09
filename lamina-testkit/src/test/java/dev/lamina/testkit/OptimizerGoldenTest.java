package dev.lamina.testkit;

import static dev.lamina.testkit.MatrixAssertions.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.optimizer.Adam;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Sgd;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Trajectories on a least-squares problem against PyTorch in float64.
class OptimizerGoldenTest {

    private static final double TOLERANCE = 1e-5;

    /// The golden file's name of an optimizer and ours with the same settings; it has more.
    private static final Map<String, Optimizer> OPTIMIZERS = Map.of(
            "sgd", Sgd.plain(0.1f),
            "sgd_weight_decay", Sgd.plain(0.1f).weightDecay(0.01f),
            "momentum", new Sgd(0.1f, 0.9f, false, 0),
            "nesterov", new Sgd(0.1f, 0.9f, true, 0),
            "adam", Adam.defaults().learningRate(0.01f),
            "adam_l2", Adam.defaults().learningRate(0.01f).weightDecay(0.01f),
            "adamw", AdamW.defaults().learningRate(0.01f));

    @Test
    void trajectoriesEqualPyTorchs() {
        JsonNode golden = Golden.read(Golden.files("optimizers.json").getFirst());
        int compared = 0;
        for (JsonNode trajectory : golden.get("optimizers")) {
            String name = trajectory.get("name").asString();
            Optimizer optimizer = OPTIMIZERS.get(name);
            if (optimizer != null) {
                assertFollows(name, golden, trajectory, optimizer);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(OPTIMIZERS.size());
    }

    private static void assertFollows(String name, JsonNode golden, JsonNode trajectory, Optimizer optimizer) {
        assertThat((double) optimizer.learningRate())
                .isEqualTo((float) trajectory.get("options").get("lr").asDouble());
        Matrix x = Golden.matrix(golden.get("X"));
        Matrix y = Golden.matrix(golden.get("y"));
        float[] w = Golden.matrix(golden.get("w0")).data();
        ParameterSpec spec = ParameterSpec.weight(1, w.length, new Initializer.Zeros());
        Parameters parameters = Parameters.of(w, List.of(new ParameterView("w", 0, spec)));
        Optimizer.State state = optimizer.start(w.length);
        int step = 0;
        for (JsonNode expected : trajectory.get("steps")) {
            state.step(parameters, gradient(x, y, w), optimizer.learningRate());
            assertClose(name + ": w after step " + ++step, Matrix.of(w), Golden.matrix(expected.get("w")), TOLERANCE);
        }
        assertThat(step).isGreaterThanOrEqualTo(10);
    }

    /// ∂/∂w of |X·w − y|² / 2n.
    private static float[] gradient(Matrix x, Matrix y, float[] w) {
        double[] sums = new double[w.length];
        for (int i = 0; i < x.rows(); i++) {
            double residual = -y.get(0, i);
            for (int j = 0; j < w.length; j++) {
                residual += (double) x.get(i, j) * w[j];
            }
            for (int j = 0; j < w.length; j++) {
                sums[j] += residual * x.get(i, j);
            }
        }
        float[] gradient = new float[w.length];
        for (int j = 0; j < w.length; j++) {
            gradient[j] = (float) (sums[j] / x.rows());
        }
        return gradient;
    }
}
