package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.model.ProbabilityMap.Isotonic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Fits an [Isotonic] map: rows in groups of equal number by their log-odds, the share of class 1 in each, and groups
/// that would fall put together (pool adjacent violators; Ayer and others, 1955).
final class IsotonicFit {

    /// A group counts as if it had held so many more rows that are as the probabilities say, so that a group of one
    /// class does not claim certainty.
    private static final double PRIOR_ROWS = 2;

    private IsotonicFit() {}

    static Isotonic of(Matrix probabilities, Matrix classes, float[] weights) {
        int rows = probabilities.rows();
        double[] odds = new double[rows];
        for (int i = 0; i < rows; i++) {
            odds[i] = ProbabilityMap.logOf(probabilities.get(i, 1)) - ProbabilityMap.logOf(probabilities.get(i, 0));
        }
        int[] order = IntStream.range(0, rows)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> odds[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int groups = Math.min(Isotonic.MOST_KNOTS, Math.max(1, (int) Math.sqrt(rows) / 2));
        List<Group> pooled = new ArrayList<>();
        int from = 0;
        for (int g = 1; g <= groups; g++) {
            int to = (int) ((long) rows * g / groups);
            // Equal log-odds are one knot.
            while (to < rows && to > 0 && odds[order[to]] == odds[order[to - 1]]) {
                to++;
            }
            Group group = Group.EMPTY;
            for (int at = from; at < to; at++) {
                int i = order[at];
                group = group.with(new Group(
                        weights[i],
                        weights[i] * odds[i],
                        weights[i] * classes.get(i, 0),
                        weights[i] * probabilities.get(i, 1)));
            }
            from = Math.max(from, to);
            if (group.weight > 0) {
                pool(pooled, group);
            }
        }
        return new Isotonic(
                pooled.stream().map(Group::meanOdds).toList(),
                pooled.stream().map(Group::calibrated).toList());
    }

    private static void pool(List<Group> pooled, Group next) {
        Group group = next;
        while (!pooled.isEmpty() && pooled.getLast().calibrated() >= group.calibrated()) {
            group = pooled.removeLast().with(group);
        }
        pooled.add(group);
    }

    /// Sums of the rows' weights and of their weighted log-odds, classes and probabilities.
    private record Group(double weight, double odds, double ofOne, double expected) {

        private static final Group EMPTY = new Group(0, 0, 0, 0);

        Group with(Group other) {
            return new Group(weight + other.weight, odds + other.odds, ofOne + other.ofOne, expected + other.expected);
        }

        double meanOdds() {
            return odds / weight;
        }

        double calibrated() {
            double prior = PRIOR_ROWS * expected / weight;
            double ofZero = weight - ofOne + PRIOR_ROWS - prior;
            double logOdds = StrictMath.log((ofOne + prior) / ofZero);
            return Math.max(-Isotonic.FURTHEST, Math.min(Isotonic.FURTHEST, logOdds));
        }
    }
}
