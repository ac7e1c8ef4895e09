package dev.lamina.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CostBarTest {

    @Test
    void aCellIsAsHighAsTheMeanCostOfItsEpochs() {
        CostBar bar = new CostBar(4);
        for (int epoch = 1; epoch <= 6; epoch++) {
            bar.add(epoch, 8, new double[] {8, 6, 4, 3, 0, 0}[epoch - 1]);
        }
        assertThat(bar.draw(3)).isEqualTo("█▅▁░");
    }

    @Test
    void withFewerEpochsThanCellsACostFillsSeveral() {
        CostBar bar = new CostBar(4);
        assertThat(bar.draw(0)).isEqualTo("░░░░");
        bar.add(1, 2, 5);
        assertThat(bar.draw(2)).isEqualTo("▁▁░░");
        bar.add(2, 2, 1);
        assertThat(bar.draw(4)).isEqualTo("██▁▁");
    }
}
