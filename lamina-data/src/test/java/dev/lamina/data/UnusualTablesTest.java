package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tables at the edges give finite inputs, folds and few warnings, whatever the encoding.
class UnusualTablesTest {

    private static final RandomStream RANDOM = RandomStream.of(1, Purpose.SHUFFLE, 0);

    static Stream<Examples> tables() {
        return Stream.of(
                // Twelve rows, with a class of one, a column without values and words that are all different.
                examples(
                        numbers("x", 12),
                        Column.numbers("empty", filled(12, Double.NaN)),
                        words("word", 12, 12),
                        Column.categories("y", "a", "b", "a", "b", "a", "b", "a", "b", "a", "b", "a", "c")),
                // Two thousand classes.
                examples(numbers("x", 4000), words("word", 4000, 300), words("y", 4000, 2000)),
                // 99.9 % one value, in a column and in the target.
                examples(numbers("x", 3000), rare("r", 3000, 7), rare("y", 3000, 1)),
                Examples.of(
                        Table.of("t.csv", numbers("x", 3000), rare("r", 3000, 7), rare("y", 3000, 0.25)),
                        "y",
                        Task.REGRESSION),
                // Words that are hardly repeated.
                examples(words("word", 25_000, 10_000), words("y", 25_000, 2)));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void inputsAreFiniteAndFoldsAreMade(Examples examples) {
        for (Scaling scaling : Scaling.values()) {
            for (WordCoding words : WordCoding.values()) {
                Pipeline.Fit fit =
                        Pipeline.defaults().scaling(scaling).words(words).fit(examples);
                Matrix inputs = fit.pipeline().transform(examples.table());
                for (float value : inputs.data()) {
                    if (!(Math.abs(value) <= 1e6f)) {
                        fail("an input of " + examples.table().names() + " is " + value);
                    }
                }
                assertThat(fit.warnings()).hasSizeLessThanOrEqualTo(1);
                assertThat(fit.pipeline().features()).hasSize(inputs.columns());
            }
        }
        Division division = new Resampling.Random().folds(examples, 8, 1);
        assertThat(division.splits()).hasSize(8);
        assertThat(division.warnings()).hasSizeLessThanOrEqualTo(1);
        assertThat(Leakage.warnings(examples, Pipeline.defaults().fit(examples).pipeline()))
                .isEmpty();
        assertThat(Leakage.warnings(examples, division.splits())).isEmpty();
    }

    private static Examples examples(Column... columns) {
        return Examples.of(Table.of("t.csv", columns), "y", Task.CLASSIFICATION);
    }

    private static Column numbers(String name, int rows) {
        return Column.numbers(name, RANDOM.doubles(rows).toArray());
    }

    /// As many different words as are asked for, each in about as many rows.
    private static Column words(String name, int rows, int different) {
        int[] codes = IntStream.range(0, rows).map(i -> i % different).toArray();
        RANDOM.shuffle(codes);
        List<String> words =
                IntStream.range(0, different).mapToObj(i -> "w" + i).toList();
        return new Column.Categories(name, codes, words);
    }

    private static Column rare(String name, int rows, double value) {
        double[] values = filled(rows, 3);
        IntStream.range(0, rows / 1000).forEach(i -> values[RANDOM.nextInt(rows)] = value);
        return Column.numbers(name, values);
    }

    private static double[] filled(int rows, double value) {
        double[] values = new double[rows];
        Arrays.fill(values, value);
        return values;
    }
}
