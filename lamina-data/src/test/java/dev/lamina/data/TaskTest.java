package dev.lamina.data;

import static dev.lamina.data.Task.CLASSIFICATION;
import static dev.lamina.data.Task.REGRESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaskTest {

    @Test
    void wordsAreClasses() {
        assertThat(Task.infer(Column.categories("y", "a", "b", "a")))
                .isEqualTo(new TaskChoice(CLASSIFICATION, "words", ""));
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
    void anyTwoNumbersAreClasses() {
        assertThat(inferred(2, 4, 2, 4)).isEqualTo(CLASSIFICATION);
        assertThat(inferred(-1, 1, -1, 1)).isEqualTo(CLASSIFICATION);
        assertThat(inferred(0.5, 1e300, 0.5, 1e300, Double.NaN)).isEqualTo(CLASSIFICATION);
        assertThat(inferred(2, 4, 4)).as("too few rows to tell").isEqualTo(REGRESSION);
        assertThat(inferred(0, -0.0, 1, 1)).as("minus zero is zero").isEqualTo(CLASSIFICATION);
    }

    @Test
    void fewWholeNumbersFromZeroOrOneMayHaveGaps() {
        assertThat(inferred(1, 3, 4, 5, 1, 3, 4, 5)).as("ratings").isEqualTo(CLASSIFICATION);
        assertThat(inferred(1, 2, 3, 5, 6, 7, 1, 2, 3, 5, 6, 7)).isEqualTo(CLASSIFICATION);
        assertThat(inferred(0, 1, 6, 0, 1, 6)).as("less than half of 0 … 6").isEqualTo(REGRESSION);
        assertThat(inferred(withoutTheLastButOne(20))).isEqualTo(CLASSIFICATION);
        assertThat(inferred(withoutTheLastButOne(21)))
                .as("rings of a shell, 1 … 29 without 28")
                .isEqualTo(REGRESSION);
    }

    @Test
    void otherNumbersAreQuantities() {
        assertThat(inferred(3, 4, 5, 3, 4, 5)).as("starts at 3").isEqualTo(REGRESSION);
        assertThat(inferred(-1, 0, 1, -1, 0, 1)).as("negative").isEqualTo(REGRESSION);
        assertThat(inferred(0, 0.5, 1, 0, 0.5, 1)).as("fractions").isEqualTo(REGRESSION);
        assertThat(inferred(0, 1, Double.POSITIVE_INFINITY, 0, 1, 0))
                .as("infinite")
                .isEqualTo(REGRESSION);
        assertThat(inferred(0, 1, 1e300, 0, 1, 0)).as("huge").isEqualTo(REGRESSION);
        assertThat(inferred(5, 5, 5, 5)).as("constant").isEqualTo(REGRESSION);
        assertThat(inferred()).as("empty").isEqualTo(REGRESSION);
        assertThat(inferred(IntStream.range(0, 30).asDoubleStream().toArray()))
                .as("each once, such as 0 … 29")
                .isEqualTo(REGRESSION);
    }

    @Test
    void aChoiceSaysWhatDecidedItAndWhetherItIsInDoubt() {
        assertThat(choice(1, 2, 4, 1, 2, 4))
                .isEqualTo(new TaskChoice(CLASSIFICATION, "3 different whole numbers", "quantities"));
        assertThat(choice(0.5, 2, 0.5, 2))
                .isEqualTo(new TaskChoice(CLASSIFICATION, "2 different numbers", "quantities"));
        double[] grades = IntStream.range(0, 70).mapToDouble(i -> 3 + i % 7).toArray();
        assertThat(choice(grades)).isEqualTo(new TaskChoice(REGRESSION, "7 different whole numbers", "classes"));
        assertThat(choice(Arrays.copyOf(grades, 69)))
                .as("less than ten rows each")
                .isEqualTo(new TaskChoice(REGRESSION, "7 different whole numbers", ""));
        assertThat(choice(cycle(0, 51))).isEqualTo(new TaskChoice(REGRESSION, "more than 50 different numbers", ""));
        assertThat(choice(grades)).hasToString("regression (7 different whole numbers)");
        assertThat(TaskChoice.given(REGRESSION)).hasToString("regression").matches(choice -> !choice.isInDoubt());
    }

    @Test
    void timesCannotBePredicted() {
        assertThatThrownBy(() -> Task.infer(new Column.Times("when", new double[] {0})))
                .isInstanceOf(DataException.class)
                .hasMessage("column \"when\" holds dates or times, which cannot be predicted; choose a column of words"
                        + " or numbers");
    }

    /// Whole numbers from 1 on with one gap, each twice.
    private static double[] withoutTheLastButOne(int different) {
        return IntStream.range(0, 2 * different)
                .map(i -> i % different)
                .mapToDouble(i -> i == different - 1 ? i + 2 : i + 1)
                .toArray();
    }

    private static TaskChoice choice(double... values) {
        return Task.infer(Column.numbers("y", values));
    }

    private static Task inferred(double... values) {
        return choice(values).task();
    }

    private static double[] cycle(int first, int count) {
        return DoubleStream.iterate(0, i -> i + 1)
                .limit(3L * count)
                .map(i -> first + i % count)
                .toArray();
    }

    @Test
    void oneNumberWrittenInSeveralWaysIsLabels() {
        Column versions = new Column.Numbers(
                "y", new double[] {1.1, 1.1, 1.1}, NumberFormat.PLAIN, Column.categories("y", "1.1", "1.10", "1.1"));
        assertThat(Task.infer(versions).task()).isEqualTo(Task.CLASSIFICATION);
    }
}
