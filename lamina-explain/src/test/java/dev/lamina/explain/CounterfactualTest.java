package dev.lamina.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.data.Column;
import dev.lamina.data.DataException;
import dev.lamina.data.Table;
import dev.lamina.explain.Counterfactual.Alternative;
import dev.lamina.explain.Counterfactual.Change;
import dev.lamina.model.Model;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterfactualTest {

    private static final CounterfactualSettings ANOTHER = CounterfactualSettings.of(new Goal.AnotherLabel());

    @Test
    void changesLeadToWhatTheySay() {
        Model model = SmallModels.mixed();
        Table reference = SmallModels.mixedRows(60, 1);
        Table rows = SmallModels.mixedRows(12, 2);
        List<Counterfactual> all = Counterfactual.of(model, reference, rows, ANOTHER);
        int found = 0;
        for (int row = 0; row < rows.rows(); row++) {
            Counterfactual own = all.get(row);
            Predicted.Label before = (Predicted.Label) own.before();
            assertThat(own.met()).isFalse();
            for (Alternative alternative : own.alternatives()) {
                found++;
                Predicted.Label after = (Predicted.Label) alternative.after();
                assertThat(after.label()).isNotEqualTo(before.label());
                Table changed = changed(rows, row, alternative.changes());
                assertThat(Predicted.of(model.predictor().predict(changed), 0)).isEqualTo(after);
            }
            assertThat(own.alternatives()).hasSizeLessThanOrEqualTo(3);
            assertNoneHasAllColumnsOfAnother(own.alternatives());
        }
        assertThat(found).isGreaterThan(12);
    }

    private static void assertNoneHasAllColumnsOfAnother(List<Alternative> alternatives) {
        for (int i = 0; i < alternatives.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(columns(alternatives.get(i)).containsAll(columns(alternatives.get(j))))
                        .isFalse();
                assertThat(alternatives.get(j).changes())
                        .hasSizeLessThanOrEqualTo(alternatives.get(i).changes().size());
            }
        }
    }

    private static Set<String> columns(Alternative alternative) {
        Set<String> columns = new HashSet<>();
        alternative.changes().forEach(change -> columns.add(change.column()));
        return columns;
    }

    /// A row with the cells of the changes, as a table that is encoded anew.
    private static Table changed(Table rows, int row, List<Change> changes) {
        Column[] columns = rows.columns().stream()
                .map(column -> changes.stream()
                        .filter(change -> change.column().equals(column.name()))
                        .findFirst()
                        .<Column>map(change -> switch (column) {
                            case Column.Categories _ -> Column.categories(column.name(), change.to());
                            case Column.Numbers _ -> Column.numbers(column.name(), Double.parseDouble(change.to()));
                            case Column.Times times ->
                                new Column.Times(
                                        column.name(),
                                        new double[] {seconds(times.format().toString(), change.to())});
                        })
                        .orElseGet(() -> column.select(new int[] {row})))
                .toArray(Column[]::new);
        return Table.of("changed", columns);
    }

    private static double seconds(String format, String time) {
        assertThat(format).isEqualTo("YEAR_MONTH_DAY");
        return LocalDateTime.parse(time.contains("T") ? time : time + "T00:00").toEpochSecond(ZoneOffset.UTC);
    }

    @Test
    void thereIsNoNearerWay() {
        double[] weights = {1, 0.8, -0.6};
        Model model = SmallModels.linearClasses(weights);
        Table reference = SmallModels.normalRows(3, 9, 1);
        Table rows = SmallModels.normalRows(3, 30, 2);
        List<Counterfactual> all = Counterfactual.of(model, reference, rows, ANOTHER.alternatives(1));
        Set<Integer> sizes = new HashSet<>();
        for (int row = 0; row < rows.rows(); row++) {
            double[] nearest = nearest(weights, reference, rows, row);
            if (nearest[0] > 3) {
                assertThat(all.get(row).alternatives()).isEmpty();
                continue;
            }
            Alternative found = all.get(row).alternatives().getFirst();
            assertThat(found.changes()).hasSize((int) nearest[0]);
            assertThat(found.distance()).isCloseTo(nearest[1], within(1e-12));
            sizes.add(found.changes().size());
        }
        assertThat(sizes).contains(1, 2);
    }

    /// The fewest columns and the least distance, by trying every combination of cells.
    private static double[] nearest(double[] weights, Table reference, Table rows, int row) {
        double[] best = {4, Double.POSITIVE_INFINITY};
        int cells = reference.rows();
        int choices = cells + 1;
        for (int way = 1; way < choices * choices * choices; way++) {
            double before = 0;
            double after = 0;
            double distance = 0;
            int changed = 0;
            int rest = way;
            for (int j = 0; j < 3; j++) {
                double own = ((Column.Numbers) rows.columns().get(j)).values()[row];
                double[] values = ((Column.Numbers) reference.columns().get(j)).values();
                int choice = rest % choices;
                rest /= choices;
                double now = choice == 0 ? own : values[choice - 1];
                double[] sorted = values.clone();
                Arrays.sort(sorted);
                changed += choice == 0 ? 0 : 1;
                distance += Math.abs(now - own) / (sorted[cells - 1] - sorted[0]);
                before += weights[j] * own;
                after += weights[j] * now;
            }
            boolean flips = (before > 0) != (after > 0);
            if (flips && (changed < best[0] || (changed == best[0] && distance < best[1]))) {
                best[0] = changed;
                best[1] = distance;
            }
        }
        return best;
    }

    @Test
    void fixedColumnsKeepTheirCells() {
        Model model = SmallModels.linearClasses(5, 1, 1);
        Table rows = SmallModels.normalRows(3, 20, 1);
        assertThat(Counterfactual.of(model, rows, rows, ANOTHER).stream()
                        .flatMap(one -> one.alternatives().stream())
                        .flatMap(one -> one.changes().stream()))
                .anyMatch(change -> change.column().equals("x0"));
        assertThat(Counterfactual.of(model, rows, rows, ANOTHER.fixed(List.of("x0", "x2"))).stream()
                        .flatMap(one -> one.alternatives().stream())
                        .flatMap(one -> one.changes().stream()))
                .isNotEmpty()
                .allMatch(change -> change.column().equals("x1"));
        assertThat(Counterfactual.of(model, rows, rows, ANOTHER.fixed(List.of("x0", "x1", "x2"))))
                .allMatch(one -> one.alternatives().isEmpty() && !one.met());
    }

    @Test
    void aWantedLabelIsReachedOrIsThereAlready() {
        Model model = SmallModels.mixed();
        Table rows = SmallModels.mixedRows(30, 1);
        for (String wanted : model.labels()) {
            for (Counterfactual one :
                    Counterfactual.of(model, rows, rows, CounterfactualSettings.of(new Goal.Label(wanted)))) {
                boolean already = ((Predicted.Label) one.before()).label().equals(wanted);
                assertThat(one.met()).isEqualTo(already);
                assertThat(already && !one.alternatives().isEmpty()).isFalse();
                assertThat(one.alternatives())
                        .allMatch(way -> ((Predicted.Label) way.after()).label().equals(wanted));
            }
        }
    }

    @Test
    void aValueIsReachedFromEitherSide() {
        Model model = SmallModels.linear(2, -1);
        Table reference = Table.of("r.csv", Column.numbers("x0", 0, 1, 2, 3, 4), Column.numbers("x1", 0, 1, 2, 3, 4));
        Table row = Table.of("r.csv", Column.numbers("x0", 1), Column.numbers("x1", 1));
        Counterfactual up = Counterfactual.of(model, reference, row, CounterfactualSettings.of(new Goal.Reach(4)))
                .getFirst();
        assertThat(up.before()).isEqualTo(new Predicted.Value(1));
        assertThat(up.alternatives().getFirst())
                .isEqualTo(new Alternative(List.of(new Change("x0", "1", "3")), 0.5, new Predicted.Value(5)));
        Counterfactual down = Counterfactual.of(model, reference, row, CounterfactualSettings.of(new Goal.Reach(0)))
                .getFirst();
        assertThat(down.alternatives())
                .extracting(Alternative::changes)
                .contains(List.of(new Change("x0", "1", "0")), List.of(new Change("x1", "1", "2")));
        assertThat(Counterfactual.of(model, reference, row, CounterfactualSettings.of(new Goal.Reach(1)))
                        .getFirst()
                        .met())
                .isTrue();
        assertThat(Counterfactual.of(model, reference, row, CounterfactualSettings.of(new Goal.Reach(100)))
                        .getFirst())
                .isEqualTo(new Counterfactual(new Predicted.Value(1), false, List.of()));
    }

    @Test
    void threadsDoNotMatter() {
        Model model = SmallModels.mixed();
        Table rows = SmallModels.mixedRows(40, 1);
        assertThat(Counterfactual.of(model, rows, rows, ANOTHER.threads(1)))
                .isEqualTo(Counterfactual.of(model, rows, rows, ANOTHER.threads(2)));
    }

    @Test
    void manyColumnsAndFewRowsAreSearched() {
        Model model = SmallModels.linearClasses(
                IntStream.range(0, 500).mapToDouble(j -> j % 7 - 3).toArray());
        Table rows = SmallModels.normalRows(500, 3, 1);
        assertThat(Counterfactual.of(model, rows, rows, ANOTHER)).hasSize(3);
        assertThat(Counterfactual.of(model, rows.select(new int[0]), rows, ANOTHER))
                .allMatch(one -> one.alternatives().isEmpty());
    }

    @Test
    void wrongUseIsNamed() {
        Table rows = SmallModels.mixedRows(3, 1);
        Model classes = SmallModels.mixed();
        assertThatThrownBy(() -> Counterfactual.of(classes, rows, rows, ANOTHER.fixed(List.of("town"))))
                .isInstanceOf(DataException.class)
                .hasMessage("no column \"town\" to hold fixed; the model's columns are area, city, floor, built");
        assertThatThrownBy(
                        () -> Counterfactual.of(classes, rows, rows, CounterfactualSettings.of(new Goal.Label("hut"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model has no class \"hut\"; its classes are flat, house, villa");
        assertThatThrownBy(() -> Counterfactual.of(classes, rows, rows, CounterfactualSettings.of(new Goal.Reach(1))))
                .hasMessage("the model predicts labels of \"kind\", not values; say which label is wanted");
        assertThatThrownBy(() -> Counterfactual.of(SmallModels.linear(1), rows, rows, ANOTHER))
                .hasMessage("the model predicts values of \"y\", not labels; say which value is to be reached");
        assertThatThrownBy(() -> ANOTHER.columns(4)).hasMessage("4 columns are to change at most, expected 1 to 3");
        assertThatThrownBy(() -> ANOTHER.alternatives(0)).hasMessage("alternatives is 0, expected 1 or more");
        assertThatThrownBy(() -> ANOTHER.evaluations(99)).hasMessage("evaluations is 99, expected 100 or more");
        assertThatThrownBy(() -> new Goal.Reach(Double.NaN))
                .hasMessage("the value to reach is NaN, expected a finite number");
    }
}
