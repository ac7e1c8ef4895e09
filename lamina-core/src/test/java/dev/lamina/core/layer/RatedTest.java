package dev.lamina.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Relu;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.layer.Rated.Factors;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Sgd;
import dev.lamina.core.parameter.ParameterSpec;
import dev.lamina.core.parameter.Parameters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Numbers of a training step in NTK parametrisation are compared with its formulas in the testkit.
class RatedTest {

    private static final Dense DENSE = new Dense(2, new Tanh());

    @Test
    void factorsReplaceThoseOfTheNamedParametersOnly() {
        Layer rated = new Rated(
                Chain.of(DENSE, new Scale(6)),
                List.of(new Factors("0.bias", 0.1f, 3), new Factors("1.scale", 2, 0.5f)));
        List<ParameterSpec> plain = Chain.of(DENSE, new Scale(6)).parameters(3);
        assertThat(rated.parameters(3))
                .containsExactly(
                        plain.get(0), plain.get(1).rated(0.1f, 3), plain.get(2).rated(2, 0.5f));
        assertThat(rated.forInference()).contains(Chain.of(DENSE, new Scale(6)));
    }

    @Test
    void aStepIsThatOfTheLayerWithTheRateTimesTheFactor() {
        Network plain = Network.of(3, List.of(DENSE));
        Network rated = Network.of(3, List.of(new Rated(DENSE, List.of(new Factors("weight", 0.25f, 0)))));
        float[] gradients = new float[8];
        Arrays.fill(gradients, 1);
        float[] quarter = stepped(Sgd.plain(0.25f), plain, gradients);
        float[] whole = stepped(Sgd.plain(1), plain, gradients);
        float[] actual = stepped(Sgd.plain(1), rated, gradients);
        assertThat(Arrays.copyOf(actual, 6)).isEqualTo(Arrays.copyOf(quarter, 6));
        assertThat(Arrays.copyOfRange(actual, 6, 8)).isEqualTo(Arrays.copyOfRange(whole, 6, 8));
    }

    private static float[] stepped(Optimizer optimizer, Network network, float[] gradients) {
        Parameters parameters = network.initialize(1);
        optimizer.start(parameters.size()).step(parameters, gradients, optimizer.learningRate());
        return parameters.values();
    }

    @Test
    void inNtkParametrisationDecayTakesWhatItTakesWithoutFactors() {
        Rated ntk = Rated.ntk(DENSE, 4, 0.5f, 0.1f);
        assertThat(ntk.factors()).containsExactly(new Factors("weight", 0.25f, 1), new Factors("bias", 0.1f, 0));
        assertThat(Rated.ntk(DENSE.withoutBias(), 4, 1, 0.1f).factors())
                .containsExactly(new Factors("weight", 0.5f, 2));
        Network network = Network.of(4, List.of(Rated.ntk(DENSE, 4, 1, 0.1f)));
        float[] before = network.initialize(1).values();
        float[] after = stepped(AdamW.defaults().learningRate(0.5f).weightDecay(0.5f), network, new float[10]);
        for (int i = 0; i < 8; i++) {
            assertThat(after[i]).isEqualTo(0.75f * before[i]);
        }
    }

    @Test
    void theEndingIsTheLayersOwn() {
        Rated rated = Rated.ntk(DENSE, 4, 1, 0.1f);
        assertThat(rated.ending(4)).isEqualTo(new Tanh());
        assertThat(rated.withEnding(new Relu(), 4).layer()).isEqualTo(DENSE.withEnding(new Relu(), 4));
        assertThat(rated.withEnding(new Relu(), 4).factors()).isEqualTo(rated.factors());
    }

    @Test
    void aNetworkShowsRatedAndFrozenDenseLayersInItsShape() {
        Dense square = new Dense(3, new Identity());
        Network network = Network.of(
                3, List.of(square, Rated.ntk(square, 3, 1, 1), new Frozen(square), new Rated(new Scale(), List.of())));
        assertThat(network.shape()).isEqualTo("3 → 3 → 3 → 3");
    }

    @Test
    void whatCannotBeRatedIsRefused() {
        assertRefused(
                () -> Network.inputs(3).add(new Rated(DENSE, List.of(new Factors("scale", 1, 1)))),
                "dense 2, tanh has no parameter \"scale\" to rate; it has weight, bias");
        assertRefused(
                () -> new Rated(new Dropout(0.5f), List.of(new Factors("weight", 1, 1))).outputs(3),
                "dropout 0.5 has no parameter \"weight\" to rate; it has none");
        assertRefused(
                () -> new Rated(new BatchNorm(), List.of(new Factors("runningMean", 1, 1))).parameters(3),
                "\"runningMean\" of batch norm is not trained and cannot be rated");
        assertRefused(
                () -> new Rated(new Frozen(DENSE), List.of(new Factors("bias", 1, 1))).parameters(3),
                "\"bias\" of frozen dense 2, tanh is not trained and cannot be rated");
        assertRefused(
                () -> new Rated(DENSE, List.of(new Factors("bias", 1, 1), new Factors("bias", 2, 1))),
                "\"bias\" of dense 2, tanh is rated twice");
        assertRefused(
                () -> new Factors("bias", -1, 0), "the learning rate of \"bias\" is times -1.0, expected 0 or more");
        assertRefused(
                () -> new Factors("bias", 1, Float.NaN),
                "the weight decay of \"bias\" is times NaN, expected 0 or more");
    }

    private static void assertRefused(Executable built, String message) {
        assertThatThrownBy(built::execute)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
