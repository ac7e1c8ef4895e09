package dev.lamina.tune;

import dev.lamina.tune.Objective.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A configuration with what it cost on the folds that it reached. Immutable.
///
/// @param number from 1, in the order in which they were proposed
/// @param outcomes one for each fold that it reached, by fold
/// @param folds how many there are
public record Trial(int number, Configuration configuration, List<Outcome> outcomes, int folds) {

    public Trial {
        outcomes = outcomes.stream()
                .sorted(Comparator.comparingInt(outcome -> outcome.unit().fold()))
                .toList();
    }

    /// Whether it reached every fold.
    public boolean complete() {
        return outcomes.size() == folds;
    }

    /// Whether a training failed.
    public boolean failed() {
        return outcomes.stream().anyMatch(outcome -> outcome.costs().isEmpty());
    }

    /// The mean of the costs of its folds; infinite where a training failed or there is no fold.
    public double cost() {
        return cost(fold -> true);
    }

    /// What it cost on a fold, at the end which is best for all of its folds; infinite if training failed,
    /// NaN if it did not reach the fold.
    public double cost(int fold) {
        int end = end(any -> true);
        return outcomes.stream()
                .filter(outcome -> outcome.unit().fold() == fold)
                .mapToDouble(outcome -> end < 0 ? Double.POSITIVE_INFINITY : cost(outcome, end))
                .findFirst()
                .orElse(Double.NaN);
    }

    /// How long its trainings took, one after the other.
    public double seconds() {
        return outcomes.stream().mapToDouble(Outcome::seconds).sum();
    }

    /// The folds that it reached.
    Set<Integer> reached() {
        return outcomes.stream().map(outcome -> outcome.unit().fold()).collect(Collectors.toSet());
    }

    /// The mean cost of some of its folds, at the end that is best for these.
    double cost(IntPredicate which) {
        int end = end(which);
        return end < 0 ? Double.POSITIVE_INFINITY : mean(which, end);
    }

    /// −1 where none can be said.
    private int end(IntPredicate which) {
        int ends = outcomes.stream()
                .mapToInt(outcome -> outcome.costs().size())
                .min()
                .orElse(0);
        return IntStream.range(0, ends)
                .boxed()
                .min(Comparator.comparingDouble(end -> mean(which, end)))
                .orElse(-1);
    }

    private double mean(IntPredicate which, int end) {
        return outcomes.stream()
                .filter(outcome -> which.test(outcome.unit().fold()))
                .mapToDouble(outcome -> cost(outcome, end))
                .average()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static double cost(Outcome outcome, int end) {
        return outcome.costs().isEmpty()
                ? Double.POSITIVE_INFINITY
                : outcome.costs().get(end);
    }

    Trial with(List<Outcome> more) {
        return new Trial(
                number,
                configuration,
                Stream.concat(outcomes.stream(), more.stream()).toList(),
                folds);
    }
}
