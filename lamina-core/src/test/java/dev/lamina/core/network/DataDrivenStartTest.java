package dev.lamina.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Relu;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Dropout;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.Rated;
import dev.lamina.core.layer.Scale;
import dev.lamina.core.layer.SkipConnection;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Numbers are compared with the formulas in the testkit.
class DataDrivenStartTest {

    private static final int ROWS = 2500;
    private static final int INPUTS = 6;

    @Test
    void everyDenseLayerStartsWithOutputsOfUnitDeviationAroundTheirZero() {
        Network network = Network.of(
                INPUTS,
                List.of(
                        new Scale(6),
                        Chain.of(ntk(8, INPUTS), new Dropout(0.5f)),
                        new Dense(7, new Identity()),
                        ntk(3, 7)));
        Matrix x = rows(ROWS);
        Parameters start = DataDrivenStart.of(network, x, 1);
        Pass pass = Pass.forInference(network, start, ROWS, Gemm.onOneThread());
        Matrix outputs = pass.forward(x);
        assertUnitDeviation(pass.activation(2, ROWS));
        assertUnitDeviation(outputs);
    }

    private static void assertUnitDeviation(Matrix z) {
        for (int j = 0; j < z.columns(); j++) {
            double sum = 0;
            double squares = 0;
            int negative = 0;
            for (int i = 0; i < z.rows(); i++) {
                sum += z.get(i, j);
                squares += (double) z.get(i, j) * z.get(i, j);
                negative += z.get(i, j) < 0 ? 1 : 0;
            }
            double mean = sum / z.rows();
            assertThat(squares / z.rows() - mean * mean).isCloseTo(1, within(1e-4));
            assertThat(negative).as("rows on one side").isBetween(1, z.rows() - 1);
        }
    }

    @Test
    void allElseStartsByItsInitializer() {
        Network network = Network.of(
                INPUTS,
                List.of(
                        new Scale(),
                        new SkipConnection(new Dense(INPUTS, new Relu())),
                        new Dense(2, new Identity()).withoutBias()));
        float[] given = network.initialize(3).values();
        float[] start = DataDrivenStart.of(network, rows(10), 3).values();
        int dense = given.length - 2 * INPUTS;
        assertThat(Arrays.copyOf(start, dense)).isEqualTo(Arrays.copyOf(given, dense));
        assertThat(Arrays.copyOfRange(start, dense, start.length))
                .isNotEqualTo(Arrays.copyOfRange(given, dense, start.length));
    }

    @Test
    void seedAndRowsDecide() {
        Network network = Network.of(INPUTS, List.of(ntk(8, INPUTS)));
        float[] start = DataDrivenStart.of(network, rows(10), 3).values();
        assertThat(DataDrivenStart.of(network, rows(10), 3).values()).isEqualTo(start);
        assertThat(DataDrivenStart.of(network, rows(10), 4).values()).isNotEqualTo(start);
        assertThat(DataDrivenStart.of(network, rows(11), 3).values()).isNotEqualTo(start);
    }

    @Test
    void rowsThatAreAllTheSameGiveAFiniteStart() {
        Network network = Network.of(INPUTS, List.of(ntk(200, INPUTS)));
        Matrix same = Matrix.zeros(7, INPUTS);
        same.fill(0.3f);
        Parameters start = DataDrivenStart.of(network, same, 3);
        assertThat(start.firstNonFinite()).isNull();
        double squares = 0;
        for (int i = 0; i < 200 * INPUTS; i++) {
            squares += start.values()[i] * start.values()[i];
        }
        assertThat(squares / 200).as("squares of a neuron's weights").isCloseTo(1, within(0.1));
    }

    @Test
    void rowsThatDoNotFitAreRefused() {
        Network network = Network.of(INPUTS, List.of(ntk(8, INPUTS)));
        assertThatThrownBy(() -> DataDrivenStart.of(network, Matrix.zeros(3, 2), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a data-driven start needs 1 or more rows of 6 columns, got a 3 × 2 matrix");
        assertThatThrownBy(() -> DataDrivenStart.of(network, rows(0), 1))
                .hasMessage("a data-driven start needs 1 or more rows of 6 columns, got a 0 × 6 matrix");
    }

    private static Layer ntk(int outputs, int inputs) {
        return Rated.ntk(new Dense(outputs, new Relu()).withEnding(new Identity(), inputs), inputs, 1, 0.1f);
    }

    private static Matrix rows(int count) {
        RandomStream random = RandomStream.of(2, Purpose.CHECK, 0);
        Matrix rows = Matrix.zeros(count, INPUTS);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < INPUTS; j++) {
                rows.set(i, j, (float) (random.nextGaussian() + j));
            }
        }
        return rows;
    }
}
