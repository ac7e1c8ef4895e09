package dev.lamina.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.loss.Heads.Head;
import dev.lamina.core.matrix.Matrix;
import org.junit.jupiter.api.Test;

class QuantileBandTest {

    private static final QuantileBand LOSS = new QuantileBand(0.8);

    /// Of eleven targets 0 … 10, for which every output is the same for all.
    @Test
    void theCostIsLowestWhereTheShareOfTargetsBelowIsTheLevel() {
        Matrix logits = Matrix.zeros(11, 3);
        Matrix targets = Matrix.zeros(11, 1);
        for (int i = 0; i < 11; i++) {
            targets.set(i, 0, i);
        }
        float[] quantiles = {1, 5, 9};
        for (int output = 0; output < 3; output++) {
            double lowest = Double.POSITIVE_INFINITY;
            int at = -1;
            for (int z = 0; z <= 10; z++) {
                logits.columns(output, output + 1).fill(z);
                double cost = LOSS.cost(logits, targets, null, Matrix.zeros(11, 3));
                if (cost < lowest) {
                    lowest = cost;
                    at = z;
                }
            }
            assertThat((float) at).as("output %s", output).isEqualTo(quantiles[output]);
        }
    }

    @Test
    void thePredictionIsTheMedianAndTheEndsOfABandNeverCrossIt() {
        Matrix logits = Matrix.of(new float[][] {{-1, 0.5f, 2, 4, 3, 1}, {1, 2, 3, -1, -2, 5}});
        Matrix predictions = Matrix.window(new float[9], 1, 2, 2, 4);
        LOSS.predict(logits, predictions);
        assertThat(predictions.toArrays()).isEqualTo(new float[][] {{0.5f, 3}, {2, -2}});
        Matrix bands = Matrix.zeros(2, 6);
        LOSS.band(logits, bands);
        assertThat(bands.toArrays()).isEqualTo(new float[][] {{-1, 0.5f, 2, 3, 3, 3}, {1, 2, 3, -2, -2, 5}});
    }

    @Test
    void threeOutputsLearnATarget() {
        assertThat(LOSS.outputsFor(2)).isEqualTo(6);
        assertThat(LOSS.predictionColumns(6)).isEqualTo(2);
        assertThat(LOSS.targetColumns(6)).isEqualTo(2);
        assertThatThrownBy(() -> LOSS.predictionColumns(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quantile-band has three outputs for each target, the network has 4 in all");
        assertThatThrownBy(() -> LOSS.loss(new double[3], new double[3], new double[3]))
                .hasMessage("quantile-band expects a target of length 1, got 3");
        assertThatThrownBy(() -> LOSS.cost(Matrix.zeros(2, 3), Matrix.zeros(2, 3), null, Matrix.zeros(2, 3)))
                .hasMessage("quantile-band expects targets of 1 columns, got a 2 × 3 matrix");
    }

    @Test
    void aHeadOfSeveralMayBeABand() {
        Heads heads = Heads.of(new Head("price", LOSS, 3), new Head("rooms", new SquaredError(), 1));
        Matrix predictions = Matrix.zeros(1, 2);
        heads.predict(Matrix.of(new float[] {1, 2, 3, 4}), predictions);
        assertThat(predictions.toArrays()).isEqualTo(new float[][] {{2, 4}});
        double cost = heads.cost(
                Matrix.of(new float[] {1, 2, 3, 4}), Matrix.of(new float[] {2, 4}), null, Matrix.zeros(1, 4));
        assertThat(cost).isCloseTo(0.1 + 0.1, within(1e-12));
    }

    @Test
    void coveragesOutsideTheirRangeAreRefused() {
        for (double coverage : new double[] {0, 1, -0.5, Double.NaN}) {
            assertThatThrownBy(() -> new QuantileBand(coverage))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("quantile-band's coverage is " + coverage + ", expected 0 < coverage < 1");
        }
        assertThatThrownBy(() -> new EachMember(LOSS, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("each member of an ensemble has one loss of its outputs, got quantile-band");
    }
}
