package dev.lamina.explain;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.model.Predictions;
import dev.lamina.model.Predictor;

/// The one number of a model's predictions that is explained: the probability of a class, or the value in
/// units of the target. Thread-safe.
///
/// @param label the index of the class; −1 for the value
record Output(Predictor predictor, int label) {

    double of(Predictions predictions, int row) {
        return label < 0 ? predictions.value(row) : predictions.probability(row, label);
    }

    /// Predicts encoded rows.
    double[] of(Matrix rows) {
        Predictions predictions = predictor.predict(rows);
        double[] outputs = new double[rows.rows()];
        for (int row = 0; row < outputs.length; row++) {
            outputs[row] = of(predictions, row);
        }
        return outputs;
    }
}
