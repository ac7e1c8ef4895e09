package dev.lamina.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CustomLossTest {

    private static double square(double p, double y) {
        return (p - y) * (p - y);
    }

    private static double squareSlope(double p, double y) {
        return 2 * (p - y);
    }

    /// Of large and small size, steep and flat, with kinks at y and elsewhere.
    static Stream<CustomLoss> right() {
        return Stream.concat(
                Loss.all().stream()
                        .filter(ElementLoss.class::isInstance)
                        .map(ElementLoss.class::cast)
                        .map(loss -> new CustomLoss(loss.name(), loss::value, loss::derivative)),
                Stream.of(
                        new CustomLoss("square", CustomLossTest::square, CustomLossTest::squareSlope),
                        new CustomLoss("large", (p, y) -> 1e12 * (p - y) * (p - y), (p, y) -> 2e12 * (p - y)),
                        new CustomLoss("small", (p, y) -> 1e-12 * (p - y) * (p - y), (p, y) -> 2e-12 * (p - y)),
                        new CustomLoss("far", (p, y) -> 1e6 + (p - y) * (p - y), CustomLossTest::squareSlope),
                        new CustomLoss("quartic", (p, y) -> Math.pow(p - y, 4), (p, y) -> 4 * Math.pow(p - y, 3)),
                        new CustomLoss("steep", (p, y) -> StrictMath.exp(9 * p), (p, y) -> 9 * StrictMath.exp(9 * p)),
                        new CustomLoss("wave", (p, y) -> StrictMath.sin(30 * p), (p, y) -> 30 * StrictMath.cos(30 * p)),
                        new CustomLoss("level", (p, y) -> 3, (p, y) -> 0),
                        new CustomLoss("step", (p, y) -> p < y ? 1 : 0, (p, y) -> 0),
                        new CustomLoss("float", (p, y) -> (float) square(p, y), CustomLossTest::squareSlope),
                        new CustomLoss("logarithm", (p, y) -> p - y * StrictMath.log(p), (p, y) -> 1 - y / p),
                        new CustomLoss("root", (p, y) -> Math.sqrt(p), (p, y) -> 0.5 / Math.sqrt(p)),
                        new CustomLoss("far kink", (p, y) -> Math.max(p, 0.3), (p, y) -> p > 0.3 ? 1 : 0)));
    }

    @ParameterizedTest
    @MethodSource("right")
    void rightDerivativesAreAccepted(CustomLoss loss) {
        RandomStream random = RandomStream.of(1, Purpose.SPLIT, 0);
        Matrix predictions = Matrix.zeros(200, 4);
        Matrix targets = Matrix.zeros(200, 4);
        for (int i = 0; i < predictions.data().length; i++) {
            boolean domain = loss.name().equals("logarithm") || loss.name().equals("root");
            double value = random.nextDouble();
            predictions.data()[i] = (float) (domain ? value * value * value : 6 * value - 3);
            targets.data()[i] = i % 5 == 0 ? predictions.data()[i] : random.nextInt(2);
        }
        assertThatCode(() -> loss.checkDerivative(predictions, targets)).doesNotThrowAnyException();
    }

    static List<Arguments> wrong() {
        return List.of(
                wrong("half", (p, y) -> p - y),
                wrong("turned", (p, y) -> 2 * (y - p)),
                wrong("a little off", (p, y) -> 2.002 * (p - y)),
                wrong("shifted", (p, y) -> 2 * (p - y) + 1e-3),
                wrong("none", (p, y) -> Double.NaN),
                wrong("infinite", (p, y) -> Double.POSITIVE_INFINITY));
    }

    private static Arguments wrong(String name, DoubleBinaryOperator slope) {
        return Arguments.of(name, slope);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongDerivativesAreCaught(String name, DoubleBinaryOperator slope) {
        CustomLoss loss = new CustomLoss(name, CustomLossTest::square, slope);
        Matrix predictions = Matrix.of(new float[] {0.75f, -1});
        Matrix targets = Matrix.of(new float[] {0.25f, -1});
        assertThatThrownBy(() -> loss.checkDerivative(predictions, targets))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("loss \"" + name + "\" at ŷ = 0.75, y = 0.25: the given derivative is ")
                .hasMessageEndingWith(", differences of the loss give 1.0; correct the derivative,"
                        + " or switch the check off with withoutCheck()");
        assertThatCode(() -> loss.withoutCheck().checkDerivative(predictions, targets))
                .doesNotThrowAnyException();
    }

    @Test
    void aMistakeIsNamedWithItsPlaceAndSize() {
        CustomLoss loss = new CustomLoss("mine", CustomLossTest::square, (p, y) -> p < 1 ? 2 * (p - y) : p - y);
        Matrix predictions = Matrix.of(new float[][] {{0, 0.5f}, {1.5f, 3}});
        assertThatThrownBy(() -> loss.checkDerivative(predictions, Matrix.zeros(2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "loss \"mine\" at ŷ = 1.5, y = 0.0: the given derivative is 1.5, differences of the loss give"
                                + " 3.0; correct the derivative, or switch the check off with withoutCheck()");
    }

    @Test
    void aWrongSlopeAtTheMinimumIsNoKink() {
        CustomLoss loss = new CustomLoss("offset", CustomLossTest::square, (p, y) -> 2 * (p - y) + 0.5);
        assertThatThrownBy(() -> loss.checkDerivative(Matrix.zeros(1, 1), Matrix.zeros(1, 1)))
                .hasMessageContaining("the given derivative is 0.5, differences of the loss give ");
    }

    @Test
    void costsAndGradientsAreThoseOfTheFunctions() {
        Loss loss = new CustomLoss("square", CustomLossTest::square, CustomLossTest::squareSlope);
        Matrix logits = Matrix.of(new float[][] {{1, 2}, {3, 5}});
        Matrix targets = Matrix.of(new float[][] {{0, 4}, {3, 4}});
        Matrix gradient = Matrix.zeros(2, 2);
        assertThat(loss.cost(logits, targets, new float[] {1, 3}, gradient)).isCloseTo(2, within(1e-15));
        assertThat(gradient.toArrays()).isEqualTo(new float[][] {{0.5f, -1}, {0, 1.5f}});
        assertThat(loss.link().name()).isEqualTo("identity");
        assertThat(loss.name()).isEqualTo("square");
    }
}
