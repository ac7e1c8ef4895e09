package dev.lamina.explain;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.Column;
import dev.lamina.data.FittedColumn;
import dev.lamina.data.Schema;
import dev.lamina.model.ModelRows;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// The columns that models read, those together that say much the same.
///
/// Columns are joined by average linkage on their [Dependence]: groups whose mean dependence is [#LEAST] or more become
/// one. Single linkage would join long chains whose ends have nothing in common.
final class ColumnGroups {

    /// From here on one column explains half of the variance of the other, or more: with one of them permuted, the
    /// model still has most of what it said.
    static final double LEAST = Math.sqrt(0.5);

    /// Rows that dependence is measured by; fewer where columns are many, so that pairs × rows stay some 10⁹.
    private static final int MOST_ROWS = 2000;

    private static final int FEWEST_ROWS = 200;

    private static final double MOST_CELLS = 1e9;

    /// The number of the stream that pairs rows.
    private static final long PAIRING = -2;

    private ColumnGroups() {}

    /// One group.
    ///
    /// @param columns in the order of the model's
    /// @param changing the share of rows that have something else in these columns than another row
    record Group(List<String> columns, double changing) {}

    /// The groups in the order of their first columns.
    static List<Group> of(List<ModelRows> parts) {
        SequencedMap<String, Schema.Type> types = new LinkedHashMap<>();
        for (ModelRows part : parts) {
            for (FittedColumn column : part.model().pipeline().columns()) {
                types.putIfAbsent(column.name(), column.type());
            }
        }
        List<String> names = List.copyOf(types.sequencedKeySet());
        List<ModelRows> sampled = sampled(parts, names.size());
        List<Cells> cells = new ArrayList<>();
        types.forEach((name, type) -> cells.add(
                Cells.of(type, sampled.stream().map(part -> cells(part, name)).toList())));
        int[] sources = JudgedRows.cycle(cells.getFirst().rows(), RandomStream.of(0, Purpose.EXPLANATION, PAIRING));
        return joined(dependence(cells)).stream()
                .map(group -> new Group(
                        group.stream().map(names::get).toList(),
                        changing(group.stream().map(cells::get).toList(), sources)))
                .toList();
    }

    /// The column of a table; one without values where the model of the part does not read it and it is not there.
    private static Column cells(ModelRows part, String name) {
        return part.model().pipeline().schema().field(name).isPresent()
                ? part.table().require(name)
                : part.table()
                        .column(name)
                        .orElseGet(() -> new Column.Categories(
                                name,
                                IntStream.range(0, part.table().rows())
                                        .map(_ -> -1)
                                        .toArray(),
                                List.of()));
    }

    /// Rows at equal steps.
    private static List<ModelRows> sampled(List<ModelRows> parts, int columns) {
        double pairs = 0.5 * columns * columns;
        double most = Math.clamp(MOST_CELLS / pairs, FEWEST_ROWS, MOST_ROWS);
        long rows = parts.stream().mapToLong(part -> part.table().rows()).sum();
        int step = (int) Math.max(1, Math.ceil(rows / most));
        return parts.stream()
                .map(part -> new ModelRows(
                        part.model(),
                        part.table()
                                .select(IntStream.range(0, part.table().rows())
                                        .filter(row -> row % step == 0)
                                        .toArray())))
                .toList();
    }

    private static double[][] dependence(List<Cells> columns) {
        double[][] dependence = new double[columns.size()][columns.size()];
        for (int i = 0; i < dependence.length; i++) {
            for (int j = 0; j < i; j++) {
                dependence[i][j] = dependence[j][i] = Dependence.of(columns.get(i), columns.get(j));
            }
        }
        return dependence;
    }

    /// Average linkage by chains of nearest neighbours (F. Murtagh, "A survey of recent advances in hierarchical
    /// clustering algorithms", 1983), which takes as many steps as there are pairs.
    ///
    /// @param similarity symmetric; becomes the mean similarities of the groups
    /// @return indices in ascending order, the groups in that of their first ones
    static List<List<Integer>> joined(double[][] similarity) {
        int n = similarity.length;
        List<List<Integer>> members = new ArrayList<>();
        IntStream.range(0, n).forEach(i -> members.add(new ArrayList<>(List.of(i))));
        boolean[] open = new boolean[n];
        Arrays.fill(open, true);
        for (int start = 0; start < n; start++) {
            Deque<Integer> chain = new ArrayDeque<>(List.of(start));
            while (open[start] && !chain.isEmpty()) {
                int last = chain.removeLast();
                int before = chain.isEmpty() ? -1 : chain.peekLast();
                int nearest = nearest(similarity[last], open, last, before);
                if (nearest < 0 || similarity[last][nearest] < LEAST) {
                    // No group that others become can be nearer than they are.
                    open[last] = false;
                } else if (nearest == before) {
                    chain.removeLast();
                    join(Math.min(last, before), Math.max(last, before), similarity, members, open);
                } else {
                    chain.addLast(last);
                    chain.addLast(nearest);
                }
                if (chain.isEmpty() && open[start]) {
                    chain.addLast(start);
                }
            }
        }
        return members.stream()
                .filter(group -> !group.isEmpty())
                .map(group -> group.stream().sorted().toList())
                .toList();
    }

    private static int nearest(double[] similarity, boolean[] open, int of, int preferred) {
        int nearest = preferred;
        for (int i = 0; i < similarity.length; i++) {
            if (i != of && open[i] && (nearest < 0 || similarity[i] > similarity[nearest])) {
                nearest = i;
            }
        }
        return nearest;
    }

    /// The similarity of the joined group to others is the mean over its members.
    private static void join(int i, int j, double[][] similarity, List<List<Integer>> members, boolean[] open) {
        double ofI = members.get(i).size();
        double ofJ = members.get(j).size();
        for (int k = 0; k < similarity.length; k++) {
            similarity[i][k] = similarity[k][i] = (ofI * similarity[i][k] + ofJ * similarity[j][k]) / (ofI + ofJ);
        }
        members.get(i).addAll(members.get(j));
        members.get(j).clear();
        open[j] = false;
    }

    /// @param sources another row for each row
    private static double changing(List<Cells> group, int[] sources) {
        long changing = IntStream.range(0, sources.length)
                .filter(row -> group.stream().anyMatch(cells -> !cells.same(row, sources[row])))
                .count();
        return (double) changing / sources.length;
    }
}
