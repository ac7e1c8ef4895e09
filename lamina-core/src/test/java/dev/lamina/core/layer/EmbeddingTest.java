package dev.lamina.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.parameter.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingTest {

    private static final Gemm GEMM = Gemm.onOneThread();

    private static final Network NETWORK = Network.inputs(2).embedding(3, 2).build();

    @Test
    void everyColumnBecomesItsRowOfTheTable() {
        Parameters parameters = Parameters.of(new float[] {1, 2, 3, 4, 5, 6}, NETWORK.parameterViews());
        Pass pass = Pass.forTraining(NETWORK, parameters, 2, GEMM);
        pass.input(2).copyFrom(Matrix.of(new float[][] {{2, 0}, {2, 2}}));
        assertThat(pass.forward(2).toArrays()).isEqualTo(new float[][] {{5, 6, 1, 2}, {5, 6, 5, 6}});
        pass.outputGradient(2).copyFrom(Matrix.of(new float[][] {{1, 2, 3, 4}, {10, 20, 30, 40}}));
        pass.backward(2);
        assertThat(pass.gradients()).containsExactly(3, 4, 0, 0, 41, 62);
    }

    @ParameterizedTest
    @CsvSource({"3, 3.0", "-1, -1.0", "0.5, 0.5", "NaN, NaN", "Infinity, Infinity"})
    void whatIsNoIndexIsRefused(float value, String text) {
        Pass pass = Pass.forInference(NETWORK, NETWORK.initialize(1), 2, GEMM);
        pass.input(2).fill(0);
        pass.input(2).set(1, 0, value);
        assertThatThrownBy(() -> pass.forward(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "embedding of 3 in 2: row 1, column 0 holds " + text + ", expected a whole number from 0 to 2");
    }

    @Test
    void impossibleSizesAreRefused() {
        assertThatThrownBy(() -> new Embedding(0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an embedding has 0 categories, expected 1 to 16777216");
        assertThatThrownBy(() -> new Embedding(16_777_217, 2))
                .hasMessage("an embedding has 16777217 categories, expected 1 to 16777216");
        assertThatThrownBy(() -> new Embedding(2, 0)).hasMessage("an embedding needs a dimension of 1 or more, got 0");
        assertThatThrownBy(() -> Network.inputs(1 << 20).embedding(2, 1 << 20))
                .hasMessage("embedding of 2 in 1048576 makes 1099511627776 columns of 1048576, more than a matrix can"
                        + " have");
    }

    @Test
    void theTableStartsAsStandardNormal() {
        Network network = Network.inputs(1).embedding(100, 50).build();
        double squares = 0;
        for (float value : network.initialize(3).values()) {
            squares += (double) value * value;
        }
        assertThat(squares / 5000).isBetween(0.95, 1.05);
    }
}
