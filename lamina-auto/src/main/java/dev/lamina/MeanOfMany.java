package dev.lamina;

/// What a measure of the mean of many networks is, by those of one network and of the mean of a few: as
/// variance does, it falls in proportion to one over their number, v(n) = a + b/n.
///
/// A row of the training has few networks that were not trained on it, the model has many. Measured on single
/// networks, it would be thought less sure of itself, and further off, than it is.
///
/// @param few how many networks a row has that were not trained on it
/// @param many how many predict together
record MeanOfMany(int few, int many) {

    /// Whether there is something to tell it by.
    boolean known() {
        return few > 1 && many > few;
    }

    /// v(many).
    ///
    /// @param ofOne v(1)
    /// @param ofFew v(few)
    double of(double ofOne, double ofFew) {
        double b = (ofOne - ofFew) / (1 - 1.0 / few);
        return ofOne - b + b / many;
    }
}
