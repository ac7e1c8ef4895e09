package dev.lamina.core.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Exponential;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Mish;
import dev.lamina.core.activation.Relu;
import dev.lamina.core.activation.Selu;
import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.activation.Softplus;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.layer.ActivationLayer;
import dev.lamina.core.layer.AlphaDropout;
import dev.lamina.core.layer.BatchEnsemble;
import dev.lamina.core.layer.BatchNorm;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.CustomLayer;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Dropout;
import dev.lamina.core.layer.Embedding;
import dev.lamina.core.layer.Frozen;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.LayerNorm;
import dev.lamina.core.layer.MemberDense;
import dev.lamina.core.layer.Members;
import dev.lamina.core.layer.PRelu;
import dev.lamina.core.layer.Parallel;
import dev.lamina.core.layer.Parallel.Branch;
import dev.lamina.core.layer.Parallel.Columns;
import dev.lamina.core.layer.ParametricActivation;
import dev.lamina.core.layer.PeriodicEmbedding;
import dev.lamina.core.layer.PiecewiseLinearEmbedding;
import dev.lamina.core.layer.Rated;
import dev.lamina.core.layer.Repeat;
import dev.lamina.core.layer.RunningBatchNorm;
import dev.lamina.core.layer.Scale;
import dev.lamina.core.layer.Select;
import dev.lamina.core.layer.Shift;
import dev.lamina.core.layer.SkipConnection;
import dev.lamina.core.loss.EachMember;
import dev.lamina.core.loss.Focal;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.Heads.Head;
import dev.lamina.core.loss.Huber;
import dev.lamina.core.loss.LinkedLoss;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.Poisson;
import dev.lamina.core.loss.Quantile;
import dev.lamina.core.loss.QuantileBand;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Place;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The gradients of every layer, activation and loss against differences of the cost, in float64 to 1e-7; and
/// those of the engine against them.
class GradientCheckTest {

    private static final int INPUTS = 4;
    private static final int OUTPUTS = 3;
    private static final int MANY_SEEDS = 20;

    static Stream<Loss> losses() {
        return Stream.concat(
                Loss.all().stream(),
                Stream.of(
                        new Focal(0.5),
                        new Huber(0.25),
                        new Quantile(0.9),
                        new QuantileBand(0.5),
                        new SoftmaxCrossEntropy(0.1)));
    }

    record Combination(Activation activation, Loss loss, boolean bias) {

        /// Whether the loss is defined for what the activation gives.
        boolean isDefined() {
            boolean probability = activation instanceof Sigmoid || activation instanceof Softmax;
            boolean rate = activation instanceof Exponential || activation instanceof Softplus;
            return loss.link() instanceof Identity
                    || activation instanceof Identity
                    || activation.equals(loss.link())
                    || (loss instanceof LinkedLoss && probability)
                    || (loss instanceof Poisson && rate);
        }
    }

    static Stream<Combination> combinations() {
        return Activation.all().stream()
                .flatMap(activation -> losses().flatMap(
                                loss -> Stream.of(true, false).map(bias -> new Combination(activation, loss, bias))));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void hiddenActivationsGiveTheGradientsOfTheCost(Combination tried) {
        check(
                tried.loss,
                dense(6, tried.activation, tried.bias),
                dense(5, new Tanh(), tried.bias),
                dense(OUTPUTS, new Identity(), tried.bias));
    }

    static Stream<Combination> outputCombinations() {
        return combinations().filter(Combination::isDefined);
    }

    @ParameterizedTest
    @MethodSource("outputCombinations")
    void anActivationOnTheOutputPassesTheErrorThrough(Combination tried) {
        check(tried.loss, dense(6, new Tanh(), tried.bias), dense(OUTPUTS, tried.activation, tried.bias));
    }

    static Stream<Layer> layers() {
        Dense relu = dense(4, new Relu(), true);
        Dense tanh = dense(4, new Tanh(), true);
        return Stream.of(
                new ActivationLayer(new Relu()),
                new ActivationLayer(new Softmax()),
                new AlphaDropout(0.3f),
                new BatchNorm(),
                new BatchNorm(0.1, 0.5),
                new RunningBatchNorm(1e-5),
                new LayerNorm(),
                new LayerNorm(0.1),
                new PRelu(),
                new Scale(6),
                new Select(List.of(2)),
                new Select(List.of(3, 0, 1, 3)),
                new ParametricActivation(new Selu()),
                new ParametricActivation(new Mish()),
                new ParametricActivation(new Relu()),
                PeriodicEmbedding.pbld(),
                new PeriodicEmbedding(3, 1, 0.5, PeriodicEmbedding.Form.PBLD),
                PiecewiseLinearEmbedding.of(
                        List.of(
                                new float[] {-1, 1},
                                new float[] {-0.5f, 0, 0.25f},
                                new float[] {-2, -0.5f, 0, 0.3f, 1},
                                new float[] {0, 0.1f}),
                        3),
                new PeriodicEmbedding(3, 2, 0.5, PeriodicEmbedding.Form.PLR),
                new Dropout(0.4f),
                Chain.of(),
                Chain.of(dense(3, new Tanh(), true), new Dropout(0.3f), relu),
                Chain.of(new BatchNorm(), new PRelu(), dense(4, new Tanh(), false), new LayerNorm()),
                new SkipConnection(tanh),
                new SkipConnection(Chain.of()),
                new SkipConnection(Chain.of(new BatchNorm(), new Dropout(0.3f), relu, tanh)),
                Parallel.shared(tanh, relu),
                Parallel.shared(Chain.of(), new Dropout(0.3f), new AlphaDropout(0.3f)),
                new Parallel(List.of(
                        new Branch(dense(2, new Tanh(), true), new Columns(0, 3)),
                        new Branch(Chain.of(), new Columns(1, 4)))),
                new Rated(tanh, List.of(new Rated.Factors("weight", 0.5f, 2))),
                new Shift(),
                new Repeat(3),
                new Members(2, Chain.of(dense(3, new Tanh(), true), new Dropout(0.3f), dense(2, new Relu(), false))),
                new Members(2, new BatchNorm()),
                new Members(2, new Members(2, new PRelu())),
                new Parallel(List.of(
                        new Branch(new Members(2, dense(3, new Tanh(), true)), new Columns(0, 2)),
                        new Branch(new Members(3, new LayerNorm(0.1)), new Columns(1, 4)))),
                new MemberDense(2, 3),
                new MemberDense(4, 1),
                Chain.of(new Repeat(3), BatchEnsemble.dense(3, 4, 2, new Tanh()), new MemberDense(3, 2)),
                new Frozen(tanh),
                new Frozen(Chain.of(new Dropout(0.3f), new BatchNorm(), relu)),
                Chain.of(
                        new SkipConnection(
                                Chain.of(Parallel.shared(dense(2, new Relu(), false), dense(2, new Tanh(), true)))),
                        new Parallel(List.of(
                                new Branch(new Frozen(new SkipConnection(tanh)), null),
                                new Branch(
                                        Chain.of(new Dropout(0.2f), new LayerNorm(), dense(2, new Relu(), true)),
                                        new Columns(2, 4))))));
    }

    static Stream<Layer> embeddings() {
        return Stream.of(
                new Embedding(3, 2),
                Chain.of(new Embedding(2, 1), new LayerNorm()),
                Parallel.shared(
                        Chain.of(new Select(List.of(1, 3)), new Embedding(3, 2)),
                        Chain.of(new Select(List.of(3)), new Embedding(2, 1)),
                        new Select(List.of(2, 0))),
                new Members(2, new Embedding(3, 2)),
                new Parallel(List.of(
                        new Branch(new Embedding(3, 2), new Columns(0, 1)),
                        new Branch(Chain.of(new Embedding(5, 1)), new Columns(1, 3)),
                        new Branch(new BatchNorm(), new Columns(3, 4)))));
    }

    @ParameterizedTest
    @MethodSource("embeddings")
    void embeddingsGetIndices(Layer layer) {
        check(new SoftmaxCrossEntropy(), layer, dense(4, new Tanh(), true), dense(OUTPUTS, new Identity(), true));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aLayerBetweenOthersGivesTheGradientsOfTheCost(Layer layer) {
        check(new SoftmaxCrossEntropy(), dense(INPUTS, new Tanh(), true), layer, dense(OUTPUTS, new Identity(), true));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aLayerOnDataPassesTheErrorToIt(Layer layer) {
        check(new SquaredError(), layer);
    }

    @Test
    void noLayerOfLaminaIsLeftOut() {
        Stream<Class<?>> checked = Stream.concat(layers(), embeddings())
                .flatMap(layer -> Network.of(INPUTS, List.of(layer)).places().stream())
                .flatMap(Place::walk)
                .map(place -> place.layer().getClass());
        assertThat(checked.distinct().toList())
                .containsAll(Stream.<Class<?>>of(Layer.class.getPermittedSubclasses())
                        .filter(type -> type != CustomLayer.class)
                        .toList());
    }

    @Test
    void whatIsFrozenHasGradientsOfZeroInTheEngine() {
        Layer frozen = new Frozen(Chain.of(dense(4, new Tanh(), true), new BatchNorm()));
        GradientReport report = check(new SquaredError(), dense(3, new Tanh(), true), frozen);
        assertThat(report.entries())
                .filteredOn(entry -> entry.where().startsWith("layer 1") && entry.differences() == null)
                .extracting(GradientReport.Entry::name)
                .containsExactly("0.weight", "0.bias", "1.gamma", "1.beta", "1.runningMean", "1.runningVariance");
        assertThat(report.entries())
                .filteredOn(entry -> entry.where().startsWith("layer 1") && entry.differences() == null)
                .extracting(GradientReport.Entry::engine)
                .extracting(worst -> worst == null ? Double.NaN : worst.given())
                .containsOnly(0.0);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void weightsOfSamplesEnterTheGradients(Loss loss) {
        GradientCheck.of(Network.of(INPUTS, List.of(dense(OUTPUTS, new Identity(), true))), loss)
                .weights(1, 0.5f, 2, 0, 1.5f)
                .run()
                .orThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu", "leaky-relu", "hard-tanh", "hard-swish", "softmax"})
    void noSeedIsUnlucky(String activation) {
        Network network = Network.of(
                INPUTS, List.of(dense(6, Activation.named(activation), true), dense(OUTPUTS, new Identity(), true)));
        for (Loss loss : Loss.all()) {
            for (int seed = 1; seed <= MANY_SEEDS; seed++) {
                GradientCheck.of(network, loss).seed(seed).run().orThrow();
            }
        }
    }

    @Test
    void headsOfSeveralLossesGiveTheGradientsOfTheirSum() {
        Loss heads = Heads.of(
                new Head("price", new SquaredError(), 1, 0.5),
                new Head("kind", new SoftmaxCrossEntropy(), 3),
                new Head("count", new Poisson(), 1, 2));
        check(heads, dense(6, new Tanh(), true), dense(5, new Identity(), true));
        check(
                heads,
                dense(4, new Tanh(), true),
                Parallel.shared(dense(1, new Identity(), true), dense(4, new Identity(), true)));
    }

    @Test
    void aLossOfEachMemberGivesTheGradientsOfItsMean() {
        for (Loss loss : List.of(new SoftmaxCrossEntropy(0.1), new SquaredError(), new Poisson())) {
            check(
                    new EachMember(loss, 3),
                    new Repeat(3),
                    new Members(3, dense(4, new Tanh(), true)),
                    new MemberDense(3, 2));
        }
    }

    @Test
    void ofLargeNetworksASampleOfEachMatrixIsCompared() {
        Network network = Network.inputs(60).dense(50).relu().dense(10).build();
        GradientReport report =
                GradientCheck.of(network, new SoftmaxCrossEntropy()).run().orThrow();
        assertThat(report.entries().getFirst())
                .returns(3000, GradientReport.Entry::elements)
                .returns(100, entry -> entry.compared() + entry.kinks());
    }

    private static GradientReport check(Loss loss, Layer... layers) {
        GradientReport report = GradientCheck.of(Network.of(INPUTS, List.of(layers)), loss)
                .run()
                .orThrow();
        assertThat(report.weaker()).isFalse();
        return report;
    }

    private static Dense dense(int outputs, Activation activation, boolean bias) {
        Dense dense = new Dense(outputs, activation);
        return bias ? dense : dense.withoutBias();
    }
}
