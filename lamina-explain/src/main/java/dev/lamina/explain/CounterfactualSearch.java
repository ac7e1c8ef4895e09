package dev.lamina.explain;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.explain.Candidates.Candidate;
import dev.lamina.explain.EncodedColumns.Window;
import dev.lamina.model.Predictions;
import dev.lamina.model.Predictor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The search for changes of one row that lead to an aim: all single candidates first, then a beam search
/// over two and three columns.
///
/// @param reference encoded rows that candidates are from
/// @param row encoded
record CounterfactualSearch(
        Predictor predictor,
        List<List<Window>> columns,
        Aim aim,
        Matrix reference,
        Matrix row,
        List<Candidate> candidates,
        CounterfactualSettings settings) {

    /// Some changes at the same time, in the order of the columns.
    private record Way(List<Candidate> changes) {

        double distance() {
            return changes.stream().mapToDouble(Candidate::distance).sum();
        }

        Set<Integer> columns() {
            return changes.stream().map(Candidate::column).collect(Collectors.toSet());
        }

        Way with(Candidate change) {
            return new Way(Stream.concat(changes.stream(), Stream.of(change))
                    .sorted(Comparator.comparingInt(Candidate::column))
                    .toList());
        }

        /// The same with another cell for one of its columns.
        Way replaced(Candidate change) {
            return new Way(changes.stream()
                    .map(own -> own.column() == change.column() ? change : own)
                    .toList());
        }
    }

    private record Judged(Way way, boolean reached, double nearness) {

        double distance() {
            return way.distance();
        }
    }

    List<Counterfactual.Alternative> alternatives() {
        List<Judged> found = new ArrayList<>();
        List<Way> ways = candidates.stream()
                .map(candidate -> new Way(List.of(candidate)))
                .toList();
        for (int size = 1; found.size() < settings.alternatives() && size <= settings.columns(); size++) {
            if (size > 1) {
                ways = extended(ways, found);
            }
            List<Judged> judged = judge(ways);
            nearest(judged, settings.alternatives() - found.size()).stream()
                    .map(this::refined)
                    .sorted(Comparator.comparingDouble(Judged::distance))
                    .forEach(found::add);
            ways = beam(judged);
        }
        return found.stream()
                .map(judged -> new Counterfactual.Alternative(
                        judged.way().changes().stream().map(Candidate::change).toList(),
                        judged.distance(),
                        Predicted.of(predict(List.of(judged.way())), 0)))
                .toList();
    }

    /// Of those that reach the aim the nearest of each set of columns.
    private static List<Judged> nearest(List<Judged> judged, int most) {
        Map<Set<Integer>, Judged> nearest = new HashMap<>();
        List<Judged> sorted = judged.stream()
                .filter(Judged::reached)
                .sorted(Comparator.comparingDouble(Judged::distance))
                .toList();
        return sorted.stream()
                .filter(one -> nearest.putIfAbsent(one.way().columns(), one) == null)
                .limit(most)
                .toList();
    }

    /// Those to go on from: of each set of columns the one that comes nearest to the aim, then of each the
    /// second nearest, and so on, as many as can be combined with every candidate.
    private List<Way> beam(List<Judged> judged) {
        record Ranked(Judged judged, int rank) {}
        Map<Set<Integer>, Integer> ranks = new HashMap<>();
        return judged.stream()
                .filter(one -> !one.reached())
                .sorted(Comparator.comparingDouble(Judged::nearness).reversed())
                .map(one -> new Ranked(one, ranks.merge(one.way().columns(), 1, Integer::sum)))
                .sorted(Comparator.comparingInt(Ranked::rank))
                .limit(settings.evaluations() / Math.max(1, candidates.size()))
                .map(ranked -> ranked.judged().way())
                .toList();
    }

    /// All ways with one column more, but none with all columns of one that was found.
    private List<Way> extended(List<Way> beam, List<Judged> found) {
        List<Set<Integer>> taken =
                found.stream().map(judged -> judged.way().columns()).toList();
        Set<Way> ways = new LinkedHashSet<>();
        for (Way way : beam) {
            Set<Integer> own = way.columns();
            for (Candidate candidate : candidates) {
                if (!own.contains(candidate.column())) {
                    Way next = way.with(candidate);
                    if (taken.stream().noneMatch(next.columns()::containsAll)) {
                        ways.add(next);
                    }
                }
            }
        }
        return List.copyOf(ways);
    }

    /// Replaces cells by nearer ones as long as the aim is reached.
    private Judged refined(Judged found) {
        Judged best = found;
        while (true) {
            Way way = best.way();
            List<Way> nearer = way.changes().stream()
                    .flatMap(change -> candidates.stream()
                            .filter(other -> other.column() == change.column() && other.distance() < change.distance())
                            .map(way::replaced))
                    .toList();
            Optional<Judged> better =
                    judge(nearer).stream().filter(Judged::reached).min(Comparator.comparingDouble(Judged::distance));
            if (better.isEmpty()) {
                return best;
            }
            best = better.get();
        }
    }

    private List<Judged> judge(List<Way> ways) {
        int share = Mixtures.rowsAtATime(row.columns());
        return InParallel.map(settings.threads(), Math.ceilDiv(ways.size(), share), task -> {
                    List<Way> some = ways.subList(task * share, Math.min(ways.size(), (task + 1) * share));
                    Predictions predictions = predict(some);
                    return IntStream.range(0, some.size())
                            .mapToObj(i -> new Judged(
                                    some.get(i), aim.isReached(predictions, i), aim.nearness(predictions, i)))
                            .toList();
                })
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private Predictions predict(List<Way> ways) {
        Matrix changed = Matrix.zeros(ways.size(), row.columns());
        for (int i = 0; i < ways.size(); i++) {
            int to = changed.rowOffset(i);
            System.arraycopy(row.data(), row.offset(), changed.data(), to, row.columns());
            for (Candidate change : ways.get(i).changes()) {
                int from = reference.rowOffset(change.row());
                columns.get(change.column()).forEach(window -> window.copy(reference.data(), from, changed.data(), to));
            }
        }
        return predictor.predict(changed);
    }
}
