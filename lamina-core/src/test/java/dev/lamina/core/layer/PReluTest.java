package dev.lamina.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.activation.Identity;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.parameter.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class PReluTest {

    @Test
    void theSlopeHoldsWhereXIsNotAboveZeroHoweverSmallXIs() {
        Network network = Network.of(1, List.of(new Dense(1, new Identity()).withoutBias(), new PRelu()));
        Parameters parameters = Parameters.of(new float[] {1, 0.5f}, network.parameterViews());
        float[] x = {
            2, Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE, 0, -0f, -Float.MIN_NORMAL, -4, -Float.MAX_VALUE
        };
        float[] y = {
            2, Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE, 0, 0, -Float.MIN_NORMAL / 2, -2, -Float.MAX_VALUE / 2
        };
        Gemm gemm = Gemm.onOneThread();
        Pass pass = Pass.forTraining(network, parameters, 1, gemm);
        for (int i = 0; i < x.length; i++) {
            pass.input(1).set(0, 0, x[i]);
            assertThat(pass.forward(1).get(0, 0) + 0f).as("f(%s)", x[i]).isEqualTo(y[i]);
            pass.outputGradient(1).fill(1);
            pass.backward(1);
            // The gradient of the weight is x·f′(x).
            assertThat(pass.gradients()[0] + 0f).as("x·f′(%s)", x[i]).isEqualTo(y[i]);
            assertThat(pass.gradients()[1] + 0f).as("∂f/∂α at %s", x[i]).isEqualTo(x[i] > 0 ? 0 : x[i] + 0f);
        }
    }

    @Test
    void theDerivativeAtZeroIsTheSlope() {
        Network network = Network.of(1, List.of(new Dense(1, new Identity()), new PRelu()));
        Parameters parameters = Parameters.of(new float[] {1, 0, 0.5f}, network.parameterViews());
        Gemm gemm = Gemm.onOneThread();
        Pass pass = Pass.forTraining(network, parameters, 2, gemm);
        pass.input(2).copyFrom(Matrix.of(new float[][] {{0}, {-0f}}));
        pass.forward(2);
        pass.outputGradient(2).fill(1);
        pass.backward(2);
        assertThat(pass.gradients()[1]).isEqualTo(1);
    }

    @Test
    void theSlopeStartsAtAQuarterAndDoesNotDecay() {
        assertThat(new PRelu().parameters(3))
                .containsExactly(new ParameterSpec("slope", Role.SCALE, 1, 3, new Initializer.Constant(0.25), 1, 0));
    }
}
