package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.FittedColumn.OneHot;
import dev.lamina.data.FittedColumn.ScaledNumber;
import dev.lamina.data.FittedColumn.TimeParts;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FittedPipelineTest {

    private static final FittedTarget.Labels CLASSES =
            new FittedTarget.Labels("y", List.of("a", "b"), Schema.Type.CATEGORY);

    private final FittedPipeline pipeline = new FittedPipeline(
            List.of(
                    new ScaledNumber("age", 40, 0.5, 38, false, true),
                    new OneHot("sex", List.of("f", "m")),
                    new TimeParts("start", List.of(TimePart.YEAR), 2000, 1, false)),
            CLASSES,
            List.of("?"));

    private final Column ages = Column.numbers("age", 44, Double.NaN);
    private final Column sexes = Column.categories("sex", "m", "x");
    private final Column starts = new Column.Times("start", new double[] {0, 366 * 86_400});

    @Test
    void columnsFollowEachOther() {
        assertThat(pipeline.width()).isEqualTo(6);
        assertThat(pipeline.featureNames())
                .containsExactly("age", "age missing", "sex=f", "sex=m", "sex=(other)", "start year");
        assertThat(pipeline.transform(table(ages, sexes, starts)).toArrays())
                .isDeepEqualTo(new float[][] {{2, 0, 0, 1, 0, -30}, {-1, 1, 0, 0, 1, -29}});
    }

    @Test
    void orderAndOtherColumnsDoNotMatter() {
        assertThat(pipeline.transform(table(Column.numbers("extra", 1, 2), starts, ages, sexes))
                        .toArrays())
                .isDeepEqualTo(pipeline.transform(table(ages, sexes, starts)).toArrays());
    }

    @Test
    void theSchemaSaysWhatAReaderMustFind() {
        assertThat(pipeline.schema())
                .isEqualTo(new Schema(
                        List.of(
                                new Schema.Field("age", Schema.Type.NUMBER),
                                new Schema.Field("sex", Schema.Type.CATEGORY),
                                new Schema.Field("start", Schema.Type.TIME)),
                        List.of("?")));
        assertThat(pipeline.schemaWithTarget().fields())
                .hasSize(4)
                .endsWith(new Schema.Field("y", Schema.Type.CATEGORY));
    }

    @Test
    void anAbsentColumnIsNamedWithWhatIsExpected() {
        assertThatThrownBy(() -> pipeline.transform(table(ages, starts)))
                .isInstanceOf(DataException.class)
                .hasMessage("no column \"sex\" in new.csv, a category is expected; the columns are age, start");
        assertThatThrownBy(() -> pipeline.transform(table(Column.numbers("aeg", 1, 2), sexes, starts)))
                .hasMessage("no column \"age\" in new.csv, a number is expected; did you mean \"aeg\"? the columns are"
                        + " aeg, sex, start");
    }

    @Test
    void aColumnOfAnotherKindIsRefusedAtItsFirstValue() {
        refused(
                "new.csv:7: column \"age\" expects a number, got \"old\"",
                Column.categories("age", null, "old"),
                sexes,
                starts);
        refused(
                "new.csv:2: column \"age\" expects a number, got a date/time",
                new Column.Times("age", new double[2]),
                sexes,
                starts);
        refused(
                "new.csv:2: column \"sex\" expects a category, got a date/time",
                ages,
                new Column.Times("sex", new double[2]),
                starts);
        refused(
                "new.csv:7: column \"start\" expects a date/time, got the number 3.0",
                ages,
                sexes,
                Column.numbers("start", Double.NaN, 3));
        refused(
                "new.csv:2: column \"start\" expects a date/time, got \"soon\"",
                ages,
                sexes,
                Column.categories("start", "soon", null));
    }

    @Test
    void aColumnWithoutValuesFitsEveryKind() {
        Column noAges = Column.categories("age", null, null);
        Column noSexes = new Column.Times("sex", new double[] {Double.NaN, Double.NaN});
        assertThat(pipeline.transform(table(noAges, noSexes, starts)).toArrays())
                .isDeepEqualTo(new float[][] {{-1, 1, 0, 0, 1, -30}, {-1, 1, 0, 0, 1, -29}});
    }

    @Test
    void infiniteValuesAreRefusedWithTheirLine() {
        refused(
                "new.csv:7: column \"age\" is infinite; correct the value or give it as missing",
                Column.numbers("age", 1, Double.NEGATIVE_INFINITY),
                sexes,
                starts);
        refused(
                "new.csv:2: column \"start\" is infinite; correct the value or give it as missing",
                ages,
                sexes,
                new Column.Times("start", new double[] {Double.POSITIVE_INFINITY, 0}));
    }

    @Test
    void numbersCountAsWordsWhereWordsAreExpected() {
        FittedPipeline zones = new FittedPipeline(List.of(new OneHot("zone", List.of("0.5", "3"))), CLASSES, List.of());
        assertThat(zones.transform(table(Column.numbers("zone", 3, 0.5))).toArrays())
                .isDeepEqualTo(new float[][] {{0, 1, 0}, {1, 0, 0}});
    }

    @Test
    void anInfiniteNumberIsNoWord() {
        refused(
                "new.csv:7: column \"sex\" is infinite; correct the value or give it as missing",
                ages,
                Column.numbers("sex", 1, Double.POSITIVE_INFINITY),
                starts);
    }

    @Test
    void classesBecomeTheirIndices() {
        assertThat(pipeline.targets(table(Column.categories("y", "b", "a"))).toArrays())
                .isDeepEqualTo(new float[][] {{1}, {0}});
        FittedPipeline numbered = new FittedPipeline(
                pipeline.columns(), new FittedTarget.Labels("y", List.of("3", "10"), Schema.Type.NUMBER), List.of());
        assertThat(numbered.targets(table(Column.numbers("y", 10.0, 3.0))).toArrays())
                .isDeepEqualTo(new float[][] {{1}, {0}});
    }

    @Test
    void numbersToPredictAreScaled() {
        assertThat(regression().targets(table(Column.numbers("y", 110, 98))).toArrays())
                .isDeepEqualTo(new float[][] {{2.5f}, {-0.5f}});
    }

    @Test
    void targetsThatCannotBeUsedAreRefusedWithTheirLine() {
        assertThatThrownBy(() -> pipeline.targets(table(Column.categories("y", "b", "c"))))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "new.csv:7: column \"y\" has the class \"c\", which no training row has; the classes are a, b");
        assertThatThrownBy(() -> pipeline.targets(table(Column.categories("y", "b", null))))
                .hasMessage("new.csv:7: no value in the target column \"y\"; leave the row out");
        assertThatThrownBy(() -> regression().targets(table(Column.numbers("y", Double.NaN, 1))))
                .hasMessage("new.csv:2: no value in the target column \"y\"; leave the row out");
        assertThatThrownBy(() -> regression().targets(table(Column.numbers("y", 1, Double.POSITIVE_INFINITY))))
                .hasMessage("new.csv:7: column \"y\" is infinite; correct the value or give it as missing");
        assertThatThrownBy(() -> regression().targets(table(Column.categories("y", "b", "c"))))
                .hasMessage("new.csv:2: column \"y\" expects a number, got \"b\"");
    }

    @Test
    void theDatasetHasInputsAndTargetsOfEachRow() {
        Dataset dataset = pipeline.dataset(table(ages, sexes, starts, Column.categories("y", "b", "a")));
        Matrix inputs = Matrix.zeros(3, 6);
        Matrix targets = Matrix.zeros(3, 1);
        assertThat(dataset.batches(null).next(inputs, targets, new float[3])).isEqualTo(2);
        assertThat(inputs.toArrays()[0]).containsExactly(2, 0, 0, 1, 0, -30);
        assertThat(targets.toArrays()).isDeepEqualTo(new float[][] {{1}, {0}, {0}});
    }

    @Test
    void aDatasetNeedsRows() {
        assertThatThrownBy(() -> pipeline.dataset(Table.of("new.csv", Column.numbers("age"))))
                .isInstanceOf(DataException.class)
                .hasMessage("new.csv has no rows");
    }

    @ParameterizedTest
    @EnumSource(Scaling.class)
    void aRowAloneHasTheSameBitsAsInABatch(Scaling scaling) {
        Table table = mixed(500, 9);
        FittedPipeline fitted = Pipeline.defaults()
                .scaling(scaling)
                .fit(Examples.of(table, "y"))
                .pipeline();
        Matrix batch = fitted.transform(table);
        RowEncoder encoder = fitted.encoder();
        float[] row = new float[fitted.width()];
        for (int i = 0; i < table.rows(); i++) {
            for (int j = 0; j < encoder.columns(); j++) {
                encode(encoder, j, table.require(encoder.column(j).name()), i, row);
            }
            assertThat(row).containsExactly(batch.toArrays()[i]);
        }
    }

    @Test
    void everyFiniteTableGivesFiniteNumbers() {
        double[] hostile = {
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            1e300,
            -1e-300,
            Double.MIN_VALUE,
            0,
            -0.0,
            1e9,
            1e9 + 1e-6,
            Double.NaN,
            1e18
        };
        RandomStream random = RandomStream.of(3, Purpose.SHUFFLE, 0);
        for (int repetition = 0; repetition < 300; repetition++) {
            double[] seen = draw(hostile, 8, random);
            double[] unseen = draw(hostile, 8, random);
            Column y = Column.numbers("y", 0, 1, 0, 1, 0, 1, 0, 1);
            Table training = Table.of(
                    "a",
                    Column.numbers("base", 1, 2, 3, 4, 5, 6, 7, 8),
                    Column.numbers("x", seen),
                    new Column.Times("t", seen),
                    y);
            Table later = Table.of(
                    "b", Column.numbers("base", unseen), Column.numbers("x", unseen), new Column.Times("t", unseen));
            for (Scaling scaling : Scaling.values()) {
                FittedPipeline fitted = Pipeline.defaults()
                        .scaling(scaling)
                        .fit(Examples.of(training, "y"))
                        .pipeline();
                assertFinite(fitted.transform(training));
                assertFinite(fitted.transform(later));
            }
        }
    }

    @Test
    void aPipelineNeedsColumnsOfDifferentNames() {
        assertThatThrownBy(() -> new FittedPipeline(List.of(), CLASSES, List.of()))
                .hasMessage("a pipeline needs 1 column or more");
        assertThatThrownBy(() -> new FittedPipeline(List.of(new OneHot("y", List.of("a"))), CLASSES, List.of()))
                .hasMessage("two columns are named \"y\"");
    }

    private FittedPipeline regression() {
        return new FittedPipeline(pipeline.columns(), new FittedTarget.Scaled("y", 100, 4), List.of());
    }

    private void refused(String message, Column... columns) {
        assertThatThrownBy(() -> pipeline.transform(table(columns)))
                .isInstanceOf(DataException.class)
                .hasMessage(message);
    }

    private static Table table(Column... columns) {
        return new Table(List.of(columns), new Origin.Lines("new.csv", new int[] {2, 7}));
    }

    private static void encode(RowEncoder encoder, int j, Column column, int row, float[] out) {
        switch (column) {
            case Column.Numbers numbers -> encoder.number(j, numbers.values()[row], out, 0);
            case Column.Times times -> encoder.number(j, times.epochSeconds()[row], out, 0);
            case Column.Categories words ->
                encoder.category(j, words.missing(row) ? null : words.words().get(words.codes()[row]), out, 0);
        }
    }

    private static Table mixed(int rows, long seed) {
        RandomStream random = RandomStream.of(seed, Purpose.SHUFFLE, 0);
        return Table.of(
                "t.csv",
                new Column.Numbers("x", draw(new double[] {-3, 0.1, 1e-9, 7, Double.NaN, 1e12}, rows, random)),
                new Column.Categories(
                        "c",
                        IntStream.range(0, rows).map(i -> random.nextInt(5) - 1).toArray(),
                        List.of("d", "a", "c", "b")),
                new Column.Times("t", draw(new double[] {0, 1e9, 1.5e9, -3e8, Double.NaN, 12_345.678}, rows, random)),
                new Column.Numbers("y", draw(new double[] {0, 1, 2}, rows, random)));
    }

    private static double[] draw(double[] from, int count, RandomStream random) {
        return IntStream.range(0, count)
                .mapToDouble(i -> from[random.nextInt(from.length)])
                .toArray();
    }

    private static void assertFinite(Matrix matrix) {
        for (float[] row : matrix.toArrays()) {
            for (float value : row) {
                assertThat(Math.abs(value)).isLessThanOrEqualTo(1e6f);
            }
        }
    }
}
