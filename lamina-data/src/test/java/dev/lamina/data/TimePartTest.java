package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimePartTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00",
                "1969-12-31T23:59:59",
                "2000-02-29T12:30:59",
                "1900-02-28T23:59:00",
                "1900-03-01T00:00:00",
                "2024-02-29T23:59:59",
                "2024-12-31T01:02:03",
                "0000-01-01T00:00:00",
                "-0004-02-29T06:00:00",
                "9999-12-31T23:59:59"
            })
    void partsOfNotableTimesAreThoseOfTheJavaCalendar(String time) {
        check(LocalDateTime.parse(time));
    }

    @Test
    void partsOfAnyTimeAreThoseOfTheJavaCalendar() {
        RandomStream random = RandomStream.of(2, Purpose.SHUFFLE, 0);
        long century = 100L * 366 * 86_400;
        for (int i = 0; i < 20_000; i++) {
            long seconds = Math.floorMod(random.nextLong(), 80 * century) - 40 * century;
            check(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));
        }
    }

    @Test
    void fractionsOfASecondCountToTheSecondBefore() {
        assertThat(TimePart.MINUTE.of(59.999)).isZero();
        assertThat(TimePart.YEAR.of(-0.001)).isEqualTo(1969);
        assertThat(TimePart.MINUTE.of(-0.001)).isEqualTo(59);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, -1e300, 1e18, -1e18, Double.MAX_VALUE})
    void timesOutsideTheCalendarStayOnTheirCircles(double seconds) {
        for (TimePart part : TimePart.values()) {
            int step = part.of(seconds);
            if (part != TimePart.YEAR) {
                assertThat(step).isBetween(0, part.steps() - 1);
            } else {
                assertThat(Math.abs(step)).isLessThan(1_000_000_000);
            }
        }
    }

    private static void check(LocalDateTime time) {
        double seconds = time.toEpochSecond(ZoneOffset.UTC);
        assertThat(new int[] {
                    TimePart.YEAR.of(seconds),
                    TimePart.MONTH.of(seconds),
                    TimePart.DAY_OF_MONTH.of(seconds),
                    TimePart.DAY_OF_WEEK.of(seconds),
                    TimePart.HOUR.of(seconds),
                    TimePart.MINUTE.of(seconds)
                })
                .as(time.toString())
                .containsExactly(
                        time.getYear(),
                        time.getMonthValue() - 1,
                        time.getDayOfMonth() - 1,
                        time.getDayOfWeek().getValue() - 1,
                        time.getHour(),
                        time.getMinute());
    }
}
