package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnStatisticsTest {

    private static final MathContext FIFTY_DIGITS = new MathContext(50);

    @Test
    void statisticsOfASmallSampleAreAsByHand() {
        // Σ = 40, Σ(x − 5)² = 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32.
        ColumnStatistics statistics = new ColumnStatistics(new double[] {2, 4, 4, Double.NaN, 4, 5, 5, 7, 9});
        assertThat(statistics.mean()).isEqualTo(5);
        assertThat(statistics.deviation()).isEqualTo(2);
        assertThat(statistics.standardScale()).isEqualTo(0.5);
        assertThat(statistics.median()).isEqualTo(4.5);
        // q25 at position 1.75 is 4, q75 at position 5.25 is 5 + 0.25 · 2.
        assertThat(statistics.robustScale()).isEqualTo(1 / 1.5);
    }

    @Test
    void equalQuartilesFallBackToTheRange() {
        assertThat(new ColumnStatistics(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 4}).robustScale())
                .isEqualTo(0.5);
    }

    @Test
    void aConstantHasNoScale() {
        ColumnStatistics statistics = new ColumnStatistics(new double[] {3, 3, Double.NaN, 3});
        assertThat(statistics.constant()).isTrue();
        assertThat(statistics.mean()).isEqualTo(3);
        assertThat(statistics.standardScale()).isZero();
        assertThat(statistics.robustScale()).isZero();
        assertThat(new ColumnStatistics(new double[] {0, -0.0}).constant()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1e9, 1e-6", "-1e15, 1", "1e300, 1e290", "0, 1e300", "0, 1e307", "0, 1e-300", "5, 1e-9"})
    void meanAndDeviationAreAsWithFiftyDigits(double location, double spread) {
        RandomStream random = RandomStream.of(1, Purpose.SHUFFLE, 0);
        double[] values = DoubleStream.generate(() -> location + spread * random.nextGaussian())
                .limit(1000)
                .toArray();
        BigDecimal mean = mean(values);
        double deviation = deviation(values, mean);
        ColumnStatistics statistics = new ColumnStatistics(values);
        assertThat(statistics.mean()).isCloseTo(mean.doubleValue(), within(Math.ulp(location) + 1e-13 * deviation));
        assertThat(statistics.deviation()).isCloseTo(deviation, Percentage.withPercentage(1e-10));
        assertThat(statistics.standardScale()).isCloseTo(1 / deviation, Percentage.withPercentage(1e-10));
    }

    @Test
    void amongAMillionRowsNothingCancels() {
        double[] values = IntStream.range(0, 1_000_000)
                .mapToDouble(i -> 1e9 + (i % 2) * 0x1p-20)
                .toArray();
        ColumnStatistics statistics = new ColumnStatistics(values);
        assertThat(statistics.mean()).isEqualTo(1e9 + 0x1p-21);
        assertThat(statistics.deviation()).isEqualTo(0x1p-21);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MAX_VALUE, 1e308, 1e200, 1e-200, Double.MIN_NORMAL, 1e-310, Double.MIN_VALUE})
    void statisticsOfTheLargestAndSmallestNumbersAreFinite(double size) {
        for (double[] values : new double[][] {{-size, size}, {0, size}, {size, size / 2, 0, -size}}) {
            ColumnStatistics statistics = new ColumnStatistics(values);
            assertThat(List.of(statistics.mean(), statistics.median(), statistics.deviation()))
                    .allSatisfy(value -> assertThat(Math.abs(value)).isLessThanOrEqualTo(size));
            assertThat(statistics.deviation()).isPositive();
            assertThat(statistics.standardScale()).isPositive().isFinite();
            assertThat(statistics.robustScale()).isPositive().isFinite();
        }
    }

    @Test
    void quantilesLieBetweenTheirNeighbours() {
        // Positions 1.25 and 3.75 of 6 values: 2 + 0.25 · 1 and 10 + 0.75 · 10.
        ColumnStatistics statistics = new ColumnStatistics(new double[] {20, 1, 10, 2, 40, 3});
        assertThat(statistics.median()).isEqualTo(6.5);
        assertThat(statistics.robustScale()).isCloseTo(1 / (17.5 - 2.25), within(1e-16));
    }

    @Test
    void equalValuesAreNotDistinct() {
        assertThat(new ColumnStatistics(new double[] {3, 1, 2, Double.NaN}).distinct())
                .isTrue();
        assertThat(new ColumnStatistics(new double[] {3, 1, 3}).distinct()).isFalse();
    }

    private static BigDecimal mean(double[] values) {
        BigDecimal sum = Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.divide(new BigDecimal(values.length), FIFTY_DIGITS);
    }

    private static double deviation(double[] values, BigDecimal mean) {
        return Arrays.stream(values)
                .mapToObj(value -> new BigDecimal(value).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(new BigDecimal(values.length), FIFTY_DIGITS)
                .sqrt(FIFTY_DIGITS)
                .doubleValue();
    }

    @Test
    void mostlyEqualValuesAreSparseAndScaledByTheirRange() {
        double[] values = new double[1001];
        for (int i = 0; i < 100; i++) {
            values[i] = i + 1;
        }
        ColumnStatistics statistics = new ColumnStatistics(values);

        assertThat(statistics.sparse()).isTrue();
        assertThat(statistics.rangeScale()).isEqualTo(2.0 / 90);
    }

    @Test
    void aRareOtherValueIsScaledByTheWholeRange() {
        double[] values = new double[1000];
        values[17] = 255;

        assertThat(new ColumnStatistics(values).rangeScale()).isEqualTo(2.0 / 255);
    }

    @Test
    void valuesThatSpreadAreNotSparse() {
        assertThat(new ColumnStatistics(new double[] {0, 0, 1, 1}).sparse()).isFalse();
    }
}
