package dev.lamina.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.data.Sentinels.Sentinel;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentinelsTest {

    private static final int DAY = 86_400;

    @ParameterizedTest
    @ValueSource(doubles = {-999, 999, 99_999, -9999, 9_999_999_999.0})
    void aValueOfNinesFarFromTheOthersIsOne(double nines) {
        assertThat(found(0, 100, 60, nines)).containsExactly(new Sentinel(nines, 1));
        assertThat(found(0, 100, 60, nines, nines, Double.NaN)).containsExactly(new Sentinel(nines, 2));
        assertThat(found(0, 5, 60, nines)).as("among few different").containsExactly(new Sentinel(nines, 1));
    }

    @Test
    void anyOtherValueMustBeRepeatedOrVeryFar() {
        assertThat(found(0, 100, 60, 500)).isEmpty();
        assertThat(found(0, 100, 60, 500, 500)).containsExactly(new Sentinel(500, 2));
        assertThat(found(0, 100, 60, 1e9)).containsExactly(new Sentinel(1e9, 1));
        assertThat(found(0, 5, 60, 50, 50)).as("few different others").isEmpty();
    }

    @Test
    void nearValuesAreNone() {
        assertThat(found(0, 400, 60, 999, 999)).isEmpty();
        assertThat(found(0, 100, 60, 120, 120)).isEmpty();
        assertThat(found(0, 100, 60)).isEmpty();
    }

    @Test
    void bothEndsAndSeveralAtOneAreFound() {
        assertThat(found(0, 100, 60, -999, -999, 999)).containsExactly(new Sentinel(-999, 2), new Sentinel(999, 1));
        assertThat(found(0, 100, 60, 9999, 99_999)).containsExactly(new Sentinel(99_999, 1), new Sentinel(9999, 1));
    }

    @Test
    void theOthersKeepTheirStatistics() {
        double[] values = values(0, 100, 60, 99_999, 99_999);
        ColumnStatistics others =
                Sentinels.ofNumbers(new ColumnStatistics(values)).others();
        ColumnStatistics plain = new ColumnStatistics(values(0, 100, 60));
        assertThat(others.mean()).isEqualTo(plain.mean());
        assertThat(others.deviation()).isEqualTo(plain.deviation());
        assertThat(others.range()).isEqualTo(plain.range());
    }

    @Test
    void whatMostCellsHoldIsNone() {
        double[] mostly = new double[60];
        Arrays.fill(mostly, 40, 60, 999);
        IntStream.range(0, 20).forEach(i -> mostly[i] = i);
        assertThat(Sentinels.ofNumbers(new ColumnStatistics(mostly)).found()).hasSize(1);
        Arrays.fill(mostly, 20, 60, 999);
        assertThat(Sentinels.ofNumbers(new ColumnStatistics(mostly)).isEmpty()).isTrue();
    }

    @Test
    void sparseAndSmallAndConstantColumnsHaveNone() {
        double[] pixels = new double[1000];
        pixels[3] = 1;
        pixels[4] = 253;
        pixels[5] = 253;
        assertThat(Sentinels.ofNumbers(new ColumnStatistics(pixels)).isEmpty()).isTrue();
        assertThat(Sentinels.ofNumbers(new ColumnStatistics(new double[] {1, 2, 3, 999}))
                        .isEmpty())
                .isTrue();
        double[] two = new double[40];
        two[7] = -999;
        assertThat(Sentinels.ofNumbers(new ColumnStatistics(two)).isEmpty()).isTrue();
        assertThat(Sentinels.ofNumbers(new ColumnStatistics(new double[40])).isEmpty())
                .isTrue();
    }

    @Test
    void extremeValuesDoNotOverflow() {
        double[] extreme = values(0, 100, 60, -Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE);
        assertThat(Sentinels.ofNumbers(new ColumnStatistics(extreme)).found())
                .containsExactly(new Sentinel(-Double.MAX_VALUE, 1), new Sentinel(Double.MAX_VALUE, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999-12-31", "1900-01-01", "0001-01-01", "1970-01-01", "2099-12-31"})
    void usualDaysFarFromTheOthersAreFound(String day) {
        double seconds = LocalDate.parse(day).toEpochDay() * (double) DAY;
        double first = LocalDate.parse("2020-01-01").toEpochDay() * (double) DAY;
        double[] times = IntStream.range(0, 60)
                .mapToDouble(i -> i == 11 ? seconds : first + 20.0 * i * DAY)
                .toArray();
        assertThat(Sentinels.ofTimes(new ColumnStatistics(times)).found()).containsExactly(new Sentinel(seconds, 1));
    }

    private static List<Sentinel> found(double least, double greatest, int rows, double... more) {
        return Sentinels.ofNumbers(new ColumnStatistics(values(least, greatest, rows, more)))
                .found();
    }

    /// Whole numbers in turn, and more.
    private static double[] values(double least, double greatest, int rows, double... more) {
        double step = Math.max(1, Math.floor((greatest - least) / 30));
        return DoubleStream.concat(
                        IntStream.range(0, rows).mapToDouble(i -> least + i * step % (greatest - least + 1)),
                        Arrays.stream(more))
                .toArray();
    }
}
