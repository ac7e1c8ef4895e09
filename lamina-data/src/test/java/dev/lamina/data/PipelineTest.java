package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.FittedColumn.OneHot;
import dev.lamina.data.FittedColumn.ScaledNumber;
import dev.lamina.data.FittedColumn.TimeParts;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {

    private static final Column Y = Column.categories("y", "b", "a", "b", "a");
    private static final Column X = Column.numbers("x", 1, 2, 3, 4);

    @Test
    void numbersAreStandardised() {
        assertThat(fitted(Column.numbers("n", 2, 4, 6, 8)))
                .containsExactly(number("n", 5, 1 / Math.sqrt(5), 5, false, false, new Range(2, 8)));
    }

    @Test
    void missingNumbersAreImputedByTheMedianAndIndicated() {
        assertThat(fitted(Column.numbers("n", 0, Double.NaN, 10, 2)))
                .containsExactly(number("n", 4, 1 / Math.sqrt(56 / 3.0), 2, false, true, new Range(0, 10)));
    }

    @Test
    void robustScalingTakesMedianAndQuartilesAndClips() {
        // Quartiles at positions 0.75 and 2.25: 3.5 and 6.5.
        List<FittedColumn> columns = Pipeline.defaults()
                .scaling(Scaling.ROBUST)
                .fit(Examples.of(Table.of("t.csv", Column.numbers("n", 8, 2, 6, 4), Y), "y"))
                .pipeline()
                .columns();
        assertThat(columns).containsExactly(number("n", 5, 1 / 3.0, 5, true, false, new Range(2, 8)));
    }

    @Test
    void categoriesAreSortedByWord() {
        assertThat(fitted(Column.categories("c", "z", "m", null, "a")))
                .containsExactly(new OneHot("c", List.of("a", "m", "z")));
    }

    @Test
    void onlyTheMostFrequentHundredCategoriesAreKept() {
        // Word i of 120 comes 2 + i / 30 times, so of the thirty that come twice the first ten by name are kept.
        String[] words = IntStream.range(0, 120)
                .mapToObj(i -> 119 - i)
                .flatMap(i -> Stream.generate(() -> String.format("w%03d", i)).limit(2 + i / 30))
                .toArray(String[]::new);
        Pipeline.Fit fit = fit(Column.categories("city", words), alternating(words.length));
        assertThat(fit.warnings())
                .containsExactly(
                        "column \"city\" has 120 categories: the 100 most frequent are kept, the others count as"
                                + " one");
        assertThat(((OneHot) fit.pipeline().columns().getFirst()).categories())
                .hasSize(100)
                .isSorted()
                .contains("w000", "w009", "w030", "w119")
                .doesNotContain("w010", "w029");
    }

    @Test
    void timesKeepThePartsThatVary() {
        Column times = times(
                LocalDateTime.of(2022, 3, 1, 6, 0),
                LocalDateTime.of(2022, 3, 2, 7, 0),
                LocalDateTime.of(2022, 3, 3, 8, 0),
                LocalDateTime.of(2022, 3, 4, 6, 0));
        assertThat(fitted(times))
                .containsExactly(time(
                        List.of(TimePart.DAY_OF_MONTH, TimePart.DAY_OF_WEEK, TimePart.HOUR),
                        0,
                        0,
                        false,
                        new Range(1_646_114_400, 1_646_373_600)));
    }

    @Test
    void yearsAreStandardisedAndMissingTimesIndicated() {
        LocalDateTime first = LocalDateTime.of(2020, 1, 6, 0, 0);
        Column times = times(first, null, first.withYear(2024).withDayOfMonth(8), first);
        assertThat(fitted(times.select(new int[] {0, 1, 2, 1})))
                .containsExactly(time(
                        List.of(TimePart.YEAR, TimePart.DAY_OF_MONTH),
                        2022,
                        0.5,
                        true,
                        new Range(1_578_268_800, 1_704_672_000)));
    }

    @Test
    void columnsThatSayNothingAreLeftOutWithAWarning() {
        Pipeline.Fit fit = fit(
                X,
                Column.numbers("c1", 3, 3, 3, 3),
                Column.categories("c2", "a", "a", "a", "a"),
                new Column.Times("c3", new double[] {0, 59, 0, 59}),
                Column.numbers("m1", Double.NaN, Double.NaN, Double.NaN, Double.NaN),
                Column.categories("m2", null, null, null, null),
                Y);
        assertThat(fit.pipeline().featureNames()).containsExactly("x");
        assertThat(fit.warnings())
                .containsExactly(
                        "columns \"c1\", \"c2\", \"c3\" are constant and were left out",
                        "columns \"m1\", \"m2\" have no values and were left out");
    }

    @Test
    void aConstantThatIsSometimesMissingSaysWhetherItIsThere() {
        Pipeline.Fit fit = fit(
                Column.numbers("n", 3, Double.NaN, 3, 3),
                Column.categories("c", "a", null, "a", "a"),
                new Column.Times("t", new double[] {0, Double.NaN, 0, 0}),
                Y);
        assertThat(fit.warnings()).isEmpty();
        assertThat(fit.pipeline().columns())
                .containsExactly(
                        number("n", 3, 0, 3, false, true, new Range(3, 3)),
                        new OneHot("c", List.of("a")),
                        time(List.of(), 0, 0, true, new Range(0, 0)));
    }

    @Test
    void wordsThatHardlyRepeatAreLeftOutAsIdentifiers() {
        Pipeline.Fit fit =
                fit(words("name", 40, i -> "u" + i % 21), words("group", 40, i -> "g" + i % 20), alternating(40));
        assertThat(fit.warnings())
                .containsExactly("column \"name\" looks like an identifier (21 different words in 40 rows) and was left"
                        + " out");
        assertThat(fit.pipeline().columns()).hasSize(1);
    }

    @Test
    void fewDifferentWordsAreNoIdentifier() {
        assertThat(fit(words("name", 19, i -> "u" + i), alternating(19)).warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "ID",
                "Index",
                "row",
                "RowId",
                "row_number",
                "Unnamed: 0",
                "customer_id",
                "id_order",
                "PassengerId",
                "customerID"
            })
    void distinctWholeNumbersUnderAnIdentifiersNameAreLeftOut(String name) {
        Pipeline.Fit fit = fit(numbers(name, 20, i -> 1000.0 - i), numbers("x", 20, i -> 0.0 + i), alternating(20));
        assertThat(fit.warnings())
                .containsExactly("column \"" + name
                        + "\" looks like an identifier (a different whole number in each row) and was left out; give it another"
                        + " name to keep it");
        assertThat(fit.pipeline().featureNames()).containsExactly("x");
    }

    @Test
    void otherNumbersAreNoIdentifiers() {
        assertThat(fit(
                                numbers("day", 20, i -> 0.0 + i),
                                numbers("paid", 20, i -> 0.0 + i),
                                numbers("half_id", 20, i -> i / 2.0),
                                numbers("repeated_id", 20, i -> i % 19.0),
                                alternating(20))
                        .warnings())
                .isEmpty();
        assertThat(fit(numbers("id", 19, i -> 0.0 + i), alternating(19)).warnings())
                .isEmpty();
    }

    @Test
    void ifNothingIsLeftTheReasonIsGiven() {
        assertThatThrownBy(() -> fit(Column.numbers("c", 3, 3, 3, 3), Y))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "t.csv: no column is left to predict \"y\" from: column \"c\" is constant and was left out");
        assertThatThrownBy(() -> fit(Y))
                .hasMessage("t.csv: no column is left to predict \"y\" from: there is no other");
    }

    @Test
    void infiniteValuesAreRefusedWithTheirLine() {
        Origin lines = new Origin.Lines("t.csv", new int[] {2, 3, 5, 6});
        Column infinite = Column.numbers("x1", 1, 2, Double.POSITIVE_INFINITY, 3);
        Column never = new Column.Times("x1", new double[] {1, 2, Double.POSITIVE_INFINITY, 3});
        for (Column column : List.of(infinite, never)) {
            assertThatThrownBy(() -> Pipeline.defaults().fit(Examples.of(new Table(List.of(column, Y), lines), "y")))
                    .isInstanceOf(DataException.class)
                    .hasMessage("t.csv:5: column \"x1\" is infinite; correct the value or give it as missing");
        }
    }

    @Test
    void labelsAreSortedAsWordsOrAsNumbers() {
        assertThat(target(Column.categories("y", "b", "10", "9", "b"), Task.CLASSIFICATION))
                .isEqualTo(new FittedTarget.Labels("y", List.of("10", "9", "b"), Schema.Type.CATEGORY));
        assertThat(target(Column.numbers("y", 10, 9, -0.5, 9), Task.CLASSIFICATION))
                .isEqualTo(new FittedTarget.Labels("y", List.of("-0.5", "9", "10"), Schema.Type.NUMBER));
    }

    @Test
    void aNumberToPredictIsStandardised() {
        assertThat(target(Column.numbers("y", 10, 10, 14, 14), Task.REGRESSION))
                .isEqualTo(new FittedTarget.Scaled("y", 12, 2));
    }

    @Test
    void sentinelsAreToldAndDoNotDominateTheScaling() {
        Column with = numbers("n", 40, i -> i < 2 ? -999.0 : 10.0 + i % 19);
        Column without = numbers("n", 38, i -> 10.0 + (i + 2) % 19);
        for (Scaling scaling : List.of(Scaling.STANDARD, Scaling.ROBUST)) {
            Pipeline pipeline = Pipeline.defaults().scaling(scaling);
            Pipeline.Fit fit = pipeline.fit(Examples.of(Table.of("t.csv", with, alternating(40)), "y"));
            ScaledNumber plain =
                    (ScaledNumber) pipeline.fit(Examples.of(Table.of("t.csv", without, alternating(38)), "y"))
                            .pipeline()
                            .columns()
                            .getFirst();
            assertThat(fit.warnings())
                    .containsExactly("column \"n\": 2 of 40 training cells (5 %) are -999, far from all others; if it"
                            + " means \"no value\" pass --missing -999");
            assertThat(fit.pipeline().columns())
                    .containsExactly(number(
                            "n", plain.center(), plain.scale(), plain.imputed(), true, false, new Range(-999, 28)));
        }
    }

    @Test
    void yearsAreScaledWithoutSentinels() {
        LocalDateTime never = LocalDateTime.of(9999, 12, 31, 0, 0);
        Column times = times(IntStream.range(0, 40)
                .mapToObj(i -> i == 7 ? never : LocalDateTime.of(2021 + i % 3, 1 + i % 12, 1 + i % 28, 0, 0))
                .toArray(LocalDateTime[]::new));
        Pipeline.Fit fit = fit(times, alternating(40));
        TimeParts parts = (TimeParts) fit.pipeline().columns().getFirst();
        assertThat(fit.warnings())
                .containsExactly(
                        "column \"t\": 1 of 40 training cells (2.5 %) is 9999-12-31, far from all others; if it"
                                + " means \"no value\" pass --missing 9999-12-31");
        assertThat(parts.clip()).isTrue();
        assertThat(parts.yearCenter()).isBetween(2021.0, 2023.0);
        assertThat(parts.yearScale()).isBetween(1.0, 2.0);
    }

    @Test
    void aYearIsTheUnitWhereOnlyASentinelIsOfAnother() {
        LocalDateTime never = LocalDateTime.of(1900, 1, 1, 0, 0);
        Column times = times(IntStream.range(0, 40)
                .mapToObj(i -> i < 2 ? never : LocalDateTime.of(2024, 1 + i % 12, 1 + i % 28, 0, 0))
                .toArray(LocalDateTime[]::new));
        TimeParts parts =
                (TimeParts) fit(times, alternating(40)).pipeline().columns().getFirst();
        assertThat(parts.yearCenter()).isEqualTo(2024);
        assertThat(parts.yearScale()).isEqualTo(1);
    }

    @Test
    void aTargetOfLabelsTooLongForNumbersIsExplained() {
        double id = 1_330_100_000_000_000_000.0;
        assertThatThrownBy(() -> target(Column.numbers("y", id, id, id, id), Task.REGRESSION))
                .hasMessage("t.csv: every row has the value 1330100000000000000 in \"y\", so there is nothing to learn;"
                        + " numbers are exact to 15 digits, so labels that are longer need a classification");
    }

    @Test
    void oneClassIsRefused() {
        assertThatThrownBy(() -> fit(X, Column.categories("y", "a", "a", "a", "a")))
                .isInstanceOf(DataException.class)
                .hasMessage("t.csv: every row has the class \"a\" in \"y\", expected two classes or more");
    }

    @Test
    void aConstantNumberToPredictIsRefused() {
        assertThatThrownBy(() -> fit(X, Column.numbers("y", 3.5, 3.5, 3.5, 3.5)))
                .isInstanceOf(DataException.class)
                .hasMessage("t.csv: every row has the value 3.5 in \"y\", so there is nothing to learn");
    }

    @Test
    void validationRowsCannotChangeTheFittedPipeline() {
        Examples all = mixed(200, 1);
        Split split = Split.of(all, 0.25, 3);
        Column.Numbers x = (Column.Numbers) all.table().require("x");
        double[] altered = x.values().clone();
        for (int row : split.validation()) {
            altered[row] = row % 2 == 0 ? 1e300 : Double.NaN;
        }
        Table table = Table.of(
                "t.csv",
                new Column.Numbers("x", altered),
                all.table().require("c"),
                all.table().require("t"),
                all.table().require("y"));
        assertThat(Pipeline.defaults()
                        .fit(Examples.of(table, "y").select(split.training()))
                        .pipeline())
                .isEqualTo(Pipeline.defaults().fit(all.select(split.training())).pipeline());
    }

    @Test
    void theOrderOfRowsDoesNotMatter() {
        Examples all = mixed(200, 2);
        int[] order = IntStream.range(0, 200).toArray();
        RandomStream.of(4, Purpose.SHUFFLE, 0).shuffle(order);
        for (Scaling scaling : Scaling.values()) {
            Pipeline pipeline = Pipeline.defaults().scaling(scaling);
            assertThat(pipeline.fit(all.select(order))).isEqualTo(pipeline.fit(all));
        }
    }

    @Test
    void missingWordsAreKeptForTheSchema() {
        FittedPipeline pipeline = Pipeline.defaults()
                .missingWords(List.of("n/a"))
                .fit(Examples.of(Table.of("t.csv", X, Y), "y"))
                .pipeline();
        assertThat(pipeline.schema())
                .isEqualTo(new Schema(List.of(new Schema.Field("x", Schema.Type.NUMBER)), List.of("n/a")));
    }

    private static Pipeline.Fit fit(Column... columns) {
        return Pipeline.defaults().fit(Examples.of(Table.of("t.csv", columns), "y"));
    }

    private static List<FittedColumn> fitted(Column column) {
        return fit(column, Y).pipeline().columns();
    }

    private static FittedTarget target(Column target, Task task) {
        return Pipeline.defaults()
                .fit(Examples.of(Table.of("t.csv", X, target), "y", task))
                .pipeline()
                .target();
    }

    private static Column times(@Nullable LocalDateTime... times) {
        return new Column.Times(
                "t",
                Stream.of(times)
                        .mapToDouble(time -> time == null ? Double.NaN : time.toEpochSecond(ZoneOffset.UTC))
                        .toArray());
    }

    private static Column numbers(String name, int rows, IntFunction<Double> value) {
        return Column.numbers(
                name, IntStream.range(0, rows).mapToDouble(value::apply).toArray());
    }

    private static Column words(String name, int rows, IntFunction<String> word) {
        return Column.categories(name, IntStream.range(0, rows).mapToObj(word).toArray(String[]::new));
    }

    private static Column alternating(int rows) {
        return words("y", rows, i -> i % 2 == 0 ? "a" : "b");
    }

    private static Examples mixed(int rows, long seed) {
        RandomStream random = RandomStream.of(seed, Purpose.SHUFFLE, 0);
        return Examples.of(
                Table.of(
                        "t.csv",
                        numbers("x", rows, i -> random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian()),
                        words("c", rows, i -> "w" + random.nextInt(12)),
                        new Column.Times(
                                "t",
                                IntStream.range(0, rows)
                                        .mapToDouble(i -> random.nextInt(2_000_000_000))
                                        .toArray()),
                        numbers("y", rows, i -> random.nextGaussian())),
                "y");
    }

    private static FittedColumn number(
            String name, double center, double scale, double imputed, boolean clip, boolean indicator, Range range) {
        return new ScaledNumber(name, center, scale, imputed, clip, indicator, range, NumberFormat.PLAIN);
    }

    private static FittedColumn time(
            List<TimePart> parts, double center, double scale, boolean indicator, Range range) {
        return new TimeParts("t", parts, center, scale, false, indicator, range, TimeFormat.YEAR_MONTH_DAY);
    }
}
