package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class WordingTest {

    @Test
    void numbersHaveFourSignificantDigits() {
        assertThat(Wording.number(1)).isEqualTo("1.000");
        assertThat(Wording.number(0.985507)).isEqualTo("0.9855");
        assertThat(Wording.number(0.99999)).isEqualTo("1.000");
        assertThat(Wording.number(-12.3456)).isEqualTo("-12.35");
        assertThat(Wording.number(9999.6)).isEqualTo("10000");
        assertThat(Wording.number(56213.4)).isEqualTo("56,213");
        assertThat(Wording.number(0.00012345)).isEqualTo("0.0001234");
        assertThat(Wording.number(1.2345e-7)).isEqualTo("1.235e-07");
        assertThat(Wording.number(0)).isEqualTo("0");
        assertThat(Wording.number(Double.NaN)).isEqualTo("undefined");
    }

    @Test
    void listsAndNamesAreShortened() {
        assertThat(Wording.list(List.of("a", "b", "c"), 3)).isEqualTo("a, b, c");
        assertThat(Wording.list(List.of("a", "b", "c"), 2)).isEqualTo("a, b and 1 more");
        assertThat(Wording.name("two\nlines\u001b[1m")).isEqualTo("two?lines?[1m");
        assertThat(Wording.name("x".repeat(50))).hasSize(40).endsWith("…");
    }

    @Test
    void countsAndSizesReadWell() {
        assertThat(Wording.count(1, "row")).isEqualTo("1 row");
        assertThat(Wording.count(69_379, "parameter")).isEqualTo("69,379 parameters");
        assertThat(Wording.bytes(285_500)).isEqualTo("286 kB");
        assertThat(Wording.bytes(2_340_000)).isEqualTo("2.3 MB");
    }

    @Test
    void durationsAreReadAsPeopleWriteThem() {
        Durations durations = new Durations();
        assertThat(durations.convert("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(durations.convert("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(durations.convert("1h30m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(durations.convert("45")).isEqualTo(Duration.ofSeconds(45));
        for (String bad : List.of("", " ", "s", "1d", "-5s", "1.5h", "5m1h")) {
            assertThatThrownBy(() -> durations.convert(bad))
                    .isInstanceOf(TypeConversionException.class)
                    .hasMessage("'" + bad + "' is no duration such as 90s, 5m or 1h30m");
        }
    }

    @Test
    void durationsAreWrittenInTwoUnits() {
        assertThat(Durations.text(Duration.ofMillis(1260))).isEqualTo("1.2s");
        assertThat(Durations.text(Duration.ofSeconds(12))).isEqualTo("12s");
        assertThat(Durations.text(Duration.ofSeconds(125))).isEqualTo("2m 5s");
        assertThat(Durations.text(Duration.ofMinutes(95))).isEqualTo("1h 35m");
    }

    @Test
    void argumentsAreQuotedForTheShell() {
        assertThat(DataSource.quoted("data/a-1.csv")).isEqualTo("data/a-1.csv");
        assertThat(DataSource.quoted("from 'a.csv'")).isEqualTo("\"from 'a.csv'\"");
        assertThat(DataSource.quoted("it's $5")).isEqualTo("'it'\\''s $5'");
        assertThat(DataSource.quoted("part-*.csv")).isEqualTo("'part-*.csv'");
    }
}
