package dev.lamina.data;

/// What a date and time says to the network: the year as a plain number, the others as sine and cosine on their
/// circle, so that December lies next to January.
public enum TimePart {
    YEAR(0),
    /// January is at angle 0.
    MONTH(12),
    /// The first is at angle 0.
    DAY_OF_MONTH(31),
    /// Monday is at angle 0.
    DAY_OF_WEEK(7),
    HOUR(24),
    MINUTE(60);

    private static final long SECONDS_PER_DAY = 86_400;

    /// A limit for days, some thousand million years, beyond which the calendar's arithmetic would overflow.
    private static final double LAST_DAY = 3.65e11;

    private final int steps;

    TimePart(int steps) {
        this.steps = steps;
    }

    /// How many steps the circle of this part has, such as 12 months; 0 for the year, which has no circle.
    int steps() {
        return steps;
    }

    /// How many inputs of the network the part becomes: 1 for a plain number, 2 for sine and cosine.
    public int width() {
        return steps == 0 ? 1 : 2;
    }

    /// The year, or which step of the circle, 0 for the first.
    ///
    /// @param epochSeconds seconds since 1970-01-01T00:00, finite; dates are of the Gregorian calendar
    int of(double epochSeconds) {
        double day = Math.floor(epochSeconds / SECONDS_PER_DAY);
        long days = (long) Math.clamp(day, -LAST_DAY, LAST_DAY);
        long second = Math.floorMod((long) Math.floor(epochSeconds), SECONDS_PER_DAY);
        return (int)
                switch (this) {
                    case YEAR, MONTH, DAY_OF_MONTH -> date(days);
                    case DAY_OF_WEEK -> Math.floorMod(days + 3, steps);
                    case HOUR -> second / 3600;
                    case MINUTE -> second / 60 % steps;
                };
    }

    /// Howard Hinnant's `civil_from_days` ("chrono-Compatible Low-Level Date Algorithms"): years start in
    /// March, 400 of them have 146 097 days. Written out because java.time makes an object for each value.
    private long date(long days) {
        long fromMarch0 = days + 719_468;
        long era = Math.floorDiv(fromMarch0, 146_097);
        long dayOfEra = Math.floorMod(fromMarch0, 146_097);
        long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long monthFromMarch = (5 * dayOfYear + 2) / 153;
        if (this == DAY_OF_MONTH) {
            return dayOfYear - (153 * monthFromMarch + 2) / 5;
        }
        long month = (monthFromMarch + 2) % 12;
        return this == MONTH ? month : era * 400 + yearOfEra + (month < 2 ? 1 : 0);
    }
}
