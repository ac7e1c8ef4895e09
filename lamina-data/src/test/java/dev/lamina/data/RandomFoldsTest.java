package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RandomFoldsTest {

    private static final Resampling RANDOM = new Resampling.Random();

    @Test
    void everyRowValidatesOnceAndTrainsInAllOtherFolds() {
        for (Examples examples : List.of(classes(50, 33, 20), numbers(103))) {
            Division division = RANDOM.folds(examples, 8, 5);
            assertThat(division.warnings()).isEmpty();
            assertThat(division.splits()).hasSize(8).allSatisfy(split -> {
                assertThat(split.validation()).hasSizeBetween(12, 13).isSorted();
                assertThat(split.training()).isSorted();
                assertThat(sorted(split.training(), split.validation()))
                        .containsExactly(IntStream.range(0, 103).toArray());
            });
            assertThat(sorted(division.splits().stream().map(Split::validation).toArray(int[][]::new)))
                    .containsExactly(IntStream.range(0, 103).toArray());
        }
    }

    @Test
    void theSeedDecides() {
        Examples examples = classes(30, 30);
        assertThat(validation(examples, 1)).isDeepEqualTo(validation(examples, 1));
        assertThat(validation(examples, 1)[0]).isNotEqualTo(validation(examples, 2)[0]);
    }

    @RepeatedTest(50)
    void classesAreSharedOutEvenly(RepetitionInfo info) {
        RandomStream random = RandomStream.of(info.getCurrentRepetition(), Purpose.SHUFFLE, 0);
        int[] sizes = IntStream.range(0, 2 + random.nextInt(6))
                .map(i -> 1 + random.nextInt(20))
                .toArray();
        sizes[0] += 10;
        Examples examples = classes(sizes);
        int folds = 2 + random.nextInt(9);
        Division division = RANDOM.folds(examples, folds, info.getCurrentRepetition());
        assertThat(division.splits()).hasSize(folds);
        for (int i = 0; i < sizes.length; i++) {
            int[] validating = new int[folds];
            for (int fold = 0; fold < folds; fold++) {
                Split split = division.splits().get(fold);
                validating[fold] = counts(examples, split.validation())[i];
                assertThat(counts(examples, split.training())[i]).isPositive();
            }
            int most = Arrays.stream(validating).max().orElseThrow();
            int least = Arrays.stream(validating).min().orElseThrow();
            assertThat(most - least).isLessThanOrEqualTo(1);
            assertThat(Arrays.stream(validating).sum()).isEqualTo(sizes[i] == 1 ? 0 : sizes[i]);
        }
    }

    @Test
    void foldsOfARegressionAreAlikeInTheirTargets() {
        Examples examples = numbers(1000);
        double[] targets = ((Column.Numbers) examples.targetColumn()).values();
        double[] means = RANDOM.folds(examples, 5, 1).splits().stream()
                .mapToDouble(split -> Arrays.stream(split.validation())
                        .mapToDouble(row -> targets[row])
                        .average()
                        .orElseThrow())
                .toArray();
        // Of each five neighbours one is in each fold, so that the means differ by less than four steps, 4 / 1000.
        assertThat(Arrays.stream(means).max().orElseThrow()
                        - Arrays.stream(means).min().orElseThrow())
                .isLessThan(0.004);
    }

    @Test
    void aClassWithFewerRowsThanFoldsIsTold() {
        Division one = RANDOM.folds(classes(40, 3), 8, 1);
        assertThat(one.splits()).hasSize(8);
        assertThat(one.warnings())
                .containsExactly(
                        "class \"class 1\" of \"y\" has 3 rows, fewer than the 8 folds, and validates in as many of them");
        assertThat(RANDOM.folds(classes(40, 3, 1, 2), 8, 1).warnings())
                .containsExactly("2 classes of \"y\" have fewer rows than the 8 folds, and validate in as many of them:"
                        + " class 1, class 3");
    }

    @Test
    void moreFoldsThanRowsAreFewer() {
        Division division = RANDOM.folds(numbers(3), 8, 1);
        assertThat(division.splits()).hasSize(3);
        assertThat(division.warnings()).containsExactly("3 folds instead of 8, since there are 3 rows");
        assertThat(RANDOM.folds(classes(2, 2, 1), 8, 1).warnings())
                .contains("4 folds instead of 8, since there are 4 rows in classes of two rows or more of \"y\"");
    }

    @Test
    void whatCannotBeDividedIsRefused() {
        assertThatThrownBy(() -> RANDOM.folds(numbers(1), 5, 0))
                .isInstanceOf(DataException.class)
                .hasMessage("t.csv: too few rows for folds: 1 row, expected 2 or more");
        assertThatThrownBy(() -> RANDOM.folds(classes(1, 1, 1), 5, 0))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "t.csv: too few rows for folds: 0 rows in classes of two rows or more of \"y\", expected 2 or"
                                + " more");
        assertThatThrownBy(() -> RANDOM.folds(numbers(10), 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("folds is 1, expected 2 or more");
    }

    @Test
    void oneSplitIsThatOfSplit() {
        Examples examples = classes(50, 30);
        Split split = Split.of(examples, 0.2, 9);
        Division division = RANDOM.holdOut(examples, 0.2, 9);
        assertThat(division.splits()).hasSize(1);
        assertThat(division.splits().getFirst().validation()).isEqualTo(split.validation());
    }

    private static int[][] validation(Examples examples, long seed) {
        return RANDOM.folds(examples, 4, seed).splits().stream()
                .map(Split::validation)
                .toArray(int[][]::new);
    }

    private static int[] counts(Examples examples, int[] rows) {
        return ((Column.Categories) examples.targetColumn()).select(rows).counts();
    }

    private static int[] sorted(int[]... rows) {
        return Arrays.stream(rows).flatMapToInt(Arrays::stream).sorted().toArray();
    }

    private static Examples classes(int... sizes) {
        int[] codes = IntStream.range(0, sizes.length)
                .flatMap(i -> IntStream.generate(() -> i).limit(sizes[i]))
                .toArray();
        RandomStream.of(5, Purpose.SHUFFLE, 0).shuffle(codes);
        List<String> words =
                IntStream.range(0, sizes.length).mapToObj(i -> "class " + i).toList();
        return Examples.of(Table.of("t.csv", new Column.Categories("y", codes, words)), "y");
    }

    /// Targets at equal steps in [0, 1), mixed.
    private static Examples numbers(int rows) {
        int[] order = IntStream.range(0, rows).toArray();
        RandomStream.of(6, Purpose.SHUFFLE, 0).shuffle(order);
        double[] targets =
                Arrays.stream(order).mapToDouble(i -> (double) i / rows).toArray();
        return Examples.of(Table.of("t.csv", new Column.Numbers("y", targets)), "y", Task.REGRESSION);
    }
}
