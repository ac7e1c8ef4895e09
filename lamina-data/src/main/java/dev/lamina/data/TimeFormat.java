package dev.lamina.data;

/// The order in which a column of text writes its dates and times. A column has one, found over all of its cells or
/// set, which the model keeps for new data.
public enum TimeFormat {
    /// `2024-12-31`, `2024/12/31`, `2024-12-31T12:30:05.25+02:00`: ISO 8601 and what is like it.
    YEAR_MONTH_DAY("2024-12-31"),
    /// `31.12.2024`, `31/12/2024 12:30`, `31-Dec-2024`.
    DAY_MONTH_YEAR("31/12/2024"),
    /// `12/31/2024`, `12/31/2024 1:30 PM`, `Dec 31, 2024`.
    MONTH_DAY_YEAR("12/31/2024"),
    /// `12:30`, `12:30:05`: no date; a value is the seconds since midnight.
    TIME_OF_DAY("12:30");

    private final String example;

    TimeFormat(String example) {
        this.example = example;
    }

    /// A date or time in this order.
    public String example() {
        return example;
    }
}
