package dev.lamina.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.layer.PeriodicEmbedding.Form;
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

class PeriodicEmbeddingTest {

    private static final float QUARTER = (float) (Math.PI / 2);

    @Test
    void pbldGivesCosinesWithPhasesThenTheNumbersThemselves() {
        Network network = Network.of(2, List.of(new PeriodicEmbedding(2, 1, 0.1, Form.PBLD)));
        // Frequencies and phases by column, weights by wave, then the bias of each column.
        float[] values = {0.5f, 0.25f, 1, 2, 0, QUARTER, QUARTER, 0, 10, 1000, 1, 100, 7, -7};
        Pass pass = Pass.forTraining(network, Parameters.of(values, network.parameterViews()), 1, Gemm.onOneThread());
        pass.input(1).copyFrom(Matrix.of(new float[][] {{1, 0.5f}}));
        float[] y = pass.forward(1).toArrays()[0];
        // 10·cos(π) + cos(π/2 + π/2) + 7; 1000·cos(π + π/2) + 100·cos(2π) − 7; x.
        assertThat(y[0]).isCloseTo(-4, within(1e-5f));
        assertThat(y[1]).isCloseTo(93, within(1e-3f));
        assertThat(y[2]).isEqualTo(1);
        assertThat(y[3]).isEqualTo(0.5f);
    }

    @Test
    void plrGivesSinesAndCosinesThroughRelu() {
        Network network = Network.of(1, List.of(new PeriodicEmbedding(1, 2, 0.1, Form.PLR)));
        float[] values = {0.25f, 2, -2, 100, 1, 1, 1};
        Pass pass = Pass.forInference(network, Parameters.of(values, network.parameterViews()), 2, Gemm.onOneThread());
        pass.input(2).copyFrom(Matrix.of(new float[][] {{1}, {2}}));
        float[][] y = pass.forward(2).toArrays();
        assertThat(y[0]).containsExactly(new float[] {3, 0}, within(1e-5f));
        assertThat(y[1]).containsExactly(new float[] {0, 0}, within(1e-5f));
    }

    @Test
    void startsAsPublished() {
        Initializer linear = new Initializer.Uniform(0.25);
        assertThat(PeriodicEmbedding.pbld().parameters(5))
                .containsExactly(
                        new ParameterSpec("frequency", Role.SCALE, 1, 80, new Initializer.Normal(0.1), 1, 1),
                        new ParameterSpec("phase", Role.BIAS, 1, 80, new Initializer.Uniform(Math.PI), 1, 0),
                        new ParameterSpec("weight", Role.WEIGHT, 16, 15, linear, 1, 1),
                        new ParameterSpec("bias", Role.BIAS, 1, 15, linear, 1, 0));
        assertThat(new PeriodicEmbedding(8, 4, 2, Form.PLR).parameters(5))
                .containsExactly(
                        new ParameterSpec("frequency", Role.SCALE, 1, 40, new Initializer.Normal(2), 1, 1),
                        new ParameterSpec("weight", Role.WEIGHT, 16, 20, linear, 1, 1),
                        new ParameterSpec("bias", Role.BIAS, 1, 20, linear, 1, 0));
        assertThat(PeriodicEmbedding.pbld().outputs(5)).isEqualTo(20);
        assertThat(new PeriodicEmbedding(8, 4, 2, Form.PLR).outputs(5)).isEqualTo(20);
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new PeriodicEmbedding(0, 3, 0.1, Form.PBLD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a periodic embedding needs 1 or more frequencies and dimensions, got 0 and 3");
        assertThatThrownBy(() -> new PeriodicEmbedding(16, 3, Double.NaN, Form.PBLD))
                .hasMessage("a periodic embedding's deviation is NaN, expected more than 0");
        assertThatThrownBy(() -> Network.inputs(1 << 20).add(new PeriodicEmbedding(256, 3, 0.1, Form.PBLD)))
                .hasMessage("pbld embedding, 256 frequencies to 3, takes more than 268435456 weights for 1048576"
                        + " columns");
    }
}
