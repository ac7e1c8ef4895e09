package dev.lamina.data;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Which rows train and which validate. The same for the same seed.
///
/// @param training row numbers in ascending order
/// @param validation row numbers in ascending order, none of them in `training`
public record Split(int[] training, int[] validation) {

    /// The fewest validation rows; the cost of fewer says nothing about new data.
    private static final int FEWEST_ROWS = 5;

    /// Stratified by class for a classification, random for a regression.
    ///
    /// @param validationFraction of the rows, in (0, 1)
    /// @throws DataException if there are too few rows
    public static Split of(Examples examples, double validationFraction, long seed) {
        String where = examples.table().origin().source() + ": ";
        return switch (examples.task()) {
            case CLASSIFICATION -> stratified(examples.labels(), validationFraction, seed, where);
            case REGRESSION -> random(examples.rows(), validationFraction, seed, where);
        };
    }

    /// Draws the validation rows from all rows alike.
    ///
    /// @param validationFraction of the rows, in (0, 1)
    /// @throws DataException if there are too few rows
    public static Split random(int rows, double validationFraction, long seed) {
        return random(rows, validationFraction, seed, "");
    }

    /// Draws nearly the same fraction of every class for validation. Every class of two rows or more is on both
    /// sides, a single row trains.
    ///
    /// @param validationFraction of the rows, in (0, 1)
    /// @throws DataException if there are too few rows
    public static Split stratified(Column.Categories classes, double validationFraction, long seed) {
        return stratified(classes, validationFraction, seed, "");
    }

    private static Split random(int rows, double fraction, long seed, String where) {
        int held = heldBack(rows, fraction, where);
        boolean[] validation = new boolean[rows];
        draw(IntStream.range(0, rows).toArray(), held, RandomStream.of(seed, Purpose.SPLIT, 0), validation);
        return of(validation);
    }

    private static Split stratified(Column.Categories classes, double fraction, long seed, String where) {
        int held = heldBack(classes.rows(), fraction, where);
        int[][] rows = rowsOfClasses(classes);
        int[] shares = shares(rows, held, classes.rows());
        if (Arrays.stream(shares).sum() == 0) {
            throw new DataException(where + "every class has a single row, so no rows can be held back for validation");
        }
        boolean[] validation = new boolean[classes.rows()];
        for (int i = 0; i < rows.length; i++) {
            draw(rows[i], shares[i], RandomStream.of(seed, Purpose.SPLIT, i), validation);
        }
        return of(validation);
    }

    static int heldBack(int rows, double fraction, String where) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("validation fraction is " + fraction + ", expected 0 < fraction < 1");
        }
        if (rows < FEWEST_ROWS) {
            throw new DataException(where + "too few rows to hold some back for validation: " + rows + ", expected "
                    + FEWEST_ROWS + " or more");
        }
        return Math.clamp(Math.round(fraction * rows), 1, rows - 1);
    }

    /// The row numbers of each word, and last those of the rows without a word.
    static int[][] rowsOfClasses(Column.Categories classes) {
        int[] sizes = Arrays.copyOf(classes.counts(), classes.words().size() + 1);
        int missing = classes.words().size();
        sizes[missing] = classes.rows() - Arrays.stream(sizes).sum();
        int[][] rows = new int[sizes.length][];
        Arrays.setAll(rows, i -> new int[sizes[i]]);
        int[] filled = new int[sizes.length];
        for (int row = 0; row < classes.rows(); row++) {
            int i = classes.missing(row) ? missing : classes.codes()[row];
            rows[i][filled[i]++] = row;
        }
        return rows;
    }

    /// How many rows each class gives: its part of `held` rounded down, but 1 at least where it has two rows or
    /// more, then one more in the order of the remainders until there are `held` (the method of Hamilton).
    private static int[] shares(int[][] rows, int held, int all) {
        int[] shares = new int[rows.length];
        int left = held;
        for (int i = 0; i < rows.length; i++) {
            int part = Math.toIntExact((long) held * rows[i].length / all);
            shares[i] = Math.min(Math.max(part, 1), most(rows[i]));
            left -= shares[i];
        }
        List<Integer> byRemainder = IntStream.range(0, rows.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> (long) shares[i] * all - (long) held * rows[i].length))
                .toList();
        boolean given = true;
        while (left > 0 && given) {
            given = false;
            for (int i : byRemainder) {
                if (left > 0 && shares[i] < most(rows[i])) {
                    shares[i]++;
                    left--;
                    given = true;
                }
            }
        }
        return shares;
    }

    private static int most(int[] rowsOfClass) {
        return Math.max(rowsOfClass.length - 1, 0);
    }

    private static void draw(int[] rows, int count, RandomStream random, boolean[] validation) {
        random.shuffle(rows);
        for (int i = 0; i < count; i++) {
            validation[rows[i]] = true;
        }
    }

    private static Split of(boolean[] validation) {
        return of(validation.length, row -> validation[row]);
    }

    /// The rows that are to validate, and all others for training.
    static Split of(int rows, IntPredicate validates) {
        return new Split(
                IntStream.range(0, rows).filter(validates.negate()).toArray(),
                IntStream.range(0, rows).filter(validates).toArray());
    }
}
