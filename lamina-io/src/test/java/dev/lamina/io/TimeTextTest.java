package dev.lamina.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.data.TimeFormat;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    @ParameterizedTest
    @CsvSource({
        "1970-01-01, 1970-01-01T00:00",
        "2024-02-29, 2024-02-29T00:00",
        "1600-12-31, 1600-12-31T00:00",
        "2024-03-01T12:30, 2024-03-01T12:30",
        "2024-03-01 12:30:05, 2024-03-01T12:30:05",
        "2024-03-01T12:30:05.25, 2024-03-01T12:30:05.25",
        "2024-03-01T12:30Z, 2024-03-01T12:30",
        "2024-03-01T12:30:05+02, 2024-03-01T10:30:05",
        "2024-03-01T12:30:05-0230, 2024-03-01T15:00:05",
        "2024-03-01 12:30 UTC, 2024-03-01T12:30",
        "2024/3/1 1:30 PM, 2024-03-01T13:30",
        "2024-03-01T12:30:05.5+02:30, 2024-03-01T10:00:05.5"
    })
    void readsTheClockAsWrittenAndAnOffsetAsTheClockOfUtc(String text, LocalDateTime time) {
        assertThat(parse(text)).isEqualTo(ChronoUnit.MILLIS.between(EPOCH, time) / 1e3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024",
                "2024-03",
                "20240301",
                "2023-02-29",
                "2024-13-01",
                "2024-00-01",
                "2024-01-32",
                "24-01-01",
                "01/02/2024",
                "2024-1-1",
                "2024-03-01T",
                "2024-03-01T12",
                "2024-03-01T24:00",
                "2024-03-01T12:60",
                "2024-03-01T12:30:60",
                "2024-03-01T12:30:",
                "2024-03-01T12:30:05.",
                "2024-03-01T12:30 Z",
                "2024-03-01x12:30",
                "2024-03-01T12:30+2",
                "2024-03-01T12:30+19:00",
                "2024-03-01T12:30+02:0",
                "2024-03-01T12:30ZZ",
                "2024-03-01Z"
            })
    void refusesWhatIsNoTime(String text) {
        assertThat(parse(text)).isNaN();
    }

    @Test
    void formattedTimesReadBack() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        for (int i = 0; i < 20_000; i++) {
            double seconds = Math.rint(random.nextDouble(-6e10, 2e11)) + random.nextInt(4) / 4.0;
            String text = TimeText.format(seconds, false);
            assertThat(parse(text)).as(text).isEqualTo(seconds);
        }
        assertThat(TimeText.format(86_400 * 59, true)).isEqualTo("1970-03-01");
    }

    private static double parse(String text) {
        return TimeText.parse(("1" + text + "1").toCharArray(), 1, 1 + text.length(), TimeFormat.YEAR_MONTH_DAY);
    }
}
