package dev.lamina.explain;

import java.util.Objects;
import java.util.Optional;

/// How Shapley values are computed. Immutable.
///
/// @param label the class whose probability is explained; empty for the one that is predicted for the row
/// @param background how many background rows are used at most, 1 or more; of more they are drawn at random
/// @param evaluations how many rows are predicted at most to explain one, 1 or more; two rounds of sampling
///     are made in any case, with fewer background rows where they are too many for that
/// @param error sampling ends when no standard error is above this share of the spread of predictions, which
///     is their standard deviation over the background rows; 0 or more
/// @param seed of the background rows and of the permutations
/// @param threads that share the work; the result does not depend on them
public record ShapleySettings(
        Optional<String> label, int background, long evaluations, double error, long seed, int threads) {

    private static final ShapleySettings DEFAULTS = new ShapleySettings(
            Optional.empty(), 100, 30_000, 0.01, 0, Runtime.getRuntime().availableProcessors());

    /// @throws IllegalArgumentException if a number is out of range
    public ShapleySettings {
        Objects.requireNonNull(label, "label");
        ImportanceSettings.atLeast("background", background, 1);
        ImportanceSettings.atLeast("threads", threads, 1);
        if (evaluations < 1) {
            throw new IllegalArgumentException("evaluations are " + evaluations + ", expected 1 or more");
        }
        if (!(error >= 0 && error < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the error is " + error + " of the spread of predictions, expected 0 or more");
        }
    }

    /// The predicted class, 100 background rows, 30,000 evaluations, 1 % of the spread, seed 0, as many
    /// threads as the machine has.
    public static ShapleySettings defaults() {
        return DEFAULTS;
    }

    /// The same for the probability of a class.
    public ShapleySettings label(String wanted) {
        return new ShapleySettings(Optional.of(wanted), background, evaluations, error, seed, threads);
    }

    /// The same with at most so many background rows.
    public ShapleySettings background(int rows) {
        return new ShapleySettings(label, rows, evaluations, error, seed, threads);
    }

    /// The same with another bound on the work.
    public ShapleySettings evaluations(long most) {
        return new ShapleySettings(label, background, most, error, seed, threads);
    }

    /// The same with another share of the spread to reach.
    public ShapleySettings error(double share) {
        return new ShapleySettings(label, background, evaluations, share, seed, threads);
    }

    /// The same with another seed.
    public ShapleySettings seed(long other) {
        return new ShapleySettings(label, background, evaluations, error, other, threads);
    }

    /// The same on another number of threads.
    public ShapleySettings threads(int number) {
        return new ShapleySettings(label, background, evaluations, error, seed, number);
    }
}
