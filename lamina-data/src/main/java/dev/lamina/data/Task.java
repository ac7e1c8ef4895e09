package dev.lamina.data;

/// What is to be predicted.
public enum Task {
    /// One of several classes.
    CLASSIFICATION,
    /// A number.
    REGRESSION;

    /// The task that a target column suggests; missing cells do not count.
    ///
    /// - Words are classes.
    /// - Two different numbers, whatever they are, are classes if there are four rows or more.
    /// - Whole numbers are classes if the least is 0 or 1, there is no gap between them, they are at most 50
    ///   different ones, and come twice or more on average. At most 20 different ones may have gaps, as the ratings
    ///   1, 3, 4, 5 have, if at least half of the whole numbers from the least to the greatest are there.
    /// - All other numbers are quantities.
    ///
    /// Numbers taken for classes are in doubt, since they may be quantities. So are at most 50 different quantities
    /// that come ten times or more on average, such as grades from 3 to 9: they may be classes.
    ///
    /// @throws DataException if the column holds times
    public static TaskChoice infer(Column target) {
        return TaskChoice.of(target);
    }

    static DataException notATarget(Column target) {
        return new DataException("column " + NameText.quote(target.name())
                + " holds dates or times, which cannot be predicted; choose a column of words or numbers");
    }
}
