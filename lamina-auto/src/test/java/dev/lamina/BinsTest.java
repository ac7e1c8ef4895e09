package dev.lamina;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BinsTest {

    @Test
    void edgesHaveTheSameNumberOfRowsBetween() {
        float[] values = new float[96];
        for (int i = 0; i < values.length; i++) {
            values[i] = 96 - i;
        }
        assertThat(Bins.edges(values, 4)).containsExactly(1, 24, 48, 72, 96);
    }

    /// Nine of ten values are zero; plain quantiles would leave the rest a single bin of ten.
    @Test
    void aFrequentValueLeavesTheBinsToTheOthers() {
        float[] values = new float[1000];
        for (int i = 0; i < 100; i++) {
            values[i] = 1 + i;
        }
        float[] edges = Bins.edges(values, 11);
        assertThat(edges).hasSizeBetween(11, 13).startsWith(0, 1).endsWith(100);
        assertThat(edges).isSorted();
    }

    @Test
    void twoValuesAreTwoEdges() {
        assertThat(Bins.edges(new float[] {3, -1, 3, 3}, 48)).containsExactly(-1, 3);
    }
}
