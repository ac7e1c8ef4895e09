package dev.lamina.report.run;

import dev.lamina.core.matrix.Matrix;

/// What deciding for a class from a probability on would give, for thresholds 0, 0.005, …, 1: how many rows of the
/// class are found, and how many others are taken for it. Immutable.
///
/// @param label of the class
/// @param positives rows of the class
/// @param negatives all other rows
/// @param found rows of the class with at least the probability of each threshold: true positives
/// @param mistaken other rows with at least that probability: false positives
public record DecisionCurve(String label, int positives, int negatives, int[] found, int[] mistaken) {

    /// How many steps there are from 0 to 1.
    public static final int STEPS = 200;

    /// Counts the rows.
    ///
    /// @param probabilities rows × classes
    /// @param actual class index of each row, rows × 1
    /// @param index of the class
    static DecisionCurve of(String label, Matrix probabilities, Matrix actual, int index) {
        int[] found = new int[STEPS + 1];
        int[] mistaken = new int[STEPS + 1];
        for (int row = 0; row < probabilities.rows(); row++) {
            int highest = highestThreshold(probabilities.get(row, index));
            if ((int) actual.get(row, 0) == index) {
                found[highest]++;
            } else {
                mistaken[highest]++;
            }
        }
        for (int i = STEPS - 1; i >= 0; i--) {
            found[i] += found[i + 1];
            mistaken[i] += mistaken[i + 1];
        }
        return new DecisionCurve(label, found[0], mistaken[0], found, mistaken);
    }

    /// The number of the highest threshold that is not above the probability.
    private static int highestThreshold(float probability) {
        int number = Math.clamp((int) Math.floor((double) probability * STEPS), 0, STEPS);
        return number < STEPS && threshold(number + 1) <= probability ? number + 1 : number;
    }

    /// The threshold of that number.
    public static double threshold(int number) {
        return (double) number / STEPS;
    }

    /// The share of the rows of the class that are found: recall, the true positive rate. NaN without such rows.
    public double recall(int number) {
        return (double) found[number] / positives;
    }

    /// The share of the other rows that are taken for it: the false positive rate. NaN without other rows.
    public double falsePositiveRate(int number) {
        return (double) mistaken[number] / negatives;
    }

    /// The share of the rows decided for that are of the class. 1 where none is decided for.
    public double precision(int number) {
        int decided = found[number] + mistaken[number];
        return decided == 0 ? 1 : (double) found[number] / decided;
    }
}
