package dev.lamina.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.metric.LogLoss;
import dev.lamina.core.metric.RootMeanSquaredError;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.Column;
import dev.lamina.data.DataException;
import dev.lamina.data.FittedColumn;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import dev.lamina.model.Model;
import dev.lamina.model.ModelRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImportanceTest {

    private static final ImportanceSettings SETTINGS = ImportanceSettings.defaults();

    /// With unit noise and independent columns of unit variance the mean squared error rises from 1 to 1 + 2w².
    @Test
    void ofALinearModelIsKnownInClosedForm() {
        Importance importance = importance(Models.linear(2, -1, 0), noisy(20_000, 1, 2, -1, 0));
        assertThat(importance.cost()).isEqualTo(new RootMeanSquaredError());
        assertThat(importance.rows()).isEqualTo(10_000);
        assertThat(importance.repeats()).isEqualTo(5);
        assertThat(importance.baseline()).isCloseTo(1, within(0.02));
        assertThat(importance.groups())
                .extracting(Importance.Group::columns)
                .containsExactly(List.of("x0"), List.of("x1"), List.of("x2"));
        double[] rises = {Math.sqrt(9) - 1, Math.sqrt(3) - 1, 0};
        for (int j = 0; j < 3; j++) {
            Importance.Group group = importance.groups().get(j);
            assertThat(group.mean()).isCloseTo(rises[j], within(0.03));
            assertThat(rises[j]).isBetween(group.low(), group.high());
            assertThat(group.accuracyDrop()).isEmpty();
        }
    }

    /// Against the sum over all pairs of rows, by the definition of e_switch.
    @Test
    void ofClassesAgreesWithAllPairsOfRows() {
        double[][] x = Models.normal(2, 40, 3);
        String[] y = labels(x, 2.0, 1.0);
        Model model = Models.logistic(2, 1);
        Importance importance = Importance.of(
                List.of(new ModelRows(model, Models.table(x, Column.categories("y", y)))), SETTINGS.repeats(4000));
        double before = 0;
        double after = 0;
        double lost = 0;
        for (int i = 0; i < 40; i++) {
            boolean yes = y[i].equals("yes");
            double logit = 2 * x[0][i] + x[1][i];
            before += loss(logit, yes) / 40;
            for (int j = 0; j < 40; j++) {
                if (i != j) {
                    double switched = 2 * x[0][j] + x[1][i];
                    after += loss(switched, yes) / (40 * 39);
                    lost += ((logit > 0 == yes ? 1 : 0) - (switched > 0 == yes ? 1 : 0)) / (40.0 * 39);
                }
            }
        }
        assertThat(importance.cost()).isEqualTo(new LogLoss());
        assertThat(importance.baseline()).isCloseTo(before, within(1e-6));
        Importance.Group group = group(importance, "x0");
        assertThat(group.mean()).isCloseTo(after - before, within(0.02));
        assertThat(group.accuracyDrop().orElseThrow()).isCloseTo(lost, within(0.01));
    }

    private static double loss(double logit, boolean yes) {
        return Math.log1p(Math.exp(yes ? -logit : logit));
    }

    /// Over many samples the interval holds the importance in all rows about as often as it says, for columns that
    /// matter and for those that do not.
    @Test
    void intervalsHoldTheImportanceInAllRows() {
        int held = 0;
        int heldOfUseless = 0;
        for (int sample = 0; sample < 200; sample++) {
            double[][] x = Models.normal(2, 150, 100 + sample);
            RandomStream noise = RandomStream.of(100 + sample, Purpose.CHECK, 9);
            double[] y = new double[150];
            Arrays.setAll(y, i -> 1.5 * x[0][i] + noise.nextGaussian());
            Importance importance = Importance.of(
                    List.of(new ModelRows(Models.linear(1.5, 0.05), Models.table(x, Column.numbers("y", y)))),
                    SETTINGS.threads(1));
            double truth = Math.sqrt(1 + 2 * 1.5 * 1.5 + 0.05 * 0.05) - Math.sqrt(1 + 0.05 * 0.05);
            double ofUseless = Math.sqrt(1 + 2 * 0.05 * 0.05) - Math.sqrt(1 + 0.05 * 0.05);
            held += holds(group(importance, "x0"), truth) ? 1 : 0;
            heldOfUseless += holds(group(importance, "x1"), ofUseless) ? 1 : 0;
        }
        assertThat(held).isBetween(184, 199);
        assertThat(heldOfUseless).isBetween(184, 200);
    }

    private static boolean holds(Importance.Group group, double value) {
        return group.low() <= value && value <= group.high();
    }

    @Test
    void columnsThatSayTheSameArePermutedTogether() {
        double[][] x = Models.normal(3, 500, 5);
        double[][] columns = {x[0], x[1], Arrays.stream(x[0]).map(Math::exp).toArray(), x[2]};
        double[] y = new double[500];
        Arrays.setAll(y, i -> x[0][i] + columns[2][i]);
        Importance importance = importance(Models.linear(1, 0, 1, 0), Models.table(columns, Column.numbers("y", y)));
        assertThat(importance.groups())
                .extracting(Importance.Group::columns)
                .containsExactlyInAnyOrder(List.of("x0", "x2"), List.of("x1"), List.of("x3"));
        assertThat(importance.groups().getFirst().columns()).containsExactly("x0", "x2");
        assertThat(group(importance, "x1").mean()).isZero();
        assertThat(group(importance, "x1").high()).isZero();
    }

    @Test
    void wordsAreMovedWithAllTheirNumbers() {
        FittedPipeline pipeline = new FittedPipeline(
                List.of(
                        new FittedColumn.OneHot("city", List.of("Kyiv", "Lviv", "Odesa")),
                        new FittedColumn.ScaledNumber("x0", 0, 1, 0, false, true)),
                new FittedTarget.Scaled("y", 0, 1),
                List.of());
        Model model = Models.dense(pipeline, new MeanSquaredError(), 1, 1, 2, 4, 0, 0, 0);
        String[] city = new String[300];
        double[] x = new double[300];
        double[] y = new double[300];
        RandomStream random = RandomStream.of(1, Purpose.CHECK, 0);
        for (int i = 0; i < 300; i++) {
            city[i] = List.of("Kyiv", "Lviv", "Odesa").get(random.nextInt(3));
            x[i] = random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian();
            y[i] = city[i].equals("Kyiv") ? 1 : city[i].equals("Lviv") ? 2 : 4;
        }
        Table table =
                Table.of("rows.csv", Column.categories("city", city), Column.numbers("x0", x), Column.numbers("y", y));
        Importance importance = Importance.of(List.of(new ModelRows(model, table)), SETTINGS.repeats(200));
        double squares = 0;
        for (int i = 0; i < 300; i++) {
            for (int j = 0; j < 300; j++) {
                squares += (y[i] - y[j]) * (y[i] - y[j]) / (300.0 * 299);
            }
        }
        assertThat(importance.baseline()).isZero();
        assertThat(group(importance, "city").mean()).isCloseTo(Math.sqrt(squares), within(0.01));
        assertThat(group(importance, "x0")).satisfies(useless -> {
            assertThat(useless.mean()).isZero();
            assertThat(useless.low()).isZero();
            assertThat(useless.high()).isZero();
        });
    }

    @Test
    void threadsChangeNoBit() {
        Table table = noisy(700, 1, 1, 0.5, 0.1, 0, 2);
        Model model = Models.linear(1, 0.5, 0.1, 0, 2);
        List<ModelRows> parts =
                List.of(new ModelRows(model, table), new ModelRows(Models.linear(1, 0, 0, 0, 1), table));
        Importance one = Importance.of(parts, SETTINGS.threads(1).rows(900));
        assertThat(one.rows()).isEqualTo(900);
        assertThat(Importance.of(parts, SETTINGS.threads(2).rows(900))).isEqualTo(one);
        assertThat(Importance.of(parts, SETTINGS.threads(2).rows(900).seed(1))).isNotEqualTo(one);
    }

    @Test
    void partsAreJudgedByTheirOwnModels() {
        Table first = noisy(400, 0, 1, 0);
        Table second = noisy(400, 0, 0, 1);
        Importance importance = Importance.of(
                List.of(new ModelRows(Models.linear(1, 0), first), new ModelRows(Models.linear(0, 1), second)),
                SETTINGS);
        assertThat(importance.rows()).isEqualTo(800);
        assertThat(importance.baseline()).isCloseTo(0, within(1e-5));
        assertThat(group(importance, "x0").mean()).isCloseTo(1, within(0.1));
        assertThat(group(importance, "x1").mean()).isCloseTo(1, within(0.1));
    }

    @Test
    void valuesOfAnySizeAreMeasured() {
        for (double size : new double[] {1e-200, 1e200}) {
            Table table = noisy(200, 0, 1);
            double[] y = ((Column.Numbers) table.require("y")).values();
            Table sized = Table.of(
                    "rows.csv",
                    table.require("x0"),
                    Column.numbers("y", Arrays.stream(y).map(v -> v * size).toArray()));
            Model model = Models.linear(new FittedTarget.Scaled("y", 0, size), new MeanSquaredError(), 1);
            assertThat(importance(model, sized).groups().getFirst().mean() / size)
                    .isCloseTo(1.4, within(0.2));
        }
    }

    @Test
    void threeRowsAreEnoughToSay() {
        Importance importance = importance(Models.linear(1), noisy(3, 0, 1));
        assertThat(importance.rows()).isEqualTo(3);
        assertThat(importance.groups().getFirst().mean()).isPositive();
        assertThat(importance.groups().getFirst().low())
                .isLessThan(importance.groups().getFirst().high());
    }

    @Test
    void manyClassesAndColumnsAreBounded() {
        double[] weights = IntStream.range(0, 2000).mapToDouble(i -> i * 1e-3).toArray();
        String[] y = IntStream.range(0, 300).mapToObj(i -> "c" + i).toArray(String[]::new);
        Importance classes =
                importance(Models.softmax(weights), Models.table(Models.normal(1, 300, 1), Column.categories("y", y)));
        assertThat(classes.groups()).hasSize(1);
        double[] flat = new double[500];
        Arrays.fill(flat, 0.1);
        Importance columns = importance(Models.linear(flat), noisy(60, 1, flat));
        assertThat(columns.groups()).hasSize(500);
        assertThat(columns.rows()).isEqualTo(60);
    }

    @Test
    void whatCannotBeJudgedIsRefused() {
        assertThatThrownBy(() -> Importance.of(List.of(), SETTINGS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("importance needs 1 part or more, got none");
        assertThatThrownBy(() -> importance(Models.linear(1), noisy(1, 0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rows.csv has a single row to judge by, a permutation needs 2 or more");
        Table unknown = Models.table(Models.normal(1, 2, 1), Column.categories("y", "yes", "maybe"));
        assertThatThrownBy(() -> importance(Models.logistic(1), unknown))
                .isInstanceOf(DataException.class)
                .hasMessage("rows.csv, row 2: column \"y\" has the class \"maybe\", which no training row has; the"
                        + " classes are no, yes");
        Table table = noisy(5, 0, 1);
        assertThatThrownBy(() -> Importance.of(
                        List.of(new ModelRows(Models.linear(1), table), new ModelRows(Models.logistic(1), table)),
                        SETTINGS))
                .hasMessage("one model predicts \"y\", another one \"y\" or other classes of it; importance is of"
                        + " models with the same target");
        assertThatThrownBy(() -> SETTINGS.repeats(0)).hasMessage("repeats is 0, expected 1 or more");
    }

    private static Importance importance(Model model, Table table) {
        return Importance.of(List.of(new ModelRows(model, table)), SETTINGS);
    }

    private static Importance.Group group(Importance importance, String column) {
        return importance.groups().stream()
                .filter(group -> group.columns().contains(column))
                .findFirst()
                .orElseThrow();
    }

    /// y = Σ wⱼ·xⱼ + noise of that deviation.
    private static Table noisy(int rows, double deviation, double... weights) {
        double[][] x = Models.normal(weights.length, rows, 7);
        RandomStream noise = RandomStream.of(7, Purpose.CHECK, 1_000_000);
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            y[i] = deviation * noise.nextGaussian();
            for (int j = 0; j < weights.length; j++) {
                y[i] += weights[j] * x[j][i];
            }
        }
        return Models.table(x, Column.numbers("y", y));
    }

    private static String[] labels(double[][] x, double... weights) {
        RandomStream random = RandomStream.of(8, Purpose.CHECK, 0);
        String[] labels = new String[x[0].length];
        for (int i = 0; i < labels.length; i++) {
            double logit = 0;
            for (int j = 0; j < weights.length; j++) {
                logit += weights[j] * x[j][i];
            }
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? "yes" : "no";
        }
        return labels;
    }
}
