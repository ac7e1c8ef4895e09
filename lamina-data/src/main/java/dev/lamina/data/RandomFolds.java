package dev.lamina.data;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Divides rows into folds of nearly equal size that are alike in their targets.
final class RandomFolds {

    /// The fold of a row that only trains.
    private static final int NONE = -1;

    private RandomFolds() {}

    static Division divide(Examples examples, int folds, long seed) {
        checkFolds(folds);
        return switch (examples.task()) {
            case CLASSIFICATION -> byClass(examples, folds, seed);
            case REGRESSION -> byOrder(examples, folds, seed);
        };
    }

    static void checkFolds(int folds) {
        if (folds < 2) {
            throw new IllegalArgumentException("folds is " + folds + ", expected 2 or more");
        }
    }

    /// Deals out the rows of each class in turn, each class going on where the last one ended.
    private static Division byClass(Examples examples, int wanted, long seed) {
        int[][] classes = Split.rowsOfClasses(examples.labels());
        int repeated = Arrays.stream(classes)
                .mapToInt(rows -> rows.length)
                .filter(rows -> rows > 1)
                .sum();
        List<String> warnings = new ArrayList<>();
        int folds = possible(
                wanted,
                repeated,
                examples,
                "in classes of two rows or more of " + NameText.quote(examples.target()),
                warnings);
        int[] fold = new int[examples.rows()];
        Arrays.fill(fold, NONE);
        int next = 0;
        for (int i = 0; i < classes.length; i++) {
            if (classes[i].length > 1) {
                RandomStream.of(seed, Purpose.SPLIT, i).shuffle(classes[i]);
                for (int row : classes[i]) {
                    fold[row] = next++ % folds;
                }
            }
        }
        warnings.addAll(smallClasses(examples, folds));
        return new Division(splits(fold, folds), warnings);
    }

    private static List<String> smallClasses(Examples examples, int folds) {
        Column.Categories labels = examples.labels();
        int[] counts = labels.counts();
        int[] small = IntStream.range(0, counts.length)
                .filter(code -> counts[code] > 1 && counts[code] < folds)
                .toArray();
        return switch (small.length) {
            case 0 -> List.of();
            case 1 ->
                List.of("class " + NameText.quote(labels.words().get(small[0])) + " of "
                        + NameText.quote(examples.target()) + " has " + counts[small[0]] + " rows, fewer than the "
                        + folds + " folds, and validates in as many of them");
            default ->
                List.of(small.length + " classes of " + NameText.quote(examples.target())
                        + " have fewer rows than the " + folds + " folds, and validate in as many of them: "
                        + NameText.list(Arrays.stream(small)
                                .mapToObj(labels.words()::get)
                                .toList()));
        };
    }

    /// Of as many neighbours in the order of the targets as there are folds, each goes into another one.
    private static Division byOrder(Examples examples, int wanted, long seed) {
        List<String> warnings = new ArrayList<>();
        int rows = examples.rows();
        int folds = possible(wanted, rows, examples, "", warnings);
        double[] targets = ((Column.Numbers) examples.targetColumn()).values();
        RandomStream random = RandomStream.of(seed, Purpose.SPLIT, 0);
        int[] mixed = IntStream.range(0, rows).toArray();
        random.shuffle(mixed);
        int[] order = Arrays.stream(mixed)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> targets[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] fold = new int[rows];
        int[] dealt = IntStream.range(0, folds).toArray();
        for (int i = 0; i < rows; i++) {
            if (i % folds == 0) {
                random.shuffle(dealt);
            }
            fold[order[i]] = dealt[i % folds];
        }
        return new Division(splits(fold, folds), warnings);
    }

    /// How many folds can be made of so many rows, groups or times.
    ///
    /// @param rows those that validate
    /// @param which follows their number in a message; may be empty
    private static int possible(int wanted, int rows, Examples examples, String which, List<String> warnings) {
        String there = NameText.count(rows, "row", "rows") + (which.isEmpty() ? "" : " " + which);
        if (rows < 2) {
            throw new DataException(
                    examples.table().origin().source() + ": too few rows for folds: " + there + ", expected 2 or more");
        }
        if (rows < wanted) {
            warnings.add(fewer(wanted, rows, there));
        }
        return Math.min(wanted, rows);
    }

    static String fewer(int wanted, int possible, String reason) {
        return possible + " folds instead of " + wanted + ", since there are " + reason;
    }

    /// @param fold of each row
    static List<Split> splits(int[] fold, int folds) {
        return IntStream.range(0, folds)
                .mapToObj(i -> Split.of(fold.length, row -> fold[row] == i))
                .toList();
    }
}
