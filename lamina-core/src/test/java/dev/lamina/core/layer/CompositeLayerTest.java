package dev.lamina.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.layer.Parallel.Branch;
import dev.lamina.core.layer.Parallel.Columns;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.core.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Numbers of composites are compared with another implementation's in the testkit, gradients with differences.
class CompositeLayerTest {

    private static final int ROWS = 9;
    private static final int INPUTS = 6;
    private static final Gemm GEMM = Gemm.onOneThread();

    static Stream<Layer> layers() {
        return Stream.of(
                new BatchNorm(),
                new RunningBatchNorm(1e-5),
                new LayerNorm(),
                new PRelu(),
                new Scale(),
                new ActivationLayer(new Tanh()),
                new Dropout(0.5f),
                new AlphaDropout(0.5f),
                Chain.of(),
                Chain.of(new Dense(4, new Tanh()), new LayerNorm()),
                new SkipConnection(new Dense(INPUTS, new Tanh())),
                Parallel.shared(new Dense(3, new Tanh()), new BatchNorm()),
                new Parallel(List.of(
                        new Branch(new Dense(3, new Tanh()), new Columns(0, 4)),
                        new Branch(new Scale(), new Columns(2, INPUTS)))),
                new Frozen(Chain.of(new Dense(4, new Tanh()), new BatchNorm(), new Dropout(0.5f))),
                new Shift(),
                new Repeat(3),
                new Members(2, new Dense(4, new Tanh())),
                new Parallel(List.of(
                        new Branch(new Members(2, new Dense(3, new Tanh())), new Columns(0, 4)),
                        new Branch(new Members(2, new LayerNorm()), new Columns(2, INPUTS)))),
                new MemberDense(3, 2),
                new Rated(new Dense(4, new Tanh()), List.of(new Rated.Factors("bias", 2, 0))));
    }

    /// Six rows after nine, in the same pass, give the bits of six rows in a pass that has seen nothing else.
    @ParameterizedTest
    @MethodSource("layers")
    void aSmallerLastBatchSeesNothingOfTheOneBefore(Layer layer) {
        Network network =
                Network.of(INPUTS, List.of(new Dense(INPUTS, new Tanh()), layer, new Dense(2, new Identity())));
        Pass used = Pass.forTraining(network, network.initialize(1), ROWS, GEMM);
        float[] nine = step(used, ROWS);
        Pass fresh = Pass.forTraining(network, network.initialize(1), ROWS, GEMM);
        assertThat(step(used, 6)).isEqualTo(step(fresh, 6));
        assertThat(step(used, ROWS)).isEqualTo(nine);
    }

    /// Masks differ from place to place.
    static Stream<Layer> layersWithoutMasks() {
        return layers().filter(layer -> !(layer instanceof Dropout || layer instanceof AlphaDropout));
    }

    @ParameterizedTest
    @MethodSource("layersWithoutMasks")
    void onDataALayerHasTheSameGradientsButPassesNoErrorBack(Layer layer) {
        Network first = Network.of(INPUTS, List.of(layer, new Dense(2, new Tanh())));
        Network second = Network.of(INPUTS, List.of(Chain.of(), layer, new Dense(2, new Tanh())));
        assertThat(step(Pass.forTraining(first, first.initialize(1), ROWS, GEMM), ROWS))
                .isEqualTo(step(Pass.forTraining(second, second.initialize(1), ROWS, GEMM), ROWS));
    }

    private static float[] step(Pass pass, int rows) {
        pass.randomness(1, 0);
        Matrix x = pass.input(rows);
        RandomStream random = RandomStream.of(2, Purpose.SPLIT, rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < x.columns(); j++) {
                x.set(i, j, (float) random.nextGaussian());
            }
        }
        Matrix y = pass.forward(rows);
        pass.outputGradient(rows).copyFrom(y);
        pass.backward(rows);
        return pass.gradients().clone();
    }

    /// The way of a network through composites that change nothing is the way of the layers alone.
    @Test
    void nestingChangesNoBit() {
        Dense first = new Dense(5, new Tanh());
        Dense second = new Dense(2, new Identity());
        Network flat = Network.of(INPUTS, List.of(first, second));
        Network nested = Network.of(
                INPUTS,
                List.of(Chain.of(Parallel.shared(Chain.of(first, Chain.of())), Parallel.shared(Chain.of(second)))));
        float[] start = flat.initialize(1).values();
        Pass flatPass = Pass.forTraining(flat, Parameters.of(start, flat.parameterViews()), ROWS, GEMM);
        Pass nestedPass = Pass.forTraining(nested, Parameters.of(start, nested.parameterViews()), ROWS, GEMM);
        assertThat(step(nestedPass, ROWS)).isEqualTo(step(flatPass, ROWS));
        assertThat(nested.parameterViews())
                .extracting(ParameterView::name)
                .containsExactly(
                        "layers.0.0.0.0.weight", "layers.0.0.0.0.bias", "layers.0.1.0.0.weight", "layers.0.1.0.0.bias");
    }

    @Test
    void branchesThatShareALayerHaveParametersAndMasksOfTheirOwn() {
        Dropout dropout = new Dropout(0.5f);
        Network network = Network.of(100, List.of(Parallel.shared(dropout, dropout)));
        Pass pass = Pass.forTraining(network, network.initialize(1), ROWS, GEMM);
        pass.input(ROWS).fill(1);
        Matrix y = pass.forward(ROWS);
        assertThat(y.columns(0, 100).toArrays()[0])
                .isNotEqualTo(y.columns(100, 200).toArrays()[0]);
        Dense dense = new Dense(2, new Tanh());
        assertThat(Parallel.shared(dense, dense).parameters(3))
                .extracting(spec -> spec.name())
                .containsExactly("0.weight", "0.bias", "1.weight", "1.bias");
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void noOptimizerMovesAFrozenLayerWhileTheOthersLearn(Optimizer optimizer) {
        Network network = Network.inputs(INPUTS)
                .dense(4)
                .tanh()
                .frozen(b ->
                        b.dense(4).tanh().batchNorm().dropout(0.5f).layerNorm().prelu())
                .dense(1)
                .build();
        RandomStream random = RandomStream.of(3, Purpose.SPLIT, 0);
        Matrix inputs = Matrix.zeros(20, INPUTS);
        Matrix targets = Matrix.zeros(20, 1);
        for (int i = 0; i < 20; i++) {
            for (int j = 0; j < INPUTS; j++) {
                inputs.set(i, j, (float) random.nextGaussian());
            }
            targets.set(i, 0, inputs.get(i, 0));
        }
        float[] before = network.initialize(5).values();
        float[] after = Trainer.of(network, new MeanSquaredError())
                .optimizer(optimizer.weightDecay(0))
                .batchSize(optimizer.searches() ? 20 : 8)
                .epochs(3)
                .seed(5)
                .threads(1)
                .fit(Dataset.of(inputs.toArrays(), targets.toArrays()))
                .parameters()
                .values();
        for (ParameterView view : network.parameterViews()) {
            float[] start = Arrays.copyOfRange(before, view.offset(), view.offset() + view.size());
            float[] end = Arrays.copyOfRange(after, view.offset(), view.offset() + view.size());
            if (view.name().startsWith("layers.1.")) {
                assertThat(end).as(view.name()).isEqualTo(start);
            } else {
                assertThat(end).as(view.name()).isNotEqualTo(start);
            }
        }
    }

    static Stream<Optimizer> optimizers() {
        return Stream.concat(
                Optimizer.all().stream(), Stream.of(AdamW.defaults().weightDecay(0.1f)));
    }

    @Test
    void inferenceKeepsParametersAndLeavesDropoutOut() {
        Layer inner = Chain.of(new Dropout(0.5f), new Dense(INPUTS, new Tanh()), new AlphaDropout(0.5f));
        assertThat(new SkipConnection(inner).forInference())
                .contains(new SkipConnection(Chain.of(new Dense(INPUTS, new Tanh()))));
        assertThat(Parallel.shared(new Dropout(0.5f), new BatchNorm()).forInference())
                .contains(Parallel.shared(Chain.of(), new RunningBatchNorm(1e-5)));
        assertThat(Chain.of(new Dropout(0.5f)).forInference()).isEmpty();
        assertThat(new Frozen(new Dropout(0.5f)).forInference()).isEmpty();
        assertThat(new Frozen(new BatchNorm()).forInference()).contains(new RunningBatchNorm(1e-5));
    }

    @Test
    void widthsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> Network.inputs(3).skip(b -> b.dense(4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a skip connection adds x to g(x): dense 4 makes 4 columns of 3, expected as many");
        assertThatThrownBy(() -> sliced(0, 2).outputs(3))
                .hasMessage("column 2 of 0–2 goes into no branch of a parallel layer");
        assertThatThrownBy(() -> sliced(1, 3).outputs(3))
                .hasMessage("column 0 of 0–2 goes into no branch of a parallel layer");
        assertThatThrownBy(() -> sliced(0, 4).outputs(3))
                .hasMessage("a parallel branch takes columns 0–3, there are 0–2");
        assertThatThrownBy(() -> new Columns(2, 2)).hasMessage("columns 2 to 2: expected 0 ≤ from < to");
        assertThatThrownBy(() -> new Parallel(List.of())).hasMessage("a parallel layer needs 1 or more branches");
        assertThatThrownBy(() -> Parallel.shared(Chain.of(), Chain.of()).outputs(1 << 30))
                .hasMessage("the branches of a parallel layer make 2147483648 columns of 1073741824, more than a matrix"
                        + " can have");
    }

    private static Layer sliced(int from, int to) {
        return new Parallel(List.of(new Branch(Chain.of(), new Columns(from, to))));
    }

    @Test
    void layersPrintAsTheyWereWritten() {
        assertThat(layers().map(Layer::toString))
                .containsExactly(
                        "batch norm",
                        "batch norm with running means",
                        "layer norm",
                        "prelu",
                        "scale",
                        "tanh",
                        "dropout 0.5",
                        "alpha dropout 0.5",
                        "identity",
                        "(dense 4, tanh → layer norm)",
                        "skip connection around dense 6, tanh",
                        "parallel (dense 3, tanh | batch norm)",
                        "parallel (columns 0–3: dense 3, tanh | columns 2–5: scale)",
                        "frozen (dense 4, tanh → batch norm → dropout 0.5)",
                        "shift",
                        "repeat for 3 members",
                        "each of 2 members: dense 4, tanh",
                        "parallel (columns 0–3: each of 2 members: dense 3, tanh | columns 2–5: each of 2 members:"
                                + " layer norm)",
                        "dense 2 of each of 3 members",
                        "rated dense 4, tanh");
        assertThat(new Scale(6)).hasToString("scale, learning rate × 6.0");
        assertThat(new Columns(4, 5)).hasToString("column 4");
    }
}
