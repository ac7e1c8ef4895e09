package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {

    private static final Column X = Column.numbers("x", 1, 2, 3, 4);

    @Test
    void rowsWithoutATargetAreLeftOutAndCounted() {
        Examples examples = Examples.of(table(Column.categories("y", "a", null, null, "a")), "y");
        assertThat(examples.rows()).isEqualTo(2);
        assertThat(examples.table().origin().of(1)).isEqualTo("t.csv:5");
        assertThat(examples.warnings()).containsExactly("2 rows without a value in \"y\" were left out");
    }

    @Test
    void oneRowWithoutATargetIsSpokenOfInTheSingular() {
        Examples examples = Examples.of(table(Column.numbers("y", 0.5, Double.NaN, 3, 7)), "y");
        assertThat(examples.task()).isEqualTo(Task.REGRESSION);
        assertThat(examples.warnings()).containsExactly("1 row without a value in \"y\" was left out");
    }

    @Test
    void aClassOfOneRowIsNamed() {
        assertThat(Examples.of(table(Column.categories("y", "a", "a", "c", "a")), "y")
                        .warnings())
                .containsExactly("class \"c\" of \"y\" has a single row, which is too few to learn it");
        assertThat(Examples.of(table(Column.categories("y", "a", "a", "c", "b")), "y")
                        .warnings())
                .containsExactly("2 classes of \"y\" have a single row each, which is too few to learn them: c, b");
    }

    @Test
    void aClassWhoseRowsWereSelectedAwayIsNotRare() {
        Table table = table(Column.categories("y", "c", "a", "a", "b")).select(new int[] {1, 2});
        assertThat(Examples.of(table, "y").warnings()).isEmpty();
    }

    @Test
    void numbersCanBeMadeClasses() {
        Examples examples = Examples.of(table(Column.numbers("y", 20, 10, 20, 10)), "y", Task.CLASSIFICATION);
        assertThat(examples.labels().words()).containsExactly("20", "10");
        assertThat(examples.warnings()).isEmpty();
    }

    @Test
    void wordsCannotBeMadeNumbers() {
        assertThatThrownBy(() -> Examples.of(table(Column.categories("y", "a", "b", "a", "b")), "y", Task.REGRESSION))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "t.csv:2: the target column \"y\" holds words such as \"a\", regression needs numbers; train a"
                                + " classification or choose another target");
    }

    @Test
    void anInfiniteTargetIsRefusedWithItsLine() {
        assertThatThrownBy(() -> Examples.of(table(Column.numbers("y", 1, 2, Double.NEGATIVE_INFINITY, 7)), "y"))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "t.csv:4: the target column \"y\" is infinite; correct the cell or empty it to leave the row"
                                + " out");
    }

    @Test
    void aTargetWithoutValuesIsRefused() {
        assertThatThrownBy(() -> Examples.of(table(Column.categories("y", null, null, null, null)), "y"))
                .isInstanceOf(DataException.class)
                .hasMessage("t.csv: the target column \"y\" has no values");
    }

    @Test
    void aTableWithoutRowsIsRefused() {
        assertThatThrownBy(() -> Examples.of(Table.of("t.csv", Column.categories("y")), "y"))
                .isInstanceOf(DataException.class)
                .hasMessage("t.csv has no rows");
    }

    @Test
    void anAbsentTargetIsRefused() {
        assertThatThrownBy(() -> Examples.of(table(Column.numbers("y", 1, 2, 3, 4)), "z"))
                .hasMessage("no column \"z\" in t.csv; the columns are x, y");
    }

    @Test
    void timesAreRefusedWhateverTheTask() {
        Table table = table(new Column.Times("y", new double[] {1, 2, 3, 4}));
        for (Task task : Task.values()) {
            assertThatThrownBy(() -> Examples.of(table, "y", task)).hasMessageContaining("holds dates or times");
        }
    }

    @Test
    void examplesMadeDirectlyNeedATargetInEveryRow() {
        Table table = table(Column.numbers("y", 1, Double.NaN, 3, 4));
        assertThatThrownBy(() -> new Examples(table, "y", Task.REGRESSION, List.of()))
                .hasMessage("t.csv:3: no value in the target column \"y\"");
    }

    private static Table table(Column target) {
        return new Table(List.of(X, target), new Origin.Lines("t.csv", new int[] {2, 3, 4, 5}));
    }

    @Test
    void classesThatNothingValidatesAreNamed() {
        Examples training = of("y", 396, "no", 2, "yes", 3, "maybe");
        assertThat(training.validationWarnings(of("y", 99, "no", 1, "yes")))
                .containsExactly(
                        "no row of class \"maybe\" of \"y\" (3 of 501 rows) is there to validate with, so no metric"
                                + " shows whether it is recognised",
                        "a single row of class \"yes\" of \"y\" (3 of 501 rows) is there to validate with, so the"
                                + " metrics say little about it");
        assertThat(training.validationWarnings(of("y", 99, "no")))
                .containsExactly("no row of 2 classes of \"y\" (yes, maybe) is there to validate with, so no metric"
                        + " shows whether they are recognised");
        assertThat(training.validationWarnings(of("y", 99, "no", 2, "yes", 2, "maybe")))
                .isEmpty();
        assertThat(of("y", 4, "no", 4, "yes").validationWarnings(of("y", 1, "no", 1, "yes")))
                .isEmpty();
    }

    /// So many rows of each word.
    private static Examples of(String target, Object... countsAndWords) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < countsAndWords.length; i += 2) {
            words.addAll(Collections.nCopies((Integer) countsAndWords[i], (String) countsAndWords[i + 1]));
        }
        return Examples.of(Table.of("t", Column.categories(target, words.toArray(String[]::new))), target);
    }
}
