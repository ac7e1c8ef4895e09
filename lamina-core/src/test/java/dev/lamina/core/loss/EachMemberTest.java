package dev.lamina.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.activation.Softplus;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Members;
import dev.lamina.core.layer.Repeat;
import dev.lamina.core.loss.Heads.Head;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Objective;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Numbers are compared with the formulas in the testkit, gradients with differences in `GradientCheckTest`.
class EachMemberTest {

    private static final Matrix Z = Matrix.of(new float[][] {{1, -2, 0.5f, 3, 1, -1}, {30, -30, 0, 0, -90, 90}});

    static Stream<Loss> losses() {
        return Loss.all().stream().filter(loss -> !(loss instanceof QuantileBand));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void thePredictionIsTheMeanOfTheMembers(Loss loss) {
        Matrix logits = loss instanceof Poisson ? Z.rows(0, 1) : Z;
        Matrix mean = Matrix.zeros(logits.rows(), 2);
        Matrix predictions = Matrix.zeros(logits.rows(), 2);
        new EachMember(loss, 3).predict(logits, mean);
        for (int i = 0; i < logits.rows(); i++) {
            for (int j = 0; j < 2; j++) {
                double expected = 0;
                for (int member = 0; member < 3; member++) {
                    loss.predict(logits.columns(2 * member, 2 * member + 2), predictions);
                    expected += predictions.get(i, j) / 3.0;
                }
                assertThat((double) mean.get(i, j)).isCloseTo(expected, within(1e-6 * Math.max(1, expected)));
            }
        }
    }

    @Test
    void ofTwoClassesASmallProbabilityOfEitherIsExact() {
        Loss loss = new EachMember(new BinaryCrossEntropy(), 2);
        Matrix probabilities = Matrix.zeros(2, 2);
        loss.classProbabilities(Matrix.of(new float[][] {{60, 60}, {-60, -60}}), probabilities);
        float small = (float) StrictMath.exp(-60);
        assertThat(probabilities.toArrays()).isEqualTo(new float[][] {{small, 1}, {1, small}});
        assertThat(loss.outputsForClasses(2)).isEqualTo(2);
        assertThat(loss.outputsForClasses(3)).isZero();
        assertThat(new EachMember(new SoftmaxCrossEntropy(), 4).outputsForClasses(3))
                .isEqualTo(12);
        assertThat(new EachMember(new MeanSquaredError(), 4).outputsFor(2)).isEqualTo(8);
    }

    @Test
    void theLinkOfEachMemberIsFused() {
        Network logits = ensemble(new Dense(2, new Identity()));
        for (Loss loss : List.of(new SoftmaxCrossEntropy(), new BinaryCrossEntropy())) {
            Dense linked = new Dense(2, loss.link());
            Objective objective = new Objective(ensemble(linked), new EachMember(loss, 3));
            assertThat(objective.network().layers())
                    .isEqualTo(ensemble(linked.withEnding(new Identity(), 4)).layers());
            assertThat(objective.loss()).isEqualTo(new EachMember(loss, 3));
            assertThat(new Objective(logits, new EachMember(loss, 3)).network()).isSameAs(logits);
        }
    }

    @Test
    void otherEndingsFitAsTheyFitOneNetwork() {
        Network rates = ensemble(new Dense(1, new Softplus()));
        assertThat(new Objective(rates, new EachMember(new Poisson(), 3)).loss())
                .isEqualTo(new EachMember(new OnPredictions(new Poisson()), 3));
        Network bounded = ensemble(new Dense(1, new Tanh()));
        assertThat(new Objective(bounded, new EachMember(new MeanSquaredError(), 3)).network())
                .isSameAs(bounded);
        assertRefused(
                bounded,
                new EachMember(new BinaryCrossEntropy(), 3),
                "each member needs sigmoid on its outputs, the network ends with tanh; end the network without"
                        + " activation: the loss then applies sigmoid itself");
        assertRefused(
                Network.of(4, List.of(new Dense(6, new Softmax()))),
                new EachMember(new SoftmaxCrossEntropy(), 3),
                "each member needs softmax on its outputs, the network ends with softmax; end the network without"
                        + " activation: the loss then applies softmax itself");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertRefused(
                ensemble(new Dense(1, new Sigmoid())),
                new EachMember(new BinaryCrossEntropy(), 2),
                "the network has 3 outputs for 2 members, expected a multiple of 2");
        assertThatThrownBy(() -> new EachMember(new MeanSquaredError(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an ensemble needs 1 or more members, got 0");
        assertThatThrownBy(() -> new EachMember(Heads.of(new Head("a", new MeanSquaredError(), 1)), 2))
                .hasMessage("each member of an ensemble has one loss of its outputs, got multi-head");
    }

    private static Network ensemble(Dense dense) {
        return Network.of(4, List.of(new Repeat(3), new Members(3, dense)));
    }

    private static void assertRefused(Network network, Loss loss, String message) {
        assertThatThrownBy(() -> new Objective(network, loss))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
