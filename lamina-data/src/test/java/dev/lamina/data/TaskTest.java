package dev.lamina.data;

import static dev.lamina.data.Task.CLASSIFICATION;
import static dev.lamina.data.Task.REGRESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskTest {

    @Test
    void wordsAreClasses() {
        assertThat(Task.infer(Column.categories("y", "a", "b", "a"))).isEqualTo(CLASSIFICATION);
    }

    @Test
    void numbersFromZeroOrOneWithoutAGapAreClasses() {
        assertThat(inferred(0, 1, 1, 0)).isEqualTo(CLASSIFICATION);
        assertThat(inferred(2, 1, 1, 2)).isEqualTo(CLASSIFICATION);
        assertThat(inferred(cycle(0, 10))).isEqualTo(CLASSIFICATION);
        assertThat(inferred(cycle(1, 7))).isEqualTo(CLASSIFICATION);
        assertThat(inferred(0, Double.NaN, 1, 1, 0)).isEqualTo(CLASSIFICATION);
    }

    @Test
    void fiftyNumbersAreClassesAndFiftyOneAreQuantities() {
        assertThat(inferred(cycle(0, 50))).isEqualTo(CLASSIFICATION);
        assertThat(inferred(cycle(1, 50))).isEqualTo(CLASSIFICATION);
        assertThat(inferred(cycle(0, 51))).isEqualTo(REGRESSION);
        assertThat(inferred(cycle(1, 51))).isEqualTo(REGRESSION);
    }

    @Test
    void otherNumbersAreQuantities() {
        assertThat(inferred(0, 1, 3, 0, 1, 3)).as("a gap").isEqualTo(REGRESSION);
        assertThat(inferred(2, 3, 2, 3)).as("starts at 2").isEqualTo(REGRESSION);
        assertThat(inferred(-1, 1, -1, 1)).as("negative").isEqualTo(REGRESSION);
        assertThat(inferred(0, 0.5, 1, 0, 1)).as("fractions").isEqualTo(REGRESSION);
        assertThat(inferred(0, 1, Double.POSITIVE_INFINITY, 0, 1))
                .as("infinite")
                .isEqualTo(REGRESSION);
        assertThat(inferred(0, 1, 1e300, 0, 1)).as("huge").isEqualTo(REGRESSION);
        assertThat(inferred(IntStream.range(0, 30).asDoubleStream().toArray()))
                .as("each once, such as 0 … 29")
                .isEqualTo(REGRESSION);
    }

    @Test
    void timesCannotBePredicted() {
        assertThatThrownBy(() -> Task.infer(new Column.Times("when", new double[] {0})))
                .isInstanceOf(DataException.class)
                .hasMessage("column \"when\" holds dates or times, which cannot be predicted; choose a column of words"
                        + " or numbers");
    }

    private static Task inferred(double... values) {
        return Task.infer(Column.numbers("y", values));
    }

    private static double[] cycle(int first, int count) {
        return DoubleStream.iterate(0, i -> i + 1)
                .limit(3L * count)
                .map(i -> first + i % count)
                .toArray();
    }
}
