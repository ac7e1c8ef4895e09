package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;

/// What turns predictions into intervals or sets that hold the truth with a probability that is asked for, whatever
/// the distribution, as long as new rows are like the held-out ones. Immutable and thread-safe.
public sealed interface Conformal {

    /// Nothing is known; neither intervals nor sets can be given.
    record None() implements Conformal {}

    /// For values: ŷ ± the quantile of |y − ŷ|.
    ///
    /// @param scores |y − ŷ| of the held-out rows, in units of the target
    record Intervals(Scores scores) implements Conformal {

        /// @throws IllegalArgumentException if a score is negative
        public Intervals {
            checkRange(scores, Double.POSITIVE_INFINITY);
        }

        /// The scores of held-out rows.
        ///
        /// @param actual y
        /// @param predicted ŷ, as many
        public static Intervals of(double[] actual, double[] predicted) {
            double[] scores = new double[actual.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = Math.abs(actual[i] - predicted[i]);
            }
            return new Intervals(Scores.of(scores));
        }

        /// Half the width of the interval around every value; infinite where the held-out rows are too few.
        public double halfWidth(double coverage) {
            return scores.quantile(coverage);
        }
    }

    /// For values with a band, which networks with the loss [dev.lamina.core.loss.QuantileBand] give, wide
    /// where a row's value is uncertain. Its ends are moved outwards by the quantile of how far beyond them y
    /// was, inwards where that is negative, but never beyond ŷ.
    ///
    /// Conformalised quantile regression (Romano, Patterson, Candès, 2019), but for scores below 0: the source
    /// counts the nearer end for them, by which an interval may leave out ŷ, or be empty.
    ///
    /// @param scores how far y of the held-out rows was beyond that end of the band which is on its side of ŷ,
    ///     in units of the target; negative within the band
    record Bands(Scores scores) implements Conformal {

        /// The scores of held-out rows.
        ///
        /// @param actual y
        /// @param lower the lower ends of the bands, as many
        /// @param predicted ŷ, as many, within the bands
        /// @param upper the upper ends, as many
        public static Bands of(double[] actual, double[] lower, double[] predicted, double[] upper) {
            double[] scores = new double[actual.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = actual[i] < predicted[i] ? lower[i] - actual[i] : actual[i] - upper[i];
            }
            return new Bands(Scores.of(scores));
        }
    }

    /// For classes: those whose probability is high enough, and the most probable one always (least ambiguous sets;
    /// Sadinle, Lei, Wasserman, 2019). No sets of that coverage are smaller on average. Where a single class is
    /// right more often than was asked for, so is the set.
    ///
    /// @param scores 1 − p of the actual class of the held-out rows, after calibration
    record Sets(Scores scores) implements Conformal {

        /// @throws IllegalArgumentException if a score is not within 0 and 1
        public Sets {
            checkRange(scores, 1);
        }

        /// The scores of held-out rows.
        ///
        /// @param probabilities n × classes, after calibration
        /// @param classes n × 1 class indices
        public static Sets of(Matrix probabilities, Matrix classes) {
            double[] scores = new double[probabilities.rows()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = 1 - (double) probabilities.get(i, (int) classes.get(i, 0));
            }
            return new Sets(Scores.of(scores));
        }

        /// Whether a class belongs to the set by its probability; the most probable one always does.
        ///
        /// @param probability after calibration
        /// @param quantile of the scores, for the coverage
        static boolean contains(float probability, double quantile) {
            return 1 - (double) probability <= quantile;
        }
    }

    private static void checkRange(Scores scores, double most) {
        if (scores.rows() > 0
                && !(scores.kept().getFirst() >= 0 && scores.kept().getLast() <= most)) {
            throw new IllegalArgumentException("conformal scores are "
                    + (most == 1 ? "within 0 and 1" : "0 or more") + ", got "
                    + scores.kept().getFirst() + " to "
                    + scores.kept().getLast());
        }
    }
}
