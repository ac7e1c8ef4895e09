package dev.lamina.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.dataset.ShardedDataset;
import dev.lamina.core.layer.BatchNorm;
import dev.lamina.core.layer.Frozen;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.Accuracy;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.Clipping;
import dev.lamina.core.optimizer.Lbfgs;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.optimizer.ReduceOnPlateau;
import dev.lamina.core.optimizer.Schedule;
import dev.lamina.core.optimizer.Sgd;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardsTest {

    private static final int INPUTS = 5;

    /// Dropout, normalisations of both kinds and several widths.
    private static final Network NETWORK = Network.inputs(INPUTS)
            .dense(16)
            .batchNorm()
            .relu()
            .dropout(0.3f)
            .dense(7)
            .layerNorm()
            .tanh()
            .dense(1)
            .build();

    private static final TrainingSettings SETTINGS = TrainingSettings.defaults()
            .batchSize(24)
            .epochs(4)
            .seed(3)
            .penalty(new Penalty(0.001f, 0.01f))
            .clip(new Clipping.ByGlobalNorm(1))
            .schedule(new Schedule.Cosine())
            .reduceOnPlateau(ReduceOnPlateau.defaults())
            .monitor(new Accuracy());

    private static Dataset samples(int rows, long seed, boolean weighted) {
        RandomStream random = RandomStream.of(seed, Purpose.CHECK, 0);
        Matrix inputs = Matrix.zeros(rows, INPUTS);
        Matrix targets = Matrix.zeros(rows, 1);
        float[] weights = new float[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < INPUTS; j++) {
                inputs.set(i, j, (float) random.nextGaussian());
            }
            targets.set(i, 0, inputs.get(i, 0) * inputs.get(i, 1) > 0 ? 1 : 0);
            weights[i] = i % 7 == 0 ? 0 : 0.5f + i % 3;
        }
        return weighted ? Dataset.of(inputs, targets, weights) : Dataset.of(inputs, targets);
    }

    private static Trainer trainer() {
        return Trainer.of(NETWORK, new BinaryCrossEntropy()).settings(SETTINGS);
    }

    private static int hash(TrainedNetwork network) {
        return Arrays.hashCode(network.parameters().values());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theBitsDoNotDependOnThreads(boolean weighted) {
        Dataset train = samples(101, 1, weighted);
        Dataset validation = samples(33, 2, weighted);
        assertThat(IntStream.of(1, 2, 3, 8)
                        .map(threads ->
                                hash(trainer().shards(4).threads(threads).fit(train, validation))))
                .containsOnly(hash(trainer().shards(4).threads(5).fit(train, validation)));
    }

    @ParameterizedTest
    @CsvSource({"1,false", "2,false", "2,true", "3,true", "5,false"})
    void theBitsDoNotDependOnThoseWhoShare(int sharing, boolean weighted) throws Exception {
        Dataset train = samples(101, 1, weighted);
        Dataset validation = samples(33, 2, weighted);
        TrainedNetwork alone = trainer().shards(5).fit(train, validation);
        for (TrainedNetwork each : together(sharing, 5, train, validation)) {
            assertThat(each.parameters().values()).isEqualTo(alone.parameters().values());
            assertThat(each.bestEpoch()).isEqualTo(alone.bestEpoch());
            assertThat(each.history().getLast().metric())
                    .isEqualTo(alone.history().getLast().metric());
        }
    }

    private static List<TrainedNetwork> together(int sharing, int shards, Dataset train, Dataset validation)
            throws Exception {
        ThreadExchange.Table table = new ThreadExchange.Table(shards, sharing);
        try (ExecutorService threads = Executors.newFixedThreadPool(sharing)) {
            List<Future<TrainedNetwork>> futures = IntStream.range(0, sharing)
                    .mapToObj(me -> threads.submit(() -> trainer()
                            .threads(1)
                            .fit(
                                    ShardedDataset.of(train, shards),
                                    ShardedDataset.of(validation, shards),
                                    new ThreadExchange(table, me))))
                    .toList();
            return futures.stream().map(ShardsTest::result).toList();
        }
    }

    private static TrainedNetwork result(Future<TrainedNetwork> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// Without dropout and means over rows, shards are only another way to add up, where a batch holds all samples.
    @ParameterizedTest
    @CsvSource({"1,false", "3,false", "4,true", "8,true"})
    void aStepIsThatOfTheWholeBatchUpToRounding(int shards, boolean weighted) {
        Network network = Network.inputs(INPUTS).dense(9).tanh().dense(1).build();
        Trainer whole = Trainer.of(network, new MeanSquaredError())
                .optimizer(Sgd.plain(0.5f))
                .batchSize(1000)
                .epochs(1);
        Dataset train = samples(61, 4, weighted);
        TrainedNetwork expected = whole.fit(train);
        TrainedNetwork sharded = whole.shards(shards).fit(train);
        float[] values = sharded.parameters().values();
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isCloseTo(expected.parameters().values()[i], within(1e-6f));
        }
        assertThat(sharded.history().getFirst().cost())
                .isCloseTo(expected.history().getFirst().cost(), within(1e-7));
    }

    @Test
    void runningMeansAreThoseOfTheShardsWeightedByTheirRows() {
        Network network = Network.inputs(1).batchNorm().dense(1).build();
        float[][] inputs = {{1}, {2}, {3}, {4}, {9}};
        TrainedNetwork trained = Trainer.of(network, new MeanSquaredError())
                .shards(2)
                .batchSize(5)
                .epochs(1)
                .fit(Dataset.of(inputs, new float[5][1]));
        // Shard 0 has 1, 3, 9 with the mean 13/3, shard 1 has 2, 4 with the mean 3; a tenth of the mean enters.
        assertThat(trained.parameters().matrices().get(2).get(0, 0)).isCloseTo(0.1f * (13 + 6) / 5, within(1e-6f));
    }

    @Test
    void frozenStatisticsStayAsTheyAre() {
        Network network =
                Network.inputs(INPUTS).batchNorm().dense(4).relu().dense(1).build();
        Dataset train = samples(50, 1, true);
        TrainedNetwork first =
                Trainer.of(network, new BinaryCrossEntropy()).shards(3).fit(train);
        Network frozen = Network.inputs(INPUTS)
                .add(new Frozen(new BatchNorm()))
                .dense(4)
                .relu()
                .dense(1)
                .build();
        TrainedNetwork second = Trainer.of(frozen, new BinaryCrossEntropy())
                .startFrom(first.parameters())
                .shards(3)
                .fit(train);
        for (int j = 0; j < INPUTS; j++) {
            assertThat(second.parameters().matrices().get(2).get(0, j))
                    .isEqualTo(first.parameters().matrices().get(2).get(0, j));
        }
    }

    @Test
    void lbfgsSearchesOverAllShards() {
        Trainer trainer = Trainer.of(
                        Network.inputs(INPUTS).dense(6).tanh().dense(1).build(), new BinaryCrossEntropy())
                .optimizer(Lbfgs.defaults())
                .epochs(20);
        Dataset train = samples(40, 1, false);
        double whole = trainer.fit(train).history().getLast().cost();
        double sharded = trainer.shards(4).fit(train).history().getLast().cost();
        assertThat(sharded).isCloseTo(whole, within(0.05));
    }

    @ParameterizedTest
    @CsvSource({"8,4,4", "10,4,4", "9,4,4", "12,4,3"})
    void everyRowIsSeenOnceInAnEpoch(int rows, int batchSize, int shards) {
        Dataset train = samples(rows, 1, false);
        float[] values = Trainer.of(Network.inputs(INPUTS).dense(1).build(), new MeanSquaredError())
                .optimizer(Sgd.plain(1e-3f))
                .batchSize(batchSize)
                .epochs(1)
                .shards(shards)
                .fit(train)
                .parameters()
                .values();
        assertThat(values).doesNotContain(Float.NaN);
    }

    @Test
    void fewerRowsThanShardsAreRefused() {
        assertThatThrownBy(() -> trainer().shards(16).fit(samples(12, 1, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("12 training rows cannot be divided into 16 shards; set shards to 12 or fewer");
    }

    @Test
    void batchNormNeedsTwoRowsOfEachShard() {
        assertThatThrownBy(() -> trainer().shards(8).batchSize(8).fit(samples(100, 1, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "batch norm needs 2 rows or more of each shard in a batch, a batch of 8 rows in 8 shards has"
                                + " 1; raise the batch size, or take layer norm instead");
        assertThatThrownBy(() -> trainer().shards(8).fit(samples(12, 1, false)))
                .hasMessage(
                        "batch norm needs 2 rows or more of each shard in a batch, 12 rows in 8 shards are fewer; set"
                                + " fewer shards");
    }

    /// 4 shards of 7 or 6 rows in steps of 3: the single row that some have left joins the step before.
    @Test
    void aSingleRowOfAShardJoinsTheStepBeforeUnderBatchNorm() {
        ShardBatches sizes =
                ShardBatches.of(NETWORK, SETTINGS.batchSize(12), ShardedDataset.of(samples(26, 1, false), 4));
        assertThat(sizes).isEqualTo(new ShardBatches(2, 3, 4));
        assertThat(sizes.rows(1, 7)).isEqualTo(4);
        assertThat(sizes.rows(1, 6)).isEqualTo(3);
    }

    @Test
    void theFirstShardsFailureIsTold() {
        float[][] targets = new float[20][1];
        targets[13][0] = 3;
        Loss loss = new BinaryCrossEntropy();
        assertThatThrownBy(() -> Trainer.of(Network.inputs(1).dense(1).build(), loss)
                        .shards(4)
                        .threads(2)
                        .fit(Dataset.of(new float[20][1], targets)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 3.0 in row 13 of the training samples");
    }

    @Test
    void withoutShardsNothingIsDivided() {
        assertThat(hash(trainer().fit(samples(101, 1, false))))
                .isNotEqualTo(hash(trainer().shards(1).fit(samples(101, 1, false))));
    }

    @Test
    void optimizersShareNothingBetweenRuns() {
        for (Optimizer optimizer : Optimizer.all()) {
            if (!optimizer.searches()) {
                Trainer trainer = Trainer.of(Network.inputs(INPUTS).dense(1).build(), new MeanSquaredError())
                        .optimizer(optimizer)
                        .epochs(2)
                        .shards(2);
                assertThat(hash(trainer.fit(samples(9, 1, false)))).isEqualTo(hash(trainer.fit(samples(9, 1, false))));
            }
        }
    }
}
