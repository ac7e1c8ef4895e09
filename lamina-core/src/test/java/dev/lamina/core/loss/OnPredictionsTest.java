package dev.lamina.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.matrix.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnPredictionsTest {

    private static final Loss BINARY = new OnPredictions(new BinaryCrossEntropy());
    private static final Loss MEAN_BINARY = new OnPredictions(new MeanBinaryCrossEntropy());
    private static final Loss POISSON = new OnPredictions(new Poisson());

    /// Loss, target, value and gradient at the predictions 0.5, 0.125 and 0.75, computed by mpmath.
    static List<Arguments> known() {
        return List.of(
                Arguments.of(BINARY, new double[] {1, 0, 0.25}, 1.9383198621373312, new double[] {
                    -2, 1.1428571428571428, 2.6666666666666665
                }),
                Arguments.of(MEAN_BINARY, new double[] {1, 0, 0.25}, 0.6461066207124437, new double[] {
                    -0.6666666666666666, 0.38095238095238093, 0.8888888888888888
                }),
                Arguments.of(
                        POISSON, new double[] {2, 0, 3.5}, 3.768181614701124, new double[] {-3, 1, -3.6666666666666665
                        }));
    }

    @ParameterizedTest
    @MethodSource("known")
    void valuesAndGradientsAreExact(Loss loss, double[] target, double value, double[] expected) {
        double[] gradient = new double[3];
        assertThat(loss.loss(new double[] {0.5, 0.125, 0.75}, target, gradient)).isCloseTo(value, within(1e-14));
        assertThat(gradient).containsExactly(expected, within(1e-14));
    }

    @Test
    void theFastFormIsTheWeightedMeanOfTheDefinition() {
        Matrix predictions = Matrix.of(new float[][] {{0.25f}, {0.75f}});
        Matrix gradient = Matrix.zeros(2, 1);
        Matrix targets = Matrix.of(new float[][] {{1}, {0}});
        assertThat(BINARY.cost(predictions, targets, new float[] {3, 1}, gradient))
                .isCloseTo(Math.log(4), within(1e-12));
        assertThat(gradient.data()).containsExactly(-3, 1);
    }

    @Test
    void thatOfTheLinkIsTheFormOnLogits() {
        Matrix logits = Matrix.of(new float[][] {{0.5f, -2}, {3, 0.1f}});
        Matrix targets = Matrix.of(new float[][] {{0, 1}, {1, 0.5f}});
        Matrix gradient = Matrix.zeros(2, 2);
        Matrix chained = Matrix.zeros(2, 2);
        double cost = new BinaryCrossEntropy().cost(logits, targets, null, gradient);
        Matrix slope = Matrix.zeros(2, 2);
        new Sigmoid().forward(logits, slope);
        assertThat(BINARY.cost(logits, targets, null, chained)).isCloseTo(cost, within(1e-6));
        new Sigmoid().backward(slope, chained);
        assertThat(chained.data()).containsExactly(gradient.data(), within(1e-6f));
    }

    @Test
    void predictionsThatRoundedToTheirLimitCostAFiniteAmount() {
        Matrix predictions = Matrix.of(new float[] {0, 1, 0, 1});
        Matrix targets = Matrix.of(new float[] {0, 1, 1, 0});
        Matrix gradient = Matrix.zeros(1, 4);
        assertThat(BINARY.cost(predictions, targets, null, gradient)).isCloseTo(150 * Math.log(2), within(1e-4));
        assertThat(gradient.data()).containsExactly(new float[] {1, -1, -0x1p126f, 0x1p24f}, within(1e-6f));
        assertThat(POISSON.cost(Matrix.zeros(1, 4), targets, null, gradient)).isFinite();
        assertThat(POISSON.cost(Matrix.of(new float[] {5}), Matrix.of(new float[] {5}), null, Matrix.zeros(1, 1)))
                .isCloseTo(5 - 5 * Math.log(5), within(1e-12));
    }

    @Test
    void predictionsThatAreNoNumbersMakeTheCostNone() {
        Matrix nan = Matrix.of(new float[] {Float.NaN});
        assertThat(BINARY.cost(nan, Matrix.zeros(1, 1), null, Matrix.zeros(1, 1)))
                .isNaN();
        Matrix infinite = Matrix.of(new float[] {Float.POSITIVE_INFINITY});
        assertThat(POISSON.cost(infinite, Matrix.zeros(1, 1), null, Matrix.zeros(1, 1)))
                .isNaN();
    }

    @Test
    void predictionsOutOfRangeAreNamed() {
        Matrix predictions = Matrix.of(new float[][] {{0.5f, 1}, {0.5f, 1.5f}});
        assertThatThrownBy(() -> BINARY.cost(predictions, Matrix.zeros(2, 2), null, Matrix.zeros(2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("binary-cross-entropy expects predictions between 0 and 1, row 1 has 1.5;"
                        + " end the network with sigmoid, or another activation that stays there");
        assertThatThrownBy(() -> POISSON.loss(new double[] {1, -0.5}, new double[2], new double[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("poisson expects predictions above 0, got -0.5;"
                        + " end the network with exp, or another activation that stays there");
        assertThatThrownBy(() -> BINARY.cost(Matrix.zeros(1, 1), Matrix.of(new float[] {3}), null, Matrix.zeros(1, 1)))
                .hasMessage("binary-cross-entropy expects targets in [0, 1], row 0 has 3.0");
    }
}
