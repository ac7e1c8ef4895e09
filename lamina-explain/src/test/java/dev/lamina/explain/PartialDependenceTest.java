package dev.lamina.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.data.Column;
import dev.lamina.data.FittedColumn;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.NumberFormat;
import dev.lamina.data.Range;
import dev.lamina.data.Table;
import dev.lamina.data.TimeFormat;
import dev.lamina.data.TimePart;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartialDependenceTest {

    private static final PartialDependenceSettings SETTINGS = PartialDependenceSettings.defaults();

    /// w·v plus the mean of the rest.
    @Test
    void ofAnAdditiveModelIsItsTerm() {
        double[][] x = Models.normal(2, 400, 1);
        Table table = Models.table(x, Column.numbers("z", x[0])).without(List.of("z"));
        PartialDependence dependence = PartialDependence.of(Models.linear(2, -1), table, "x0", SETTINGS);
        double rest = -Arrays.stream(x[1]).average().orElseThrow();
        PartialDependence.Curve curve = dependence.curves().getFirst();
        double[] grid = ((Column.Numbers) dependence.grid()).values();
        assertThat(dependence.curves()).hasSize(1);
        assertThat(curve.label()).isEqualTo("y");
        assertThat(dependence.rows()).isEqualTo(400);
        assertThat(grid).hasSize(25).isSorted();
        assertThat(grid[0]).isEqualTo(Arrays.stream(x[0]).min().orElseThrow());
        assertThat(grid[24]).isEqualTo(Arrays.stream(x[0]).max().orElseThrow());
        for (int g = 0; g < grid.length; g++) {
            assertThat(curve.mean()[g]).isCloseTo(2 * grid[g] + rest, within(1e-5));
        }
        assertThat(curve.lines()).hasDimensions(50, 25);
        for (int line = 0; line < 50; line++) {
            assertThat(curve.lines()[line][3])
                    .isCloseTo(2 * grid[3] - x[1][dependence.lines()[line]], within(1e-5));
        }
    }

    @Test
    void agreesWithTablesInWhichTheColumnIsSet() {
        double[][] x = Models.normal(2, 60, 2);
        Table table = Models.table(x, Column.numbers("z", x[0]));
        Model model = Models.softmax(1, -2, 0.5);
        PartialDependence dependence = PartialDependence.of(model, table, "x0", SETTINGS.points(5));
        assertThat(dependence.curves())
                .extracting(PartialDependence.Curve::label)
                .containsExactly("c0", "c1", "c2");
        for (int g = 0; g < 5; g++) {
            double[] set = new double[60];
            Arrays.fill(set, ((Column.Numbers) dependence.grid()).values()[g]);
            Predictions predictions = model.predictor().predict(Table.of("set", Column.numbers("x0", set)));
            for (int k = 0; k < 3; k++) {
                int label = k;
                assertThat(dependence.curves().get(k).mean()[g])
                        .isCloseTo(
                                IntStream.range(0, 60)
                                        .mapToDouble(row -> predictions.probability(row, label))
                                        .average()
                                        .orElseThrow(),
                                within(1e-12));
            }
        }
    }

    @Test
    void ofTwoClassesIsTheProbabilityOfTheSecond() {
        double[][] x = Models.normal(1, 30, 3);
        PartialDependence dependence =
                PartialDependence.of(Models.logistic(3), Models.table(x, Column.numbers("z", x[0])), "x0", SETTINGS);
        double[] grid = ((Column.Numbers) dependence.grid()).values();
        assertThat(dependence.curves()).hasSize(1);
        assertThat(dependence.curves().getFirst().label()).isEqualTo("yes");
        assertThat(dependence.curves().getFirst().mean()[0]).isCloseTo(1 / (1 + Math.exp(-3 * grid[0])), within(1e-6));
    }

    private static final FittedPipeline MIXED = new FittedPipeline(
            List.of(
                    new FittedColumn.OneHot("city", List.of("Kyiv", "Lviv")),
                    new FittedColumn.TimeParts(
                            "built",
                            List.of(TimePart.YEAR),
                            2000,
                            1,
                            false,
                            false,
                            new Range(0, 2e9),
                            TimeFormat.YEAR_MONTH_DAY),
                    new FittedColumn.ScaledNumber(
                            "area", 0, 1, 0, false, false, new Range(10, 100), NumberFormat.PLAIN)),
            new FittedTarget.Scaled("y", 0, 1),
            List.of());

    private static final Table ROWS = Table.of(
            "rows.csv",
            Column.categories("city", "Lviv", "Oslo", null, "Lviv", "Kyiv", "Oslo"),
            new Column.Times("built", new double[] {1e9, 0, 3e9, Double.NaN, 1e9, 5}),
            Column.numbers("area", 5, 20, Double.NaN, 30, 500, 20));

    private static final Model OF_MIXED = Models.dense(MIXED, new MeanSquaredError(), 1, 1, 2, 4, 0, 0);

    @Test
    void wordsAreTheMostFrequentOnesAndMissing() {
        PartialDependence dependence = PartialDependence.of(OF_MIXED, ROWS, "city", SETTINGS.words(2));
        assertThat(Cells.words(dependence.grid())).containsExactly("Lviv", "Oslo", null);
        assertThat(dependence.curves().getFirst().mean()).containsExactly(2, 4, 4);
    }

    @Test
    void gridsLieWithinWhatTrainingSaw() {
        assertThat(Cells.values(
                        PartialDependence.of(OF_MIXED, ROWS, "area", SETTINGS).grid()))
                .containsExactly(20, 30);
        Column built = PartialDependence.of(OF_MIXED, ROWS, "built", SETTINGS).grid();
        assertThat(built).isInstanceOf(Column.Times.class);
        assertThat(Cells.values(built)).containsExactly(0, 5, 1e9);
    }

    @Test
    void ofManyClassesTwentyAreShown() {
        double[] weights =
                IntStream.range(0, 2000).mapToDouble(i -> i % 100 == 7 ? 3 : 0).toArray();
        Table table = Table.of("rows.csv", Column.numbers("x0", 1, 2, 3));
        PartialDependence dependence = PartialDependence.of(Models.softmax(weights), table, "x0", SETTINGS);
        assertThat(dependence.curves())
                .extracting(PartialDependence.Curve::label)
                .hasSize(20)
                .contains("c7", "c1907");
        assertThat(dependence.lines()).hasSize(3);
    }

    @Test
    void threadsChangeNoBit() {
        double[][] x = Models.normal(2, 3000, 4);
        Table table = Models.table(x, Column.numbers("z", x[0]));
        PartialDependence one = PartialDependence.of(Models.logistic(1, 2), table, "x1", SETTINGS.threads(1));
        PartialDependence two = PartialDependence.of(Models.logistic(1, 2), table, "x1", SETTINGS.threads(2));
        assertThat(one.rows()).isEqualTo(1000);
        assertThat(two.curves().getFirst().mean())
                .isEqualTo(one.curves().getFirst().mean());
        assertThat(two.curves().getFirst().lines())
                .isDeepEqualTo(one.curves().getFirst().lines());
    }

    @Test
    void whatHasNoGridIsRefused() {
        assertThatThrownBy(() -> PartialDependence.of(OF_MIXED, ROWS, "rooms", SETTINGS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model does not read a column \"rooms\"; it reads city, built, area");
        assertThatThrownBy(() -> PartialDependence.of(OF_MIXED, ROWS.select(new int[] {0}), "area", SETTINGS))
                .hasMessage("rows.csv: column \"area\" has no value within what training saw; without one there is"
                        + " nothing to set it to");
        assertThatThrownBy(() -> PartialDependence.of(OF_MIXED, ROWS.select(new int[0]), "area", SETTINGS))
                .hasMessage("rows.csv has no rows to set \"area\" in");
    }
}
