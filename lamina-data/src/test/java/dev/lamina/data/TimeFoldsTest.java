package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeFoldsTest {

    private static final Resampling BY_TIME = new Resampling.ByTime("t");

    @Test
    void laterRowsValidate() {
        // Times 0, 7, 14, … modulo 50, all different: 40 to 49 are the last ten.
        double[] times = IntStream.range(0, 50).mapToDouble(i -> i * 7 % 50).toArray();
        Split split = only(BY_TIME.holdOut(examples(times), 0.2, 1));
        assertThat(split.validation()).hasSize(10).isSorted();
        assertThat(Arrays.stream(split.validation()).mapToDouble(row -> times[row]))
                .allMatch(time -> time >= 40);
        assertThat(split.training()).hasSize(40).isSorted();
    }

    @Test
    void foldsAreWindowsThatExpand() {
        double[] times = IntStream.range(0, 60).mapToDouble(i -> 59 - i).toArray();
        Division division = BY_TIME.folds(examples(times), 5, 1);
        assertThat(division.warnings()).isEmpty();
        assertThat(division.splits()).hasSize(5);
        for (int i = 0; i < 5; i++) {
            Split split = division.splits().get(i);
            assertThat(split.training())
                    .containsExactly(IntStream.range(60 - 10 * (i + 1), 60).toArray());
            assertThat(split.validation())
                    .containsExactly(IntStream.range(60 - 10 * (i + 2), 60 - 10 * (i + 1))
                            .toArray());
        }
    }

    @Test
    void rowsOfTheSameTimeAreOnTheSameSide() {
        double[] times =
                IntStream.range(0, 50).map(i -> i / 12).asDoubleStream().toArray();
        // 20 % would be 10 of the 14 rows that are of time 3 or 4; the nearest place between two times leaves 14.
        assertThat(only(BY_TIME.holdOut(examples(times), 0.2, 1)).validation())
                .containsExactly(IntStream.range(36, 50).toArray());
        Division division = BY_TIME.folds(examples(times), 8, 1);
        assertThat(division.splits()).hasSize(4);
        assertThat(division.warnings())
                .containsExactly("4 folds instead of 8, since there are 5 different times in \"t\"");
    }

    @Test
    void rowsWithoutATimeAreLeftOut() {
        double[] times = IntStream.range(0, 20)
                .mapToDouble(i -> i == 3 || i == 19 ? Double.NaN : i)
                .toArray();
        Division division = BY_TIME.holdOut(examples(times), 0.25, 1);
        assertThat(division.warnings()).containsExactly("2 rows without a value in \"t\" were left out");
        assertThat(only(division).validation()).containsExactly(14, 15, 16, 17, 18);
        assertThat(only(division).training()).hasSize(13).doesNotContain(3);
    }

    @Test
    void rowsOfAClassThatOnlyComesLaterDoNotValidate() {
        String[] classes = IntStream.range(0, 20)
                .mapToObj(i -> i == 18 ? "new" : i % 2 == 0 ? "a" : "b")
                .toArray(String[]::new);
        double[] times = IntStream.range(0, 20).mapToDouble(i -> i).toArray();
        Table table = Table.of("t.csv", new Column.Times("t", times), Column.categories("y", classes));
        Division division = BY_TIME.holdOut(Examples.of(table, "y"), 0.2, 1);
        assertThat(only(division).validation()).containsExactly(16, 17, 19);
        assertThat(division.warnings())
                .containsExactly("rows of the class \"new\" were left out of validation where no training row has it");
    }

    @Test
    void whatIsNoTimeIsRefused() {
        refused(
                "t.csv, row 2: column \"t\" holds words such as \"3/4/2024\", expected times, dates or numbers to tell"
                        + " later rows by; --dates says how dates are written",
                Column.categories("t", null, "3/4/2024", "4/4/2024", "5/4/2024", "6/4/2024"));
        refused(
                "t.csv: column \"t\" has no values, expected times",
                Column.categories("t", null, null, null, null, null));
        refused(
                "t.csv: every row has the same time in \"t\", so none is later than others",
                Column.numbers("t", 1, 1, 1, 1, 1));
        refused(
                "t.csv, row 3: column \"t\" is infinite; correct the value or give it as missing",
                Column.numbers("t", 1, 1, Double.POSITIVE_INFINITY, 1, 1));
    }

    private static void refused(String message, Column times) {
        Table table = Table.of("t.csv", times, Column.numbers("y", 1, 2, 3, 4, 5));
        Examples examples = Examples.of(table, "y", Task.REGRESSION);
        assertThatThrownBy(() -> BY_TIME.holdOut(examples, 0.2, 1))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> BY_TIME.folds(examples, 2, 1))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }

    private static Split only(Division division) {
        assertThat(division.splits()).hasSize(1);
        return division.splits().getFirst();
    }

    private static Examples examples(double[] times) {
        double[] targets =
                IntStream.range(0, times.length).mapToDouble(i -> i % 5).toArray();
        return Examples.of(
                Table.of("t.csv", Column.numbers("t", times), Column.numbers("y", targets)), "y", Task.REGRESSION);
    }
}
