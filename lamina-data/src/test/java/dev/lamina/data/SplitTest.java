package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

    @Test
    void everyRowIsOnOneSideInAscendingOrder() {
        Split split = Split.random(103, 0.2, 7);
        assertThat(split.validation()).hasSize(21).isSorted();
        assertThat(split.training()).hasSize(82).isSorted();
        assertThat(together(split)).containsExactly(IntStream.range(0, 103).toArray());
    }

    @Test
    void theSeedDecides() {
        assertThat(Split.random(100, 0.2, 1).validation())
                .isEqualTo(Split.random(100, 0.2, 1).validation())
                .isNotEqualTo(Split.random(100, 0.2, 2).validation());
    }

    @Test
    void everyRowIsHeldBackAboutAsOften() {
        int[] held = new int[10];
        for (int seed = 0; seed < 2000; seed++) {
            for (int row : Split.random(10, 0.3, seed).validation()) {
                held[row]++;
            }
        }
        // 600 expected, standard deviation √(2000 · 0.3 · 0.7) = 20.5; five of them.
        assertThat(Arrays.stream(held)).allSatisfy(count -> assertThat(count).isBetween(497, 703));
    }

    @Test
    void theStratifiedSplitTakesTheFractionOfEveryClass() {
        Column.Categories classes = classes(50, 30, 20);
        Split split = Split.stratified(classes, 0.2, 3);
        assertThat(countOfClasses(classes, split.validation())).containsExactly(10, 6, 4);
        assertThat(together(split)).containsExactly(IntStream.range(0, 100).toArray());
    }

    @Test
    void remaindersGoToTheClassesWithTheLargestOnes() {
        // 0.25 of 10, 7 and 3 rows: 2.5, 1.75 and 0.75 of 5 in all.
        Column.Categories classes = classes(10, 7, 3);
        assertThat(countOfClasses(classes, Split.stratified(classes, 0.25, 1).validation()))
                .containsExactly(2, 2, 1);
    }

    @Test
    void aRareClassOfTwoRowsIsOnBothSides() {
        Column.Categories classes = classes(500, 300, 2, 1);
        Split split = Split.stratified(classes, 0.2, 4);
        assertThat(countOfClasses(classes, split.validation())).containsExactly(100, 60, 1, 0);
        assertThat(countOfClasses(classes, split.training())).containsExactly(400, 240, 1, 1);
    }

    @RepeatedTest(50)
    void classesOfTwoOrMoreAreOnBothSidesAndSingleRowsTrain(RepetitionInfo info) {
        RandomStream random = RandomStream.of(info.getCurrentRepetition(), Purpose.SHUFFLE, 0);
        int[] sizes = IntStream.range(0, 1 + random.nextInt(8))
                .map(i -> 1 + random.nextInt(6))
                .toArray();
        sizes[0] += 5;
        Column.Categories classes = classes(sizes);
        double fraction = 0.01 + 0.98 * random.nextDouble();
        Split split = Split.stratified(classes, fraction, info.getCurrentRepetition());
        assertThat(together(split))
                .containsExactly(IntStream.range(0, classes.rows()).toArray());
        assertThat(countOfClasses(classes, split.training())).doesNotContain(0);
        int[] validating = countOfClasses(classes, split.validation());
        for (int i = 0; i < sizes.length; i++) {
            assertThat(validating[i] > 0).isEqualTo(sizes[i] > 1);
        }
        assertThat(split.validation()).isNotEmpty().isSorted();
    }

    @Test
    void examplesAreStratifiedByClass() {
        Table table = Table.of("t.csv", Column.numbers("y", 1, 1, 1, 1, 1, 1, 1, 1, 0, 0));
        Split split = Split.of(Examples.of(table, "y"), 0.5, 11);
        assertThat(Arrays.stream(split.validation()).filter(row -> row >= 8)).hasSize(1);
        assertThat(split.validation()).hasSize(5);
    }

    @Test
    void tooFewRowsAreRefused() {
        Table table = Table.of("one_row.csv", Column.numbers("x", 1), Column.categories("y", "a"));
        assertThatThrownBy(() -> Split.of(Examples.of(table, "y"), 0.2, 0))
                .isInstanceOf(DataException.class)
                .hasMessage("one_row.csv: too few rows to hold some back for validation: 1, expected 5 or more");
        assertThatThrownBy(() -> Split.random(4, 0.2, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("too few rows");
        assertThat(Split.random(5, 0.01, 0).validation()).hasSize(1);
        assertThat(Split.random(5, 0.99, 0).training()).hasSize(1);
    }

    @Test
    void classesOfOneRowEachCannotBeSplit() {
        assertThatThrownBy(() -> Split.stratified(classes(1, 1, 1, 1, 1, 1), 0.5, 0))
                .isInstanceOf(DataException.class)
                .hasMessage("every class has a single row, so no rows can be held back for validation");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
    void aFractionOutsideZeroToOneIsRefused(double fraction) {
        assertThatThrownBy(() -> Split.random(100, fraction, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("validation fraction is " + fraction + ", expected 0 < fraction < 1");
    }

    /// A column with so many rows of each class, mixed.
    private static Column.Categories classes(int... sizes) {
        int[] codes = IntStream.range(0, sizes.length)
                .flatMap(i -> IntStream.generate(() -> i).limit(sizes[i]))
                .toArray();
        RandomStream.of(5, Purpose.SHUFFLE, 0).shuffle(codes);
        return new Column.Categories(
                "y",
                codes,
                IntStream.range(0, sizes.length).mapToObj(i -> "class " + i).toList());
    }

    private static int[] countOfClasses(Column.Categories classes, int[] rows) {
        return classes.select(rows).counts();
    }

    private static int[] together(Split split) {
        return IntStream.concat(Arrays.stream(split.training()), Arrays.stream(split.validation()))
                .sorted()
                .toArray();
    }
}
