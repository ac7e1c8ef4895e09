package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeakageTest {

    private static final int ROWS = 400;

    private static final String CURE = "; pass --ignore if it is not known when a prediction is made";

    /// A number to predict, and the classes that it falls into.
    private final double[] y = random(1);
    private final Column price = new Column.Numbers("price", y);
    private final Column kind = words("kind", i -> y[i] > 0.3 ? "high" : y[i] > -0.5 ? "middle" : "low");
    private final Column sold = words("sold", i -> y[i] > 0.3 ? "yes" : "no");

    @Test
    void honestColumnsAreNotNamed() {
        double[] noise = random(2);
        Column related = numbers("related", i -> y[i] + 0.05 * noise[i]);
        Column rounded = numbers("rounded", i -> Math.rint(3 * (y[i] + noise[i])));
        Column group = words("group", i -> "g" + Math.rint(2 * y[i] + noise[i]));
        Column gaps = numbers("gaps", i -> noise[i] > 1 && y[i] > 0.3 ? Double.NaN : noise[i]);
        Column number = numbers("number", i -> i);
        for (Column target : List.of(price, kind, sold)) {
            assertThat(warnings(target, related, rounded, group, gaps, number)).isEmpty();
        }
    }

    @Test
    void aColumnThatEqualsTheTargetOrOrdersLikeItIsNamed() {
        assertThat(warnings(
                        price,
                        numbers("copy", i -> y[i]),
                        numbers("cents", i -> -100 * y[i]),
                        numbers("taxed", i -> i % 7 == 0 ? Double.NaN : Math.exp(y[i])),
                        numbers("noise", i -> random(3)[i])))
                .containsExactly(
                        "column \"copy\" equals the target \"price\"" + CURE,
                        "column \"cents\" orders the rows as the target does, \"price\"" + CURE,
                        "column \"taxed\" orders the rows as the target does, \"price\"" + CURE);
    }

    @Test
    void aColumnThatSeparatesTheClassesIsNamed() {
        assertThat(warnings(kind, numbers("score", i -> y[i] * y[i] * y[i])))
                .containsExactly("column \"score\" separates without any error the classes of \"kind\"" + CURE);
        // One row on the wrong side clears it.
        assertThat(warnings(kind, numbers("score", i -> i == 17 ? -9 : y[i]), numbers("x", i -> random(4)[i])))
                .isEmpty();
    }

    @Test
    void aColumnThatDeterminesTheTargetIsNamed() {
        assertThat(warnings(sold, words("buyer", i -> (y[i] > 0.3 ? "b" : "n") + i % 5)))
                .containsExactly(
                        "column \"buyer\" tells \"sold\" in every row: each of its values has only one" + CURE);
        assertThat(warnings(sold, numbers("code", i -> (y[i] > 0.3 ? 0 : 1) + 2 * (i % 4))))
                .containsExactly("column \"code\" tells \"sold\" in every row: each of its values has only one" + CURE);
    }

    @Test
    void aRareClassIsNotDeterminedByChance() {
        // Four rows of a rare class, each with a word that few other rows have.
        Column rare = words("rare", i -> i % 100 == 3 ? "yes" : "no");
        assertThat(warnings(rare, words("word", i -> i % 100 == 3 ? "r" + i : "w" + i % 7)))
                .isEmpty();
    }

    @Test
    void aColumnThatIsMissingWithAClassIsNamed() {
        assertThat(warnings(sold, numbers("paid", i -> y[i] > 0.3 ? random(5)[i] : Double.NaN)))
                .containsExactly("column \"paid\" is missing in all rows of one class of \"sold\" and in none of the"
                        + " other" + CURE);
    }

    @Test
    void aColumnThatCountsRowsInTheOrderOfTheTargetIsNamed() {
        double[] rising = y.clone();
        Arrays.sort(rising);
        double[] noise = random(6);
        Column number = numbers("number", i -> 1000 + i);
        Column trend = numbers("trend", i -> rising[i] + 0.2 * noise[i]);
        String finding = "column \"number\" counts the rows, which are in the order of ";
        assertThat(warnings(trend, number)).containsExactly(finding + "\"trend\"" + CURE);
        assertThat(warnings(words("class", i -> i < 150 ? "a" : "b"), number))
                .containsExactly(finding + "\"class\"" + CURE);
    }

    @Test
    void fiveLinesAreEnough() {
        Column[] copies = IntStream.range(0, 9)
                .mapToObj(i -> new Column.Numbers("c" + i, y))
                .toArray(Column[]::new);
        assertThat(warnings(price, copies))
                .hasSize(5)
                .endsWith("5 more columns give away the target"
                        + "; pass --ignore if they are not known when a prediction is made");
    }

    @Test
    void copiesAcrossTheSplitAreCounted() {
        // 1,200 rows, of which the last 200 are the first 200 once more.
        double[] a = twice(7);
        double[] b = twice(8);
        double[] targets = twice(9);
        Examples examples = Examples.of(
                Table.of(
                        "t.csv",
                        new Column.Numbers("a", a),
                        new Column.Numbers("b", b),
                        new Column.Numbers("y", targets)),
                "y");
        Split split = new Split(
                IntStream.range(0, 1000).toArray(), IntStream.range(1000, 1200).toArray());
        assertThat(Leakage.warnings(examples, List.of(split)))
                .containsExactly(
                        "200 of 200 validation rows (100.0 %) are copies of training rows, so that the metrics are"
                                + " too good; remove copies, or keep them together by a column with --group");
        Split apart = new Split(
                IntStream.range(0, 900).toArray(), IntStream.range(900, 1000).toArray());
        assertThat(Leakage.warnings(examples, List.of(apart))).isEmpty();
        targets[1000] += 1;
        assertThat(Leakage.warnings(examples, List.of(split)).getFirst()).startsWith("199 of 200");
    }

    @Test
    void equalRowsOfFewDifferentValuesAreNatural() {
        RandomStream random = RandomStream.of(11, Purpose.SHUFFLE, 0);
        double[] a =
                IntStream.range(0, 2000).mapToDouble(i -> random.nextInt(9)).toArray();
        double[] b =
                IntStream.range(0, 2000).mapToDouble(i -> random.nextInt(9)).toArray();
        Examples examples = Examples.of(
                Table.of("t.csv", new Column.Numbers("a", a), new Column.Numbers("b", b), new Column.Numbers("y", a)),
                "y");
        assertThat(Leakage.warnings(examples, List.of(Split.of(examples, 0.2, 1))))
                .isEmpty();
    }

    private static double[] twice(long seed) {
        double[] values =
                RandomStream.of(seed, Purpose.SHUFFLE, 0).doubles(1000).toArray();
        double[] twice = Arrays.copyOf(values, 1200);
        System.arraycopy(values, 0, twice, 1000, 200);
        return twice;
    }

    private static List<String> warnings(Column target, Column... columns) {
        Column[] all = Arrays.copyOf(columns, columns.length + 1);
        all[columns.length] = target;
        Examples examples = Examples.of(Table.of("t.csv", all), target.name());
        return Leakage.warnings(examples, Pipeline.defaults().fit(examples).pipeline());
    }

    private static double[] random(long seed) {
        RandomStream random = RandomStream.of(seed, Purpose.SHUFFLE, 0);
        return IntStream.range(0, ROWS).mapToDouble(i -> random.nextGaussian()).toArray();
    }

    private static Column numbers(String name, IntToDoubleFunction value) {
        return new Column.Numbers(
                name, IntStream.range(0, ROWS).mapToDouble(value).toArray());
    }

    private static Column words(String name, IntFunction<String> word) {
        @Nullable String[] words = IntStream.range(0, ROWS).mapToObj(word).toArray(String[]::new);
        return Column.categories(name, words);
    }
}
