package dev.lamina.explain;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.explain.EncodedColumns.Window;
import java.util.Arrays;
import java.util.List;

/// The game whose players are the columns of one row: a coalition of columns is worth the mean output for the
/// background rows that have these columns from the row. Immutable.
///
/// @param players for each column where its numbers stand
/// @param background encoded rows, 1 or more
/// @param backgroundOutputs the output for each of them
/// @param row encoded
/// @param rowOutput the output for it
record Game(
        List<List<Window>> players,
        Output output,
        Matrix background,
        double[] backgroundOutputs,
        float[] row,
        double rowOutput,
        int threads) {

    int columns() {
        return players.size();
    }

    /// What no column at all is worth.
    double base() {
        return mean(backgroundOutputs);
    }

    /// A copy of a background row.
    float[] backgroundRow(int i) {
        int from = background.rowOffset(i);
        return Arrays.copyOfRange(background.data(), from, from + background.columns());
    }

    /// Gives an encoded row a column of the row that is explained.
    void join(int column, float[] mixture) {
        players.get(column).forEach(window -> window.copy(row, 0, mixture, 0));
    }

    /// No outputs yet.
    Mixtures mixtures(int count) {
        return new Mixtures(output, count, row.length);
    }

    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /// How far the outputs of the background rows are from their mean.
    double spread() {
        double base = base();
        double squares = 0;
        for (double value : backgroundOutputs) {
            squares += (value - base) * (value - base);
        }
        return Math.sqrt(squares / backgroundOutputs.length);
    }

    /// Shapley values of the players.
    ///
    /// @param errors the standard error of each; 0 where they are exact
    /// @param permutations that were sampled; 0 where they are exact
    record Values(double[] values, double[] errors, int permutations) {}
}
