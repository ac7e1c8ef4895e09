package dev.lamina.data;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Divides rows into parts so that each group of rows is in one part.
///
/// The groups are dealt out from the largest to the smallest, each to the part f where it adds least to
///
///     Σ over f of (K · (nᶠ / n)² + Σ over strata c of (nᶠᶜ / nᶜ)²) / shareᶠ
///
/// with n rows in all, K strata, and nᶠᶜ rows of stratum c in part f: the sum is least where every part has its
/// share of the rows and of each stratum. Strata are the classes, for a regression ten parts of the order of the
/// targets.
final class GroupFolds {

    private static final int STRATA_OF_NUMBERS = 10;

    private final Examples examples;
    private final String column;
    private final List<String> warnings = new ArrayList<>();

    /// The rows of each group.
    private final int[][] groups;

    /// The stratum of each row.
    private final int[] strata;

    private final int[] rowsOfStratum;

    private GroupFolds(Examples examples, String column) {
        this.examples = examples;
        this.column = column;
        groups = groups(examples.table().require(column));
        strata = strata(examples);
        rowsOfStratum = new int[1 + Arrays.stream(strata).max().orElse(0)];
        Arrays.stream(strata).forEach(stratum -> rowsOfStratum[stratum]++);
    }

    static Division holdOut(Examples examples, String column, double fraction, long seed) {
        String where = examples.table().origin().source() + ": ";
        int held = Split.heldBack(examples.rows(), fraction, where);
        GroupFolds folds = new GroupFolds(examples, column);
        double share = (double) held / examples.rows();
        int[] part = folds.parts(new double[] {1 - share, share}, seed);
        return folds.division(List.of(Split.of(part.length, row -> part[row] == 1)));
    }

    static Division folds(Examples examples, String column, int wanted, long seed) {
        RandomFolds.checkFolds(wanted);
        GroupFolds folds = new GroupFolds(examples, column);
        int number = Math.min(wanted, folds.groups.length);
        if (number < wanted) {
            folds.warnings.add(RandomFolds.fewer(wanted, number, number + " groups in " + NameText.quote(column)));
        }
        double[] shares = new double[number];
        Arrays.fill(shares, 1.0 / number);
        return folds.division(RandomFolds.splits(folds.parts(shares, seed), number));
    }

    private Division division(List<Split> splits) {
        return Division.withKnownClasses(examples, splits, warnings);
    }

    private int[][] groups(Column values) {
        if (column.equals(examples.target())) {
            throw new DataException(
                    where() + "the target " + NameText.quote(column) + " cannot group the rows; choose another column");
        }
        int[] group = new int[values.rows()];
        Map<Object, Integer> known = new HashMap<>();
        int missing = 0;
        for (int row = 0; row < group.length; row++) {
            missing += values.missing(row) ? 1 : 0;
            // A row without a group is its own key, no number and no word.
            Object key = values.missing(row)
                    ? new Alone(row)
                    : switch (values) {
                        case Column.Categories words -> words.codes()[row];
                        case Column.Numbers numbers -> numbers.values()[row] + 0.0;
                        case Column.Times times -> times.epochSeconds()[row];
                    };
            Integer before = known.putIfAbsent(key, known.size());
            group[row] = before == null ? known.size() - 1 : before;
        }
        if (missing == group.length) {
            throw new DataException(
                    where() + "column " + NameText.quote(column) + " has no values to group the rows by");
        }
        if (known.size() < 2) {
            throw new DataException(where() + "every row is of the same group in " + NameText.quote(column)
                    + ", so none can be held back; expected two groups or more");
        }
        if (missing > 0) {
            warnings.add(NameText.count(missing, "row", "rows") + " without a value in " + NameText.quote(column)
                    + (missing == 1 ? " is a group of its own" : " are groups of their own"));
        }
        return rowsOf(group, known.size());
    }

    private record Alone(int row) {}

    private static int[][] rowsOf(int[] group, int number) {
        int[] sizes = new int[number];
        Arrays.stream(group).forEach(i -> sizes[i]++);
        int[][] rows = new int[number][];
        Arrays.setAll(rows, i -> new int[sizes[i]]);
        for (int row = group.length - 1; row >= 0; row--) {
            rows[group[row]][--sizes[group[row]]] = row;
        }
        return rows;
    }

    private static int[] strata(Examples examples) {
        return switch (examples.task()) {
            case CLASSIFICATION -> examples.labels().codes();
            case REGRESSION -> {
                double[] targets = ((Column.Numbers) examples.targetColumn()).values();
                List<Integer> order = IntStream.range(0, targets.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(row -> targets[row]))
                        .toList();
                int[] strata = new int[targets.length];
                for (int i = 0; i < strata.length; i++) {
                    strata[order.get(i)] = Math.toIntExact((long) STRATA_OF_NUMBERS * i / strata.length);
                }
                yield strata;
            }
        };
    }

    /// The part of each row.
    private int[] parts(double[] shares, long seed) {
        int[] mixed = IntStream.range(0, groups.length).toArray();
        RandomStream.of(seed, Purpose.SPLIT, 0).shuffle(mixed);
        List<Integer> largestFirst = Arrays.stream(mixed)
                .boxed()
                .sorted(Comparator.comparingInt(group -> -groups[group].length))
                .toList();
        int[] partOfGroup = new int[groups.length];
        int[] groupsInPart = new int[shares.length];
        int[] rowsInPart = new int[shares.length];
        int[][] stratumInPart = new int[shares.length][rowsOfStratum.length];
        for (int group : largestFirst) {
            int best = cheapest(groups[group], shares, rowsInPart, stratumInPart);
            partOfGroup[group] = best;
            groupsInPart[best]++;
            rowsInPart[best] += groups[group].length;
            for (int row : groups[group]) {
                stratumInPart[best][strata[row]]++;
            }
        }
        fillEmptyParts(largestFirst.reversed(), partOfGroup, groupsInPart);
        int[] part = new int[examples.rows()];
        for (int group = 0; group < groups.length; group++) {
            for (int row : groups[group]) {
                part[row] = partOfGroup[group];
            }
        }
        return part;
    }

    private int cheapest(int[] rows, double[] shares, int[] rowsInPart, int[][] stratumInPart) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int part = 0; part < shares.length; part++) {
            double n = examples.rows();
            double cost = rowsOfStratum.length * (2.0 * rowsInPart[part] + rows.length) * rows.length / (n * n);
            // Row by row, which adds up to the growth of the square.
            for (int row : rows) {
                double all = rowsOfStratum[strata[row]];
                cost += (2.0 * stratumInPart[part][strata[row]]++ + 1) / (all * all);
            }
            for (int row : rows) {
                stratumInPart[part][strata[row]]--;
            }
            if (cost / shares[part] < least) {
                least = cost / shares[part];
                best = part;
            }
        }
        return best;
    }

    /// Gives a part that no group went to the smallest group of one that has others.
    private static void fillEmptyParts(List<Integer> smallestFirst, int[] partOfGroup, int[] groupsInPart) {
        for (int part = 0; part < groupsInPart.length; part++) {
            if (groupsInPart[part] > 0) {
                continue;
            }
            int moved = smallestFirst.stream()
                    .filter(group -> groupsInPart[partOfGroup[group]] > 1)
                    .findFirst()
                    .orElseThrow();
            groupsInPart[partOfGroup[moved]]--;
            partOfGroup[moved] = part;
            groupsInPart[part]++;
        }
    }

    private String where() {
        return examples.table().origin().source() + ": ";
    }
}
