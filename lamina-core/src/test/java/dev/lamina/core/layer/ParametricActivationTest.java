package dev.lamina.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.activation.Custom;
import dev.lamina.core.activation.Relu;
import dev.lamina.core.activation.Selu;
import dev.lamina.core.activation.Softmax;
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

class ParametricActivationTest {

    @Test
    void mixesEachColumnByItsOwnShare() {
        Network network = Network.of(3, List.of(new ParametricActivation(new Relu())));
        Parameters parameters = Parameters.of(new float[] {0, 1, 0.25f}, network.parameterViews());
        Pass pass = Pass.forTraining(network, parameters, 2, Gemm.onOneThread());
        pass.input(2).copyFrom(Matrix.of(new float[][] {{-4, -4, -4}, {2, 2, 2}}));
        assertThat(pass.forward(2).toArrays()).isEqualTo(new float[][] {{-4, 0, -3}, {2, 2, 2}});
        pass.outputGradient(2).fill(1);
        pass.backward(2);
        assertThat(pass.gradients()).containsExactly(4, 4, 4);
        assertThat(Pass.forInference(network, parameters, 2, Gemm.onOneThread())
                        .forward(pass.input(2))
                        .toArrays())
                .isEqualTo(new float[][] {{-4, 0, -3}, {2, 2, 2}});
    }

    @Test
    void theShareStartsAtOneAndDecays() {
        assertThat(new ParametricActivation(new Selu()).parameters(3))
                .containsExactly(new ParameterSpec("mix", Role.SCALE, 1, 3, new Initializer.Constant(1), 1, 1));
    }

    @Test
    void whatMapsNumbersTogetherIsRefused() {
        assertThatThrownBy(() -> new ParametricActivation(new Softmax()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a parametric activation mixes each number with its own value, softmax maps several"
                        + " together");
    }

    @Test
    void anActivationOfOnesOwnIsChecked() {
        assertThatThrownBy(() -> new ParametricActivation(new Custom("wrong", z -> z * z, z -> z)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wrong");
    }
}
