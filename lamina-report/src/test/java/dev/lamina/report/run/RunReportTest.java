package dev.lamina.report.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.TrainingResult;
import dev.lamina.data.Column;
import dev.lamina.data.Table;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunReportTest {

    private static final int ROWS = 120;

    private static final Table TABLE = Table.of(
            "test",
            Column.numbers(
                    "a", IntStream.range(0, ROWS).mapToDouble(i -> i * 37 % 101).toArray()),
            Column.numbers(
                    "b", IntStream.range(0, ROWS).mapToDouble(i -> i * 53 % 97).toArray()),
            Column.categories(
                    "class",
                    IntStream.range(0, ROWS)
                            .mapToObj(i -> i % 10 == 0 != i * 37 % 101 > 50 ? "yes" : "no")
                            .toArray(String[]::new)),
            Column.numbers(
                    "value",
                    IntStream.range(0, ROWS)
                            .mapToDouble(i -> i * 37 % 101 + (i == 7 ? 1000 : 0))
                            .toArray()));

    @Test
    void theWorstRowsAreTheWrongOnesWithTheLeastProbability() {
        RunReport report = Reports.report(TABLE.without(List.of("value")), "class", 2);

        List<WorstRow> worst = report.worst();
        assertThat(worst).isNotEmpty();
        assertThat(worst).isSortedAccordingTo((a, b) -> Double.compare(a.error(), b.error()));
        for (WorstRow row : worst) {
            assertThat(row.actual()).isNotEqualTo(row.predicted());
            assertThat(row.place()).isEqualTo("test, row " + (row.row() + 1));
        }
    }

    @Test
    void theWorstValueIsTheOneThatIsFurthestOff() {
        RunReport report = Reports.report(TABLE.without(List.of("class")), "value", 2);

        WorstRow worst = report.worst().getFirst();
        assertThat(worst.place()).isEqualTo("test, row 8");
        assertThat(worst.error()).isLessThan(-900);
    }

    @Test
    void reliabilityIsTheWeightedDistanceOfItsBins() {
        RunReport report = Reports.report(TABLE.without(List.of("value")), "class", 2);

        Reliability reliability = report.reliability();
        assertThat(reliability.bins().stream().mapToInt(Reliability.Bin::rows).sum())
                .isEqualTo(ROWS);
        double error = reliability.bins().stream()
                .mapToDouble(bin -> bin.rows() * Math.abs(bin.predicted() - bin.observed()) / ROWS)
                .sum();
        assertThat(reliability.error()).isCloseTo(error, within(1e-12));
    }

    @Test
    void aModelOnOtherDataIsJudgedByTheirRows() {
        TrainingResult trained = Reports.train(TABLE.without(List.of("value")), "class", 2);
        Table others = TABLE.select(IntStream.range(10, 40).toArray());

        RunReport report = RunReport.of(trained.model(), "m", others, List.of("a warning"), 1);

        assertThat(report.rows().rows()).isEqualTo(30);
        assertThat(report.training()).isEmpty();
        assertThat(report.warnings()).containsExactly("a warning");
        assertThat(report.drivers().importance()).isPresent();
        assertThat(report.drivers().dependences()).hasSize(2);
    }

    @Test
    void oneRowHasAReportWithoutDrivers() {
        TrainingResult trained = Reports.train(TABLE.without(List.of("value")), "class", 2);

        RunReport report = RunReport.of(trained.model(), "m", TABLE.select(new int[] {3}), List.of(), 1);

        assertThat(report.drivers().importance()).isEmpty();
        assertThat(report.drivers().columns(trained.model())).containsExactly("a", "b");
    }
}
