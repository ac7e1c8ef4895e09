package dev.lamina.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.activation.Identity;
import dev.lamina.core.loss.Heads.Head;
import dev.lamina.core.matrix.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadsTest {

    private static final Heads HEADS = Heads.of(
            new Head("price", new MeanSquaredError(), 2, 0.25),
            new Head("kind", new SoftmaxCrossEntropy(), 3),
            new Head("sold", new BinaryCrossEntropy(), 1, 3));

    private static final Matrix LOGITS =
            Matrix.of(new float[][] {{0.5f, -1, 2, 1, 0.25f, -3}, {1, 2, 0, -2, 0.75f, 0.5f}});
    private static final Matrix TARGETS = Matrix.of(new float[][] {{1, 0, 2, 1}, {0.5f, 3, 0, 0}});
    private static final float[] WEIGHTS = {1, 3};

    @Test
    void theCostAndItsGradientAreThoseOfTheHeads() {
        Matrix gradient = Matrix.zeros(2, 6);
        double cost = HEADS.cost(LOGITS, TARGETS, WEIGHTS, gradient);
        Matrix price = Matrix.zeros(2, 2);
        Matrix kind = Matrix.zeros(2, 3);
        Matrix sold = Matrix.zeros(2, 1);
        double expected = 0.25
                        * new MeanSquaredError()
                                .cost(
                                        Matrix.of(new float[][] {{0.5f, -1}, {1, 2}}),
                                        Matrix.of(new float[][] {{1, 0}, {0.5f, 3}}),
                                        WEIGHTS,
                                        price)
                + new SoftmaxCrossEntropy()
                        .cost(
                                Matrix.of(new float[][] {{2, 1, 0.25f}, {0, -2, 0.75f}}),
                                Matrix.of(new float[][] {{2}, {0}}),
                                WEIGHTS,
                                kind)
                + 3
                        * new BinaryCrossEntropy()
                                .cost(
                                        Matrix.of(new float[][] {{-3}, {0.5f}}),
                                        Matrix.of(new float[][] {{1}, {0}}),
                                        WEIGHTS,
                                        sold);
        assertThat(cost).isCloseTo(expected, within(1e-14));
        for (int i = 0; i < 2; i++) {
            assertThat(gradient.toArrays()[i])
                    .containsExactly(
                            0.25f * price.get(i, 0),
                            0.25f * price.get(i, 1),
                            kind.get(i, 0),
                            kind.get(i, 1),
                            kind.get(i, 2),
                            3 * sold.get(i, 0));
        }
    }

    @Test
    void theDefinitionIsThatOfTheHeads() {
        double[] gradient = new double[6];
        double loss = HEADS.loss(new double[] {0.5, -1, 2, 1, 0.25, -3}, new double[] {1, 0, 2, 1}, gradient);
        double squared = (0.25 + 1) / 2;
        double crossEntropy = Math.log(Math.exp(2) + Math.E + Math.exp(0.25)) - 0.25;
        double logLoss = Math.log(1 + Math.exp(3));
        assertThat(loss).isCloseTo(0.25 * squared + crossEntropy + 3 * logLoss, within(1e-14));
        assertThat(gradient[0]).isCloseTo(0.25 * -0.5, within(1e-15));
        assertThat(gradient[2]).isCloseTo(Math.exp(2) / Math.exp(crossEntropy + 0.25), within(1e-14));
        assertThat(gradient[5]).isCloseTo(-3 / (1 + Math.exp(-3)), within(1e-14));
        Matrix fast = Matrix.zeros(1, 6);
        assertThat(HEADS.cost(LOGITS.rows(0, 1), TARGETS.rows(0, 1), null, fast))
                .isCloseTo(loss, within(1e-6));
        for (int j = 0; j < 6; j++) {
            assertThat((double) fast.get(0, j)).isCloseTo(gradient[j], within(1e-6));
        }
    }

    @Test
    void windowsWithGapsGiveTheSame() {
        Matrix gapped = Matrix.window(new float[20], 1, 2, 6, 9);
        gapped.copyFrom(LOGITS);
        Matrix gradient = Matrix.zeros(2, 6);
        Matrix gappedGradient = Matrix.window(new float[20], 3, 2, 6, 8);
        assertThat(HEADS.cost(gapped, TARGETS, WEIGHTS, gappedGradient))
                .isEqualTo(HEADS.cost(LOGITS, TARGETS, WEIGHTS, gradient));
        assertThat(gappedGradient.toArrays()).isEqualTo(gradient.toArrays());
    }

    @Test
    void eachHeadPredictsByItsOwnLink() {
        assertThat(HEADS.link().name()).isEqualTo("identity (2), softmax (3), sigmoid (1)");
        Matrix predictions = Matrix.of(new float[][] {{5, -2, 1, 1, 1, 0}});
        HEADS.link().forward(predictions);
        assertThat(predictions.toArrays()[0]).containsExactly(5, -2, 1 / 3f, 1 / 3f, 1 / 3f, 0.5f);
        Heads plain = Heads.of(new Head("a", new Huber(), 1), new Head("b", new Hinge(), 2));
        assertThat(plain.link()).isEqualTo(new Identity());
    }

    @Test
    void targetsAreThoseOfAllHeads() {
        assertThat(HEADS.targetColumns(6)).isEqualTo(4);
        assertThatThrownBy(() -> HEADS.targetColumns(5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the heads take 6 outputs together, the network has 5");
        assertThatThrownBy(() -> HEADS.cost(LOGITS, LOGITS, null, Matrix.zeros(2, 6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("multi-head expects targets of 4 columns, got a 2 × 6 matrix");
        assertThatThrownBy(() -> HEADS.loss(new double[6], new double[6], new double[6]))
                .hasMessage("multi-head expects a target of length 4, got 6");
    }

    @Test
    void aBadTargetNamesItsHead() {
        Matrix bad = Matrix.of(new float[][] {{1, 0, 2, 1}, {0.5f, 3, 3, 0}});
        String message = "head \"kind\": softmax-cross-entropy expects class indices 0 to 2, ";
        assertThatThrownBy(() -> HEADS.cost(LOGITS, bad, null, Matrix.zeros(2, 6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message + "row 1 has 3.0");
        assertThatThrownBy(() -> HEADS.loss(new double[6], new double[] {0, 0, 3, 0}, new double[6]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message + "got 3.0");
    }

    @Test
    void aWrongDerivativeNamesItsHead() {
        Loss wrong = new CustomLoss("mine", (p, y) -> p * p, (p, y) -> p);
        Heads heads = Heads.of(new Head("kind", new Focal(), 3), new Head("price", wrong, 1));
        Matrix logits = Matrix.of(new float[][] {{7, 7, 7, 2}});
        assertThatThrownBy(() -> heads.checkDerivative(logits, Matrix.zeros(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "head \"price\": loss \"mine\" at ŷ = 2.0, y = 0.0: the given derivative is 2.0,");
        assertThatCode(() -> HEADS.checkDerivative(LOGITS, TARGETS)).doesNotThrowAnyException();
    }

    @Test
    void headsThatCannotBeAreRefused() {
        Loss loss = new Hinge();
        assertRefused(() -> new Heads(List.of()), "several losses need 1 or more heads");
        assertRefused(
                () -> Heads.of(new Head("a", loss, 1), new Head("a", loss, 1)),
                "two heads are named \"a\"; give each a name of its own");
        assertRefused(() -> new Head("a", loss, 0), "head \"a\" has 0 outputs, expected 1 or more");
        assertRefused(() -> new Head("a", loss, 1, 0), "head \"a\" has the weight 0.0, expected a positive number");
        assertRefused(
                () -> new Head("a", loss, 1, Double.NaN), "head \"a\" has the weight NaN, expected a positive number");
    }

    private static void assertRefused(Runnable heads, String message) {
        assertThatThrownBy(heads::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
