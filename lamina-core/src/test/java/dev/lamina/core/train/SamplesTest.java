package dev.lamina.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.Focal;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.Heads.Head;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.loss.TargetKind;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.Accuracy;
import dev.lamina.core.metric.F1;
import dev.lamina.core.metric.LogLoss;
import dev.lamina.core.metric.MeanAbsoluteError;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.metric.RSquared;
import dev.lamina.core.metric.RocAuc;
import dev.lamina.core.metric.RootMeanSquaredError;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.Adam;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rows that do not count, and rows that no network can learn from.
class SamplesTest {

    private static final Network NORMALISING =
            Network.inputs(2).dense(4).batchNorm().relu().dense(1).build();

    static Stream<Metric> ofClasses() {
        return Stream.of(new Accuracy(), new F1(), new LogLoss(), new RocAuc());
    }

    static Stream<Metric> ofValues() {
        return Stream.of(new RootMeanSquaredError(), new MeanAbsoluteError(), new RSquared());
    }

    @ParameterizedTest
    @MethodSource("ofClasses")
    void rowsOfWeightZeroChangeNoTrainingOfClasses(Metric metric) {
        weightZeroChangesNothing(new BinaryCrossEntropy(), metric);
    }

    @ParameterizedTest
    @MethodSource("ofValues")
    void rowsOfWeightZeroChangeNoTrainingOfValues(Metric metric) {
        weightZeroChangesNothing(new MeanSquaredError(), metric);
    }

    /// What the rows hold must not be looked at: NaN, and targets that are none.
    private static void weightZeroChangesNothing(Loss loss, Metric metric) {
        Trainer trainer = Trainer.of(NORMALISING, loss)
                .optimizer(Adam.defaults().learningRate(0.05f))
                .monitor(metric)
                .batchSize(8)
                .epochs(12)
                .threads(1);
        TrainedNetwork kept = trainer.fit(spoilt(60, 1), spoilt(40, 2));
        TrainedNetwork removed = trainer.fit(good(60, 1), good(40, 2));
        assertThat(kept.parameters().values()).isEqualTo(removed.parameters().values());
        assertThat(measures(kept)).isEqualTo(measures(removed));
        TrainedNetwork handedOut = trainer.fit(good(60, 1), new Watched(spoilt(40, 2), new ArrayList<>()));
        assertThat(measures(handedOut)).isEqualTo(measures(removed));
    }

    private static List<List<Object>> measures(TrainedNetwork trained) {
        return trained.history().stream()
                .map(epoch -> List.<Object>of(epoch.cost(), epoch.validationCost(), epoch.metric(), epoch.best()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dev.lamina.core.loss.Loss#all")
    void noLossLooksAtARowOfWeightZero(Loss loss) {
        float good = loss.targets() == TargetKind.Element.SIGN ? -1 : 1;
        int outputs = loss.outputsFor(2);
        int targets = loss.targetColumns(outputs);
        Matrix gradient = Matrix.zeros(3, outputs);
        gradient.fill(7);
        Matrix logits = Matrix.zeros(3, outputs);
        for (int j = 0; j < outputs; j += 2) {
            logits.columns(j, j + 2).copyFrom(Matrix.of(new float[][] {{0.5f, -1}, {Float.NaN, 1}, {0.5f, -1}}));
        }
        Matrix given = Matrix.zeros(3, targets);
        given.fill(loss.targets() == TargetKind.Classes.DISTRIBUTION ? 0.5f : good);
        given.rows(1, 2).fill(-7.5f);
        Matrix alone = Matrix.zeros(1, outputs);
        double cost = loss.cost(logits.rows(0, 1), given.rows(0, 1), null, alone);
        assertThat(loss.cost(logits, given, new float[] {2, 0, 2}, gradient)).isEqualTo(cost);
        assertThat(gradient.toArrays()[1]).containsOnly(0);
        assertThat(gradient.get(2, 0)).isEqualTo(alone.get(0, 0) / 2);
    }

    @Test
    void aNumberThatIsNotFiniteIsNamedByItsRowInTheData() {
        Matrix inputs = inputs(50, 1);
        Matrix targets = targets(inputs);
        inputs.set(37, 1, Float.NaN);
        Trainer trainer = Trainer.of(NORMALISING, new MeanSquaredError()).batchSize(8);
        assertThatThrownBy(() -> trainer.fit(Dataset.of(inputs, targets)))
                .isInstanceOf(DivergenceException.class)
                .hasMessageStartingWith("cost became NaN at epoch 1, step ")
                .hasMessageEndingWith(", learning rate 0.001: input 1 of row 37 of the training samples is NaN;"
                        + " correct it, or leave the row out");
        Matrix wrong = targets(inputs);
        wrong.set(11, 0, Float.NEGATIVE_INFINITY);
        assertThatThrownBy(() -> trainer.fit(good(20, 3), Dataset.of(inputs(50, 1), wrong)))
                .isInstanceOf(DivergenceException.class)
                .hasMessageContaining("target 0 of row 11 of the validation samples is -Infinity");
    }

    @Test
    void aBadLabelIsNamedByItsRowInTheData() {
        Network network = Network.inputs(2).dense(3).build();
        for (float label : new float[] {3, -1, 0.5f}) {
            Matrix inputs = inputs(50, 1);
            Matrix targets = targets(inputs);
            targets.set(41, 0, label);
            Dataset samples = Dataset.of(inputs, targets);
            for (Loss loss : new Loss[] {new SoftmaxCrossEntropy(), new Focal()}) {
                String expected =
                        loss.name() + " expects class indices 0 to 2, got " + (double) label + " in row 41 of the ";
                assertThatThrownBy(() -> Trainer.of(network, loss).batchSize(8).fit(samples))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(expected + "training samples");
                assertThatThrownBy(() -> Trainer.of(network, loss).fit(good(20, 3), samples))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(expected + "validation samples");
            }
        }
        Matrix inputs = inputs(50, 1);
        Matrix both = Matrix.zeros(50, 2);
        both.set(8, 1, 2);
        Heads heads =
                Heads.of(new Head("size", new MeanSquaredError(), 1), new Head("sold", new BinaryCrossEntropy(), 1));
        assertThatThrownBy(() -> Trainer.of(Network.inputs(2).dense(2).build(), heads)
                        .batchSize(8)
                        .fit(Dataset.of(inputs, both)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("head \"sold\": binary-cross-entropy expects targets in [0, 1], got 2.0 in row 8 of the"
                        + " training samples");
    }

    @Test
    void aSingleRowLeftOverJoinsTheBatchBeforeItWhereMeansAreTakenOverBatches() {
        List<Integer> handedOut = new ArrayList<>();
        Dataset samples = new Watched(good(25, 4), handedOut);
        TrainedNetwork trained = Trainer.of(NORMALISING, new MeanSquaredError())
                .batchSize(8)
                .epochs(1)
                .fit(samples);
        assertThat(handedOut).containsExactly(8, 8, 9);
        assertThat(trained.history().getFirst().cost()).isPositive();

        handedOut.clear();
        Network plain = Network.inputs(2).dense(4).relu().dense(1).build();
        Trainer.of(plain, new MeanSquaredError()).batchSize(8).epochs(1).fit(samples);
        assertThat(handedOut).containsExactly(8, 8, 8, 1);
    }

    @Test
    void batchesOfOneRowAreRefusedWhereMeansAreTakenOverThem() {
        Network within =
                Network.inputs(2).skip(b -> b.dense(2).batchNorm()).dense(1).build();
        assertThatThrownBy(() ->
                        Trainer.of(within, new MeanSquaredError()).batchSize(1).fit(good(25, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch norm needs batches of 2 rows or more, the batch size is 1; raise it, or take layer"
                        + " norm instead");
        assertThatThrownBy(() -> Trainer.of(within, new MeanSquaredError()).fit(good(1, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch norm needs batches of 2 rows or more, there is 1 training row");
        Network frozen = Network.inputs(2).frozen(b -> b.batchNorm()).dense(1).build();
        assertThat(Trainer.of(frozen, new MeanSquaredError())
                        .batchSize(1)
                        .epochs(1)
                        .fit(good(25, 4))
                        .history())
                .hasSize(1);
    }

    private static Matrix inputs(int rows, int index) {
        RandomStream random = RandomStream.of(9, Purpose.CHECK, index);
        Matrix inputs = Matrix.zeros(rows, 2);
        for (int i = 0; i < rows; i++) {
            inputs.set(i, 0, (float) random.nextGaussian());
            inputs.set(i, 1, (float) random.nextGaussian());
        }
        return inputs;
    }

    /// 1 where the inputs sum to more than 0.
    private static Matrix targets(Matrix inputs) {
        Matrix targets = Matrix.zeros(inputs.rows(), 1);
        for (int i = 0; i < inputs.rows(); i++) {
            targets.set(i, 0, inputs.get(i, 0) + inputs.get(i, 1) > 0 ? 1 : 0);
        }
        return targets;
    }

    private static Dataset good(int rows, int index) {
        Matrix inputs = inputs(rows, index);
        return Dataset.of(inputs, targets(inputs));
    }

    /// The same rows of weight 1, and two of weight 0 after each of them.
    private static Dataset spoilt(int rows, int index) {
        Matrix good = inputs(rows, index);
        Matrix goodTargets = targets(good);
        Matrix inputs = Matrix.zeros(3 * rows, 2);
        Matrix targets = Matrix.zeros(3 * rows, 1);
        inputs.fill(Float.NaN);
        targets.fill(-7.5f);
        float[] weights = new float[3 * rows];
        for (int i = 0; i < rows; i++) {
            inputs.rows(3 * i, 3 * i + 1).copyFrom(good.rows(i, i + 1));
            targets.rows(3 * i, 3 * i + 1).copyFrom(goodTargets.rows(i, i + 1));
            weights[3 * i] = 1;
        }
        return Dataset.of(inputs, targets, weights);
    }

    /// A program's own samples, which hand out rows of weight 0 too and remember the sizes of their batches.
    private record Watched(Dataset samples, List<Integer> handedOut) implements Dataset {

        @Override
        public int rows() {
            return samples.rows();
        }

        @Override
        public int inputs() {
            return samples.inputs();
        }

        @Override
        public int targetColumns() {
            return samples.targetColumns();
        }

        @Override
        public boolean weighted() {
            return samples.weighted();
        }

        @Override
        public Batches batches(@Nullable RandomStream random) {
            Batches batches = samples.batches(random);
            return (inputs, targets, weights) -> {
                int rows = batches.next(inputs, targets, weights);
                handedOut.add(rows);
                return rows;
            };
        }
    }
}
