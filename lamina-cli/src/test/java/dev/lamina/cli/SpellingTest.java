package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class SpellingTest {

    @Test
    void sizesReadWell() {
        assertThat(TextReport.size(285_500)).isEqualTo("286 kB");
        assertThat(TextReport.size(2_340_000)).isEqualTo("2.3 MB");
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
    void argumentsAreQuotedForTheShell() {
        assertThat(DataSource.quoted("data/a-1.csv")).isEqualTo("data/a-1.csv");
        assertThat(DataSource.quoted("from 'a.csv'")).isEqualTo("\"from 'a.csv'\"");
        assertThat(DataSource.quoted("it's $5")).isEqualTo("'it'\\''s $5'");
        assertThat(DataSource.quoted("part-*.csv")).isEqualTo("'part-*.csv'");
        assertThat(DataSource.quoted("~x")).isEqualTo("'~x'");
        assertThat(DataSource.quoted("a\nb'\\\t1")).isEqualTo("$'a\\012b\\'\\\\\\0111'");
        assertThat(DataSource.quoted(Path.of("-x.safetensors"))).isEqualTo("./-x.safetensors");
        assertThat(DataSource.quoted(Path.of("-a b"))).isEqualTo("'./-a b'");
    }
}
