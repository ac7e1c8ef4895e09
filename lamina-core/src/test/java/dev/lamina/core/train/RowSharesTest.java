package dev.lamina.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.matrix.Team;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Threads that predict shares of the rows of a batch.
class RowSharesTest {

    private static float[][] predict(Network network, int rows, int threads) {
        try (Team team = Team.of(threads)) {
            Pass pass = Pass.forInference(network, network.initialize(3), rows, Gemm.on(team));
            Matrix x = pass.input(rows);
            for (int i = 0; i < rows; i++) {
                x.set(i, 0, i % EveryLayer.CATEGORIES);
                for (int j = 1; j < x.columns(); j++) {
                    x.set(i, j, (31 * i + 17 * j) % 29 / 29f - 0.4f);
                }
            }
            return pass.forward(rows).toArrays();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {191, 192, 500, 1024})
    void predictThroughEveryLayerWhatOneThreadDoes(int rows) {
        Network network = EveryLayer.network(11, 5);
        float[][] expected = predict(network, rows, 1);

        for (int threads : new int[] {2, 3, 5}) {
            assertThat(predict(network, rows, threads)).isDeepEqualTo(expected);
        }
    }
}
