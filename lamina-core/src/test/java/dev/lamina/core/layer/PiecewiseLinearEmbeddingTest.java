package dev.lamina.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiecewiseLinearEmbeddingTest {

    private static final PiecewiseLinearEmbedding LAYER =
            PiecewiseLinearEmbedding.of(List.of(new float[] {0, 1, 3, 4}, new float[] {10, 20}), 1);

    @ParameterizedTest
    @CsvSource({
        "-1, -1", // Below the first edge the first bin goes on.
        "0, 0",
        "0.5, 0.5",
        "1, 1",
        "2, 6",
        "3, 11",
        "3.5, 61",
        "5, 211", // And above the last edge the last one.
    })
    void aNumberFillsTheBinsBelowIt(float x, float y) {
        Network network = Network.of(2, List.of(LAYER));
        // Edges, scales, biases, the weights of three bins, and that of the other column's only bin.
        float[] values = {0, 1, 3, 4, 10, 20, 0, 1, 0, 7, 1, 10, 100, 1000};
        Pass pass = Pass.forInference(network, Parameters.of(values, network.parameterViews()), 1, Gemm.onOneThread());
        pass.input(1).copyFrom(Matrix.of(new float[][] {{x, 5}}));
        assertThat(pass.forward(1).toArrays()).isEqualTo(new float[][] {{y, 5 + 7 - 500}});
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0.5, 1", "1, 4", "3, 4"})
    void theSlopeAtAnEdgeIsThatOfTheBinAbove(float x, float slope) {
        Layer embedding = PiecewiseLinearEmbedding.of(List.of(new float[] {-1, 1, 3}), 1);
        Network network = Network.of(1, List.of(new Dense(1, new Identity()), embedding));
        // Weight and bias, then edges, scale, bias and the weights of two bins.
        float[] values = {1, 0, -1, 1, 3, 0, 0, 2, 8};
        Pass pass = Pass.forTraining(network, Parameters.of(values, network.parameterViews()), 1, Gemm.onOneThread());
        pass.input(1).set(0, 0, x);
        pass.forward(1);
        pass.outputGradient(1).fill(1);
        pass.backward(1);
        // What comes back to the bias is ∂C/∂x.
        assertThat(pass.gradients()[1]).isEqualTo(slope);
    }

    @Test
    void startsAsALinearMapOfEachColumn() {
        Initializer linear = new Initializer.Uniform(0.25);
        assertThat(PiecewiseLinearEmbedding.of(List.of(new float[] {0, 1}, new float[] {0, 1, 2}), 16)
                        .parameters(2))
                .containsExactly(
                        new ParameterSpec(
                                "edges",
                                Role.STATISTIC,
                                1,
                                5,
                                new Initializer.Given(new float[] {0, 1, 0, 1, 2}),
                                0,
                                0),
                        new ParameterSpec("scale", Role.SCALE, 1, 32, linear, 1, 0),
                        new ParameterSpec("bias", Role.BIAS, 1, 32, linear, 1, 0),
                        new ParameterSpec("weight", Role.EMBEDDING, 3, 16, new Initializer.Zeros(), 1, 1));
    }

    @Test
    void quantilesAreInterpolatedAndEachIsThereOnce() {
        assertThat(PiecewiseLinearEmbedding.quantiles(new float[] {3, 0, 2, 1, 10}, 4))
                .containsExactly(0, 1, 2, 3, 10);
        assertThat(PiecewiseLinearEmbedding.quantiles(new float[] {0, 1}, 4)).containsExactly(0, 0.25f, 0.5f, 0.75f, 1);
        assertThat(PiecewiseLinearEmbedding.quantiles(new float[] {5, 5, 5, 5, 7}, 4))
                .containsExactly(5, 7);
        assertThat(PiecewiseLinearEmbedding.quantiles(new float[] {-Float.MAX_VALUE, Float.MAX_VALUE}, 2))
                .containsExactly(-Float.MAX_VALUE, 0, Float.MAX_VALUE);
        assertThat(PiecewiseLinearEmbedding.quantiles(new float[] {1, Math.nextUp(1f)}, 48))
                .containsExactly(1, Math.nextUp(1f));
    }

    @Test
    void columnsWithoutBinsAreRefused() {
        assertThatThrownBy(() -> PiecewiseLinearEmbedding.quantiles(new float[] {3, 3}, 48))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a column of 2 values that are all 3.0 has no bins; leave it out");
        assertThatThrownBy(() -> PiecewiseLinearEmbedding.quantiles(new float[0], 48))
                .hasMessage("a column of no values has no bins; leave it out");
        assertThatThrownBy(() -> PiecewiseLinearEmbedding.quantiles(new float[] {1, Float.NaN, 2}, 48))
                .hasMessage("a column with the value NaN has no bins, expected finite values");
        assertThatThrownBy(() -> PiecewiseLinearEmbedding.quantiles(new float[] {1, Float.NEGATIVE_INFINITY}, 48))
                .hasMessage("a column with the value -Infinity has no bins, expected finite values");
        assertThatThrownBy(() -> PiecewiseLinearEmbedding.quantiles(new float[] {1, 2}, 0))
                .hasMessage("quantiles need 1 or more bins, got 0");
        assertThatThrownBy(() -> PiecewiseLinearEmbedding.of(List.of(new float[] {0, 1}, new float[] {3}), 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "column 1 of a piecewise-linear embedding has 1 edges, expected 2 or more; leave out a column"
                                + " whose values are all the same");
    }

    @Test
    void impossibleEdgesAreRefused() {
        assertThatThrownBy(() -> PiecewiseLinearEmbedding.of(List.of(new float[] {0, 1}, new float[] {2, 2}), 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column 1 of a piecewise-linear embedding has the edge 2.0 before 2.0, expected ascending"
                        + " ones");
        assertThatThrownBy(() -> PiecewiseLinearEmbedding.of(List.of(), 16))
                .hasMessage("a piecewise-linear embedding needs 1 or more columns and dimensions, got 0 and 16");
        assertThatThrownBy(
                        () -> new PiecewiseLinearEmbedding(List.of(2), 1, new Initializer.Given(new float[] {1, 2, 3})))
                .hasMessage("a piecewise-linear embedding has 2 edges, 3 are given");
        assertThatThrownBy(() -> new PiecewiseLinearEmbedding(List.of(2), 1, new Initializer.Zeros()))
                .hasMessage("the edges of a piecewise-linear embedding are given values, got the start Zeros[]");
        assertThatThrownBy(() -> Network.inputs(3).add(LAYER))
                .hasMessage("piecewise-linear embedding, 4 bins to 1, has edges for 2 columns, got 3");
    }
}
