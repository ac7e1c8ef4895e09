package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.metric.Accuracy;
import dev.lamina.core.train.EpochReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void withoutTerminalTheLinesAreFew() {
        for (int epochs : new int[] {1, 5, 18, 19, 100, 137, 200, 10_000}) {
            List<String> lines =
                    run(false, epochs, epochs, Optional.empty()).lines().toList();
            assertThat(lines).hasSizeBetween(1, 20);
            assertThat(lines.getFirst()).startsWith("epoch 1/" + epochs + "  cost ");
            assertThat(lines.getLast()).startsWith("epoch " + epochs + "/" + epochs + "  cost ");
        }
    }

    @Test
    void lastEpochIsShownWhenTrainingStopsEarly() {
        List<String> lines = run(false, 33, 200, Optional.empty()).lines().toList();
        assertThat(lines.getLast())
                .isEqualTo("epoch 33/200  cost 0.0303  accuracy 0.9697  best 33  rate 0.10  2m 47s left");
    }

    @Test
    void timeBudgetLimitsTheTimeLeft() {
        List<String> lines =
                run(false, 20, 200, Optional.of(Duration.ofSeconds(50))).lines().toList();
        assertThat(lines.getLast()).endsWith("  30s left");
    }

    @Test
    void terminalDrawsOneLineAgain() {
        String text = run(true, 10, 10, Optional.empty());
        assertThat(text).containsOnlyOnce("\n").endsWith("\n");
        assertThat(text.split("\r")).hasSize(11);
        assertThat(text).contains("\r█▄▂▁▁▁░░░░░░ 5/10  cost 0.200  ", "\r█▄▃▂▂▂▂▁▁▁▁▁ 10/10  cost 0.100  ");
    }

    @Test
    void lineFitsATerminalOf80Columns() {
        String text = run(true, 1000, 1_000_000, Optional.empty());
        assertThat(text.strip().replace("\u001b[K", "").split("\r")).allMatch(line -> line.length() < 80);
    }

    /// One second per epoch, each better than the last.
    private static String run(boolean terminal, int run, int epochs, Optional<Duration> budget) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Session session = new Session(
                new ByteArrayInputStream(new byte[0]),
                new ByteArrayOutputStream(),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                "lamina",
                new Interruption());
        Progress progress = new Progress(session, budget);
        progress.start(new Accuracy(), 1);
        for (int epoch = 1; epoch <= run; epoch++) {
            progress.epoch(new EpochReport(
                    epoch,
                    epochs,
                    true,
                    1.0 / epoch,
                    2.0 / epoch,
                    1 - 1.0 / epoch,
                    true,
                    0.1f,
                    Duration.ofSeconds(epoch)));
        }
        progress.end();
        return err.toString(StandardCharsets.UTF_8);
    }
}
