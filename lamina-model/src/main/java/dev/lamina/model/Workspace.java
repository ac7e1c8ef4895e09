package dev.lamina.model;

import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Pass;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.data.FittedTarget;

/// What one thread needs to predict: a pass, and a row for predictions. Allocates nothing once warm.
///
/// The predictions are the probabilities of the classes where the target has labels, else a scaled number.
final class Workspace {

    private final Pass pass;
    private final Loss loss;
    private final boolean classes;
    private final Matrix row;

    Workspace(TrainedNetwork trained, FittedTarget target, int maxRows) {
        // One thread: the products of a prediction are small, and its callers are many.
        pass = Pass.forInference(trained.network(), trained.parameters(), maxRows, Gemm.onOneThread());
        loss = trained.loss();
        classes = target instanceof FittedTarget.Labels;
        row = Matrix.zeros(1, columns(target));
    }

    /// Predictions per row: one for each class, or one number.
    static int columns(FittedTarget target) {
        return switch (target) {
            case FittedTarget.Labels labels -> labels.classes().size();
            case FittedTarget.Scaled _ -> 1;
        };
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
        if (classes) {
            loss.classProbabilities(logits, predictions);
        } else {
            loss.predict(logits, predictions);
        }
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
