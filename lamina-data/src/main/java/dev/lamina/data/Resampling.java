package dev.lamina.data;

import java.util.Objects;

/// How rows are divided into those that train and those that validate: at random, by groups or by time.
/// Immutable.
///
/// Whatever the way, a class that validates is one that trains too: validation rows of a class that no training
/// row of their split has are left out of it, with a warning.
public sealed interface Resampling {

    /// One split, in which nearly the given fraction of the rows validates.
    ///
    /// @param fraction in (0, 1)
    /// @throws DataException if there are too few rows, groups or times to hold some back
    Division holdOut(Examples examples, double fraction, long seed);

    /// Splits of which every row validates in one, but for those that the ways below except. Where there are too
    /// few rows, groups or times for so many, there are fewer, with a warning.
    ///
    /// @param folds 2 or more
    /// @throws DataException if there are too few rows, groups or times for two folds
    Division folds(Examples examples, int folds, long seed);

    /// At random, stratified: every fold has nearly the same number of rows of each class, or for a regression
    /// of each neighbourhood in the order of the targets. A class of two rows or more trains in every fold, and
    /// validates in as many as it has rows; the row of a class of one trains in all. One split of a regression
    /// is not stratified.
    record Random() implements Resampling {

        @Override
        public Division holdOut(Examples examples, double fraction, long seed) {
            return Division.of(Split.of(examples, fraction, seed));
        }

        @Override
        public Division folds(Examples examples, int folds, long seed) {
            return RandomFolds.divide(examples, folds, seed);
        }
    }

    /// Rows with the same value in a column, such as those of one patient, are on the same side. Sizes are as
    /// near to what was asked for, and classes as alike, as whole groups allow. A row without a value is a group
    /// of its own.
    record ByGroup(String column) implements Resampling {

        public ByGroup {
            Objects.requireNonNull(column, "column");
        }

        @Override
        public Division holdOut(Examples examples, double fraction, long seed) {
            return GroupFolds.holdOut(examples, column, fraction, seed);
        }

        @Override
        public Division folds(Examples examples, int folds, long seed) {
            return GroupFolds.folds(examples, column, folds, seed);
        }
    }

    /// Later rows validate what earlier ones have trained, by a column of times or numbers. Rows of the same
    /// time are on the same side; those without one are left out, with a warning. Folds are windows that expand:
    /// of k + 1 parts in the order of time, fold i trains on the first i and validates on the next, so the first
    /// part never validates. The seed does not matter.
    record ByTime(String column) implements Resampling {

        public ByTime {
            Objects.requireNonNull(column, "column");
        }

        @Override
        public Division holdOut(Examples examples, double fraction, long seed) {
            return TimeFolds.holdOut(examples, column, fraction);
        }

        @Override
        public Division folds(Examples examples, int folds, long seed) {
            return TimeFolds.folds(examples, column, folds);
        }
    }
}
