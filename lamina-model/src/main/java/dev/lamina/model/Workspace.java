package dev.lamina.model;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Sigmoid;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Pass;
import dev.lamina.core.train.TrainedNetwork;

/// What one thread needs to predict: a pass, from logits to predictions. Allocates nothing once warm.
///
/// A network with one output for two classes gives the logit z of the second; the predictions are those of
/// both, sigmoid(−z) and sigmoid(z), so that a small probability of the first is as exact as one of the second.
final class Workspace {

    private final Pass pass;
    private final Activation link;
    private final boolean binary;
    private final Matrix row;

    Workspace(TrainedNetwork trained, int maxRows) {
        // One thread: the products of a prediction are small, and its callers are many.
        pass = Pass.forInference(trained.network(), trained.parameters(), maxRows, Gemm.onOneThread());
        link = trained.loss().link();
        binary = binary(trained);
        row = Matrix.zeros(1, columns(trained));
    }

    /// Predictions per row.
    static int columns(TrainedNetwork trained) {
        return binary(trained) ? 2 : trained.network().outputs();
    }

    private static boolean binary(TrainedNetwork trained) {
        return trained.loss().link() instanceof Sigmoid;
    }

    /// Where the inputs go before a prediction.
    Matrix input(int rows) {
        return pass.input(rows);
    }

    /// Predicts the one row in the input.
    void predictRow() {
        predict(row, 0);
    }

    /// The predictions of [#predictRow], 1 × [#columns]; a buffer that its next call reuses.
    Matrix row() {
        return row;
    }

    /// Predicts the rows in the input.
    ///
    /// @param predictions receives them, rows × [#columns]
    /// @param firstRow the number of the first one, for messages
    void predict(Matrix predictions, int firstRow) {
        Matrix logits = pass.forward(predictions.rows());
        checkFinite(logits, firstRow);
        if (binary) {
            for (int i = 0; i < logits.rows(); i++) {
                float z = logits.get(i, 0);
                predictions.set(i, 0, -z);
                predictions.set(i, 1, z);
            }
        } else {
            predictions.copyFrom(logits);
        }
        link.forward(predictions);
    }

    private static void checkFinite(Matrix logits, int firstRow) {
        for (int i = 0; i < logits.rows(); i++) {
            for (int j = 0; j < logits.columns(); j++) {
                if (!Float.isFinite(logits.get(i, j))) {
                    throw new IllegalArgumentException("the network's output for row " + (firstRow + i) + " is "
                            + logits.get(i, j) + "; its inputs must be of the size seen in training");
                }
            }
        }
    }
}
