package dev.lamina.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.core.dataset.Dataset;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.train.Trainer;
import org.junit.jupiter.api.Test;

/// Numbers of every kind are compared with another implementation's in the testkit.
class BatchNormTest {

    private static final Gemm GEMM = Gemm.onOneThread();

    private static final int RUNNING_MEAN = 4;
    private static final int RUNNING_VARIANCE = 6;

    @Test
    void aTrainingStepNormalisesColumnsAndMovesTheRunningMeans() {
        Network network = Network.inputs(2).batchNorm().build();
        Parameters parameters = network.initialize(1);
        Pass pass = Pass.forTraining(network, parameters, 4, GEMM);
        float[][] rows = {{1, 10}, {3, 10}, {5, 10}, {7, 10}};
        pass.input(4).copyFrom(Matrix.of(rows));
        Matrix y = pass.forward(4);
        // Mean 4, variance 5, unbiased 20/3; the other column is constant.
        assertThat(y.get(0, 0)).isCloseTo((float) (-3 / Math.sqrt(5.00001)), within(1e-6f));
        assertThat(y.get(3, 1)).isZero();
        float[] values = parameters.values();
        assertThat(values).startsWith(1, 1, 0, 0);
        assertThat(values[RUNNING_MEAN]).isEqualTo(0.4f);
        assertThat(values[RUNNING_MEAN + 1]).isEqualTo(1);
        assertThat(values[RUNNING_VARIANCE]).isEqualTo((float) (0.9 + 0.1 * 20 / 3));
        assertThat(values[RUNNING_VARIANCE + 1]).isEqualTo(0.9f);
    }

    @Test
    void oneRowBecomesBetaAndKeepsTheRunningVariance() {
        Network network = Network.inputs(1).dense(1).batchNorm().build();
        Parameters parameters = network.initialize(1);
        int beta = 3;
        parameters.values()[beta] = 0.25f;
        Pass pass = Pass.forTraining(network, parameters, 1, GEMM);
        pass.input(1).fill(7);
        assertThat(pass.forward(1).get(0, 0)).isEqualTo(0.25f);
        assertThat(parameters.values()[4]).isNotZero();
        assertThat(parameters.values()[5]).isEqualTo(1);
        pass.outputGradient(1).fill(1);
        pass.backward(1);
        assertThat(pass.gradients()).containsExactly(0, 0, 0, 1, 0, 0);
    }

    @Test
    void predictionUsesTheRunningMeansAndRowsDoNotDependOnEachOther() {
        Network network = Network.inputs(1).batchNorm().build();
        Parameters parameters = Parameters.of(new float[] {2, 1, 3, 4}, network.parameterViews());
        Pass pass = Pass.forInference(network, parameters, 3, GEMM);
        pass.input(3).copyFrom(Matrix.of(new float[][] {{3}, {5}, {-1}}));
        float[][] three = pass.forward(3).toArrays();
        assertThat(three[1][0]).isCloseTo((float) (1 + 4 / Math.sqrt(4.00001)), within(1e-6f));
        assertThat(three[0][0]).isEqualTo(1);
        pass.input(1).fill(5);
        assertThat(pass.forward(1).get(0, 0)).isEqualTo(three[1][0]);
        assertThat(parameters.values()).containsExactly(2, 1, 3, 4);
    }

    @Test
    void aLargeMeanDoesNotDrownTheVariance() {
        Network network = Network.inputs(1).batchNorm().build();
        Pass pass = Pass.forTraining(network, network.initialize(1), 4, GEMM);
        pass.input(4).copyFrom(Matrix.of(new float[][] {{100_000}, {100_001}, {100_002}, {100_003}}));
        Matrix y = pass.forward(4);
        double deviation = Math.sqrt(1.25 + 1e-5);
        assertThat(y.get(0, 0)).isCloseTo((float) (-1.5 / deviation), within(1e-6f));
        assertThat(y.get(3, 0)).isCloseTo((float) (1.5 / deviation), within(1e-6f));
    }

    @Test
    void noOptimizerTouchesTheRunningMeansWhichConvergeToTheData() {
        Matrix inputs = Matrix.zeros(64, 1);
        Matrix targets = Matrix.zeros(64, 1);
        for (int i = 0; i < 64; i++) {
            inputs.set(i, 0, 20 + i % 8);
            targets.set(i, 0, i % 8);
        }
        Network network = Network.inputs(1).batchNorm().dense(1).build();
        Parameters trained = Trainer.of(network, new MeanSquaredError())
                .optimizer(AdamW.defaults().learningRate(0.05f).weightDecay(0.5f))
                .batchSize(64)
                .epochs(200)
                .threads(1)
                .fit(Dataset.of(inputs.toArrays(), targets.toArrays()))
                .parameters();
        assertThat(trained.values()[2]).isCloseTo(23.5f, within(1e-3f));
        assertThat(trained.values()[3]).isCloseTo(5.25f * 64 / 63, within(1e-3f));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new BatchNorm(0, 0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch norm's epsilon is 0.0, expected more than 0");
        assertThatThrownBy(() -> new RunningBatchNorm(Double.NaN))
                .hasMessage("batch norm's epsilon is NaN, expected more than 0");
        assertThatThrownBy(() -> new BatchNorm(1e-5, 0)).hasMessage("batch norm's momentum is 0.0, expected 0 < m ≤ 1");
        assertThatThrownBy(() -> new LayerNorm(-1)).hasMessage("layer norm's epsilon is -1.0, expected more than 0");
        assertThatThrownBy(() -> new Scale(-1)).hasMessage("scale's learningRateFactor is -1.0, expected 0 or more");
    }
}
