package dev.lamina.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Matrix;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ElementLossTest {

    static Stream<ElementLoss> losses() {
        return Stream.concat(
                LossTest.losses().stream().filter(ElementLoss.class::isInstance).map(ElementLoss.class::cast),
                Stream.of(new Huber(0.25), new Quantile(0.9)));
    }

    /// At logits that are no kink of a loss for the targets 0 and 1.
    @ParameterizedTest
    @MethodSource("losses")
    void derivativesAreThoseOfTheValues(ElementLoss loss) {
        double h = 0x1p-20;
        for (double y : targets(loss)) {
            for (double z : new double[] {-3.5, -1.4, -0.3, 0.1, 0.6, 1.3, 2.7}) {
                double slope = (loss.value(z + h, y) - loss.value(z - h, y)) / (2 * h);
                assertThat(loss.derivative(z, y)).as(z + " for " + y).isCloseTo(slope, within(1e-8));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void costsAreSumsOrMeansOfTheValues(ElementLoss loss) {
        Matrix logits = Matrix.of(new float[][] {{0.5f, -1.25f, 2}});
        double[] y = targets(loss);
        Matrix targets = Matrix.of(new float[][] {{(float) y[0], (float) y[1], (float) y[1]}});
        double sum = 0;
        for (int j = 0; j < 3; j++) {
            sum += loss.value(logits.get(0, j), targets.get(0, j));
        }
        Matrix gradient = Matrix.zeros(1, 3);
        double divisor = loss.mean() ? 3 : 1;
        assertThat(loss.cost(logits, targets, null, gradient)).isCloseTo(sum / divisor, within(1e-12));
        for (int j = 0; j < 3; j++) {
            double slope = loss.derivative(logits.get(0, j), targets.get(0, j)) / divisor;
            assertThat(gradient.get(0, j)).isCloseTo((float) slope, within(Math.ulp((float) slope)));
        }
    }

    /// Without the one whose e^z is infinite itself.
    static Stream<ElementLoss> lossesOfExtremeLogits() {
        return losses().filter(loss -> !(loss instanceof Poisson));
    }

    @ParameterizedTest
    @MethodSource("lossesOfExtremeLogits")
    void extremeLogitsGiveFiniteValuesAndDerivatives(ElementLoss loss) {
        for (double y : targets(loss)) {
            for (double z : new double[] {-1e4, 1e4}) {
                assertThat(loss.value(z, y)).isFinite().isNotNegative();
                assertThat(loss.derivative(z, y)).isFinite();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void logitsThatAreNoNumbersMakeTheCostNone(ElementLoss loss) {
        assertThat(loss.value(Double.NaN, targets(loss)[0])).isNaN();
    }

    static List<Arguments> known() {
        return List.of(
                Arguments.of(new SquaredError(), 3, 4.5, 3),
                Arguments.of(new AbsoluteError(), -3, 3, -1),
                Arguments.of(new AbsoluteError(), 0, 0, 0),
                Arguments.of(new Huber(), 0.5, 0.125, 0.5),
                Arguments.of(new Huber(), -3, 2.5, -1),
                Arguments.of(new Huber(0.25), 1, 0.21875, 0.25),
                Arguments.of(new LogCosh(), 0, 0, 0),
                Arguments.of(new LogCosh(), -1e4, 1e4 - Math.log(2), -1),
                Arguments.of(new LogCosh(), 1, Math.log((Math.E + 1 / Math.E) / 2), Math.tanh(1)),
                Arguments.of(new Quantile(0.9), -2, 1.8, -0.9),
                Arguments.of(new Quantile(0.9), 2, 0.2, 0.1),
                Arguments.of(new Quantile(0.9), 0, 0, 0));
    }

    @ParameterizedTest
    @MethodSource("known")
    void differencesCostWhatTheFormulasSay(DifferenceLoss loss, double difference, double value, double slope) {
        assertThat(loss.value(difference + 5, 5)).isCloseTo(value, within(1e-12));
        assertThat(loss.derivative(difference + 5, 5)).isCloseTo(slope, within(1e-12));
    }

    @Test
    void hingesCostWhatTheMarginLacks() {
        assertThat(new Hinge().value(0.25, -1)).isEqualTo(1.25);
        assertThat(new Hinge().derivative(0.25, -1)).isEqualTo(1);
        assertThat(new Hinge().value(1.5, 1)).isZero();
        assertThat(new Hinge().derivative(1, 1)).isZero();
        assertThat(new SquaredHinge().value(0.25, -1)).isEqualTo(1.5625);
        assertThat(new SquaredHinge().derivative(0.25, -1)).isEqualTo(2.5);
    }

    @Test
    void countsCostLeastAtTheirRate() {
        assertThat(new Poisson().value(0, 3)).isEqualTo(1);
        assertThat(new Poisson().derivative(Math.log(3), 3)).isCloseTo(0, within(1e-15));
        assertThat(new Poisson().value(Math.log(3), 3)).isCloseTo(3 - 3 * Math.log(3), within(1e-15));
    }

    @Test
    void smallDifferencesKeepTheirDigitsInLogCosh() {
        assertThat(new LogCosh().value(1e-4)).isCloseTo(0.5e-8 - 1e-16 / 12, within(1e-19));
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new Huber(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("huber's delta is 0.0, expected a positive number");
        assertThatThrownBy(() -> new Huber(Double.NaN)).hasMessage("huber's delta is NaN, expected a positive number");
        assertThatThrownBy(() -> new Quantile(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quantile's q is 1.0, expected 0 < q < 1");
    }

    /// Two that the loss accepts.
    private static double[] targets(ElementLoss loss) {
        return loss.targets().accepts(0) ? new double[] {0, 1} : new double[] {-1, 1};
    }
}
