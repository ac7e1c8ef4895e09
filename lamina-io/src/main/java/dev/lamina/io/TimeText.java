package dev.lamina.io;

import dev.lamina.data.TimeFormat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;

/// Dates and times as text, in one of the orders of [TimeFormat]: `2024-03-01`, `01.03.2024 12:30`, `3/1/2024 1:30 PM`,
/// `01-Mar-2024`, `2024-03-01T12:30:05.25+02:00`, `12:30`. Years have four digits.
///
/// A value is the seconds from 1970-01-01T00:00: by the clock of UTC where the text has an offset, else on the calendar
/// and clock as written. Two ways to write the same moment give the same double.
final class TimeText {

    private static final int SECONDS_PER_DAY = 86_400;

    private TimeText() {}

    /// Seconds since 1970-01-01T00:00; NaN if `text[from, to)` is no date or time in this format.
    static double parse(char[] text, int from, int to, TimeFormat format) {
        if (from == to) {
            return Double.NaN;
        }
        TimeScanner scanner = new TimeScanner(text, from, to);
        if (format == TimeFormat.TIME_OF_DAY) {
            return scanner.clock() && scanner.atEnd() && !scanner.zoned() ? scanner.secondOfDay() : Double.NaN;
        }
        if (!scanner.date(format) || !isDay(scanner.year(), scanner.month(), scanner.day())) {
            return Double.NaN;
        }
        long day = LocalDate.of(scanner.year(), scanner.month(), scanner.day()).toEpochDay();
        if (scanner.atEnd()) {
            return (double) day * SECONDS_PER_DAY;
        }
        return scanner.separator() && scanner.clock() && scanner.atEnd()
                ? (double) (day * SECONDS_PER_DAY - scanner.offset()) + scanner.secondOfDay()
                : Double.NaN;
    }

    /// Seconds since midnight as `12:30:05`.
    static String formatTimeOfDay(double seconds) {
        String time = LocalTime.ofNanoOfDay(Math.round(seconds * 1e6) * 1000).toString();
        return time.length() == 5 ? time + ":00" : time;
    }

    private static boolean isDay(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= Month.of(month).length(IsoChronology.INSTANCE.isLeapYear(year));
    }

    static double of(LocalDateTime time) {
        return (double) time.toLocalDate().toEpochDay() * SECONDS_PER_DAY + of(time.toLocalTime());
    }

    /// Seconds since midnight.
    static double of(LocalTime time) {
        return time.toNanoOfDay() / 1e9;
    }

    static boolean isWholeDay(double seconds) {
        return seconds % SECONDS_PER_DAY == 0;
    }

    /// As [#parse] reads it: to the microsecond, and without the time for `date`.
    static String format(double seconds, boolean date) {
        long whole = (long) Math.floor(seconds);
        long micros = Math.min(Math.round((seconds - whole) * 1e6), 999_999);
        LocalDateTime time = LocalDateTime.ofEpochSecond(whole, (int) micros * 1000, ZoneOffset.UTC);
        return date ? time.toLocalDate().toString() : time.toString();
    }
}
