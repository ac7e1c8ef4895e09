package dev.lamina;

import dev.lamina.core.loss.QuantileBand;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.FittedTarget;
import dev.lamina.model.Member;
import dev.lamina.model.Predictions;
import java.util.List;
import java.util.stream.IntStream;

/// Predictions of rows by networks that were not trained on them: for each row the mean of those that were
/// not. One thread.
final class HeldOut {

    private final double[][] sums;
    private final int[] counts;

    /// @param rows of the whole training
    /// @param columns of a prediction
    HeldOut(int rows, int columns) {
        sums = new double[rows][columns];
        counts = new int[rows];
    }

    /// Those of some members, which are of one recipe.
    ///
    /// @param rows of the whole training
    /// @param end the number of the end that each is taken at
    static HeldOut of(int rows, List<TrainedMember> members, int end) {
        HeldOut all = new HeldOut(rows, members.getFirst().end(end).heldOut().columns());
        members.forEach(member ->
                all.add(member.plan().split().validation(), member.end(end).heldOut()));
        return all;
    }

    /// What a network predicts for encoded rows: a probability for each class, or the value as the network
    /// sees the target, followed by the lower and the upper end of its band if the loss gives one.
    static Matrix predictions(Member member, Matrix inputs) {
        Predictions predictions = member.predictor().predict(inputs);
        return switch (member.pipeline().target()) {
            case FittedTarget.Labels _ -> predictions.probabilities();
            case FittedTarget.Scaled scaled -> {
                boolean band = member.network().loss() instanceof QuantileBand;
                Matrix values = Matrix.zeros(inputs.rows(), band ? 3 : 1);
                for (int i = 0; i < inputs.rows(); i++) {
                    values.set(i, 0, (float) scaled.scale(predictions.value(i)));
                    if (band) {
                        values.set(i, 1, (float) scaled.scale(predictions.lower(i)));
                        values.set(i, 2, (float) scaled.scale(predictions.upper(i)));
                    }
                }
                yield values;
            }
        };
    }

    private void add(int[] rows, Matrix predictions) {
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < predictions.columns(); j++) {
                sums[rows[i]][j] += predictions.get(i, j);
            }
            counts[rows[i]]++;
        }
    }

    /// How many rows the training has.
    int all() {
        return counts.length;
    }

    boolean has(int row) {
        return counts[row] > 0;
    }

    /// The rows that have a prediction, in ascending order.
    int[] rows() {
        return IntStream.range(0, counts.length).filter(this::has).toArray();
    }

    /// The predictions of these rows, which have some.
    Matrix mean(int[] rows) {
        Matrix mean = Matrix.zeros(rows.length, sums[0].length);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < mean.columns(); j++) {
                mean.set(i, j, (float) (sums[rows[i]][j] / counts[rows[i]]));
            }
        }
        return mean;
    }
}
