package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.Schema.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableSummaryTest {

    private static final List<String> WORDS = List.of("red", "green", "blue", "<b>\"ü\"</b>", "");

    private static Table table(int rows, boolean manyValues) {
        RandomStream random = RandomStream.of(7, Purpose.CHECK, 0);
        double[] numbers = new double[rows];
        double[] counts = new double[rows];
        double[] times = new double[rows];
        int[] codes = new int[rows];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            numbers[i] = manyValues ? 1000 * random.nextGaussian() : Math.rint(50 * random.nextGaussian());
            counts[i] = i % 11 == 3 ? Double.NaN : random.nextInt(9);
            times[i] = 1.6e9 + 86_400.0 * random.nextInt(1000);
            codes[i] = i % 17 == 5 ? Column.Categories.MISSING : random.nextInt(WORDS.size());
            labels[i] = random.nextInt(3);
        }
        return Table.of(
                "rows",
                new Column.Numbers("number", numbers),
                new Column.Numbers("count", counts),
                new Column.Times("time", times),
                new Column.Categories("word", codes, WORDS),
                new Column.Categories("class", labels, List.of("a", "b", "c")));
    }

    private static List<Field> fields() {
        return List.of(
                new Field("number", Schema.Type.NUMBER),
                new Field("count", Schema.Type.NUMBER),
                new Field("time", Schema.Type.TIME),
                new Field("word", Schema.Type.CATEGORY),
                new Field("class", Schema.Type.CATEGORY));
    }

    @ParameterizedTest
    @EnumSource(Scaling.class)
    void aPipelineFittedOnTheSummaryIsThatOfTheRows(Scaling scaling) {
        Table table = table(3000, false);
        for (WordCoding coding : WordCoding.values()) {
            Pipeline pipeline = Pipeline.defaults().scaling(scaling).words(coding);
            Pipeline.Fit expected = pipeline.fit(Examples.of(table, "class", Task.CLASSIFICATION));
            Table summed = TableSummary.of(table).table("rows", "class");
            Pipeline.Fit fit = pipeline.fit(Examples.of(summed, "class", Task.CLASSIFICATION));
            assertThat(fit).isEqualTo(expected);
        }
        assertThat(TableSummary.of(table).isExact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void partsMergedInAnyOrderAreTheWhole(boolean manyValues) {
        Table table = table(manyValues ? 200_000 : 5000, manyValues);
        byte[] whole = TableSummary.of(table).toBytes();
        for (int parts : new int[] {2, 7, 100}) {
            List<TableSummary> summaries = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                int first = part;
                summaries.add(TableSummary.of(
                        fields(),
                        TableSummary.of(table.select(IntStream.range(0, table.rows())
                                        .filter(row -> row % parts == first)
                                        .toArray()))
                                .toBytes()));
            }
            Collections.shuffle(summaries, new Random(parts));
            TableSummary merged = new TableSummary(fields());
            summaries.forEach(merged::merge);
            assertThat(merged.toBytes()).isEqualTo(whole);
        }
    }

    @Test
    void manyDifferentNumbersAreRoundedALittle() {
        Table table = table(200_000, true);
        TableSummary summary = TableSummary.of(table);
        assertThat(summary.isExact()).isFalse();
        ColumnStatistics exact = new ColumnStatistics(((Column.Numbers) table.require("number")).values());
        ColumnStatistics rounded = new ColumnStatistics(
                ((Column.Numbers) summary.table("rows", "class").require("number")).values());
        assertThat(rounded.range()).isEqualTo(exact.range());
        assertThat(rounded.deviation()).isCloseTo(exact.deviation(), within(1e-3 * exact.deviation()));
        assertThat(rounded.mean()).isCloseTo(exact.mean(), within(1e-3 * exact.deviation()));
        assertThat(rounded.median()).isCloseTo(exact.median(), within(1e-3 * exact.deviation()));
        assertThat(rounded.robustScale()).isCloseTo(exact.robustScale(), within(1e-3 * exact.robustScale()));
    }

    @Test
    void ofManyRowsAsManyAsFitAreTakenAtEqualStepsAndNoClassIsLost() {
        int rows = 20_000;
        List<Column> columns = new ArrayList<>();
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        double[] firstMissing = ones.clone();
        firstMissing[0] = Double.NaN;
        columns.add(new Column.Numbers(
                "n0", IntStream.range(0, rows).asDoubleStream().toArray()));
        columns.add(new Column.Numbers("n1", firstMissing));
        for (int i = 2; i < 4000; i++) {
            columns.add(new Column.Numbers("n" + i, ones));
        }
        String[] classes = IntStream.range(0, rows)
                .mapToObj(row -> row == 77 ? "rare" : row % 2 == 0 ? "even" : "odd")
                .toArray(String[]::new);
        columns.add(Column.categories("class", classes));
        TableSummary summary = TableSummary.of(new Table(columns, new Origin.Rows("rows", rows)));
        Table table = summary.table("rows", "class");
        assertThat(table.rows()).isLessThan(9000).isGreaterThan(8000);
        double[] values = ((Column.Numbers) table.require("n0")).values();
        assertThat(values[0]).isZero();
        assertThat(values[values.length - 1]).isEqualTo(rows - 1);
        assertThat(new ColumnStatistics(values).median()).isCloseTo(rows / 2.0, within(5.0));
        assertThat(table.require("n1").missing(table.rows() - 1)).isTrue();
        assertThat(Arrays.stream(((Column.Categories) table.require("class")).counts())
                        .min())
                .hasValue(1);
    }

    @Test
    void bytesThatAreCutAreRefused() {
        byte[] bytes = TableSummary.of(table(50, false)).toBytes();
        assertThatThrownBy(() -> TableSummary.of(fields(), Arrays.copyOf(bytes, bytes.length / 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the summary of a table is cut short");
    }
}
