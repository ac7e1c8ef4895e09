package dev.lamina.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {

    private static final int ROWS = 100;
    private static final int COLUMNS = 301;
    private static final Gemm GEMM = Gemm.onOneThread();

    @ParameterizedTest
    @ValueSource(floats = {0.1f, 0.25f, 0.5f, 0.9f})
    void theShareOfZerosIsTheProbabilityAndTheRestIsScaledUp(float probability) {
        float[] factors = factors(probability, 3, 0);
        int zeros = 0;
        for (float factor : factors) {
            if (factor == 0) {
                zeros++;
            } else {
                assertThat(factor).isEqualTo(1 / (1 - probability));
            }
        }
        // Four standard deviations of 30,100 draws, at most 0.0116.
        double deviation = Math.sqrt(probability * (1 - probability) / factors.length);
        assertThat((double) zeros / factors.length).isCloseTo(probability, within(4 * deviation));
    }

    @Test
    void everyRowAndEveryColumnIsHit() {
        float[] factors = factors(0.5f, 3, 0);
        for (int i = 0; i < ROWS; i++) {
            int zeros = 0;
            for (int j = 0; j < COLUMNS; j++) {
                zeros += factors[i * COLUMNS + j] == 0 ? 1 : 0;
            }
            assertThat(zeros).as("row " + i).isBetween(110, 190);
        }
        for (int j = 0; j < COLUMNS; j++) {
            int zeros = 0;
            for (int i = 0; i < ROWS; i++) {
                zeros += factors[i * COLUMNS + j] == 0 ? 1 : 0;
            }
            assertThat(zeros).as("column " + j).isBetween(25, 75);
        }
    }

    @Test
    void masksAreTheSameForSeedAndStepAndDifferOtherwise() {
        float[] factors = factors(0.5f, 3, 7);
        assertThat(factors(0.5f, 3, 7)).isEqualTo(factors);
        for (float[] other : List.of(factors(0.5f, 3, 8), factors(0.5f, 4, 7), factors(0.5f, 7, 3))) {
            assertThat(shareOfEqual(factors, other)).isCloseTo(0.5, within(0.012));
        }
    }

    @Test
    void layersOfANetworkHaveMasksOfTheirOwn() {
        Network network = Network.of(COLUMNS, List.of(new Dropout(0.5f), new Dropout(0.5f)));
        Pass pass = Pass.forTraining(network, network.initialize(0), ROWS, GEMM);
        pass.input(ROWS).fill(1);
        float[] both = pass.forward(ROWS).data();
        int kept = 0;
        for (float factor : both) {
            kept += factor == 4 ? 1 : 0;
        }
        assertThat((double) kept / both.length).isCloseTo(0.25, within(0.01));
    }

    @Test
    void aSmallerBatchGetsTheStartOfTheMask() {
        Network network = Network.of(COLUMNS, List.of(new Dropout(0.5f)));
        Pass pass = Pass.forTraining(network, network.initialize(0), ROWS, GEMM);
        pass.randomness(3, 7);
        pass.input(ROWS).fill(1);
        assertThat(pass.forward(10).toArrays()[9]).isEqualTo(pass.forward(ROWS).toArrays()[9]);
    }

    @Test
    void probabilityZeroKeepsEverything() {
        assertThat(factors(0, 3, 0)).containsOnly(1f);
    }

    @Test
    void inferenceHasNoDropout() {
        assertThat(new Dropout(0.5f).forInference()).isEmpty();
        Network network = Network.of(COLUMNS, List.of(new Dropout(0.5f)));
        Pass pass = Pass.forInference(network, network.initialize(0), 2, GEMM);
        pass.input(2).fill(3);
        assertThat(pass.forward(2).data()).containsOnly(3f);
    }

    /// What dropout multiplies with: its output for ones.
    private static float[] factors(float probability, long seed, long step) {
        Network network = Network.of(COLUMNS, List.of(new Dropout(probability)));
        Pass pass = Pass.forTraining(network, network.initialize(0), ROWS, GEMM);
        pass.randomness(seed, step);
        pass.input(ROWS).fill(1);
        return pass.forward(ROWS).data().clone();
    }

    private static double shareOfEqual(float[] a, float[] b) {
        int equal = 0;
        for (int i = 0; i < a.length; i++) {
            equal += a[i] == b[i] ? 1 : 0;
        }
        return (double) equal / a.length;
    }
}
