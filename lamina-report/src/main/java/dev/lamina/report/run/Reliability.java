package dev.lamina.report.run;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.model.Predictions;
import java.util.ArrayList;
import java.util.List;

/// How often predictions of a certainty are right: the rows in bins by the probability of the class that they are
/// predicted to be, and of two classes by that of the second. Immutable.
///
/// @param bins those that hold a row, by rising probability
/// @param error the expected calibration error, Σ n_b/n·|mean probability − share that is right| (Naeini, Cooper,
///     Hauskrecht, 2015)
public record Reliability(List<Bin> bins, double error) {

    private static final int BINS = 10;

    /// Rows of alike probability.
    ///
    /// @param rows how many
    /// @param predicted the mean of their probabilities
    /// @param observed the share of them that is of the class
    public record Bin(int rows, double predicted, double observed) {}

    public Reliability {
        bins = List.copyOf(bins);
    }

    /// @param actual class index of each row
    static Reliability of(Predictions predictions, Matrix actual) {
        Matrix probabilities = predictions.probabilities();
        int[] rows = new int[BINS];
        double[] predicted = new double[BINS];
        double[] observed = new double[BINS];
        for (int row = 0; row < probabilities.rows(); row++) {
            int index = probabilities.columns() == 2 ? 1 : largest(probabilities, row);
            double probability = probabilities.get(row, index);
            int bin = Math.min((int) (probability * BINS), BINS - 1);
            rows[bin]++;
            predicted[bin] += probability;
            observed[bin] += (int) actual.get(row, 0) == index ? 1 : 0;
        }
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (rows[bin] > 0) {
                error += Math.abs(predicted[bin] - observed[bin]) / probabilities.rows();
                bins.add(new Bin(rows[bin], predicted[bin] / rows[bin], observed[bin] / rows[bin]));
            }
        }
        return new Reliability(bins, error);
    }

    private static int largest(Matrix probabilities, int row) {
        int largest = 0;
        for (int j = 1; j < probabilities.columns(); j++) {
            if (probabilities.get(row, j) > probabilities.get(row, largest)) {
                largest = j;
            }
        }
        return largest;
    }
}
