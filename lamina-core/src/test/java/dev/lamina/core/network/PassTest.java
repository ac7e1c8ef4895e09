package dev.lamina.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.matrix.Team;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassTest {

    private static final Gemm GEMM = Gemm.onOneThread();
    private static final Network NETWORK =
            Network.inputs(5).dense(19).tanh().dense(7).sigmoid().dense(3).build();

    @Test
    void aBatchGivesTheBitsOfItsRowsOneByOne() {
        Pass pass = Pass.forInference(NETWORK, NETWORK.initialize(1), 9, GEMM);
        Matrix samples = random(9, 5);
        pass.input(9).copyFrom(samples);
        float[][] batch = pass.forward(9).toArrays();
        for (int i = 0; i < 9; i++) {
            pass.input(1).copyFrom(samples.rows(i, i + 1));
            assertThat(pass.forward(1).toArrays()[0]).isEqualTo(batch[i]);
        }
    }

    @Test
    void rowsThatStayWhereTheyAreGiveTheSameBits() {
        Pass pass = Pass.forInference(NETWORK, NETWORK.initialize(1), 9, GEMM);
        Matrix samples = random(11, 5);
        for (int from : new int[] {0, 2}) {
            Matrix window = samples.rows(from, from + 9);
            pass.input(9).copyFrom(window);
            float[][] copied = pass.forward(9).toArrays();
            assertThat(pass.forward(window).toArrays()).isEqualTo(copied);
        }
        assertThatThrownBy(() -> pass.forward(random(10, 5))).hasMessage("this pass takes 1 to 9 rows, got 10");
        assertThatThrownBy(() -> pass.forward(random(9, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network expects 5 columns, got a 9 × 4 matrix");
        Pass training = Pass.forTraining(NETWORK, NETWORK.initialize(1), 9, GEMM);
        assertThatThrownBy(() -> training.forward(samples.rows(0, 9)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("this pass is for training");
    }

    @Test
    void constantParametersGiveTheSameBits() {
        Network network =
                Network.inputs(70).dense(1000).relu().dense(81).tanh().dense(3).build();
        Parameters parameters = network.initialize(1);
        try (Team team = Team.of(2)) {
            Pass pass = Pass.forInference(network, parameters, 200, Gemm.on(team));
            Pass constant = Pass.forInference(network, parameters.constant(), 200, Gemm.on(team));
            for (int rows : new int[] {1, 7, 200}) {
                Matrix samples = random(rows, 70);
                assertThat(constant.forward(samples).toArrays())
                        .isEqualTo(pass.forward(samples).toArrays());
            }
        }
    }

    @Test
    void gradientsAreSetAnewByEveryBackwardStep() {
        Pass pass = Pass.forTraining(NETWORK, NETWORK.initialize(1), 4, GEMM);
        float[] first = gradients(pass).clone();
        assertThat(gradients(pass)).isEqualTo(first);
        assertThat(first).contains(0.5f);
    }

    private static float[] gradients(Pass pass) {
        pass.input(4).copyFrom(random(4, 5));
        pass.forward(4);
        pass.outputGradient(4).fill(0.125f);
        pass.backward(4);
        return pass.gradients();
    }

    @Test
    void theLayersBetweenCanBeSeen() {
        Pass pass = Pass.forTraining(NETWORK, NETWORK.initialize(1), 4, GEMM);
        gradients(pass);
        assertThat(pass.activation(0, 4)).hasToString("4 × 19 matrix");
        assertThat(pass.activation(2, 4).toArrays()).isEqualTo(pass.forward(4).toArrays());
    }

    @Test
    void rowsOutsideTheRangeAreRefused() {
        Pass pass = Pass.forInference(NETWORK, NETWORK.initialize(1), 4, GEMM);
        assertThatThrownBy(() -> pass.forward(5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("this pass takes 1 to 4 rows, got 5");
        assertThatThrownBy(() -> pass.input(0)).hasMessage("this pass takes 1 to 4 rows, got 0");
        assertThatThrownBy(() -> Pass.forInference(NETWORK, NETWORK.initialize(1), 0, GEMM))
                .hasMessage("a pass needs room for 1 or more rows, got 0");
    }

    @Test
    void inferenceCannotGoBackward() {
        Pass pass = Pass.forInference(NETWORK, NETWORK.initialize(1), 4, GEMM);
        assertThatThrownBy(() -> pass.backward(4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this pass is for inference; make one with Pass.forTraining");
    }

    @Test
    void parametersOfAnotherNetworkAreRefused() {
        Network other = Network.of(5, List.of(NETWORK.layers().getFirst()));
        assertThatThrownBy(() -> Pass.forInference(NETWORK, other.initialize(1), 4, GEMM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network has 278 parameters, got 114");
    }

    private static Matrix random(int rows, int columns) {
        Matrix matrix = Matrix.zeros(rows, columns);
        RandomStream random = RandomStream.of(2, Purpose.SPLIT, 0);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = (float) random.nextGaussian();
        }
        return matrix;
    }
}
