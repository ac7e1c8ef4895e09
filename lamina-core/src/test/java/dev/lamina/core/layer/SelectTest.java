package dev.lamina.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.activation.Identity;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.parameter.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectTest {

    @Test
    void takesColumnsInAnyOrderAndAsOftenAsAsked() {
        Network network =
                Network.of(3, List.of(new Dense(3, new Identity()).withoutBias(), new Select(List.of(2, 0, 1, 2))));
        float[] identity = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        Pass pass = Pass.forTraining(network, Parameters.of(identity, network.parameterViews()), 1, Gemm.onOneThread());
        pass.input(1).copyFrom(Matrix.of(new float[][] {{1, 2, 3}}));
        assertThat(pass.forward(1).toArrays()).isEqualTo(new float[][] {{3, 1, 2, 3}});
        pass.outputGradient(1).copyFrom(Matrix.of(new float[][] {{1, 10, 100, 1000}}));
        pass.backward(1);
        // The gradient of the weights is xᵀ·∂C/∂x.
        assertThat(pass.gradients()).containsExactly(10, 100, 1001, 20, 200, 2002, 30, 300, 3003);
    }

    @Test
    void impossibleColumnsAreRefused() {
        assertThatThrownBy(() -> new Select(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("select needs 1 or more columns");
        assertThatThrownBy(() -> new Select(List.of(0, -2))).hasMessage("select takes column -2, expected 0 or more");
        assertThatThrownBy(() -> Network.inputs(3).add(new Select(List.of(0, 3))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("select takes column 3, there are 0–2");
    }

    @Test
    void isWrittenWithItsRuns() {
        assertThat(new Select(List.of(3, 0, 1, 2, 2))).hasToString("select 3, 0–2, 2");
    }
}
