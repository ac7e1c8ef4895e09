package dev.lamina.report.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HistogramTest {

    @Test
    void everyNumberLiesInTheIntervalThatEndsAtOrAboveIt() {
        float[] values = {9, 0, 1, 1, 2, 40, 40};
        Histogram histogram = Histogram.of(values, 1, 6);
        assertThat(histogram.min()).isZero();
        assertThat(histogram.max()).isEqualTo(40);
        assertThat(histogram.sum()).isEqualTo(84);
        assertThat(histogram.sumOfSquares()).isEqualTo(3206);
        assertThat(histogram.limits()).hasSize(40).startsWith(1, 2, 3).endsWith(39, 40);
        assertThat(histogram.counts()).startsWith(3, 1, 0).endsWith(0, 2);
        assertThat(Arrays.stream(histogram.counts()).sum()).isEqualTo(6);
    }

    @Test
    void equalNumbersAreOneInterval() {
        Histogram histogram = Histogram.of(new float[] {2, 2}, 0, 2);
        assertThat(histogram.limits()).containsExactly(2);
        assertThat(histogram.counts()).containsExactly(2);
    }
}
