package dev.lamina.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlphaDropoutTest {

    private static final int ROWS = 100;
    private static final int COLUMNS = 301;

    @ParameterizedTest
    @ValueSource(floats = {0.1f, 0.5f, 0.9f})
    void standardNormalValuesKeepMeanAndVariance(float probability) {
        Matrix y = forward(new AlphaDropout(probability));
        double sum = 0;
        double squares = 0;
        for (float value : y.data()) {
            sum += value;
            squares += (double) value * value;
        }
        int count = ROWS * COLUMNS;
        // Four standard deviations of the mean of 30,100 numbers of variance 1.
        assertThat(sum / count).isCloseTo(0, within(4 / Math.sqrt(count)));
        assertThat(squares / count).isCloseTo(1, within(0.05));
    }

    @Test
    void theMaskIsThatOfDropout() {
        Matrix alpha = forward(new AlphaDropout(0.3f));
        Matrix plain = forward(new Dropout(0.3f));
        float dropped = Float.NaN;
        for (int i = 0; i < ROWS * COLUMNS; i++) {
            if (plain.data()[i] == 0) {
                dropped = Float.isNaN(dropped) ? alpha.data()[i] : dropped;
                assertThat(alpha.data()[i]).isEqualTo(dropped);
            } else {
                assertThat(alpha.data()[i]).isNotEqualTo(dropped);
            }
        }
    }

    @Test
    void probabilityZeroChangesNothingAndPredictionHasNoLayer() {
        assertThat(forward(new AlphaDropout(0)).data())
                .isEqualTo(forward(new Dropout(0)).data());
        assertThat(new AlphaDropout(0.5f).forInference()).isEmpty();
        assertThatThrownBy(() -> new AlphaDropout(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("alpha dropout probability is 1.0, expected 0 ≤ p < 1");
    }

    /// Of standard normal numbers.
    private static Matrix forward(Layer layer) {
        Network network = Network.of(COLUMNS, List.of(layer));
        Gemm gemm = Gemm.onOneThread();
        Pass pass = Pass.forTraining(network, network.initialize(0), ROWS, gemm);
        pass.randomness(3, 7);
        RandomStream random = RandomStream.of(1, Purpose.SPLIT, 0);
        float[] x = pass.input(ROWS).data();
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return pass.forward(ROWS);
    }
}
