package dev.lamina.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.data.Column;
import dev.lamina.data.Table;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShapleyTest {

    private static final ShapleySettings EXACT = ShapleySettings.defaults();

    @Test
    void aLinearModelGivesWeightTimesDistanceFromTheMean() {
        double[] weights = {2, -1, 0.5, 0, 3, 1, -2, 0.25, 1, 1, -3, 0.125};
        for (int columns : new int[] {3, 12}) {
            double[] some = Arrays.copyOf(weights, columns);
            Table background = SmallModels.normalRows(columns, 20, 1);
            Table rows = SmallModels.normalRows(columns, 2, 2);
            for (int row = 0; row < 2; row++) {
                Shapley shapley = Shapley.of(SmallModels.linear(some), background, rows, EXACT)
                        .get(row);
                assertThat(shapley.permutations()).isEqualTo(columns == 3 ? 0 : 80);
                for (int j = 0; j < columns; j++) {
                    double mean = Arrays.stream(values(background, j)).average().orElseThrow();
                    Shapley.Contribution own = contribution(shapley, "x" + j);
                    assertThat(own.value()).isCloseTo(some[j] * (values(rows, j)[row] - mean), within(2e-6));
                    assertThat(own.standardError()).isLessThan(1e-6);
                }
            }
        }
    }

    @Test
    void allCoalitionsGiveWhatTheDefinitionDoes() {
        Model model = SmallModels.mixed();
        Table background = SmallModels.mixedRows(7, 1);
        Table rows = SmallModels.mixedRows(4, 2);
        for (int label = 0; label < 3; label++) {
            List<Shapley> all = Shapley.of(
                    model, background, rows, EXACT.label(model.labels().get(label)));
            for (int row = 0; row < rows.rows(); row++) {
                double[] expected = byDefinition(model, background, rows, row, label);
                for (int j = 0; j < expected.length; j++) {
                    assertThat(contribution(all.get(row), rows.columns().get(j).name())
                                    .value())
                            .isCloseTo(expected[j], within(1e-7));
                }
            }
        }
    }

    /// The mean over all orders of the columns of what each adds, from tables that are encoded anew.
    private static double[] byDefinition(Model model, Table background, Table rows, int row, int label) {
        int columns = rows.columns().size();
        Map<Set<Integer>, Double> worths = new HashMap<>();
        List<List<Integer>> orders = new ArrayList<>();
        permute(new ArrayList<>(), columns, orders);
        double[] values = new double[columns];
        for (List<Integer> order : orders) {
            Set<Integer> joined = new HashSet<>();
            for (int column : order) {
                double before = worth(model, background, rows, row, label, joined, worths);
                joined.add(column);
                values[column] += (worth(model, background, rows, row, label, joined, worths) - before) / orders.size();
            }
        }
        return values;
    }

    private static void permute(List<Integer> begun, int columns, List<List<Integer>> orders) {
        if (begun.size() == columns) {
            orders.add(List.copyOf(begun));
        }
        for (int next = 0; next < columns; next++) {
            if (!begun.contains(next)) {
                begun.add(next);
                permute(begun, columns, orders);
                begun.removeLast();
            }
        }
    }

    private static double worth(
            Model model,
            Table background,
            Table rows,
            int row,
            int label,
            Set<Integer> joined,
            Map<Set<Integer>, Double> worths) {
        return worths.computeIfAbsent(Set.copyOf(joined), coalition -> {
            int[] same = IntStream.range(0, background.rows()).map(_ -> row).toArray();
            Column[] mixed = IntStream.range(0, rows.columns().size())
                    .mapToObj(j -> coalition.contains(j)
                            ? rows.columns().get(j).select(same)
                            : background.columns().get(j))
                    .toArray(Column[]::new);
            Predictions predictions = model.predictor().predict(Table.of("mixed", mixed));
            return IntStream.range(0, same.length)
                    .mapToDouble(i -> predictions.probability(i, label))
                    .average()
                    .orElseThrow();
        });
    }

    @Test
    void sumIsOutputLessBase() {
        Model classes = SmallModels.mixed();
        Table background = SmallModels.mixedRows(9, 3);
        Table rows = SmallModels.mixedRows(5, 4);
        for (long evaluations : new long[] {30_000, 100}) {
            for (Shapley shapley : Shapley.of(classes, background, rows, EXACT.evaluations(evaluations))) {
                assertThat(shapley.permutations() == 0).isEqualTo(evaluations == 30_000);
                assertThat(shapley.sum()).isCloseTo(shapley.output() - shapley.base(), within(1e-12));
            }
        }
        Model values = SmallModels.nonlinear(12);
        for (Shapley shapley :
                Shapley.of(values, SmallModels.normalRows(12, 50, 1), SmallModels.normalRows(12, 3, 2), EXACT)) {
            assertThat(shapley.permutations()).isPositive();
            assertThat(shapley.sum()).isCloseTo(shapley.output() - shapley.base(), within(1e-12 * 1e6));
        }
    }

    @Test
    void theErrorIsAsLargeAsItSays() {
        Model model = SmallModels.nonlinear(6);
        Table background = SmallModels.normalRows(6, 10, 1);
        Table rows = SmallModels.normalRows(6, 1, 2);
        Shapley exact = Shapley.of(model, background, rows, EXACT).getFirst();
        assertThat(exact.permutations()).isZero();
        int covered = 0;
        int seeds = 200;
        for (int seed = 0; seed < seeds; seed++) {
            ShapleySettings sampled = EXACT.evaluations(600).error(0).seed(seed);
            Shapley shapley = Shapley.of(model, background, rows, sampled).getFirst();
            assertThat(shapley.permutations()).isEqualTo(120);
            for (Shapley.Contribution own : shapley.contributions()) {
                double off = own.value() - contribution(exact, own.column()).value();
                covered += Math.abs(off) <= 2 * own.standardError() ? 1 : 0;
            }
        }
        assertThat(covered / (6.0 * seeds)).isBetween(0.92, 0.97);
    }

    @Test
    void samplingEndsWhenTheErrorIsSmall() {
        Model model = SmallModels.nonlinear(12);
        Table background = SmallModels.normalRows(12, 20, 1);
        Table rows = SmallModels.normalRows(12, 1, 2);
        Shapley rough = Shapley.of(model, background, rows, EXACT.error(0.2)).getFirst();
        Shapley fine = Shapley.of(model, background, rows, EXACT.error(0.02)).getFirst();
        assertThat(rough.permutations()).isLessThan(fine.permutations());
        assertThat(fine.permutations() * 11L).isLessThanOrEqualTo(30_000);
        assertThat(worst(fine)).isLessThan(worst(rough));
    }

    private static double worst(Shapley shapley) {
        return shapley.contributions().stream()
                .mapToDouble(Shapley.Contribution::standardError)
                .max()
                .orElseThrow();
    }

    @Test
    void equalColumnsShareAlikeAndOnesWithoutEffectGetNothing() {
        double[] same = {1, 2, -1, 0.5};
        Table background = Table.of(
                "rows.csv", Column.numbers("x0", same), Column.numbers("x1", same), Column.numbers("x2", 5, 6, 7, 8));
        Table row = Table.of("rows.csv", Column.numbers("x0", 3), Column.numbers("x1", 3), Column.numbers("x2", -1));
        Shapley shapley = Shapley.of(SmallModels.linearClasses(0.7, 0.7, 0), background, row, EXACT)
                .getFirst();
        assertThat(contribution(shapley, "x0").value())
                .isCloseTo(contribution(shapley, "x1").value(), within(1e-12))
                .isPositive();
        assertThat(contribution(shapley, "x2").value()).isZero();
        assertThat(shapley.contributions().getLast().column()).isEqualTo("x2");
    }

    @Test
    void threadsDoNotMatterAndNeitherDoOtherRows() {
        Model model = SmallModels.nonlinear(12);
        Table background = SmallModels.normalRows(12, 150, 1);
        Table rows = SmallModels.normalRows(12, 3, 2);
        List<Shapley> one = Shapley.of(model, background, rows, EXACT.threads(1));
        assertThat(Shapley.of(model, background, rows, EXACT.threads(2))).isEqualTo(one);
        Table few = SmallModels.normalRows(3, 20, 1);
        assertThat(Shapley.of(SmallModels.nonlinear(3), few, few, EXACT.threads(1)))
                .isEqualTo(Shapley.of(SmallModels.nonlinear(3), few, few, EXACT.threads(2)));
        assertThat(Shapley.of(model, background, rows.select(new int[] {1}), EXACT))
                .containsExactly(one.get(1));
        assertThat(one.getFirst().background()).isEqualTo(100);
        assertThat(Shapley.of(model, background, rows, EXACT.seed(7)).getFirst().base())
                .isNotEqualTo(one.getFirst().base());
    }

    @Test
    void thePredictedClassIsExplainedUnlessAnotherIsNamed() {
        Model model = SmallModels.mixed();
        Table rows = SmallModels.mixedRows(6, 2);
        Predictions predictions = model.predictor().predict(rows);
        List<Shapley> all = Shapley.of(model, rows, rows, EXACT);
        for (int row = 0; row < rows.rows(); row++) {
            Shapley shapley = all.get(row);
            assertThat(shapley.label()).contains(predictions.label(row));
            assertThat(shapley.predicted()).isEqualTo(new Predicted.Label(predictions.label(row), shapley.output()));
        }
        assertThat(Shapley.of(model, rows, rows, EXACT.label("villa")))
                .allMatch(shapley -> shapley.label().equals(Optional.of("villa")));
        assertThat(all.get(5).contributions())
                .anySatisfy(own -> assertThat(own)
                        .returns("area", Shapley.Contribution::column)
                        .returns("", Shapley.Contribution::cell));
    }

    @Test
    void manyColumnsAndFewRowsAreExplained() {
        Shapley shapley = Shapley.of(
                        SmallModels.nonlinear(500),
                        SmallModels.normalRows(500, 3, 1),
                        SmallModels.normalRows(500, 1, 2),
                        EXACT)
                .getFirst();
        assertThat(shapley.contributions()).hasSize(500);
        assertThat(shapley.background()).isEqualTo(3);
        assertThat(shapley.sum()).isCloseTo(shapley.output() - shapley.base(), within(1e-6));
        Shapley alone = Shapley.of(
                        SmallModels.linear(2),
                        SmallModels.normalRows(1, 1, 1),
                        SmallModels.normalRows(1, 1, 2),
                        EXACT.evaluations(1))
                .getFirst();
        assertThat(alone.contributions()).hasSize(1);
        assertThat(alone.sum()).isEqualTo(alone.output() - alone.base());
    }

    @Test
    void wrongUseIsNamed() {
        Table rows = SmallModels.mixedRows(3, 1);
        assertThatThrownBy(() -> Shapley.of(SmallModels.mixed(), rows.select(new int[0]), rows, EXACT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("flats.csv has no rows to compare with; give some like those of training");
        assertThatThrownBy(() -> Shapley.of(SmallModels.mixed(), rows, rows, EXACT.label("hut")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model has no class \"hut\"; its classes are flat, house, villa");
        assertThatThrownBy(() -> Shapley.of(SmallModels.linear(1), rows, rows, EXACT.label("hut")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model predicts values of \"y\", which have no classes such as \"hut\"");
        assertThatThrownBy(() -> EXACT.background(0)).hasMessage("background is 0, expected 1 or more");
        assertThatThrownBy(() -> EXACT.evaluations(0)).hasMessage("evaluations are 0, expected 1 or more");
        assertThatThrownBy(() -> EXACT.error(Double.NaN))
                .hasMessage("the error is NaN of the spread of predictions, expected 0 or more");
    }

    private static double[] values(Table table, int column) {
        return ((Column.Numbers) table.columns().get(column)).values();
    }

    private static Shapley.Contribution contribution(Shapley shapley, String column) {
        return Objects.requireNonNull(shapley.contributions().stream()
                .filter(own -> own.column().equals(column))
                .findFirst()
                .orElse(null));
    }
}
