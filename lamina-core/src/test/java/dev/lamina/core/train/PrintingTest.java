package dev.lamina.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.network.Network;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrintingTest {

    private static final Network NETWORK =
            Network.inputs(4).dense(3).relu().dropout(0.1f).dense(2).build();

    @Test
    void aReportIsOneLine() {
        assertThat(report(3, true))
                .hasToString(
                        "epoch 3 of 20: cost 0.3333, validation cost 0.6667, metric 0.7500, 1.5s, the best so far");
        assertThat(new EpochReport(12, 20, true, 1e-9, Double.NaN, Double.NaN, false, 0.1f, Duration.ofMinutes(2)))
                .hasToString("epoch 12 of 20: cost 1.000e-09, 2m 0s");
    }

    @Test
    void aTrainedNetworkShowsItsLayersAndHowTrainingWent() {
        List<EpochReport> history =
                IntStream.rangeClosed(1, 20).mapToObj(i -> report(i, i < 9)).toList();
        TrainedNetwork trained = new TrainedNetwork(
                NETWORK, NETWORK.initialize(1), new SoftmaxCrossEntropy(), history, 8, StopReason.COMPLETED);
        assertThat(trained).hasToString(NETWORK + """

                                Loss        softmax-cross-entropy
                                Training    20 epochs in 10s, the best was 8; all epochs were run
                                Best epoch  cost 0.1250, validation cost 0.2500, metric 0.7500""");
        assertThat(trained.toString().lines()).hasSize(7);
    }

    @Test
    void aLoadedNetworkHasNoHistoryToShow() {
        TrainedNetwork loaded = new TrainedNetwork(
                NETWORK, NETWORK.initialize(1), new SoftmaxCrossEntropy(), List.of(), 8, StopReason.PATIENCE);
        assertThat(loaded).hasToString(NETWORK + "\nLoss        softmax-cross-entropy");
    }

    private static EpochReport report(int epoch, boolean best) {
        return new EpochReport(
                epoch,
                20,
                true,
                1.0 / epoch,
                2.0 / epoch,
                0.75,
                best,
                0.1f,
                Duration.ofMillis(500).multipliedBy(epoch));
    }
}
