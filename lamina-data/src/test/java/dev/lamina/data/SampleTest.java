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

class SampleTest {

    private static final MathContext FIFTY_DIGITS = new MathContext(50);

    @Test
    void statisticsOfASmallSampleAreAsByHand() {
        // Σ = 40, Σ(x − 5)² = 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32.
        Sample sample = new Sample(new double[] {2, 4, 4, Double.NaN, 4, 5, 5, 7, 9});
        assertThat(sample.mean()).isEqualTo(5);
        assertThat(sample.deviation()).isEqualTo(2);
        assertThat(sample.standardScale()).isEqualTo(0.5);
        assertThat(sample.median()).isEqualTo(4.5);
        // q25 at position 1.75 is 4, q75 at position 5.25 is 5 + 0.25 · 2.
        assertThat(sample.robustScale()).isEqualTo(1 / 1.5);
    }

    @Test
    void equalQuartilesFallBackToTheRange() {
        assertThat(new Sample(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 4}).robustScale())
                .isEqualTo(0.5);
    }

    @Test
    void aConstantHasNoScale() {
        Sample sample = new Sample(new double[] {3, 3, Double.NaN, 3});
        assertThat(sample.constant()).isTrue();
        assertThat(sample.mean()).isEqualTo(3);
        assertThat(sample.standardScale()).isZero();
        assertThat(sample.robustScale()).isZero();
        assertThat(new Sample(new double[] {0, -0.0}).constant()).isTrue();
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
        Sample sample = new Sample(values);
        assertThat(sample.mean()).isCloseTo(mean.doubleValue(), within(Math.ulp(location) + 1e-13 * deviation));
        assertThat(sample.deviation()).isCloseTo(deviation, Percentage.withPercentage(1e-10));
        assertThat(sample.standardScale()).isCloseTo(1 / deviation, Percentage.withPercentage(1e-10));
    }

    @Test
    void amongAMillionRowsNothingCancels() {
        double[] values = IntStream.range(0, 1_000_000)
                .mapToDouble(i -> 1e9 + (i % 2) * 0x1p-20)
                .toArray();
        Sample sample = new Sample(values);
        assertThat(sample.mean()).isEqualTo(1e9 + 0x1p-21);
        assertThat(sample.deviation()).isEqualTo(0x1p-21);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MAX_VALUE, 1e308, 1e200, 1e-200, Double.MIN_NORMAL, 1e-310, Double.MIN_VALUE})
    void statisticsOfTheLargestAndSmallestNumbersAreFinite(double size) {
        for (double[] values : new double[][] {{-size, size}, {0, size}, {size, size / 2, 0, -size}}) {
            Sample sample = new Sample(values);
            assertThat(List.of(sample.mean(), sample.median(), sample.deviation()))
                    .allSatisfy(value -> assertThat(Math.abs(value)).isLessThanOrEqualTo(size));
            assertThat(sample.deviation()).isPositive();
            assertThat(sample.standardScale()).isPositive().isFinite();
            assertThat(sample.robustScale()).isPositive().isFinite();
        }
    }

    @Test
    void quantilesLieBetweenTheirNeighbours() {
        // Positions 1.25 and 3.75 of 6 values: 2 + 0.25 · 1 and 10 + 0.75 · 10.
        Sample sample = new Sample(new double[] {20, 1, 10, 2, 40, 3});
        assertThat(sample.median()).isEqualTo(6.5);
        assertThat(sample.robustScale()).isCloseTo(1 / (17.5 - 2.25), within(1e-16));
    }

    @Test
    void equalValuesAreNotDistinct() {
        assertThat(new Sample(new double[] {3, 1, 2, Double.NaN}).distinct()).isTrue();
        assertThat(new Sample(new double[] {3, 1, 3}).distinct()).isFalse();
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
        Sample sample = new Sample(values);

        assertThat(sample.sparse()).isTrue();
        assertThat(sample.rangeScale()).isEqualTo(2.0 / 90);
    }

    @Test
    void aRareOtherValueIsScaledByTheWholeRange() {
        double[] values = new double[1000];
        values[17] = 255;

        assertThat(new Sample(values).rangeScale()).isEqualTo(2.0 / 255);
    }

    @Test
    void valuesThatSpreadAreNotSparse() {
        assertThat(new Sample(new double[] {0, 0, 1, 1}).sparse()).isFalse();
    }
}
