package dev.lamina.core.activation;

/// The numbers that an activation gives: those between two ends, which belong to them or not.
///
/// @param lowest the lower end, −∞ for none
/// @param highest the upper end, ∞ for none
/// @param closed whether a finite end can be reached
/// @param words the range as messages say it, such as `numbers above 0`
public record Range(double lowest, double highest, boolean closed, String words) {

    /// Any number.
    public static Range all() {
        return new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, "any number");
    }

    /// More than `lowest`.
    public static Range above(double lowest) {
        return new Range(lowest, Double.POSITIVE_INFINITY, false, "numbers above " + text(lowest));
    }

    /// `lowest` and more.
    public static Range from(double lowest) {
        return new Range(lowest, Double.POSITIVE_INFINITY, true, text(lowest) + " and more");
    }

    /// Between the two, which are not reached.
    public static Range between(double lowest, double highest) {
        return new Range(lowest, highest, false, "numbers between " + text(lowest) + " and " + text(highest));
    }

    /// From one to the other, both of which may be reached.
    public static Range closed(double lowest, double highest) {
        return new Range(lowest, highest, true, text(lowest) + " to " + text(highest));
    }

    /// The same, where messages must say that the ends are reached.
    public Range withBothEnds() {
        return new Range(lowest, highest, closed, words + " with both ends");
    }

    /// Whether all of these numbers lie between two others, which must not be reached.
    public boolean isWithin(double above, double below) {
        return closed ? lowest > above && highest < below : lowest >= above && highest <= below;
    }

    private static String text(double end) {
        return end == (int) end ? Integer.toString((int) end) : Double.toString(end);
    }
}
