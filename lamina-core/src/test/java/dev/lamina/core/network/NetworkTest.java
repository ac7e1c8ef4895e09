package dev.lamina.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lamina.core.activation.ColumnGroups;
import dev.lamina.core.activation.Custom;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Relu;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.layer.ActivationLayer;
import dev.lamina.core.layer.BatchNorm;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Dropout;
import dev.lamina.core.layer.Frozen;
import dev.lamina.core.layer.Parallel;
import dev.lamina.core.layer.Scale;
import dev.lamina.core.layer.SkipConnection;
import dev.lamina.core.parameter.ParameterView;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkTest {

    private static final Network NETWORK =
            Network.inputs(784).dense(128).relu().dropout(0.2f).dense(10).build();

    /// Whose derivative is 2.
    private static final Custom WRONG = new Custom("doubled", z -> 2 * z, z -> 1);

    @Test
    void shapesFollowFromTheLayers() {
        assertThat(NETWORK.inputs()).isEqualTo(784);
        assertThat(NETWORK.outputs()).isEqualTo(10);
        assertThat(NETWORK.width(1)).isEqualTo(128);
        assertThat(NETWORK.parameterCount()).isEqualTo(784 * 128 + 128 + 1280 + 10);
    }

    @Test
    void parameterViewsFollowEachOtherInLayerOrder() {
        assertThat(NETWORK.parameterViews())
                .extracting(ParameterView::name)
                .containsExactly("layers.0.weight", "layers.0.bias", "layers.2.weight", "layers.2.bias");
        assertThat(NETWORK.parameterViews())
                .extracting(ParameterView::offset)
                .containsExactly(0, 100_352, 100_480, 101_760);
    }

    @Test
    void printingShowsShapesAndParametersInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(NETWORK.toString().lines())
                    .containsExactly(
                            "layer 0  dense 128, relu                 784 → 128         100,480 parameters",
                            "layer 1  dropout 0.2                     128 → 128               0 parameters",
                            "layer 2  dense 10                        128 → 10            1,290 parameters",
                            "total 101,770 parameters");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void runningStatisticsAndFrozenLayersAreNotTrainable() {
        Network network =
                Network.inputs(3).dense(4).batchNorm().frozen(b -> b.dense(2)).build();
        assertThat(network.parameterCount()).isEqualTo(16 + 16 + 10);
        assertThat(network.trainableCount()).isEqualTo(16 + 8);
        assertThat(network.toString()).endsWith("total 42 parameters, 24 of them trainable");
    }

    @Test
    void theSameSeedGivesTheSameStartAndAnotherSeedAnother() {
        float[] start = NETWORK.initialize(1).values();
        assertThat(NETWORK.initialize(1).values()).isEqualTo(start);
        assertThat(NETWORK.initialize(2).values()).isNotEqualTo(start);
    }

    @Test
    void weightsStartDifferentlyInEveryLayerAndBiasesAtZero() {
        Network twins = Network.inputs(3).dense(3).dense(3).build();
        float[] start = twins.initialize(1).values();
        assertThat(start[0]).isNotEqualTo(start[12]);
        assertThat(new float[] {start[9], start[10], start[11]}).containsOnly(0f);
    }

    @Test
    void inferenceLeavesDropoutOutAndKeepsTheParameters() {
        Network inference = NETWORK.forInference();
        assertThat(inference.layers()).hasSize(2).noneMatch(Dropout.class::isInstance);
        assertThat(inference.parameterCount()).isEqualTo(NETWORK.parameterCount());
        assertThat(inference.outputs()).isEqualTo(10);
    }

    @Test
    void anActivationBelongsToTheDenseLayerBeforeItOrStandsAlone() {
        assertThat(Network.inputs(3).dense(4).relu().batchNorm().tanh().build().layers())
                .containsExactly(new Dense(4, new Relu()), new BatchNorm(), new ActivationLayer(new Tanh()));
        assertThat(Network.inputs(3).activation(new Softmax()).build().layers())
                .containsExactly(new ActivationLayer(new Softmax()));
    }

    @Test
    void theBuilderNestsLayersOfItsOwnWidth() {
        Network network = Network.inputs(3)
                .skip(b -> b.dense(8).relu().dense(3))
                .parallel(b -> b, b -> b.dense(2))
                .frozen(b -> b.scale())
                .build();
        assertThat(network.layers())
                .containsExactly(
                        new SkipConnection(Chain.of(new Dense(8, new Relu()), new Dense(3, new Identity()))),
                        Parallel.shared(Chain.of(), new Dense(2, new Identity())),
                        new Frozen(new Scale()));
        assertThat(network.outputs()).isEqualTo(5);
        assertThat(network.toString().lines())
                .containsExactly(
                        "layer 0  skip connection around (dense 8, relu → dense 3)      3 → 3                59 parameters",
                        "layer 1  parallel (identity | dense 2)                         3 → 5                 8 parameters",
                        "layer 2  frozen scale                                          5 → 5                 5 parameters",
                        "total 72 parameters, 67 of them trainable");
    }

    @Test
    void walkingThroughALayerOfLayersGivesEachPartItsWidthsAndMatrices() {
        Network network = Network.inputs(3)
                .dense(4)
                .parallel(b -> b.dense(2).batchNorm(), b -> b.skip(inner -> inner.dense(4)))
                .build();
        assertThat(network.places())
                .extracting(Place::inputs, Place::outputs, Place::size)
                .containsExactly(tuple(3, 4, 16), tuple(4, 6, 38));
        assertThat(network.places().get(1).walk())
                .extracting(
                        place -> place.layer().getClass().getSimpleName(),
                        Place::inputs,
                        Place::outputs,
                        NetworkTest::names)
                .containsExactly(
                        tuple(
                                "Parallel",
                                4,
                                6,
                                "0.0.weight 0.0.bias 0.1.gamma 0.1.beta 0.1.runningMean"
                                        + " 0.1.runningVariance 1.weight 1.bias"),
                        tuple(
                                "Chain",
                                4,
                                2,
                                "0.0.weight 0.0.bias 0.1.gamma 0.1.beta 0.1.runningMean" + " 0.1.runningVariance"),
                        tuple("Dense", 4, 2, "0.0.weight 0.0.bias"),
                        tuple("BatchNorm", 2, 2, "0.1.gamma 0.1.beta 0.1.runningMean 0.1.runningVariance"),
                        tuple("SkipConnection", 4, 4, "1.weight 1.bias"),
                        tuple("Dense", 4, 4, "1.weight 1.bias"));
    }

    private static String names(Place place) {
        return place.parameters().stream()
                .map(view -> view.name().substring("layers.1.".length()))
                .collect(Collectors.joining(" "));
    }

    static List<Arguments> withACustomActivation() {
        return List.<UnaryOperator<Network.Builder>>of(
                        b -> b.dense(2).activation(WRONG),
                        b -> b.activation(WRONG),
                        b -> b.dense(2).batchNorm().activation(WRONG).dense(1),
                        b -> b.add(Chain.of(new Dense(2, WRONG), new Dense(1, new Identity()))),
                        b -> b.parallel(branch -> branch.dense(1), branch -> branch.activation(WRONG)),
                        b -> b.skip(inner -> inner.dense(4).activation(WRONG).dense(3)),
                        b -> b.frozen(inner -> inner.dropout(0.1f).activation(WRONG)),
                        b -> b.activation(new ColumnGroups(
                                List.of(new ColumnGroups.Group(new Tanh(), 2), new ColumnGroups.Group(WRONG, 1)))))
                .stream()
                .map(Arguments::of)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("withACustomActivation")
    void aWrongDerivativeOfACustomActivationIsFoundWhereverItStands(UnaryOperator<Network.Builder> layers) {
        Network.Builder builder = layers.apply(Network.inputs(3));
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("custom activation \"doubled\": at z = ");
    }

    @Test
    void impossibleNetworksAreRefused() {
        assertThatThrownBy(() -> Network.inputs(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a network needs 1 or more inputs, got 0");
        assertThatThrownBy(() -> Network.inputs(3).build()).hasMessage("a network needs 1 or more layers");
        assertThatThrownBy(() -> Network.of(3, List.of())).hasMessage("a network needs 1 or more layers");
        assertThatThrownBy(() -> Network.inputs(50_000).dense(50_000).build())
                .hasMessage("layer 0 (dense 50000 from 50000 inputs) takes the network beyond 2³¹ parameters");
        assertThatThrownBy(() -> Network.inputs(3).dense(0)).hasMessage("a dense layer needs 1 or more outputs, got 0");
        assertThatThrownBy(() -> new Dropout(1)).hasMessage("dropout probability is 1.0, expected 0 ≤ p < 1");
        assertThatThrownBy(() -> new Dropout(Float.NaN)).hasMessage("dropout probability is NaN, expected 0 ≤ p < 1");
    }

    @Test
    void layersPrintAsTheyWereWritten() {
        assertThat(new Dense(4, new Softmax()).withoutBias()).hasToString("dense 4 without bias, softmax");
    }

    @Test
    void shapeNamesDenseLayersAndChangesOfWidth() {
        Network network = Network.inputs(9)
                .dense(256)
                .relu()
                .dropout(0.1f)
                .dense(256)
                .batchNorm()
                .parallel(b -> b.dense(3), b -> b.dense(1))
                .build();
        assertThat(network.shape()).isEqualTo("9 → 256 → 256 → 4");
    }
}
