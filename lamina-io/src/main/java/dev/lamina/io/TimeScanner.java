package dev.lamina.io;

import dev.lamina.data.TimeFormat;
import java.util.List;
import java.util.Locale;

/// Goes through the text of a date or time from left to right; what it has passed can be asked for.
final class TimeScanner {

    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");

    private static final int NANO_DIGITS = 9;

    private final char[] text;
    private final int to;
    private int at;

    private int year;
    private int month;
    private int day;
    private boolean namedMonth;
    private long nanoOfDay;
    private int offset;
    private boolean zoned;

    TimeScanner(char[] text, int from, int to) {
        this.text = text;
        this.to = to;
        this.at = from;
    }

    int year() {
        return year;
    }

    int month() {
        return month;
    }

    int day() {
        return day;
    }

    /// Seconds since midnight.
    double secondOfDay() {
        return nanoOfDay / 1e9;
    }

    /// Seconds by which the clock is ahead of UTC; 0 if the text does not say it.
    int offset() {
        return offset;
    }

    /// Whether the text has an offset.
    boolean zoned() {
        return zoned;
    }

    boolean atEnd() {
        return at == to;
    }

    /// Passes a date in this order.
    boolean date(TimeFormat order) {
        return switch (order) {
            case YEAR_MONTH_DAY -> yearFirst();
            case DAY_MONTH_YEAR -> dayFirst();
            case MONTH_DAY_YEAR -> monthFirst();
            case TIME_OF_DAY -> false;
        };
    }

    /// `2024-03-01`, `2024/3/1`.
    private boolean yearFirst() {
        if (!passYear()) {
            return false;
        }
        char mark = mark();
        int fewest = mark == '-' ? 2 : 1;
        month = digits(fewest, 2);
        if (mark == 0 || mark == ' ' || month < 0 || mark != mark()) {
            return false;
        }
        day = digits(fewest, 2);
        return day >= 0;
    }

    /// `31.12.2024`, `31-Dec-2024`, `31 December 2024`.
    private boolean dayFirst() {
        day = digits(1, 2);
        char mark = mark();
        return day >= 0 && mark != 0 && passMonth() && mark == mark() && (mark != ' ' || namedMonth) && passYear();
    }

    /// `12/31/2024`, `Dec 31, 2024`.
    private boolean monthFirst() {
        if (!passMonth()) {
            return false;
        }
        char mark = mark();
        day = digits(1, 2);
        if (namedMonth) {
            pass(',');
            return mark == ' ' && day >= 0 && mark() == ' ' && passYear();
        }
        return mark != 0 && mark != ' ' && day >= 0 && mark == mark() && passYear();
    }

    private boolean passYear() {
        year = digits(4, 4);
        return year >= 0;
    }

    private boolean passMonth() {
        namedMonth = at < to && Character.isLetter(text[at]);
        if (namedMonth) {
            return monthName();
        }
        month = digits(1, 2);
        return month >= 0;
    }

    private boolean monthName() {
        int end = at;
        while (end < to && Character.isLetter(text[end])) {
            end++;
        }
        if (end - at < 3) {
            return false;
        }
        String name = new String(text, at, end - at).toLowerCase(Locale.ROOT);
        for (int i = 0; i < MONTHS.size(); i++) {
            String full = MONTHS.get(i);
            if (full.equals(name) || (name.length() == 3 && full.startsWith(name))) {
                month = i + 1;
                at = end;
                pass('.');
                return true;
            }
        }
        return false;
    }

    /// Passes what stands between the parts of a date and gives it; 0 for none.
    private char mark() {
        if (at < to && (text[at] == '-' || text[at] == '/' || text[at] == '.' || text[at] == ' ')) {
            return text[at++];
        }
        return 0;
    }

    /// Passes what stands between date and time.
    boolean separator() {
        pass(',');
        if (pass('T')) {
            return true;
        }
        int start = at;
        while (at < to && text[at] == ' ') {
            at++;
        }
        return at > start;
    }

    /// Passes `12:30`, `12:30:05`, `12:30:05.25` or `1:30 PM`, then nothing, `Z`, `UTC`, `+02`, `+0200` or `+02:00`.
    boolean clock() {
        int hour = digits(1, 2);
        if (hour < 0 || !pass(':')) {
            return false;
        }
        int minute = digits(2, 2);
        int second = 0;
        long nano = 0;
        if (pass(':')) {
            second = digits(2, 2);
            nano = fraction();
        }
        int halfDay = halfDay();
        boolean twelve = halfDay >= 0;
        if (minute < 0 || minute > 59 || second < 0 || second > 59 || nano < 0) {
            return false;
        }
        if (twelve ? hour < 1 || hour > 12 : hour > 23) {
            return false;
        }
        int hourOfDay = twelve ? hour % 12 + halfDay : hour;
        nanoOfDay = (hourOfDay * 3600L + minute * 60L + second) * 1_000_000_000L + nano;
        return zone();
    }

    /// `.25` in nanoseconds, of which further digits are cut; 0 if there is no fraction, −1 if it has no digit.
    private long fraction() {
        if (!pass('.')) {
            return 0;
        }
        long nano = 0;
        int start = at;
        while (at < to && isDigit(text[at])) {
            if (at - start < NANO_DIGITS) {
                nano = nano * 10 + (text[at] - '0');
            }
            at++;
        }
        for (int digits = at - start; digits < NANO_DIGITS; digits++) {
            nano *= 10;
        }
        return at == start ? -1 : nano;
    }

    /// Passes `AM` or `PM`: the hour that it begins with; −1 for none.
    private int halfDay() {
        int blank = at < to && text[at] == ' ' ? 1 : 0;
        if (to - at < blank + 2 || (text[at + blank + 1] | 0x20) != 'm') {
            return -1;
        }
        int letter = text[at + blank] | 0x20;
        if (letter != 'a' && letter != 'p') {
            return -1;
        }
        at += blank + 2;
        return letter == 'a' ? 0 : 12;
    }

    private boolean zone() {
        if (at == to) {
            return true;
        }
        int start = at;
        pass(' ');
        if (is("UTC") || is("GMT") || is("Z")) {
            zoned = true;
            at = to;
            // ISO 8601 writes Z without a blank.
            return text[to - 1] != 'Z' || text[start] == 'Z';
        }
        boolean ahead = at < to && text[at] == '+';
        if (!ahead && !(at < to && text[at] == '-')) {
            return false;
        }
        at++;
        int hours = digits(2, 2);
        boolean colon = pass(':');
        int minutes = at == to && !colon ? 0 : digits(2, 2);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59 || at < to) {
            return false;
        }
        zoned = true;
        offset = (ahead ? 1 : -1) * (hours * 3600 + minutes * 60);
        return true;
    }

    private boolean is(String rest) {
        return to - at == rest.length() && rest.contentEquals(new String(text, at, to - at));
    }

    private boolean pass(char c) {
        if (at < to && text[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    /// Passes a number of that many digits and gives it; −1 if there are fewer.
    private int digits(int fewest, int most) {
        int start = at;
        int value = 0;
        while (at < to && at - start < most && isDigit(text[at])) {
            value = value * 10 + (text[at++] - '0');
        }
        return at - start >= fewest ? value : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
