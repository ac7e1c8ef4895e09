package dev.lamina.testkit;

import static dev.lamina.testkit.MatrixAssertions.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.optimizer.AdaDelta;
import dev.lamina.core.optimizer.AdaGrad;
import dev.lamina.core.optimizer.AdaMax;
import dev.lamina.core.optimizer.Adam;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.optimizer.Lion;
import dev.lamina.core.optimizer.NAdam;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.RAdam;
import dev.lamina.core.optimizer.RmsProp;
import dev.lamina.core.optimizer.Rprop;
import dev.lamina.core.optimizer.Sgd;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Trajectories on a least-squares problem against PyTorch in float64.
class OptimizerGoldenTest {

    private static final double TOLERANCE = 1e-5;

    /// Those of PyTorch that ours have too.
    private static final List<String> OPTIONS = List.of(
            "lr",
            "weight_decay",
            "momentum",
            "dampening",
            "nesterov",
            "betas",
            "eps",
            "amsgrad",
            "momentum_decay",
            "lr_decay",
            "initial_accumulator_value",
            "rho",
            "alpha",
            "centered",
            "etas",
            "step_sizes");

    static Stream<Arguments> trajectories() {
        return Golden.files("optimizers*.json").stream()
                .map(Golden::read)
                .flatMap(golden -> golden.get("optimizers")
                        .valueStream()
                        .map(trajectory -> Arguments.of(trajectory.get("name").asString(), golden, trajectory)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trajectories")
    void theTrajectoryIsPyTorchs(String name, JsonNode golden, JsonNode trajectory) {
        assertFollows(name, golden, trajectory, optimizer(trajectory));
    }

    /// Ours with the settings of the trajectory: PyTorch's defaults where it names none.
    private static Optimizer optimizer(JsonNode trajectory) {
        JsonNode options = trajectory.get("options");
        assertThat(options.propertyNames())
                .as("options of " + trajectory.get("name"))
                .isSubsetOf(OPTIONS);
        float rate = number(options, "lr", Float.NaN);
        float decay = number(options, "weight_decay", 0);
        float momentum = number(options, "momentum", 0);
        float beta1 = pair(options, "betas", 0, 0.9f);
        float beta2 = pair(options, "betas", 1, 0.999f);
        float epsilon = number(options, "eps", 1e-8f);
        String type =
                trajectory.get("torch_class").asString(trajectory.get("name").asString());
        return switch (type) {
            case "SGD" -> new Sgd(rate, momentum, number(options, "dampening", 0), flag(options, "nesterov"), decay);
            case "Adam" -> new Adam(rate, beta1, beta2, epsilon, flag(options, "amsgrad"), decay);
            case "AdamW" -> new AdamW(rate, beta1, beta2, epsilon, number(options, "weight_decay", 0.01f));
            case "Adamax" -> new AdaMax(rate, beta1, beta2, epsilon, decay);
            case "NAdam" -> new NAdam(rate, beta1, beta2, epsilon, number(options, "momentum_decay", 0.004f), decay);
            case "RAdam" -> new RAdam(rate, beta1, beta2, epsilon, decay);
            case "Adagrad" ->
                new AdaGrad(
                        rate,
                        number(options, "lr_decay", 0),
                        number(options, "initial_accumulator_value", 0),
                        number(options, "eps", 1e-10f),
                        decay);
            case "Adadelta" -> new AdaDelta(rate, number(options, "rho", 0.9f), number(options, "eps", 1e-6f), decay);
            case "RMSprop" ->
                new RmsProp(rate, number(options, "alpha", 0.99f), epsilon, momentum, flag(options, "centered"), decay);
            case "Rprop" ->
                new Rprop(
                        rate,
                        pair(options, "etas", 0, 0.5f),
                        pair(options, "etas", 1, 1.2f),
                        pair(options, "step_sizes", 0, 1e-6f),
                        pair(options, "step_sizes", 1, 50),
                        decay);
            case "lion" -> new Lion(rate, beta1, pair(options, "betas", 1, 0.99f), decay);
            default -> throw new AssertionError("no optimizer of ours for " + trajectory.get("name"));
        };
    }

    private static float number(JsonNode options, String name, float otherwise) {
        return options.has(name) ? (float) options.get(name).asDouble() : otherwise;
    }

    private static boolean flag(JsonNode options, String name) {
        return options.path(name).asBoolean(false);
    }

    private static float pair(JsonNode options, String name, int index, float otherwise) {
        return options.has(name) ? (float) options.get(name).get(index).asDouble() : otherwise;
    }

    private static void assertFollows(String name, JsonNode golden, JsonNode trajectory, Optimizer optimizer) {
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
        assertThat(step).isPositive();
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
