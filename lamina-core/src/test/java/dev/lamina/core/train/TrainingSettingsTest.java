package dev.lamina.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.activation.Relu;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.loss.CustomLoss;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.metric.Accuracy;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.Clipping;
import dev.lamina.core.optimizer.Lbfgs;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.optimizer.ReduceOnPlateau;
import dev.lamina.core.optimizer.Schedule;
import dev.lamina.core.optimizer.Sgd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TrainingSettingsTest {

    private static final TrainingSettings DEFAULTS = TrainingSettings.defaults();

    @Test
    void eachMethodGivesACopyWithOneThingChanged() {
        List<TrainingSettings> changed = List.of(
                DEFAULTS.optimizer(Sgd.plain(1)),
                DEFAULTS.schedule(new Schedule.Cosine()),
                DEFAULTS.dropoutSchedule(new Schedule.Cosine()),
                DEFAULTS.decaySchedule(new Schedule.Cosine()),
                DEFAULTS.reduceOnPlateau(ReduceOnPlateau.defaults()),
                DEFAULTS.penalty(new Penalty(0, 1)),
                DEFAULTS.clip(new Clipping.ByValue(1)),
                DEFAULTS.maxNorm(3),
                DEFAULTS.batchSize(7),
                DEFAULTS.epochs(7),
                DEFAULTS.seed(7),
                DEFAULTS.stopAfter(EarlyStopping.patience(7)),
                DEFAULTS.metric(new Accuracy()),
                DEFAULTS.monitor(new Accuracy()));

        assertThat(changed).doesNotHaveDuplicates().doesNotContain(DEFAULTS);
        assertThat(DEFAULTS).isEqualTo(TrainingSettings.defaults());
        assertThat(DEFAULTS.epochs(7).seed(3).epochs()).isEqualTo(7);
        assertThat(DEFAULTS.metric(new Accuracy()).monitor())
                .contains(new TrainingSettings.Monitor(new Accuracy(), false));
    }

    @Test
    void whatIsOutOfItsRangeIsRefusedAtOnce() {
        assertThatThrownBy(() -> DEFAULTS.batchSize(0)).hasMessage("batchSize is 0, expected 1 or more");
        assertThatThrownBy(() -> DEFAULTS.epochs(-3)).hasMessage("epochs is -3, expected 1 or more");
        assertThatThrownBy(() -> DEFAULTS.maxNorm(0)).hasMessage("max-norm is 0.0, expected a positive number");
        assertThatThrownBy(() -> TrainingControl.defaults().threads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads is 0, expected 1 or more");
        assertThatThrownBy(() -> TrainingControl.defaults().timeBudget(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time budget is PT-1S, expected a positive duration");
    }

    @Test
    void theBatchSizeFitsTheRowsAndTheOptimizer() {
        assertThat(DEFAULTS.rowsPerStep(1000)).isEqualTo(200);
        assertThat(DEFAULTS.rowsPerStep(20)).isEqualTo(20);
        assertThat(DEFAULTS.batchSize(64).rowsPerStep(1000)).isEqualTo(64);
        assertThat(DEFAULTS.optimizer(Lbfgs.defaults()).rowsPerStep(1000)).isEqualTo(1000);
    }

    @Test
    void listenersAreAddedInTheirOrder() {
        Consumer<EpochReport> first = new ArrayList<EpochReport>()::add;
        Consumer<EpochReport> second = new ArrayList<EpochReport>()::add;
        TrainingControl one = TrainingControl.defaults().listener(first);

        assertThat(one.listener(second).listeners()).containsExactly(first, second);
        assertThat(one.listeners()).containsExactly(first);
        assertThat(one.timeBudget(Duration.ofSeconds(2)).timeBudget()).isEqualTo(Optional.of(Duration.ofSeconds(2)));
    }

    @SuppressWarnings("NullAway") // a program without such a check may pass null
    @Test
    void nullIsRefusedWhereItIsGiven() {
        assertThatThrownBy(() -> TrainingControl.defaults().listener(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("listener");
        assertThatThrownBy(() -> TrainingControl.defaults().stopWhen(null)).hasMessage("stopRequest");
        assertThatThrownBy(() -> TrainingControl.defaults().timeBudget(null)).hasMessage("budget");
        assertThatThrownBy(() -> DEFAULTS.decaySchedule(null)).hasMessage("weightDecay");
        assertThatThrownBy(() -> DEFAULTS.clip(null)).hasMessage("rule");
        assertThatThrownBy(() -> DEFAULTS.monitor(null)).hasMessage("metric");
        assertThatThrownBy(() -> new CustomLoss("own", null, (p, y) -> 0)).hasMessage("f");
        assertThatThrownBy(() -> new Heads.Head(null, new MeanSquaredError(), 1))
                .hasMessage("name");
        assertThatThrownBy(() -> new Dense(3, true, new Relu(), null)).hasMessage("initializer");
        assertThatThrownBy(() -> Network.inputs(2).add(null)).hasMessage("layer");
    }

    @Test
    void printingShowsWhatIsSet() {
        assertThat(DEFAULTS.batchSize(64).maxNorm(3).monitor(new Accuracy())).hasToString("""
                Optimizer   AdamW[learningRate=0.001, beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.01]
                Schedule    Constant[]
                Max norm    3.0
                Batch size  64
                Epochs      100
                Seed        0
                Metric      accuracy, which chooses the best epoch""");
        assertThat(DEFAULTS.dropoutSchedule(new Schedule.FlatCosine())
                        .decaySchedule(new Schedule.LogCosine(4))
                        .toString()
                        .lines())
                .contains("Dropout by  FlatCosine[]", "Decay by    LogCosine[cycles=4]");
        assertThat(TrainingControl.defaults().threads(2).timeBudget(Duration.ofSeconds(90)))
                .hasToString("""
                Threads     2
                Listeners   0
                Budget      1m 30s""");
    }
}
