package dev.lamina.explain;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/// How changes are searched for, see [Counterfactual]. Immutable.
///
/// @param goal what the prediction is to become
/// @param fixed columns that keep their cells
/// @param columns how many may change at most, 1 to 3
/// @param alternatives how many ways are wanted, 1 or more
/// @param evaluations how many rows are predicted at most for each number of columns, 100 or more
/// @param threads that share the work; the result does not depend on them
public record CounterfactualSettings(
        Goal goal, Set<String> fixed, int columns, int alternatives, int evaluations, int threads) {

    private static final int MOST_COLUMNS = 3;
    private static final int FEWEST_EVALUATIONS = 100;

    /// @throws IllegalArgumentException if a number is out of range
    public CounterfactualSettings {
        Objects.requireNonNull(goal, "goal");
        fixed = Set.copyOf(fixed);
        if (columns < 1 || columns > MOST_COLUMNS) {
            throw new IllegalArgumentException(
                    columns + " columns are to change at most, expected 1 to " + MOST_COLUMNS);
        }
        ImportanceSettings.atLeast("alternatives", alternatives, 1);
        ImportanceSettings.atLeast("evaluations", evaluations, FEWEST_EVALUATIONS);
        ImportanceSettings.atLeast("threads", threads, 1);
    }

    /// Up to three ways of changing up to three columns, by 20,000 evaluations for each number of columns.
    public static CounterfactualSettings of(Goal goal) {
        return new CounterfactualSettings(
                goal, Set.of(), MOST_COLUMNS, 3, 20_000, Runtime.getRuntime().availableProcessors());
    }

    /// The same with columns that keep their cells.
    public CounterfactualSettings fixed(List<String> names) {
        return new CounterfactualSettings(goal, Set.copyOf(names), columns, alternatives, evaluations, threads);
    }

    /// The same with another number of columns that may change.
    public CounterfactualSettings columns(int most) {
        return new CounterfactualSettings(goal, fixed, most, alternatives, evaluations, threads);
    }

    /// The same with another number of ways.
    public CounterfactualSettings alternatives(int wanted) {
        return new CounterfactualSettings(goal, fixed, columns, wanted, evaluations, threads);
    }

    /// The same with another bound on the work.
    public CounterfactualSettings evaluations(int most) {
        return new CounterfactualSettings(goal, fixed, columns, alternatives, most, threads);
    }

    /// The same on another number of threads.
    public CounterfactualSettings threads(int number) {
        return new CounterfactualSettings(goal, fixed, columns, alternatives, evaluations, number);
    }
}
