package dev.lamina.data;

/// The least and the greatest value that training saw in a column, for telling of values beyond.
///
/// @param least −∞ if it is not known
/// @param greatest ∞ if it is not known
public record Range(double least, double greatest) {

    /// Nothing is beyond it.
    public static final Range UNKNOWN = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /// @throws IllegalArgumentException if the least is NaN or above the greatest
    public Range {
        if (!(least <= greatest)) {
            throw new IllegalArgumentException("range from " + least + " to " + greatest + " holds no value");
        }
    }

    /// How far a value lies outside; 0 within.
    double distance(double value) {
        return value < least ? least - value : value > greatest ? value - greatest : 0;
    }

    /// From the least to the greatest.
    double width() {
        return greatest - least;
    }

    /// Whether a value lies outside; NaN does not.
    public boolean isBeyond(double value) {
        return value < least || value > greatest;
    }
}
