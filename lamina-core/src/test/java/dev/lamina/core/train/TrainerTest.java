package dev.lamina.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.CustomLoss;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.Heads.Head;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.Accuracy;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.Adam;
import dev.lamina.core.optimizer.Schedule;
import dev.lamina.core.optimizer.Sgd;
import dev.lamina.core.parameter.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {

    /// One weight and one bias.
    private static final Network LINE = Network.inputs(1).dense(1).build();

    /// Training pulls the prediction at 0 from 0 to 1; validation likes it best on the way, at 0.5.
    private static final Dataset RISING = Dataset.of(new float[][] {{0}}, new float[][] {{1}});

    private static final Dataset HALFWAY = Dataset.of(new float[][] {{0}}, new float[][] {{0.5f}});

    private static final float[][] XOR_INPUTS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private static final float[][] XOR_TARGETS = {{0}, {1}, {1}, {0}};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSmallNetworkLearnsXor(long seed) {
        TrainedNetwork trained = Trainer.of(
                        Network.inputs(2).dense(8).tanh().dense(1).build(), new BinaryCrossEntropy())
                .optimizer(Adam.defaults().learningRate(0.05f))
                .epochs(200)
                .seed(seed)
                .threads(1)
                .fit(Dataset.of(XOR_INPUTS, XOR_TARGETS));
        Matrix predictions = trained.predict(Matrix.of(XOR_INPUTS));
        assertThat(new Accuracy().value(predictions, Matrix.of(XOR_TARGETS))).isEqualTo(1);
        assertThat(trained.history().getLast().cost()).isLessThan(0.05);
        assertThat(trained.stopReason()).isEqualTo(StopReason.COMPLETED);
    }

    @Test
    void theSameTrainerFitsTheSameBitsAgainAndAnotherSeedOthers() {
        Trainer trainer = Trainer.of(Network.inputs(2).dense(8).tanh().dense(1).build(), new BinaryCrossEntropy())
                .batchSize(2)
                .epochs(3)
                .seed(5)
                .threads(1);
        Dataset xor = Dataset.of(XOR_INPUTS, XOR_TARGETS);
        float[] values = trainer.fit(xor).parameters().values();
        assertThat(trainer.fit(xor).parameters().values()).isEqualTo(values);
        assertThat(trainer.seed(6).fit(xor).parameters().values()).isNotEqualTo(values);
    }

    @Test
    void theBestEpochIsRestored() {
        TrainedNetwork trained = line().epochs(40).fit(RISING, HALFWAY);
        List<EpochReport> history = trained.history();
        EpochReport best = history.get(trained.bestEpoch() - 1);
        assertThat(trained.bestEpoch()).isBetween(5, 10);
        assertThat(history).hasSize(40).allMatch(report -> report.validationCost() >= best.validationCost());
        assertThat(history.getLast().validationCost()).isGreaterThan(0.2);
        double error = trained.predict(Matrix.zeros(1, 1)).get(0, 0) - 0.5;
        assertThat(error * error).isCloseTo(best.validationCost(), within(1e-9));
    }

    @Test
    void trainingCanGoBeyondTheBestEpochByPatienceOnly() {
        TrainedNetwork trained =
                line().epochs(40).stopAfter(EarlyStopping.patience(4)).fit(RISING, HALFWAY);
        assertThat(trained.history()).hasSize(trained.bestEpoch() + 4);
        assertThat(trained.stopReason()).isEqualTo(StopReason.PATIENCE);
    }

    @Test
    void theLastEpochCanBeKeptWhateverValidationSays() {
        TrainedNetwork trained =
                line().epochs(40).stopAfter(EarlyStopping.keepLast()).fit(RISING, HALFWAY);
        assertThat(trained.bestEpoch()).isEqualTo(40);
        double error = trained.predict(Matrix.zeros(1, 1)).get(0, 0) - 0.5;
        assertThat(error * error)
                .isCloseTo(trained.history().getLast().validationCost(), within(1e-9))
                .isGreaterThan(0.2);
    }

    @Test
    void aWatcherSeesTheParametersOfEveryEpoch() {
        List<Parameters> seen = new ArrayList<>();
        TrainedNetwork trained = line().epochs(3)
                .stopAfter(EarlyStopping.keepLast())
                .control(TrainingControl.defaults().watcher((report, now, gradients) -> seen.add(now.copy())))
                .fit(RISING, HALFWAY);
        assertThat(seen).hasSize(3);
        assertThat(seen.getLast().values()).isEqualTo(trained.parameters().values());
        assertThat(seen.getFirst().values()).isNotEqualTo(trained.parameters().values());
    }

    @Test
    void withoutValidationTheLowestTrainingCostIsBest() {
        TrainedNetwork trained = line().epochs(10).fit(RISING);
        assertThat(trained.bestEpoch()).isEqualTo(10);
        assertThat(trained.history().getFirst().validationCost()).isNaN();
    }

    @Test
    void aMonitoredMetricChoosesTheBestEpoch() {
        Network network = Network.inputs(1).dense(2).build();
        Dataset samples = Dataset.of(new float[][] {{-1}, {1}}, new float[][] {{0}, {1}});
        TrainedNetwork trained = Trainer.of(network, new SoftmaxCrossEntropy())
                .monitor(new Accuracy())
                .epochs(5)
                .threads(1)
                .fit(samples, samples);
        EpochReport best = trained.history().get(trained.bestEpoch() - 1);
        assertThat(trained.history()).allMatch(report -> report.metric() <= best.metric());
        assertThat(trained.history()).filteredOn(EpochReport::best).last().isEqualTo(best);
    }

    @Test
    void anEpochWithoutAMetricIsNeverBetterThanOneWithIt() {
        AtomicInteger calls = new AtomicInteger();
        Metric undefinedAtFirst = new Metric() {
            @Override
            public String name() {
                return "undefined at first";
            }

            @Override
            public boolean higherIsBetter() {
                return true;
            }

            @Override
            public double value(Matrix predictions, Matrix targets) {
                return calls.incrementAndGet() == 2 ? 0.5 : Double.NaN;
            }
        };
        TrainedNetwork trained = line().monitor(undefinedAtFirst).epochs(3).fit(RISING, HALFWAY);
        assertThat(trained.history()).extracting(EpochReport::best).containsExactly(true, true, false);
        assertThat(trained.bestEpoch()).isEqualTo(2);
    }

    @Test
    void theValidationCostChoosesWhereTheMetricIsNeverDefined() {
        Network network = Network.inputs(1).dense(1).build();
        Dataset rising = Dataset.of(new float[][] {{0}, {0}, {0}}, new float[][] {{1}, {1}, {0}});
        Dataset halfway = Dataset.of(new float[][] {{0}, {0}}, new float[][] {{0.5f}, {0.5f}});
        List<String> warnings = new ArrayList<>();
        Logger logger = Logger.getLogger(Trainer.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord message) {
                warnings.add(message.getLevel() + " " + message.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            Trainer trainer = Trainer.of(network, new MeanSquaredError())
                    .optimizer(Sgd.plain(0.05f))
                    .epochs(40)
                    .threads(1);
            TrainedNetwork byCost = trainer.fit(rising, halfway);
            TrainedNetwork byMetric = trainer.monitor(new NeverDefined()).fit(rising, halfway);
            assertThat(byCost.bestEpoch()).isBetween(2, 39);
            assertThat(byMetric.bestEpoch()).isEqualTo(byCost.bestEpoch());
            assertThat(byMetric.parameters().values())
                    .isEqualTo(byCost.parameters().values());
            assertThat(byMetric.history()).extracting(EpochReport::metric).containsOnly(Double.NaN);
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(warnings)
                .containsExactly("WARNING never defined is undefined on the validation samples in epoch 1; until it is"
                        + " defined, the validation cost chooses the best epoch");
    }

    private record NeverDefined() implements Metric {

        @Override
        public String name() {
            return "never defined";
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public double value(Matrix predictions, Matrix targets) {
            return Double.NaN;
        }
    }

    @Test
    void aValidationCostBeyondTheFiniteNumbersDiverges() {
        Dataset overflowing = Dataset.of(new float[][] {{Float.POSITIVE_INFINITY}}, new float[][] {{0}});
        assertThatThrownBy(() -> line().fit(RISING, overflowing))
                .isInstanceOf(DivergenceException.class)
                .hasMessageStartingWith("validation cost became ")
                .hasMessageEndingWith(
                        ": input 0 of row 0 of the validation samples is Infinity; correct it, or leave the row out");
    }

    @Test
    void aStopRequestNeedNotLast() {
        AtomicInteger asked = new AtomicInteger();
        TrainedNetwork trained =
                line().epochs(40).stopWhen(() -> asked.incrementAndGet() == 3).fit(RISING);
        assertThat(trained.history()).hasSize(2);
        assertThat(trained.stopReason()).isEqualTo(StopReason.REQUESTED);
    }

    @Test
    void divergenceNamesEpochStepAndLearningRate() {
        Dataset samples = Dataset.of(new float[][] {{1}, {-2}}, new float[][] {{1}, {3}});
        assertThatThrownBy(() -> line().optimizer(Sgd.plain(1e6f)).epochs(100).fit(samples))
                .isInstanceOf(DivergenceException.class)
                .hasMessage(
                        "layers.0.weight became infinite or NaN at epoch 6, step 6, learning rate 1000000.0; lower the"
                                + " learning rate or clip the gradients");
    }

    @Test
    void inputsThatAreNotFiniteDiverge() {
        Dataset samples = Dataset.of(new float[][] {{Float.NaN}}, new float[][] {{1}});
        assertThatThrownBy(() -> line().fit(samples))
                .isInstanceOf(DivergenceException.class)
                .hasMessage("cost became NaN at epoch 1, step 1, learning rate 0.05: input 0 of row 0 of the training"
                        + " samples is NaN; correct it, or leave the row out");
    }

    @Test
    void listenersSeeEveryEpochAsItIsKept() {
        List<EpochReport> seen = new ArrayList<>();
        TrainedNetwork trained = line().epochs(12).listener(seen::add).fit(RISING, HALFWAY);
        assertThat(trained.history()).isEqualTo(seen);
        assertThat(seen).extracting(EpochReport::epoch).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(seen).allMatch(report -> report.epochs() == 12 && report.learningRate() == 0.05f);
        assertThat(seen).extracting(EpochReport::elapsed).isSorted();
        assertThat(seen.getFirst().cost()).isEqualTo(1);
        assertThat(seen.getFirst().validationCost()).isCloseTo(0.16, within(1e-6));
        assertThat(seen)
                .filteredOn(EpochReport::best)
                .last()
                .extracting(EpochReport::epoch)
                .isEqualTo(trained.bestEpoch());
    }

    @Test
    void aStopRequestEndsWithTheBestSoFar() {
        AtomicInteger epochs = new AtomicInteger();
        TrainedNetwork trained = line().epochs(40)
                .listener(report -> epochs.incrementAndGet())
                .stopWhen(() -> epochs.get() == 15)
                .fit(RISING, HALFWAY);
        assertThat(trained.history()).hasSize(15).allMatch(EpochReport::whole);
        assertThat(trained.stopReason()).isEqualTo(StopReason.REQUESTED);
        assertThat(trained.bestEpoch()).isLessThan(15);
    }

    @Test
    void aStopRequestEndsWithinTheEpochAndStillGivesANetwork() {
        Dataset samples = Dataset.of(new float[][] {{0}, {0}, {0}}, new float[][] {{1}, {1}, {1}});
        TrainedNetwork trained =
                line().batchSize(1).epochs(40).stopWhen(() -> true).fit(samples);
        assertThat(trained.history()).extracting(EpochReport::whole).containsExactly(false);
        assertThat(trained.predict(Matrix.zeros(1, 1)).get(0, 0)).isEqualTo(0.1f);
    }

    @Test
    void anInterruptEndsWithTheBestSoFarAndStaysSet() {
        TrainedNetwork trained = line().epochs(40)
                .listener(report -> {
                    if (report.epoch() == 15) {
                        Thread.currentThread().interrupt();
                    }
                })
                .fit(RISING, HALFWAY);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(trained.history()).hasSize(15);
        assertThat(trained.stopReason()).isEqualTo(StopReason.REQUESTED);
        assertThat(trained.bestEpoch()).isLessThan(15);
    }

    @Test
    void aTimeBudgetEndsTrainingAfterABatchAtLeast() {
        TrainedNetwork trained =
                line().epochs(40).timeBudget(Duration.ofNanos(1)).fit(RISING);
        assertThat(trained.history()).hasSize(1);
        assertThat(trained.stopReason()).isEqualTo(StopReason.TIME_BUDGET);
    }

    @Test
    void aWeightOfTwoTrainsAsTheRowTwice() {
        Dataset weighted = Dataset.of(
                Matrix.of(new float[][] {{1}, {-2}}), Matrix.of(new float[][] {{1}, {3}}), new float[] {1, 2});
        Dataset repeated = Dataset.of(new float[][] {{1}, {-2}, {-2}}, new float[][] {{1}, {3}, {3}});
        TrainedNetwork one = line().epochs(20).fit(weighted, weighted);
        TrainedNetwork other = line().epochs(20).fit(repeated, repeated);
        assertThat(one.parameters().values()).containsExactly(other.parameters().values(), within(1e-5f));
        assertThat(one.history().getLast().cost())
                .isCloseTo(other.history().getLast().cost(), within(1e-6));
        assertThat(one.history().getLast().validationCost())
                .isCloseTo(other.history().getLast().validationCost(), within(1e-6));
    }

    @Test
    void batchesWithoutWeightChangeNothing() {
        Dataset weighted = Dataset.of(
                Matrix.of(new float[][] {{1}, {-2}, {5}}),
                Matrix.of(new float[][] {{1}, {3}, {9}}),
                new float[] {1, 0, 0});
        Dataset alone = Dataset.of(new float[][] {{1}}, new float[][] {{1}});
        TrainedNetwork one = line().batchSize(1).epochs(3).fit(weighted, weighted);
        TrainedNetwork other = line().batchSize(1).epochs(3).fit(alone, alone);
        assertThat(one.parameters().values()).isEqualTo(other.parameters().values());
        assertThat(one.history().getLast().cost())
                .isEqualTo(other.history().getLast().cost());
    }

    @Test
    void theScheduleScalesTheLearningRate() {
        List<Float> rates = new ArrayList<>();
        line().epochs(4)
                .schedule(new Schedule.WarmUp(0.5, new Schedule.Cosine()))
                .listener(report -> rates.add(report.learningRate()))
                .fit(RISING);
        assertThat(rates).containsExactly(0.05f / 3, 0.05f * 2 / 3, 0.05f, 0.025f);
    }

    @Test
    void aBatchLargerThanTheDataIsTheData() {
        TrainedNetwork trained = line().batchSize(1000).epochs(1).fit(RISING);
        assertThat(trained.predict(Matrix.zeros(1, 1)).get(0, 0)).isEqualTo(0.1f);
    }

    @Test
    void predictionsGoThroughTheLinkInBatches() {
        TrainedNetwork trained = Trainer.of(Network.inputs(1).dense(3).build(), new SoftmaxCrossEntropy())
                .epochs(1)
                .threads(1)
                .fit(Dataset.of(new float[][] {{1}}, new float[][] {{2}}));
        Matrix inputs = Matrix.zeros(600, 1);
        inputs.fill(0.5f);
        float[][] predictions = trained.predict(inputs).toArrays();
        assertThat(predictions[0][0] + predictions[0][1] + predictions[0][2]).isCloseTo(1, within(1e-6f));
        assertThat(predictions[599]).isEqualTo(predictions[0]);
        assertThat(trained.predict(Matrix.zeros(0, 1)).rows()).isZero();
        assertThatThrownBy(() -> trained.predict(Matrix.zeros(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network expects 1 columns, got a 1 × 2 matrix");
    }

    @Test
    void samplesThatDoNotFitAreNamed() {
        Dataset wide = Dataset.of(new float[][] {{1, 2}}, new float[][] {{1}});
        Dataset twoTargets = Dataset.of(new float[][] {{1}}, new float[][] {{1, 2}});
        assertThatThrownBy(() -> line().fit(wide))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network expects 1 columns, the training samples have 2");
        assertThatThrownBy(() -> line().fit(RISING, wide))
                .hasMessage("the network expects 1 columns, the validation samples have 2");
        assertThatThrownBy(() -> line().fit(twoTargets))
                .hasMessage(
                        "mean-squared-error on 1 outputs expects targets of 1 columns, the training samples have 2");
    }

    @Test
    void settingsOutsideTheirRangesAreNamed() {
        assertThatThrownBy(() -> line().epochs(0)).hasMessage("epochs is 0, expected 1 or more");
        assertThatThrownBy(() -> line().batchSize(-1)).hasMessage("batchSize is -1, expected 1 or more");
        assertThatThrownBy(() -> line().threads(0)).hasMessage("threads is 0, expected 1 or more");
        assertThatThrownBy(() -> line().timeBudget(Duration.ZERO))
                .hasMessage("time budget is PT0S, expected a positive duration");
        assertThatThrownBy(() -> EarlyStopping.patience(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("patience is 0, expected 1 or more epochs");
    }

    @Test
    void aRunKeepsTheSettingsItBeganWith() {
        Trainer trainer = line().epochs(3);
        List<EpochReport> late = new ArrayList<>();
        List<Float> rates = new ArrayList<>();
        trainer.listener(report -> {
            rates.add(report.learningRate());
            trainer.epochs(50)
                    .optimizer(Sgd.plain(7))
                    .maxNorm(0.001f)
                    .stopWhen(() -> true)
                    .listener(late::add);
        });
        TrainedNetwork changed = trainer.fit(RISING);

        assertThat(changed.history()).hasSize(3);
        assertThat(rates).containsExactly(0.05f, 0.05f, 0.05f);
        assertThat(late).isEmpty();
        assertThat(changed.parameters().values())
                .isEqualTo(line().epochs(3).fit(RISING).parameters().values());
        assertThat(trainer.fit(RISING).stopReason()).isEqualTo(StopReason.REQUESTED);
    }

    @Test
    void settingsAsAValueTrainAsTheSameOnesSetByOne() {
        TrainingSettings settings = TrainingSettings.defaults()
                .optimizer(Sgd.plain(0.05f))
                .schedule(new Schedule.Cosine())
                .epochs(4)
                .seed(1);
        TrainedNetwork one = Trainer.of(LINE, new MeanSquaredError())
                .settings(settings)
                .control(TrainingControl.defaults().threads(1))
                .fit(RISING);

        assertThat(one.parameters().values())
                .isEqualTo(line().schedule(new Schedule.Cosine())
                        .epochs(4)
                        .fit(RISING)
                        .parameters()
                        .values());
    }

    /// Steps of 10 % of the way to the target, for inputs of 0.
    @Test
    void aLossOfOnesOwnIsCheckedOnTheFirstBatch() {
        CustomLoss wrong = new CustomLoss("wrong", (p, y) -> (p - y) * (p - y), (p, y) -> p - y);
        assertThatThrownBy(() -> Trainer.of(LINE, wrong).fit(RISING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss \"wrong\" at ŷ = 0.0, y = 1.0: the given derivative is -1.0, differences of the loss"
                        + " give -2.0; correct the derivative, or switch the check off with withoutCheck()");
        assertThat(Trainer.of(LINE, wrong.withoutCheck()).epochs(2).fit(RISING).bestEpoch())
                .isEqualTo(2);
    }

    @Test
    void theActivationThatTheLossAppliesMakesNoDifference() {
        Network plain = Network.inputs(2).dense(3).tanh().dense(1).build();
        Network ending = Network.inputs(2).dense(3).tanh().dense(1).sigmoid().build();
        Dataset xor = Dataset.of(XOR_INPUTS, XOR_TARGETS);
        TrainedNetwork expected =
                Trainer.of(plain, new BinaryCrossEntropy()).epochs(5).fit(xor);
        TrainedNetwork trained =
                Trainer.of(ending, new BinaryCrossEntropy()).epochs(5).fit(xor);
        assertThat(trained.parameters().values())
                .isEqualTo(expected.parameters().values());
        assertThat(trained.predict(Matrix.of(XOR_INPUTS)).data())
                .isEqualTo(expected.predict(Matrix.of(XOR_INPUTS)).data());
    }

    @Test
    void headsLearnSeveralTargetsTogether() {
        Network network = Network.inputs(2).dense(8).tanh().dense(3).build();
        Heads heads = Heads.of(
                new Head("sum", new MeanSquaredError(), 1, 2), new Head("equal", new SoftmaxCrossEntropy(), 2));
        Dataset samples = Dataset.of(XOR_INPUTS, new float[][] {{0, 0}, {1, 1}, {1, 1}, {2, 0}});
        TrainedNetwork trained = Trainer.of(network, heads)
                .optimizer(Adam.defaults().learningRate(0.05f))
                .epochs(400)
                .fit(samples);
        Matrix predictions = trained.predict(Matrix.of(XOR_INPUTS));
        for (int i = 0; i < 4; i++) {
            assertThat(predictions.get(i, 0)).isCloseTo(XOR_INPUTS[i][0] + XOR_INPUTS[i][1], within(0.1f));
            assertThat(predictions.get(i, 1)).isCloseTo(1 - XOR_TARGETS[i][0], within(0.1f));
            assertThat(predictions.get(i, 1) + predictions.get(i, 2)).isCloseTo(1, within(1e-6f));
        }
        assertThatThrownBy(() -> Trainer.of(LINE, heads).fit(RISING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the heads take 3 outputs together, the network has 1");
    }

    @Test
    void aLossThatTheOutputsDoNotSuitIsRefusedAtOnce() {
        Network network = Network.inputs(2).dense(1).tanh().build();
        assertThatThrownBy(() -> Trainer.of(network, new BinaryCrossEntropy()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("binary-cross-entropy needs predictions between 0 and 1, tanh gives -1 to 1; ");
    }

    private static Trainer line() {
        return Trainer.of(LINE, new MeanSquaredError())
                .optimizer(Sgd.plain(0.05f))
                .seed(1)
                .threads(1);
    }
}
