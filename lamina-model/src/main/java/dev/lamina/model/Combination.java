package dev.lamina.model;

import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.data.FittedTarget;
import java.util.Arrays;
import java.util.List;

/// How the predictions of a model's members become one: ŷ = Σ (wᵢ / Σ w) · ŷᵢ, in double and in the order of the
/// members, of probabilities or of values in units of the target; then the calibration. Immutable and thread-safe.
final class Combination {

    /// Rows that go through a network together.
    private static final int BATCH_ROWS = 256;

    /// Rows that go through all members before the next ones do: many, because of several members each one's buffers
    /// are made for them and then dropped, so that a batch never holds those of all members.
    private static final int BLOCK_ROWS = 16 * BATCH_ROWS;

    private final List<Member> members;
    private final List<Parameters> parameters;
    private final double sumOfWeights;
    private final Encoder encoder;
    private final FittedTarget target;
    private final Calibration calibration;

    /// For batches of a model of one member.
    private final WorkspacePool<MemberPass> batches =
            new WorkspacePool<>(() -> pass(0, BATCH_ROWS, Gemm.onOneThread()));

    /// @param members in the order of their predictions in the mean
    /// @param encoder of their pipelines
    Combination(List<Member> members, Encoder encoder, Calibration calibration) {
        this.members = members;
        parameters = members.stream()
                .map(member -> member.network().parameters().constant())
                .toList();
        this.encoder = encoder;
        this.calibration = calibration;
        sumOfWeights = Model.sumOfWeights(members);
        target = members.getFirst().pipeline().target();
    }

    Encoder encoder() {
        return encoder;
    }

    FittedTarget target() {
        return target;
    }

    Calibration calibration() {
        return calibration;
    }

    int members() {
        return members.size();
    }

    /// How many numbers are predicted for a row, see [Member#columns].
    int columns() {
        return members.getFirst().columns();
    }

    /// What one thread needs to add the predictions of member i to the mean.
    ///
    /// @param gemm on one thread: the products of a prediction are small, and its callers are many
    MemberPass pass(int i, int maxRows, Gemm gemm) {
        Member member = members.get(i);
        return new MemberPass(member, parameters.get(i), member.weight() / sumOfWeights, maxRows, gemm);
    }

    /// What member i reads of encoded rows.
    Matrix inputs(int i, Matrix rows) {
        return encoder.window(rows, members.get(i).pipeline());
    }

    /// The predictions for encoded rows.
    Predictions predict(Matrix rows) {
        int columns = columns();
        return switch (target) {
            case FittedTarget.Labels labels -> {
                Matrix probabilities = Matrix.zeros(rows.rows(), columns);
                inBlocks(rows, columns, (means, from, to) -> finish(means, probabilities.rows(from, to)));
                yield new Predictions(labels, calibration, probabilities);
            }
            case FittedTarget.Scaled scaled -> {
                double[] values = new double[rows.rows() * columns];
                inBlocks(
                        rows,
                        columns,
                        (means, from, to) -> System.arraycopy(means, 0, values, from * columns, (to - from) * columns));
                yield new Predictions(scaled, calibration, values, columns);
            }
        };
    }

    /// Takes the means of rows `from` to `to`, which are at the start of the array.
    @FunctionalInterface
    private interface Block {
        void take(double[] means, int from, int to);
    }

    private void inBlocks(Matrix rows, int columns, Block block) {
        double[] means = new double[Math.min(rows.rows(), BLOCK_ROWS) * columns];
        for (int from = 0; from < rows.rows(); from += BLOCK_ROWS) {
            int to = Math.min(rows.rows(), from + BLOCK_ROWS);
            Arrays.fill(means, 0);
            addMembers(rows, from, to, means, columns);
            block.take(means, from, to);
        }
    }

    private void addMembers(Matrix rows, int from, int to, double[] means, int columns) {
        if (members.size() == 1) {
            MemberPass only = batches.borrow();
            add(only, inputs(0, rows), from, to, means, columns);
            batches.giveBack(only);
            return;
        }
        Gemm gemm = Gemm.onOneThread();
        for (int i = 0; i < members.size(); i++) {
            MemberPass pass = pass(i, Math.min(to - from, BATCH_ROWS), gemm);
            add(pass, inputs(i, rows), from, to, means, columns);
        }
    }

    private static void add(MemberPass pass, Matrix inputs, int from, int to, double[] means, int columns) {
        for (int start = from; start < to; start += BATCH_ROWS) {
            int end = Math.min(to, start + BATCH_ROWS);
            pass.add(inputs.rows(start, end), start, means, (start - from) * columns);
        }
    }

    /// The model's probabilities: the means of the members', calibrated.
    void finish(double[] means, Matrix probabilities) {
        int next = 0;
        for (int i = 0; i < probabilities.rows(); i++) {
            int offset = probabilities.rowOffset(i);
            for (int j = 0; j < probabilities.columns(); j++) {
                probabilities.data()[offset + j] = (float) means[next++];
            }
            calibration.map().apply(probabilities.data(), offset, probabilities.columns());
        }
    }
}
