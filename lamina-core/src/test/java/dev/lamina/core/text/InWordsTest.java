package dev.lamina.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InWordsTest {

    @Test
    void numbersHaveFourSignificantDigits() {
        assertThat(InWords.number(1)).isEqualTo("1.000");
        assertThat(InWords.number(0.985507)).isEqualTo("0.9855");
        assertThat(InWords.number(0.99999)).isEqualTo("1.000");
        assertThat(InWords.number(-12.3456)).isEqualTo("-12.35");
        assertThat(InWords.number(9999.6)).isEqualTo("10000");
        assertThat(InWords.number(56213.4)).isEqualTo("56,213");
        assertThat(InWords.number(0.00012345)).isEqualTo("0.0001234");
        assertThat(InWords.number(1.2345e-7)).isEqualTo("1.235e-07");
        assertThat(InWords.number(999_999_999_999.0)).isEqualTo("999,999,999,999");
        assertThat(InWords.number(-1e28)).isEqualTo("-1.000e+28");
        assertThat(InWords.number(1.0947e300)).isEqualTo("1.095e+300");
        assertThat(InWords.number(0)).isEqualTo("0");
        assertThat(InWords.number(Double.NaN)).isEqualTo("undefined");
    }

    @Test
    void listsAndNamesAreShortened() {
        assertThat(InWords.list(List.of("a", "b", "c"), 3)).isEqualTo("a, b, c");
        assertThat(InWords.list(List.of("a", "b", "c"), 2)).isEqualTo("a, b and 1 more");
        assertThat(InWords.name("two\nlines\u001b[1m")).isEqualTo("two?lines?[1m");
        assertThat(InWords.name("x".repeat(50))).hasSize(40).endsWith("…");
        assertThat(InWords.name("😀".repeat(50))).isEqualTo("😀".repeat(39) + "…");
    }

    @Test
    void countsReadWell() {
        assertThat(InWords.count(1, "row")).isEqualTo("1 row");
        assertThat(InWords.count(69_379, "parameter")).isEqualTo("69,379 parameters");
    }

    @Test
    void durationsAreWrittenInTwoUnits() {
        assertThat(InWords.duration(Duration.ofMillis(1260))).isEqualTo("1.2s");
        assertThat(InWords.duration(Duration.ofSeconds(12))).isEqualTo("12s");
        assertThat(InWords.duration(Duration.ofSeconds(125))).isEqualTo("2m 5s");
        assertThat(InWords.duration(Duration.ofMinutes(95))).isEqualTo("1h 35m");
    }

    @Test
    void longTextsAreBrokenBetweenWords() {
        String text = "word ".repeat(30).strip();
        assertThat(new LabelledLines().add("Label", text).add("Other", "a\u001b[1mb"))
                .hasToString("Label       " + "word ".repeat(17).strip() + "\n            "
                        + "word ".repeat(13).strip() + "\nOther       a?[1mb");
    }
}
