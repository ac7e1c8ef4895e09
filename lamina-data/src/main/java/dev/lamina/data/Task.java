package dev.lamina.data;

import java.util.Arrays;

/// What is to be predicted.
public enum Task {
    /// One of several classes.
    CLASSIFICATION,
    /// A number.
    REGRESSION;

    /// A target with more different whole numbers than this holds quantities, not labels.
    private static final int MOST_NUMBERED_CLASSES = 50;

    /// The task that a target column suggests. Words are classes. Numbers are classes if they are all whole,
    /// run from 0 or 1 without a gap, are at most 50 different ones, and come twice or more on average;
    /// otherwise quantities.
    ///
    /// @throws DataException if the column holds times
    public static Task infer(Column target) {
        return switch (target) {
            case Column.Categories _ -> CLASSIFICATION;
            case Column.Numbers numbers -> labels(numbers.values()) ? CLASSIFICATION : REGRESSION;
            case Column.Times _ -> throw notATarget(target);
        };
    }

    static DataException notATarget(Column target) {
        return new DataException("column " + NameText.quote(target.name())
                + " holds dates or times, which cannot be predicted; choose a column of words or numbers");
    }

    private static boolean labels(double[] values) {
        int[] counts = new int[MOST_NUMBERED_CLASSES + 1];
        int present = 0;
        for (double value : values) {
            if (Double.isNaN(value)) {
                continue;
            }
            if (!(value >= 0 && value <= MOST_NUMBERED_CLASSES && value == Math.rint(value))) {
                return false;
            }
            counts[(int) value]++;
            present++;
        }
        int different = (int) Arrays.stream(counts).filter(count -> count > 0).count();
        int first = counts[0] > 0 ? 0 : 1;
        boolean gapless = Arrays.stream(counts, first, Math.min(first + different, counts.length))
                .allMatch(count -> count > 0);
        return gapless && different <= MOST_NUMBERED_CLASSES && present >= 2 * different;
    }
}
