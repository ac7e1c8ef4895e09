package dev.lamina.data;

/// A number that a date or time gives.
public enum TimePart {
    /// Days since 1970-01-01, standardised by the pipeline's center and scale.
    YEAR(1),
    MONTH(2),
    DAY_OF_MONTH(2),
    DAY_OF_WEEK(2),
    HOUR(2),
    MINUTE(2);

    private final int width;

    TimePart(int width) {
        this.width = width;
    }

    /// 1 for a plain number, 2 for sine and cosine.
    public int width() {
        return width;
    }
}
