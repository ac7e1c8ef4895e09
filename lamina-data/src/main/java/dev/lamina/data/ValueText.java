package dev.lamina.data;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/// How messages spell the values of columns.
final class ValueText {

    private static final long SECONDS_PER_DAY = 86_400;

    /// The seconds of the years from −9999 to 9999, which are all that a date is spelled for.
    private static final double LAST_SECOND = 253_402_300_799.0;

    private ValueText() {}

    /// `3`, `0.25`, `1.0E300`.
    static String number(double value) {
        return value == (long) value && Math.abs(value) < 0x1p63 ? Long.toString((long) value) : Double.toString(value);
    }

    /// `2024-12-31`, `2024-12-31T12:30`; a time of day as `12:30`.
    static String time(double epochSeconds, TimeFormat format) {
        if (Math.abs(epochSeconds) > LAST_SECOND) {
            return number(epochSeconds) + " seconds since 1970";
        }
        long second = (long) Math.floor(epochSeconds);
        return switch (format) {
            case TIME_OF_DAY ->
                LocalTime.ofSecondOfDay(Math.floorMod(second, SECONDS_PER_DAY)).toString();
            case YEAR_MONTH_DAY, DAY_MONTH_YEAR, MONTH_DAY_YEAR -> {
                LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
                yield second % SECONDS_PER_DAY == 0 ? time.toLocalDate().toString() : time.toString();
            }
        };
    }
}
