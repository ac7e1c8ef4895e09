package dev.lamina.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Custom;
import dev.lamina.core.activation.Exponential;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Relu;
import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.activation.Softplus;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.CrammerSingerHinge;
import dev.lamina.core.loss.CustomLoss;
import dev.lamina.core.loss.Focal;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.Heads.Head;
import dev.lamina.core.loss.Huber;
import dev.lamina.core.loss.KullbackLeibler;
import dev.lamina.core.loss.LinkedLoss;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanBinaryCrossEntropy;
import dev.lamina.core.loss.OnPredictions;
import dev.lamina.core.loss.Poisson;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectiveTest {

    private static Network endingWith(Activation f) {
        return Network.inputs(4).dense(5).tanh().dense(3).activation(f).build();
    }

    @Test
    void logitsGoToTheLossAsTheyAre() {
        for (Loss loss : Loss.all()) {
            Network network = endingWith(new Identity());
            Objective objective = new Objective(network, loss);
            assertThat(objective.network()).isSameAs(network);
            assertThat(objective.loss()).isSameAs(loss);
        }
    }

    @Test
    void aLossWithoutLinkTakesAnyActivation() {
        List<Loss> losses = Loss.all().stream()
                .filter(loss -> loss.link() instanceof Identity)
                .toList();
        assertThat(losses).hasSize(11).hasAtLeastOneElementOfType(CrammerSingerHinge.class);
        for (Loss loss : losses) {
            for (Activation f : Activation.all()) {
                Network network = endingWith(f);
                assertThat(new Objective(network, loss).network()).isSameAs(network);
                assertThat(new Objective(network, loss).loss()).isSameAs(loss);
            }
        }
        CustomLoss custom = new CustomLoss("mine", (p, y) -> p - y, (p, y) -> 1);
        assertThat(new Objective(endingWith(new Relu()), custom).loss()).isSameAs(custom);
    }

    static List<Arguments> fused() {
        return List.of(
                Arguments.of(new Sigmoid(), new BinaryCrossEntropy()),
                Arguments.of(new Sigmoid(), new MeanBinaryCrossEntropy()),
                Arguments.of(new Softmax(), new SoftmaxCrossEntropy(0.1)),
                Arguments.of(new Softmax(), new Focal()),
                Arguments.of(new Softmax(), new KullbackLeibler()),
                Arguments.of(new Exponential(), new Poisson()));
    }

    @ParameterizedTest
    @MethodSource("fused")
    void theActivationThatTheLossAppliesIsFused(Activation f, Loss loss) {
        Network network = endingWith(f);
        Objective objective = new Objective(network, loss);
        assertThat(((Dense) objective.network().layers().getLast()).activation())
                .isEqualTo(new Identity());
        assertThat(objective.network().layers().getFirst())
                .isEqualTo(network.layers().getFirst());
        assertThat(objective.network().parameterViews()).isEqualTo(network.parameterViews());
        assertThat(objective.loss()).isSameAs(loss);
        assertThat(new Objective(objective.network(), loss).network()).isSameAs(objective.network());
    }

    static List<Arguments> chained() {
        Activation custom = new Custom("arctangent", StrictMath::atan, z -> 1 / (1 + z * z));
        return List.of(
                Arguments.of(new Softmax(), new BinaryCrossEntropy()),
                Arguments.of(new Softmax(), new MeanBinaryCrossEntropy()),
                Arguments.of(custom, new BinaryCrossEntropy()),
                Arguments.of(custom, new Poisson()),
                Arguments.of(new Sigmoid(), new Poisson()),
                Arguments.of(new Softmax(), new Poisson()),
                Arguments.of(new Softplus(), new Poisson()));
    }

    @ParameterizedTest
    @MethodSource("chained")
    void anotherActivationThatGivesWhatTheLossTakesGoesThroughTheChain(Activation f, LinkedLoss loss) {
        Network network = endingWith(f);
        Objective objective = new Objective(network, loss);
        assertThat(objective.network()).isSameAs(network);
        assertThat(objective.loss()).isEqualTo(new OnPredictions(loss));
        assertThat(new Objective(network, objective.loss()).loss()).isSameAs(objective.loss());
    }

    @Test
    void allOthersAreRefused() {
        int fit = 0;
        for (Loss loss : Loss.all()) {
            for (Activation f : Activation.all()) {
                try {
                    Objective objective = new Objective(endingWith(f), loss);
                    fit += objective.loss().link() instanceof Identity ? 0 : 1;
                    fit += objective.loss() instanceof OnPredictions ? 1 : 0;
                } catch (IllegalArgumentException e) {
                    assertThat(e)
                            .hasMessageMatching(loss.name() + " needs .*; end the network with "
                                    + loss.link().name() + ", or without activation: the loss then applies "
                                    + loss.link().name() + " itself");
                }
            }
        }
        // Six losses with identity and with their link, and the five of chained() that are not custom.
        assertThat(fit).isEqualTo(6 + 6 + 5);
    }

    @Test
    void anActivationOutsideTheLosssDomainIsExplained() {
        assertRefused(
                new Tanh(),
                new BinaryCrossEntropy(),
                "binary-cross-entropy needs predictions between 0 and 1, tanh gives -1 to 1; end the network with"
                        + " sigmoid, or without activation: the loss then applies sigmoid itself");
        assertRefused(
                new Relu(),
                new Poisson(),
                "poisson needs predictions above 0, relu gives 0 and more; end the network with exp, or without"
                        + " activation: the loss then applies exp itself");
        assertRefused(
                new Sigmoid(),
                new SoftmaxCrossEntropy(),
                "softmax-cross-entropy needs probabilities of the classes that sum to 1, sigmoid gives each class a"
                        + " number of its own; end the network with softmax, or without activation: the loss then"
                        + " applies softmax itself");
    }

    @Test
    void headsHaveTheirOwnActivations() {
        Heads heads = Heads.of(new Head("sold", new BinaryCrossEntropy(), 1), new Head("price", new Huber(), 2));
        assertThat(new Objective(endingWith(new Identity()), heads).loss()).isSameAs(heads);
        Network fused = new Objective(endingWith(heads.link()), heads).network();
        assertThat(((Dense) fused.layers().getLast()).activation()).isEqualTo(new Identity());
        assertRefused(
                new Tanh(),
                heads,
                "heads need sigmoid (1), identity (2) on their columns, the network ends with tanh; end the network"
                        + " without activation: the loss then applies them itself");
    }

    private static void assertRefused(Activation f, Loss loss, String message) {
        Network network = endingWith(f);
        assertThatThrownBy(() -> new Objective(network, loss))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
