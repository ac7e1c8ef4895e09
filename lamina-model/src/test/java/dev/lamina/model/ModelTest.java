package dev.lamina.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.Heads;
import dev.lamina.core.loss.Hinge;
import dev.lamina.core.loss.KullbackLeibler;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.OnPredictions;
import dev.lamina.core.loss.Poisson;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.network.Network;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.train.EpochReport;
import dev.lamina.core.train.StopReason;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.data.FittedTarget;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ModelTest {

    @Test
    void refusesAPipelineOfAnotherWidth() {
        Network network = Network.inputs(3).dense(1).build();

        assertThatThrownBy(() -> Models.of(network, new MeanSquaredError(), Models.pipeline(Models.PRICE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the pipeline gives 20 numbers a row, the network expects 3");
    }

    @Test
    void refusesOutputsThatDoNotFitTheTarget() {
        assertRefused(
                Models.KIND,
                new SoftmaxCrossEntropy(),
                1,
                "the network has 1 outputs, softmax-cross-entropy for the target \"kind\" needs 3");
        assertRefused(
                Models.PRICE,
                new MeanSquaredError(),
                2,
                "the network has 2 outputs, mean-squared-error for the target \"price\" needs 1");
    }

    @Test
    void refusesALossThatDoesNotSuitTheTarget() {
        assertRefused(
                Models.KIND,
                new BinaryCrossEntropy(),
                1,
                "binary-cross-entropy does not suit the target \"kind\", which has 3 classes");
        assertRefused(
                Models.PRICE,
                new SoftmaxCrossEntropy(),
                1,
                "softmax-cross-entropy does not suit the target \"price\", which is a number");
        assertRefused(
                Models.KIND,
                new KullbackLeibler(),
                3,
                "kullback-leibler does not suit the target \"kind\", which has 3 classes");
        assertRefused(
                Models.PRICE,
                new Poisson(),
                1,
                "poisson counts, but the target \"price\" is scaled, which turns counts into negative numbers");
        assertRefused(
                Models.SOLD,
                new OnPredictions(new BinaryCrossEntropy()),
                1,
                "binary-cross-entropy for the target \"sold\" needs a network that ends without activation, or with that"
                        + " of the loss");
        assertRefused(
                Models.PRICE,
                Heads.of(new Heads.Head("price", new MeanSquaredError(), 1)),
                1,
                "heads are for several targets, a model has one, here \"price\"");
        assertRefused(Models.SOLD, new Hinge(), 1, "hinge gives no probabilities, which a model of \"sold\" needs");
    }

    private static void assertRefused(FittedTarget target, Loss loss, int outputs, String message) {
        Network network = Network.inputs(20).dense(outputs).build();

        assertThatThrownBy(() -> Models.of(network, loss, Models.pipeline(target)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesParametersOfAnotherNetwork() {
        Model model = Models.regression();
        Parameters others = Models.classification().network().parameters();
        TrainedNetwork mixed = new TrainedNetwork(
                model.network().network(), others, new MeanSquaredError(), List.of(), 0, StopReason.COMPLETED);

        assertThatThrownBy(() -> new Model(mixed, model.pipeline(), model.provenance()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the parameters are those of another network");
    }

    @Test
    void theSummaryOfATrainingIsThatOfTheNetwork() {
        Model model = Models.regression();
        EpochReport epoch = new EpochReport(1, 5, true, 0.5, 0.4, 0.4, true, 0.1f, Duration.ofSeconds(1));
        TrainedNetwork trained = new TrainedNetwork(
                model.network().network(),
                model.network().parameters(),
                new MeanSquaredError(),
                List.of(epoch, epoch, epoch),
                1,
                StopReason.TIME_BUDGET);
        SequencedMap<String, Double> metrics = new LinkedHashMap<>(Map.of("r2", 0.9));

        List<Provenance.Setting> settings = List.of(
                Provenance.Setting.given("epochs", "5"), Provenance.Setting.chosen("batch-size", "64", "800 rows"));
        Provenance.Training training = Provenance.Training.of(42, settings, trained, metrics);
        Provenance provenance = Provenance.now(model.provenance().data(), training);

        assertThat(training.seed()).isEqualTo(42);
        assertThat(training.runs())
                .containsExactly(new Provenance.Run("", 42, 0, 3, 1, StopReason.TIME_BUDGET, Double.NaN));
        assertThat(training.settings()).isEqualTo(settings);
        assertThat(training.values()).isEqualTo(Map.of("epochs", "5", "batch-size", "64"));
        assertThat(training.reasons()).isEqualTo(Map.of("batch-size", "800 rows"));
        assertThat(provenance.laminaVersion()).isNotEmpty();
        assertThat(provenance.javaVersion()).isEqualTo(Runtime.version().toString());
        assertThat(provenance.created()).isEqualTo(provenance.created().truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void itPrintsWhatPeopleWantToKnow() {
        Model model = Models.regression();
        assertThat(model.summary()).isEqualTo("""
                        Task        regression of price
                        Rows        800 for training, 200 for validation
                        Network     20 → 5 → 1, 111 parameters
                        Training    12 epochs, the best was 7; no further improvement
                        Validation  R² 0.3000, ROC AUC undefined
                        Parameters  sha256 %s""".formatted(model.parametersHash()));
        assertThat(model).hasToString(model.summary() + """

                        Data        houses.csv, sha256 %s
                        Seed        -9223372036854775808
                        Trained     2026-01-31 12:00 UTC by Lamina 0.1.0 on Java 25.0.3+9""".formatted("ab".repeat(32)));
    }
}
