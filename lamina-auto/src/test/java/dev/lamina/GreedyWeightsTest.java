package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class GreedyWeightsTest {

    private static final Matrix TOO_LOW = Matrix.of(new float[][] {{0}, {1}, {2}});
    private static final Matrix TOO_HIGH = Matrix.of(new float[][] {{2}, {3}, {4}});
    private static final Matrix FAR_OFF = Matrix.of(new float[][] {{90}, {-90}, {90}});

    /// The largest distance to 1, 2, 3.
    private static double cost(Matrix predictions) {
        double worst = 0;
        for (int i = 0; i < predictions.rows(); i++) {
            worst = Math.max(worst, Math.abs(predictions.get(i, 0) - (i + 1)));
        }
        return worst;
    }

    private static double[] weights(List<Matrix> predictions, ToDoubleFunction<Matrix> cost) {
        return GreedyWeights.of(predictions, new int[predictions.size()], 0, cost);
    }

    @Test
    void whatFindsNoRoomIsLeftOut() {
        List<Matrix> predictions = List.of(FAR_OFF, TOO_LOW, TOO_HIGH);

        assertThat(GreedyWeights.of(predictions, new int[] {1, 2, 2}, 4, GreedyWeightsTest::cost))
                .containsExactly(0, 0.5, 0.5);
        assertThat(GreedyWeights.of(predictions, new int[] {1, 2, 2}, 3, GreedyWeightsTest::cost))
                .containsExactly(0, 1, 0);
        assertThat(GreedyWeights.of(predictions, new int[] {9, 9, 9}, 3, GreedyWeightsTest::cost))
                .containsExactly(0, 1, 0);
    }

    @Test
    void opposedErrorsAreWeighedAlikeAndOthersLeftOut() {
        assertThat(weights(List.of(TOO_LOW, FAR_OFF, TOO_HIGH), GreedyWeightsTest::cost))
                .containsExactly(0.5, 0, 0.5);
    }

    @Test
    void sharesOfPicksComeNearTheBestMean() {
        Matrix fourTooHigh = Matrix.of(new float[][] {{5}, {6}, {7}});
        double[] weights = weights(List.of(fourTooHigh, TOO_LOW), GreedyWeightsTest::cost);

        assertThat(weights).containsExactly(new double[] {0.2, 0.8}, within(1e-15));
    }

    @Test
    void oneThatIsBestAloneHasAllWeight() {
        Matrix right = Matrix.of(new float[][] {{1}, {2}, {3}});

        assertThat(weights(List.of(TOO_LOW, right, TOO_HIGH), GreedyWeightsTest::cost))
                .containsExactly(0, 1, 0);
    }

    @Test
    void theFirstOfEqualOnesIsTaken() {
        assertThat(weights(List.of(TOO_HIGH, TOO_HIGH), GreedyWeightsTest::cost))
                .containsExactly(1, 0);
    }

    @Test
    void aCostThatIsNoNumberNeverWins() {
        ToDoubleFunction<Matrix> cost = mean -> mean.get(0, 0) == 90 ? cost(mean) : Double.NaN;

        assertThat(weights(List.of(TOO_LOW, FAR_OFF), cost)).containsExactly(0, 1);
        double[] none = weights(List.of(TOO_LOW, TOO_HIGH), mean -> Double.NaN);
        assertThat(Arrays.stream(none).sum()).isEqualTo(1);
        assertThat(none).doesNotContain(Double.NaN);
    }
}
