package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class GroupFoldsTest {

    private static final Resampling BY_GROUP = new Resampling.ByGroup("g");

    @RepeatedTest(30)
    void noGroupIsOnBothSides(RepetitionInfo info) {
        RandomStream random = RandomStream.of(info.getCurrentRepetition(), Purpose.SHUFFLE, 0);
        int rows = 40 + random.nextInt(60);
        int[] groups =
                IntStream.range(0, rows).map(i -> random.nextInt(2 + rows / 8)).toArray();
        Examples examples = examples(
                groups, IntStream.range(0, rows).map(i -> random.nextInt(3)).toArray());
        int folds = 2 + random.nextInt(4);
        Division division = BY_GROUP.folds(examples, folds, info.getCurrentRepetition());
        for (Split split : division.splits()) {
            assertThat(groupsOf(groups, split.training()))
                    .doesNotContainAnyElementsOf(groupsOf(groups, split.validation()));
            assertThat(split.validation()).isNotEmpty().isSorted();
            assertThat(split.training()).isNotEmpty().isSorted();
        }
        Split one = BY_GROUP.holdOut(examples, 0.3, info.getCurrentRepetition())
                .splits()
                .getFirst();
        assertThat(groupsOf(groups, one.training())).doesNotContainAnyElementsOf(groupsOf(groups, one.validation()));
    }

    @Test
    void foldsAreOfEqualSizeAndOfTheSameClasses() {
        // 60 groups of 4 rows; each is of one class, of which there are 30, 20 and 10 groups.
        int[] groups = IntStream.range(0, 240).map(i -> i % 60).toArray();
        int[] classes =
                Arrays.stream(groups).map(g -> g < 30 ? 0 : g < 50 ? 1 : 2).toArray();
        Examples examples = examples(groups, classes);
        Division division = BY_GROUP.folds(examples, 5, 3);
        assertThat(division.warnings()).isEmpty();
        assertThat(division.splits())
                .hasSize(5)
                .allSatisfy(split ->
                        assertThat(counts(examples, split.validation())).containsExactly(24, 16, 8));
        assertThat(counts(
                        examples,
                        BY_GROUP.holdOut(examples, 0.2, 3).splits().getFirst().validation()))
                .containsExactly(24, 16, 8);
    }

    @Test
    void groupsOfARegressionAreBalancedByTheirTargets() {
        double[] groups =
                IntStream.range(0, 400).map(i -> i / 10).asDoubleStream().toArray();
        double[] targets = IntStream.range(0, 400).mapToDouble(i -> i).toArray();
        Table table = Table.of("t.csv", Column.numbers("g", groups), Column.numbers("y", targets));
        Division division = BY_GROUP.folds(Examples.of(table, "y", Task.REGRESSION), 4, 1);
        for (Split split : division.splits()) {
            assertThat(split.validation()).hasSize(100);
            // The mean of all is 199.5; each fold has one group of 10 out of each tenth.
            assertThat(Arrays.stream(split.validation()).average().orElseThrow())
                    .isBetween(180.0, 220.0);
        }
    }

    @Test
    void aRowWithoutAGroupIsOneOfItsOwn() {
        Table table = Table.of(
                "t.csv", Column.categories("g", "a", "a", null, "b", null, "b"), Column.numbers("y", 1, 2, 3, 4, 5, 6));
        Division division = BY_GROUP.folds(Examples.of(table, "y", Task.REGRESSION), 4, 1);
        assertThat(division.splits()).hasSize(4);
        assertThat(division.warnings()).containsExactly("2 rows without a value in \"g\" are groups of their own");
    }

    @Test
    void fewerGroupsThanFoldsAreTold() {
        Examples examples = examples(new int[] {0, 0, 1, 1, 2, 2}, new int[] {0, 1, 0, 1, 0, 1});
        Division division = BY_GROUP.folds(examples, 8, 1);
        assertThat(division.splits()).hasSize(3);
        assertThat(division.warnings()).containsExactly("3 folds instead of 8, since there are 3 groups in \"g\"");
    }

    @Test
    void ofTwoLargeGroupsOneIsHeldBack() {
        int[] groups = IntStream.range(0, 190).map(i -> i < 100 ? 0 : 1).toArray();
        Examples examples =
                examples(groups, IntStream.range(0, 190).map(i -> i % 2).toArray());
        assertThat(BY_GROUP.holdOut(examples, 0.2, 1).splits().getFirst().validation())
                .hasSize(90);
    }

    @Test
    void rowsOfAClassThatNoOtherGroupHasDoNotValidate() {
        int[] groups = {0, 0, 1, 1, 2, 2, 3, 3};
        Examples examples = examples(groups, new int[] {0, 1, 0, 1, 0, 1, 2, 0});
        Division division = BY_GROUP.folds(examples, 4, 1);
        assertThat(division.warnings())
                .containsExactly(
                        "rows of the class \"class 2\" were left out of validation where no training row has it");
        assertThat(division.splits())
                .allSatisfy(split -> assertThat(split.validation()).doesNotContain(6));
    }

    @Test
    void groupsThatCannotDivideAreRefused() {
        refused(
                "t.csv: every row is of the same group in \"g\", so none can be held back; expected two groups or more",
                "g",
                Column.categories("g", "a", "a", "a", "a", "a"));
        refused(
                "t.csv: column \"g\" has no values to group the rows by",
                "g",
                Column.categories("g", null, null, null, null, null));
        refused(
                "t.csv: the target \"y\" cannot group the rows; choose another column",
                "y",
                Column.categories("g", "a", "a", "b", "a", "a"));
        refused("no column \"h\" in t.csv; the columns are g, y", "h", Column.categories("g", "a", "a", "b", "a", "a"));
    }

    private static void refused(String message, String column, Column groups) {
        Examples examples =
                Examples.of(Table.of("t.csv", groups, Column.numbers("y", 1, 2, 3, 4, 5)), "y", Task.REGRESSION);
        Resampling byGroup = new Resampling.ByGroup(column);
        assertThatThrownBy(() -> byGroup.folds(examples, 2, 1))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> byGroup.holdOut(examples, 0.2, 1)).hasMessage(message);
    }

    private static Set<Integer> groupsOf(int[] groups, int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> groups[row]).collect(Collectors.toSet());
    }

    private static int[] counts(Examples examples, int[] rows) {
        return ((Column.Categories) examples.targetColumn()).select(rows).counts();
    }

    private static Examples examples(int[] groups, int[] classes) {
        @Nullable String[] words = Arrays.stream(groups).mapToObj(g -> "g" + g).toArray(String[]::new);
        return Examples.of(
                Table.of(
                        "t.csv",
                        Column.categories("g", words),
                        new Column.Categories("y", classes, List.of("class 0", "class 1", "class 2"))),
                "y");
    }
}
