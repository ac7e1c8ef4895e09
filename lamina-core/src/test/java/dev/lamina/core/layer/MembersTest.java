package dev.lamina.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Relu;
import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.activation.Tanh;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Numbers are compared with the formulas in the testkit, gradients with differences in `GradientCheckTest`.
class MembersTest {

    private static final int ROWS = 5;
    private static final Gemm GEMM = Gemm.onOneThread();

    /// Each member, by itself with its factors, biases and head, gives its columns of the whole.
    @Test
    void membersOfAnEnsembleAreNetworksThatShareWeights() {
        Network ensemble = Network.of(
                3,
                List.of(
                        new Repeat(2),
                        BatchEnsemble.dense(2, 3, 4, new Tanh(), new Initializer.RandomSigns()),
                        new MemberDense(2, 1)));
        Parameters parameters = ensemble.initialize(1);
        float[] values = parameters.values();
        Matrix x = rows(3);
        float[][] y = forward(ensemble, parameters, x);
        Network single = Network.of(
                3,
                List.of(
                        new Scale(),
                        new Dense(4, false, new Identity(), new Initializer.Zeros()),
                        new Scale(),
                        new Shift(),
                        new ActivationLayer(new Tanh()),
                        new Dense(1, new Identity())));
        for (int member = 0; member < 2; member++) {
            Parameters own = single.initialize(1);
            for (int i = 0; i < own.views().size(); i++) {
                ParameterView to = own.views().get(i);
                ParameterView from = parameters.views().get(i);
                int offset = from.offset() + (from.size() > to.size() ? member * to.size() : 0);
                System.arraycopy(values, offset, own.values(), to.offset(), to.size());
            }
            float[][] alone = forward(single, own, x);
            for (int i = 0; i < ROWS; i++) {
                assertThat(alone[i][0]).isEqualTo(y[i][member]);
            }
            assertThat(y[0][0]).isNotEqualTo(y[0][1]);
        }
    }

    @Test
    void aBatchEnsembleStartsAsItsPaperSays() {
        Initializer signs = new Initializer.Chunked(new Initializer.RandomSigns(), List.of(1, 3));
        Network network = Network.of(64, List.of(BatchEnsemble.dense(16, 4, 9, new Relu(), signs)));
        Parameters start = network.initialize(2);
        float[] r = values(start, 0);
        for (int i = 0; i < r.length; i += 4) {
            assertThat(new float[] {r[i + 2], r[i + 3]}).containsOnly(r[i + 1]);
        }
        assertThat(r).contains(1, -1).hasSize(64);
        assertThat(values(start, 1)).hasSize(36);
        for (float w : values(start, 1)) {
            assertThat(Math.abs(w)).isLessThanOrEqualTo(0.5f);
        }
        assertThat(values(start, 2)).hasSize(144).containsOnly(1);
        float[] b = values(start, 3);
        for (int i = 0; i < b.length; i++) {
            assertThat(b[i]).isEqualTo(b[i % 9]).isBetween(-0.5f, 0.5f);
        }
        assertThat(BatchEnsemble.dense(2, 3, 4, new Identity()).layers()).hasSize(4);
    }

    private static float[] values(Parameters parameters, int i) {
        ParameterView view = parameters.views().get(i);
        return Arrays.copyOfRange(parameters.values(), view.offset(), view.offset() + view.size());
    }

    /// A branch's window has gaps where the whole has none.
    @Test
    void columnsOfAWiderMatrixGiveTheSameBits() {
        Layer members = new Members(2, Chain.of(new Dense(3, new Tanh()), new Dense(2, new Tanh())));
        Network whole = Network.of(4, List.of(Chain.of(), members));
        Network branch = Network.of(
                6,
                List.of(
                        Chain.of(),
                        new Parallel(List.of(
                                new Parallel.Branch(members, new Parallel.Columns(1, 5)),
                                new Parallel.Branch(Chain.of(), null)))));
        Parameters parameters = whole.initialize(3);
        Matrix wide = rows(6);
        Pass first = Pass.forTraining(whole, parameters, ROWS, GEMM);
        Pass second = Pass.forTraining(branch, Parameters.of(parameters.values(), branch.parameterViews()), ROWS, GEMM);
        for (int rows : new int[] {ROWS, 1, 3}) {
            first.input(rows).copyFrom(wide.rows(0, rows).columns(1, 5));
            second.input(rows).copyFrom(wide.rows(0, rows));
            Matrix y = first.forward(rows);
            assertThat(second.forward(rows).columns(0, 4).toArrays()).isEqualTo(y.toArrays());
            first.outputGradient(rows).copyFrom(y);
            second.outputGradient(rows).fill(0);
            second.outputGradient(rows).columns(0, 4).copyFrom(y);
            first.backward(rows);
            second.backward(rows);
            assertThat(second.gradients()).isEqualTo(first.gradients());
        }
    }

    @Test
    void theEndingIsTheMembersOwnOnTheColumnsOfEach() {
        assertThat(new Members(3, new Dense(2, new Sigmoid())).ending(6)).isEqualTo(new Sigmoid());
        Members softmax = new Members(3, new Dense(2, new Softmax()));
        assertThat(softmax.ending(6).name()).isEqualTo("softmax (2), softmax (2), softmax (2)");
        assertThat(softmax.withEnding(new Identity(), 6).layer())
                .isEqualTo(new Dense(2, new Softmax()).withEnding(new Identity(), 2));
        assertThat(softmax.withEnding(softmax.ending(6), 6)).isEqualTo(softmax);
        assertThatThrownBy(() -> softmax.withEnding(new Softmax(), 6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the members of each of 3 members: dense 2, softmax cannot all end with a part of softmax");
    }

    @Test
    void dropoutIsOfEachMemberByItself() {
        Network network = Network.of(50, List.of(new Repeat(2), new Members(2, new Dropout(0.5f))));
        Pass pass = Pass.forTraining(network, network.initialize(1), ROWS, GEMM);
        pass.input(ROWS).fill(1);
        float[][] y = pass.forward(ROWS).toArrays();
        assertThat(Arrays.copyOf(y[0], 50)).isNotEqualTo(Arrays.copyOfRange(y[0], 50, 100));
        assertThat(new Members(2, new Dropout(0.5f)).forInference()).isEmpty();
        assertThat(new Members(2, Chain.of(new Dropout(0.5f), new BatchNorm())).forInference())
                .contains(new Members(2, Chain.of(new RunningBatchNorm(1e-5))));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Network.inputs(5).add(new Members(2, new PRelu())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("each of 2 members: prelu shares 5 columns out among 2 members, expected a multiple of 2");
        assertThatThrownBy(() -> new MemberDense(3, 1).outputs(4))
                .hasMessage("dense 1 of each of 3 members shares 4 columns out among 3 members, expected a multiple of"
                        + " 3");
        assertThatThrownBy(() -> new Repeat(0)).hasMessage("an ensemble needs 1 or more members, got 0");
        assertThatThrownBy(() -> new MemberDense(2, 0)).hasMessage("a dense layer needs 1 or more outputs, got 0");
        assertThatThrownBy(() -> new Members(2, new Repeat(1 << 29)).outputs(4))
                .hasMessage("each of 2 members: repeat for 536870912 members makes 2147483648 columns of 4, more than"
                        + " a matrix can have");
    }

    private static float[][] forward(Network network, Parameters parameters, Matrix x) {
        return Pass.forInference(network, parameters, ROWS, GEMM).forward(x).toArrays();
    }

    private static Matrix rows(int columns) {
        RandomStream random = RandomStream.of(2, Purpose.CHECK, 0);
        Matrix rows = Matrix.zeros(ROWS, columns);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < columns; j++) {
                rows.set(i, j, (float) random.nextGaussian());
            }
        }
        return rows;
    }
}
