package dev.lamina.io;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;

/// Dates and times as ISO 8601 writes them: `2024-03-01`, `2024-03-01T12:30`, `2024-03-01 12:30:05.25+02:00`.
///
/// A value is the seconds from 1970-01-01T00:00 on the calendar and clock as written: an offset is checked,
/// then left out.
final class TimeText {

    private static final int SECONDS_PER_DAY = 86_400;

    private TimeText() {}

    /// Seconds on the clock as written; NaN if `text[from, to)` is no date or time.
    static double parse(char[] text, int from, int to) {
        if (to - from < 10 || text[from + 4] != '-' || text[from + 7] != '-') {
            return Double.NaN;
        }
        int year = digits(text, from, from + 4);
        int month = digits(text, from + 5, from + 7);
        int day = digits(text, from + 8, from + 10);
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > lengthOf(month, year)) {
            return Double.NaN;
        }
        double seconds = (double) LocalDate.of(year, month, day).toEpochDay() * SECONDS_PER_DAY;
        return to - from == 10 ? seconds : seconds + clock(text, from + 10, to);
    }

    static double of(LocalDate date) {
        return (double) date.toEpochDay() * SECONDS_PER_DAY;
    }

    static double of(LocalDateTime time) {
        return of(time.toLocalDate()) + time.toLocalTime().toNanoOfDay() / 1e9;
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

    private static int lengthOf(int month, int year) {
        return Month.of(month).length(IsoChronology.INSTANCE.isLeapYear(year));
    }

    /// `T12:30`, `T12:30:05`, `T12:30:05.25`, then nothing, `Z`, `+02`, `+0200` or `+02:00`.
    private static double clock(char[] text, int from, int to) {
        boolean separated = text[from] == 'T' || text[from] == ' ';
        if (!separated || to - from < 6 || text[from + 3] != ':') {
            return Double.NaN;
        }
        int hour = digits(text, from + 1, from + 3);
        int minute = digits(text, from + 4, from + 6);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59) {
            return Double.NaN;
        }
        double seconds = hour * 3600.0 + minute * 60.0;
        int at = from + 6;
        if (at < to && text[at] == ':') {
            int second = to - at < 3 ? -1 : digits(text, at + 1, at + 3);
            if (second < 0 || second > 59) {
                return Double.NaN;
            }
            at += 3;
            int end = fractionEnd(text, at, to);
            seconds += end == at ? second : NumberText.parse(text, at - 2, end, '.');
            at = end;
        }
        return isZone(text, at, to) ? seconds : Double.NaN;
    }

    /// The end of `.25`, or `from` if there is no fraction.
    private static int fractionEnd(char[] text, int from, int to) {
        if (from >= to || text[from] != '.') {
            return from;
        }
        int at = from + 1;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at == from + 1 ? from : at;
    }

    private static boolean isZone(char[] text, int from, int to) {
        if (from == to) {
            return true;
        }
        if (text[from] == 'Z') {
            return to - from == 1;
        }
        boolean signed = text[from] == '+' || text[from] == '-';
        if (!signed || to - from < 3) {
            return false;
        }
        int hours = digits(text, from + 1, from + 3);
        int at = from + 3;
        if (at < to && text[at] == ':') {
            at++;
        }
        boolean bare = to == from + 3;
        int minutes = bare ? 0 : to - at == 2 ? digits(text, at, to) : -1;
        return hours >= 0 && hours <= 18 && minutes >= 0 && minutes <= 59;
    }

    /// The number in `text[from, to)`, all digits; −1 if there is anything else.
    private static int digits(char[] text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
