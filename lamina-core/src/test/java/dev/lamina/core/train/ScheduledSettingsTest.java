package dev.lamina.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.layer.AlphaDropout;
import dev.lamina.core.layer.Dropout;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.optimizer.Lbfgs;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Schedule;
import dev.lamina.core.optimizer.Sgd;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Schedules of dropout and of weight decay; those of the learning rate are in [TrainerOptimizationTest].
class ScheduledSettingsTest {

    private static final Schedule HALF = new Schedule.Linear(0.5, 0.5);
    private static final Schedule NONE = new Schedule.Linear(0, 0);

    /// Each with half its probability.
    static Stream<List<Layer>> dropouts() {
        return Stream.of(
                List.of(new Dropout(0.5f), new Dropout(0.25f)),
                List.of(new AlphaDropout(0.5f), new AlphaDropout(0.25f)));
    }

    @ParameterizedTest
    @MethodSource("dropouts")
    void aFactorMultipliesTheProbabilityOfDropoutInAnyPlace(List<Layer> layers) {
        assertThat(train(nested(layers.get(0)), TrainingSettings.defaults().dropoutSchedule(HALF)))
                .isEqualTo(train(nested(layers.get(1)), TrainingSettings.defaults()))
                .isNotEqualTo(train(nested(layers.get(0)), TrainingSettings.defaults()));
    }

    @Test
    void aFactorOfZeroDropsNothing() {
        float[] without = train(nested(new Dropout(0)), TrainingSettings.defaults());
        assertThat(train(nested(new Dropout(0.5f)), TrainingSettings.defaults().dropoutSchedule(NONE)))
                .isEqualTo(without);
    }

    @Test
    void aFactorAboveOneCountsAsOne() {
        Schedule twice = new Schedule.Linear(2, 2);
        assertThat(train(nested(new Dropout(0.5f)), TrainingSettings.defaults().dropoutSchedule(twice)))
                .isEqualTo(train(nested(new Dropout(0.5f)), TrainingSettings.defaults()));
    }

    static Stream<Optimizer> optimizers() {
        return Optimizer.all().stream().filter(optimizer -> !optimizer.searches());
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aFactorMultipliesTheWeightDecayOfEveryRule(Optimizer optimizer) {
        Network network = Network.inputs(3).dense(4).tanh().dense(1).build();
        TrainingSettings settings = TrainingSettings.defaults();
        float[] half = train(network, settings.optimizer(optimizer.weightDecay(0.25f)));
        float[] none = train(network, settings.optimizer(optimizer.weightDecay(0)));
        TrainingSettings decaying = settings.optimizer(optimizer.weightDecay(0.5f));
        assertThat(half).isNotEqualTo(none);
        assertThat(train(network, decaying.decaySchedule(HALF))).isEqualTo(half);
        assertThat(train(network, decaying.decaySchedule(NONE))).isEqualTo(none);
    }

    @Test
    void theFactorIsThatOfTheStep() {
        Network network = Network.inputs(3).dense(1).build();
        TrainingSettings settings = TrainingSettings.defaults()
                .optimizer(Sgd.plain(0.5f).weightDecay(0.5f))
                .epochs(2)
                .batchSize(10);
        float[] first = train(network, settings.epochs(1));
        float[] second = Trainer.of(network, new SquaredError())
                .settings(settings.optimizer(Sgd.plain(0.5f)).epochs(1))
                .threads(1)
                .startFrom(Parameters.of(first, network.parameterViews()))
                .fit(samples())
                .parameters()
                .values();
        Schedule endsInTheMiddle = new Schedule.Sequence(List.of(new Schedule.Constant(), NONE), List.of(0.5));
        float[] both = train(network, settings.decaySchedule(endsInTheMiddle));
        for (int i = 0; i < both.length; i++) {
            assertThat(both[i]).isCloseTo(second[i], within(1e-5f));
        }
    }

    @Test
    void whatASearchCannotHaveIsRefused() {
        TrainingSettings settings = TrainingSettings.defaults().optimizer(Lbfgs.defaults());
        Network network = Network.inputs(3).dense(1).build();
        assertThatThrownBy(() -> train(network, settings.decaySchedule(HALF)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lbfgs needs the same weight decay in every step; leave the schedule of the decay out");
        assertThatThrownBy(() -> Lbfgs.defaults().start(4).decayBy(0.5f))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("lbfgs minimises one cost, its weight decay included: it cannot be times 0.5");
        assertThatThrownBy(() -> Sgd.defaults().start(4).decayBy(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the weight decay is times -1.0, expected 0 or more");
        Pass pass = Pass.forTraining(network, network.initialize(1), 1, Gemm.onOneThread());
        assertThatThrownBy(() -> pass.randomness(1, 1, Float.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dropout is times NaN, expected 0 to 1");
    }

    private static Network nested(Layer dropout) {
        return Network.inputs(3)
                .skip(b -> b.dense(3).tanh().add(dropout))
                .add(dropout)
                .dense(1)
                .build();
    }

    private static float[] train(Network network, TrainingSettings settings) {
        return Trainer.of(network, new SquaredError())
                .settings(settings)
                .epochs(Math.min(settings.epochs(), 3))
                .seed(1)
                .threads(1)
                .fit(samples())
                .parameters()
                .values();
    }

    private static Dataset samples() {
        RandomStream random = RandomStream.of(2, Purpose.CHECK, 0);
        float[][] inputs = new float[10][3];
        float[][] targets = new float[10][1];
        for (int i = 0; i < 10; i++) {
            for (int j = 0; j < 3; j++) {
                inputs[i][j] = (float) random.nextGaussian();
            }
            targets[i][0] = (float) random.nextGaussian();
        }
        return Dataset.of(inputs, targets);
    }
}
