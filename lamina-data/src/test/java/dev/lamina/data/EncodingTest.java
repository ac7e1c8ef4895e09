package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.FittedColumn.OneHot;
import dev.lamina.data.FittedColumn.QuantileNumber;
import dev.lamina.data.FittedColumn.ScaledNumber;
import dev.lamina.data.FittedColumn.ScaledWords;
import dev.lamina.data.FittedColumn.TimeParts;
import dev.lamina.data.FittedColumn.WordIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What the settings of a [Pipeline] beside scaling make of columns.
class EncodingTest {

    @Test
    void upToEightWordsAreScaledLikeColumnsOfNumbers() {
        String[] words = repeated(new String[] {"a", "b", "c", null}, 5, 3, 1, 2);
        for (WordCoding coding : List.of(WordCoding.SCALED, WordCoding.INDEX)) {
            Table table = table(Column.categories("c", words));
            float[][] encoded = transform(Pipeline.defaults().words(coding), table);
            for (int row = 0; row < words.length; row++) {
                for (int j = 0; j < 3; j++) {
                    String word = List.of("a", "b", "c").get(j);
                    double[] x = Arrays.stream(words)
                            .mapToDouble(other -> word.equals(other) ? 1 : 0)
                            .toArray();
                    assertThat(encoded[row][j]).isCloseTo((float) robust(x, x[row]), within(1e-6f));
                }
            }
            assertThat(encoded[0]).hasSize(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"6, 5, 0", "9, 2, 0", "4, 4, 6", "1, 9, 1"})
    void twoWordsAreOneNumber(int first, int second, int missing) {
        String[] words = repeated(new String[] {"no", "yes", null}, first, second, missing);
        float[][] encoded =
                transform(Pipeline.defaults().words(WordCoding.SCALED), table(Column.categories("c", words)));
        double[] x = Arrays.stream(words)
                .mapToDouble(word -> word == null ? 0 : word.equals("no") ? 1 : -1)
                .toArray();
        for (int row = 0; row < words.length; row++) {
            assertThat(encoded[row]).hasSize(1);
            assertThat(encoded[row][0]).isCloseTo((float) robust(x, x[row]), within(1e-6f));
        }
    }

    @Test
    void unknownWordsCountAsMissing() {
        ScaledWords column =
                new ScaledWords("c", List.of("a", "b", "d"), List.of(0.5, 0.0, 0.0), List.of(2.0, 1.0, 0.0));
        WordIndex index = new WordIndex("i", List.of("a", "b", "d"));
        RowEncoder encoder = new RowEncoder(List.of(column, index));
        for (@Nullable String word : new @Nullable String[] {"z", null}) {
            float[] out = new float[4];
            Arrays.fill(out, 7);
            encoder.category(0, word, out, 0);
            encoder.category(1, word, out, 0);
            assertThat(out)
                    .containsExactly(new float[] {(float) (-1 / Math.sqrt(1 + 1 / 9.0)), 0, 0, 0}, within(1e-6f));
        }
        assertThat(encoder.knows(0, "d")).isTrue();
        assertThat(encoder.knows(1, "d")).isTrue();
        assertThat(encoder.knows(1, "z")).isFalse();
    }

    @Test
    void moreThanEightWordsAreAnIndex() {
        String[] words = IntStream.range(0, 30).mapToObj(i -> "w" + (8 - i % 9)).toArray(String[]::new);
        Table table = table(Column.categories("c", words));
        FittedPipeline fitted =
                fit(Pipeline.defaults().words(WordCoding.INDEX), table).pipeline();
        assertThat(fitted.columns())
                .containsExactly(new WordIndex(
                        "c", IntStream.range(0, 9).mapToObj(i -> "w" + i).toList()));
        assertThat(fitted.features()).containsExactly(new Feature.Index(10));
        float[][] encoded = fitted.transform(table).toArrays();
        assertThat(encoded[0]).containsExactly(9);
        assertThat(encoded[8]).containsExactly(1);
        assertThat(fitted.transform(Table.of("new.csv", Column.categories("c", "w3", "?", null)))
                        .toArrays())
                .isDeepEqualTo(new float[][] {{4}, {0}, {0}});
    }

    @Test
    void ofMoreThanAHundredWordsTheRepeatedOnesHaveAnIndex() {
        // Word i of 120 comes once, for i from 40 on three times.
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            words.addAll(Collections.nCopies(i < 40 ? 1 : 3, "w" + i));
        }
        Pipeline.Fit fit = fit(
                Pipeline.defaults().words(WordCoding.INDEX),
                table(Column.categories("c", words.toArray(String[]::new))));
        assertThat(((WordIndex) fit.pipeline().columns().getFirst()).categories())
                .hasSize(80)
                .contains("w40")
                .doesNotContain("w39");
        assertThat(fit.warnings())
                .containsExactly(
                        "column \"c\" has 120 categories: the 80 most frequent are kept, the others count as one");
    }

    @Test
    void anIndexHasFiveThousandWordsAtMost() {
        String[] words = IntStream.range(0, 12_600).mapToObj(i -> "w" + i / 2).toArray(String[]::new);
        Pipeline.Fit fit = fit(Pipeline.defaults().words(WordCoding.INDEX), table(Column.categories("c", words)));
        assertThat(((WordIndex) fit.pipeline().columns().getFirst()).categories())
                .hasSize(5000);
        assertThat(fit.warnings())
                .containsExactly(
                        "column \"c\" has 6300 categories: the 5000 most frequent are kept, the others count as one");
    }

    @Test
    void missingNumbersCountAsTheMeanWhereThatIsAskedFor() {
        Table table = table(Column.numbers("n", 0, 1, 5, Double.NaN, 0, 0, 1, 1));
        ScaledNumber median = number(Pipeline.defaults().scaling(Scaling.ROBUST), table);
        ScaledNumber mean = number(Pipeline.defaults().scaling(Scaling.ROBUST).imputation(Imputation.MEAN), table);
        assertThat(median.imputed()).isEqualTo(1);
        assertThat(mean.imputed()).isCloseTo(8 / 7.0, within(1e-15));
        assertThat(mean.center()).isEqualTo(median.center());
        assertThat(mean.scale()).isEqualTo(median.scale());
    }

    @ParameterizedTest
    @CsvSource({"6, 6", "12, 10", "299, 10", "660, 22", "40000, 1000"})
    void thereAreAsManyQuantilesAsTheRowsAllow(int rows, int quantiles) {
        double[] values = IntStream.range(0, rows).mapToDouble(i -> i % 97).toArray();
        QuantileNumber number =
                (QuantileNumber) fit(Pipeline.defaults().scaling(Scaling.QUANTILE), table(Column.numbers("n", values)))
                        .pipeline()
                        .columns()
                        .getFirst();
        assertThat(number.quantiles()).hasSize(quantiles);
    }

    @Test
    void manyColumnsHaveFewerQuantiles() {
        int rows = 3000;
        Column[] columns = new Column[701];
        for (int j = 0; j < columns.length - 1; j++) {
            int step = j + 1;
            columns[j] = Column.numbers(
                    "n" + j,
                    IntStream.range(0, rows).mapToDouble(i -> i * step % 101).toArray());
        }
        columns[700] = target(rows);
        Pipeline.Fit fit = fit(Pipeline.defaults().scaling(Scaling.QUANTILE), Table.of("t.csv", columns));
        assertThat(((QuantileNumber) fit.pipeline().columns().getFirst()).quantiles())
                .hasSize(50_000 / 701);
    }

    @Test
    void quantilesMakeAnyColumnNearlyNormal() {
        int rows = 5000;
        double[] skewed = IntStream.range(0, rows)
                .mapToDouble(i -> Math.exp(10.0 * i / rows))
                .toArray();
        skewed[17] = Double.NaN;
        float[][] encoded =
                transform(Pipeline.defaults().scaling(Scaling.QUANTILE), table(Column.numbers("n", skewed)));
        double mean = 0;
        double square = 0;
        for (float[] row : encoded) {
            mean += row[0] / rows;
            square += row[0] * row[0] / (double) rows;
        }
        assertThat(mean).isCloseTo(0, within(0.01));
        assertThat(square).isCloseTo(1, within(0.05));
        assertThat(encoded[17]).containsExactly(0, 1);
    }

    @Test
    void predictionsAreLimitedToTheRangeOfTheTargetWhereThatIsAskedFor() {
        Table table = Table.of("t.csv", Column.numbers("x", 1, 2, 3, 4), Column.numbers("y", 10, 10.5, 14, 14));
        FittedTarget.Scaled plain =
                (FittedTarget.Scaled) fit(Pipeline.defaults(), table).pipeline().target();
        FittedTarget.Scaled clamped = (FittedTarget.Scaled)
                fit(Pipeline.defaults().clampTarget(true), table).pipeline().target();
        assertThat(plain.range()).isEqualTo(Range.UNKNOWN);
        assertThat(clamped.range()).isEqualTo(new Range(10, 14));
        assertThat(clamped.restore(9)).isEqualTo(14);
        assertThat(clamped.restore(-9)).isEqualTo(10);
        assertThat(clamped.restore(0.25)).isEqualTo(plain.restore(0.25));
        assertThat(plain.restore(9)).isGreaterThan(14);
    }

    @Test
    void everyInputIsSaidToBeAQuantityALevelOrAnIndex() {
        FittedPipeline pipeline = new FittedPipeline(
                List.of(
                        new ScaledNumber("a", 0, 1, 0, false, true),
                        new QuantileNumber("b", List.of(0.0, 1.0), false, Range.UNKNOWN, NumberFormat.PLAIN),
                        new OneHot("c", List.of("x")),
                        new ScaledWords("d", List.of("x", "y"), List.of(0.0), List.of(1.0)),
                        new WordIndex("e", List.of("x", "y")),
                        new TimeParts("f", List.of(TimePart.MONTH, TimePart.YEAR), 2000, 1, true)),
                new FittedTarget.Scaled("y", 0, 1),
                List.of());
        Feature quantity = new Feature.Quantity();
        Feature level = new Feature.Level();
        assertThat(pipeline.features())
                .containsExactly(
                        quantity,
                        level,
                        quantity,
                        level,
                        level,
                        level,
                        new Feature.Index(3),
                        level,
                        level,
                        quantity,
                        level);
        assertThat(pipeline.featureNames())
                .containsExactly(
                        "a",
                        "a missing",
                        "b",
                        "c=x",
                        "c=(other)",
                        "d=x",
                        "e",
                        "f month sin",
                        "f month cos",
                        "f year",
                        "f missing");
    }

    @ParameterizedTest
    @EnumSource(WordCoding.class)
    void aWordAloneHasTheSameBitsAsInABatch(WordCoding coding) {
        String[] words = IntStream.range(0, 60)
                .mapToObj(i -> i % 7 == 0 ? null : "w" + i % 11)
                .toArray(String[]::new);
        String[] flags =
                IntStream.range(0, 60).mapToObj(i -> i % 5 == 0 ? "no" : "yes").toArray(String[]::new);
        Table table = table(Column.categories("c", words), Column.categories("f", flags));
        FittedPipeline fitted = fit(Pipeline.defaults().words(coding), table).pipeline();
        float[][] batch = fitted.transform(table).toArrays();
        RowEncoder encoder = fitted.encoder();
        float[] out = new float[encoder.width()];
        for (int row = 0; row < 60; row++) {
            encoder.category(0, words[row], out, 0);
            encoder.category(1, flags[row], out, 0);
            assertThat(out).isEqualTo(batch[row]);
        }
    }

    /// u / √(1 + (u/3)²) of u = (value − median) / (q75 − q25), by the definition.
    private static double robust(double[] x, double value) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        double spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
        double scale = spread > 0 ? 1 / spread : 2 / (sorted[sorted.length - 1] - sorted[0]);
        double u = (value - quantile(sorted, 0.5)) * scale;
        return u / Math.sqrt(1 + u * u / 9);
    }

    private static double quantile(double[] sorted, double p) {
        double position = p * (sorted.length - 1);
        int i = (int) Math.floor(position);
        int j = (int) Math.ceil(position);
        return sorted[i] * (1 - (position - i)) + sorted[j] * (position - i);
    }

    private static String[] repeated(@Nullable String[] words, int... times) {
        List<@Nullable String> repeated = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            repeated.addAll(Collections.nCopies(times[i], words[i]));
        }
        return repeated.toArray(String[]::new);
    }

    private static ScaledNumber number(Pipeline pipeline, Table table) {
        return (ScaledNumber) fit(pipeline, table).pipeline().columns().getFirst();
    }

    private static float[][] transform(Pipeline pipeline, Table table) {
        Matrix matrix = fit(pipeline, table).pipeline().transform(table);
        return matrix.toArrays();
    }

    private static Pipeline.Fit fit(Pipeline pipeline, Table table) {
        return pipeline.fit(Examples.of(table, "y"));
    }

    private static Table table(Column... columns) {
        Column[] all = Arrays.copyOf(columns, columns.length + 1);
        all[columns.length] = target(columns[0].rows());
        return Table.of("t.csv", all);
    }

    private static Column target(int rows) {
        return Column.categories(
                "y",
                IntStream.range(0, rows).mapToObj(i -> i % 2 == 0 ? "a" : "b").toArray(String[]::new));
    }
}
