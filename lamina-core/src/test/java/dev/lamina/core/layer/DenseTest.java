package dev.lamina.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Relu;
import dev.lamina.core.activation.Selu;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Gradients for every activation and loss are checked by finite differences in `GradientCheckTest`.
class DenseTest {

    @Test
    void forwardAndBackwardFollowTheFormulas() {
        Network network = Network.inputs(2).dense(1).relu().dense(2).build();
        Parameters parameters = Parameters.of(
                new float[] {
                    /* W */
                    1, 2, /* b */ -1, /* W */ 3, -4, /* b */ 0.5f, 1
                },
                network.parameterViews());
        Gemm gemm = Gemm.onOneThread();
        Pass pass = Pass.forTraining(network, parameters, 2, gemm);
        pass.input(2).copyFrom(Matrix.of(new float[][] {{2, 1}, {-3, 1}}));
        assertThat(pass.forward(2).toArrays()).isEqualTo(new float[][] {{9.5f, -11}, {0.5f, 1}});
        pass.outputGradient(2).copyFrom(Matrix.of(new float[][] {{1, 2}, {3, 4}}));
        pass.backward(2);
        // The second row's hidden neuron rests at 0: only the first carries error back, 1·3 − 2·4 = −5.
        assertThat(pass.gradients()).containsExactly(-10, -5, -5, 3, 6, 4, 6);
    }

    @Test
    void reluStartsByHeSeluByLeCunAndTheOthersByGlorot() {
        assertThat(new Dense(3, new Selu()).initializer()).isEqualTo(new Initializer.LeCunNormal());
        assertThat(new Dense(3, new Relu()).initializer()).isEqualTo(new Initializer.HeUniform());
        assertThat(new Dense(3, new Tanh()).initializer()).isEqualTo(new Initializer.GlorotUniform());
        assertThat(new Dense(3, new Identity()).withActivation(new Relu()).initializer())
                .isEqualTo(new Initializer.HeUniform());
    }

    @Test
    void theBiasStartsAsItIsTold() {
        Dense dense = new Dense(2, new Tanh()).withBias(new Initializer.Constant(0.5));
        assertThat(Network.of(1, List.of(dense)).initialize(1).values()).endsWith(0.5f, 0.5f);
        assertThat(dense.withActivation(new Relu()).biasInitializer()).isEqualTo(new Initializer.Constant(0.5));
        assertThat(dense.withEnding(new Relu(), 1).biasInitializer()).isEqualTo(new Initializer.Constant(0.5));
    }

    @Test
    void withoutBiasThereIsOneParameter() {
        Dense dense = new Dense(3, new Tanh()).withoutBias();
        assertThat(dense.parameters(4)).hasSize(1);
        assertThat(Network.of(4, List.of(dense)).parameterCount()).isEqualTo(12);
    }
}
