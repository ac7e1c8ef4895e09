package dev.lamina.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Objective;
import dev.lamina.core.optimizer.Adam;
import dev.lamina.core.optimizer.Clipping;
import dev.lamina.core.optimizer.Lbfgs;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.optimizer.ReduceOnPlateau;
import dev.lamina.core.optimizer.Schedule;
import dev.lamina.core.optimizer.Sgd;
import dev.lamina.core.parameter.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What acts on gradients, weights and the learning rate, and what L-BFGS asks of a run.
class TrainerOptimizationTest {

    /// One weight and one bias.
    private static final Network LINE = Network.inputs(1).dense(1).build();

    private static final Dataset ONE = Dataset.of(new float[][] {{1}}, new float[][] {{10}});

    private static final Dataset POINTS = Dataset.of(
            new float[][] {{-2, 1}, {-1, -1}, {0, 2}, {1, 0}, {1.5f, -0.5f}, {2, 1}},
            new float[][] {{0}, {0}, {1}, {0}, {1}, {1}});

    /// Where the mean cross-entropy of the points + 0.05·|w|² is lowest, by SciPy 1.17's L-BFGS-B.
    private static final float[] LOGISTIC = {0.979430f, 0.759794f, -0.652196f};

    private static final Network PLANE = Network.inputs(2).dense(1).build();

    @Test
    void clippingBoundsTheStep() {
        float[] before = LINE.initialize(1).values();
        float[] values = line().epochs(1)
                .clip(new Clipping.ByGlobalNorm(0.5f))
                .fit(ONE)
                .parameters()
                .values();
        double moved = Math.hypot(values[0] - before[0], values[1] - before[1]);
        assertThat(moved).isCloseTo(0.05 * 0.5, within(1e-6));
        assertThat(values[0] - before[0]).isCloseTo(values[1] - before[1], within(1e-6f));
    }

    @Test
    void theCostsReportedAreThoseOfTheData() {
        EpochReport plain = line().epochs(1).fit(ONE, ONE).history().getFirst();
        EpochReport penalized = line().epochs(1)
                .penalty(new Penalty(0, 1))
                .fit(ONE, ONE)
                .history()
                .getFirst();
        assertThat(penalized.cost()).isEqualTo(plain.cost());
        assertThat(penalized.validationCost()).isGreaterThan(plain.validationCost());
    }

    /// (w + b − 10)² + ½λw² with λ = 1: w = 0, and b does the rest.
    @Test
    void aPenaltyShrinksWeightsNotBiases() {
        float[] values = line().epochs(2000)
                .penalty(new Penalty(0, 1))
                .fit(ONE)
                .parameters()
                .values();
        assertThat(values).containsExactly(new float[] {0, 10}, within(1e-3f));
    }

    /// From a start that fits the point, every step pays for smaller weights with a higher cost of the data.
    @Test
    void withoutValidationThePenaltyCountsInTheChoiceOfTheBestEpoch() {
        Parameters fitting = Parameters.of(new float[] {8, 2}, LINE.parameterViews());
        for (int batchSize : new int[] {1, 2}) {
            TrainedNetwork trained = line().startFrom(fitting)
                    .penalty(new Penalty(0, 0.1f))
                    .batchSize(batchSize)
                    .epochs(5)
                    .fit(Dataset.of(new float[][] {{1}, {1}}, new float[][] {{10}, {10}}));
            assertThat(trained.history()).extracting(EpochReport::cost).isSorted();
            assertThat(trained.bestEpoch()).isEqualTo(5);
        }
    }

    @Test
    void anL1PenaltyActsThroughTheSign() {
        float[] plain = line().epochs(1).fit(ONE, ONE).parameters().values();
        float[] penalized = line().epochs(1)
                .penalty(new Penalty(2, 0))
                .fit(ONE, ONE)
                .parameters()
                .values();
        float sign = Math.signum(LINE.initialize(1).values()[0]);
        assertThat(plain[0] - penalized[0]).isCloseTo(sign * 0.05f * 2, within(1e-6f));
        assertThat(penalized[1]).isEqualTo(plain[1]);
    }

    @Test
    void maxNormBoundsTheWeightsThatEnterANeuron() {
        float[] values = line().epochs(200).maxNorm(0.5f).fit(ONE).parameters().values();
        assertThat(values).containsExactly(new float[] {0.5f, 9.5f}, within(1e-3f));
    }

    @Test
    void aPlateauLowersTheLearningRateBesideTheSchedule() {
        // Steps this small change no float: the cost stays.
        List<Float> rates = new ArrayList<>();
        line().optimizer(Sgd.plain(1e-12f))
                .schedule(new Schedule.Linear(1, 0))
                .reduceOnPlateau(new ReduceOnPlateau(0.5, 1, 0, 0, 0))
                .epochs(5)
                .listener(report -> rates.add(report.learningRate()))
                .fit(ONE, ONE);
        assertThat(rates).containsExactly(1e-12f, 0.8e-12f, 0.6e-12f, 0.2e-12f, 0.1e-12f);
    }

    @Test
    void aPlateauIsOneOfTheMonitoredMetric() {
        List<Float> rates = new ArrayList<>();
        Metric rising = new Metric() {
            @Override
            public String name() {
                return "rising";
            }

            @Override
            public boolean higherIsBetter() {
                return true;
            }

            @Override
            public double value(Matrix predictions, Matrix targets) {
                return rates.size();
            }
        };
        line().optimizer(Sgd.plain(1e-12f))
                .reduceOnPlateau(new ReduceOnPlateau(0.5, 0, 0, 0, 0))
                .monitor(rising)
                .epochs(4)
                .listener(report -> rates.add(report.learningRate()))
                .fit(ONE, ONE);
        assertThat(rates).containsOnly(1e-12f);
    }

    @Test
    void trainingGoesOnFromGivenParameters() {
        float[] whole = line().epochs(4).fit(ONE).parameters().values();
        Parameters half = line().epochs(2).fit(ONE).parameters();
        float[] kept = half.values().clone();
        Trainer trainer = line().epochs(2).startFrom(half);
        assertThat(trainer.fit(ONE).parameters().values()).containsExactly(whole);
        assertThat(half.values()).containsExactly(kept);
        assertThat(trainer.fit(ONE).parameters().values()).containsExactly(whole);
    }

    @Test
    void startParametersOfAnotherNetworkAreNamed() {
        assertThatThrownBy(() -> line().startFrom(PLANE.initialize(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network has layers.0.weight of 1 × 1, the start parameters have layers.0.weight of 2 ×"
                        + " 1");
        Network deeper = Network.inputs(1).dense(1).dense(1).build();
        assertThatThrownBy(() -> line().startFrom(deeper.initialize(1)))
                .hasMessage("the network has 2 weight matrices and biases, the start parameters have 4");
    }

    /// Every step is too long and overshoots: the cost rises from epoch to epoch, so the first is the best.
    @Test
    void withOneBatchTheCostAfterTheStepChoosesTheBestEpoch() {
        TrainedNetwork rising = line().optimizer(Sgd.plain(0.55f)).epochs(5).fit(ONE);
        assertThat(rising.bestEpoch()).isEqualTo(1);
        double error = rising.predict(Matrix.of(new float[][] {{1}})).get(0, 0) - 10;
        assertThat(error * error).isCloseTo(rising.history().get(1).cost(), within(1e-4));
        assertThat(rising.history().getFirst().validationCost()).isNaN();
    }

    @Test
    void lbfgsFindsTheMinimumOfAPenalizedLogisticRegression() {
        TrainedNetwork trained =
                lbfgs(new BinaryCrossEntropy()).penalty(new Penalty(0, 0.1f)).fit(POINTS);
        assertThat(trained.parameters().values()).containsExactly(LOGISTIC, within(5e-4f));
        assertThat(trained.history().getLast().cost()).isCloseTo(0.3452900, within(1e-4));
        assertThat(trained.stopReason()).isEqualTo(StopReason.CONVERGED);
        assertThat(trained.history()).hasSizeLessThan(40);
    }

    @Test
    void theWeightDecayOfLbfgsIsAnL2Penalty() {
        Trainer decaying =
                lbfgs(new BinaryCrossEntropy()).optimizer(Lbfgs.defaults().weightDecay(0.1f));
        assertThat(decaying.fit(POINTS).parameters().values()).containsExactly(LOGISTIC, within(5e-4f));
    }

    /// The numbers are those of NumPy's lstsq.
    @Test
    void lbfgsFindsTheLeastSquares() {
        TrainedNetwork trained = lbfgs(new MeanSquaredError()).fit(POINTS);
        assertThat(trained.parameters().values())
                .containsExactly(new float[] {0.238392f, 0.215742f, 0.350510f}, within(2e-4f));
    }

    @Test
    void lbfgsGoesFarBelowAdamInAsManyEvaluations() {
        double lbfgs = costOfTheWave(Lbfgs.defaults(), 300);
        double adam = Stream.of(0.01f, 0.03f, 0.1f)
                .mapToDouble(rate -> costOfTheWave(Adam.defaults().learningRate(rate), 300))
                .min()
                .orElseThrow();
        assertThat(lbfgs).as("%s, Adam %s", lbfgs, adam).isLessThan(adam / 20);
    }

    /// The pairs of L-BFGS are of one dropout mask each, so that it bears dropout, which never converges.
    @Test
    void lbfgsBearsDropout() {
        Network network =
                Network.inputs(2).dense(16).tanh().dropout(0.2f).dense(1).build();
        TrainedNetwork trained = Trainer.of(network, new BinaryCrossEntropy())
                .optimizer(Lbfgs.defaults())
                .epochs(30)
                .seed(1)
                .threads(1)
                .fit(POINTS, POINTS);
        assertThat(trained.history()).hasSize(30);
        double start = trained.history().getFirst().cost();
        assertThat(trained.history().get(trained.bestEpoch() - 1).validationCost())
                .isLessThan(start / 4);
    }

    @Test
    void whatASearchCannotBearIsRefused() {
        assertThatThrownBy(() -> lbfgs(new BinaryCrossEntropy()).batchSize(5).fit(POINTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "lbfgs needs all 6 training rows in one batch, the batch size is 5; leave it out or set it to"
                                + " 6 or more");
        assertThatThrownBy(() -> lbfgs(new BinaryCrossEntropy())
                        .clip(new Clipping.ByValue(1))
                        .fit(POINTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lbfgs finds the length of a step by itself; leave clipping out");
        assertThatThrownBy(() -> lbfgs(new BinaryCrossEntropy()).maxNorm(1).fit(POINTS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lbfgs needs weights free to move; leave max-norm out, an L2 penalty keeps them small too");
    }

    /// The cost on 64 points of a sine after so many evaluations, for a network of one hidden layer.
    private static double costOfTheWave(Optimizer optimizer, int evaluations) {
        Matrix inputs = Matrix.zeros(64, 1);
        Matrix targets = Matrix.zeros(64, 1);
        for (int i = 0; i < 64; i++) {
            inputs.set(i, 0, i / 32f - 1);
            targets.set(i, 0, (float) StrictMath.sin(6.0 * (i / 32f - 1)));
        }
        Dataset samples = Dataset.of(inputs, targets);
        Network network = Network.inputs(1).dense(20).tanh().dense(1).build();
        Parameters parameters = network.initialize(3);
        Gemm gemm = Gemm.onOneThread();
        Objective objective = new Objective(network, new MeanSquaredError());
        // In the order of the samples, as a search has them.
        TrainingSettings settings = TrainingSettings.defaults().optimizer(Lbfgs.defaults());
        WholeSteps steps = new WholeSteps(objective, parameters, settings, samples, gemm);
        steps.begin(1);
        steps.next();
        Counted cost = new Counted(steps);
        Optimizer.State state = optimizer.start(parameters.size());
        double lowest = cost.evaluate();
        while (cost.evaluations < evaluations) {
            state.step(parameters, steps.gradients(), optimizer.learningRate(), cost);
            lowest = Math.min(lowest, optimizer.searches() ? cost.cost() : cost.evaluate());
        }
        return lowest;
    }

    private static final class Counted implements Optimizer.CostFunction {

        private final Optimizer.CostFunction counted;
        private int evaluations;

        Counted(Optimizer.CostFunction counted) {
            this.counted = counted;
        }

        @Override
        public double cost() {
            return counted.cost();
        }

        @Override
        public double evaluate() {
            evaluations++;
            return counted.evaluate();
        }
    }

    private static Trainer lbfgs(Loss loss) {
        return Trainer.of(PLANE, loss)
                .optimizer(Lbfgs.defaults())
                .epochs(100)
                .seed(1)
                .threads(1);
    }

    private static Trainer line() {
        return Trainer.of(LINE, new MeanSquaredError())
                .optimizer(Sgd.plain(0.05f))
                .seed(1)
                .threads(1);
    }
}
