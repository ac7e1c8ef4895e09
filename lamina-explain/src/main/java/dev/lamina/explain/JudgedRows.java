package dev.lamina.explain;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.Table;
import dev.lamina.explain.EncodedColumns.Window;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;
import dev.lamina.model.Predictor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The rows of one part, encoded once, with what the prediction of each costs, also while columns are permuted.
/// Immutable and thread-safe.
final class JudgedRows {

    /// Rows that are predicted together, so that a thread holds one block of them only.
    private static final int BLOCK_ROWS = 4096;

    private final Predictor predictor;
    private final EncodedColumns columns;
    private final RowCosts costs;
    private final Matrix encoded;
    private final double[] unchanged;
    private final boolean[] right;

    JudgedRows(Model model, Table table, double unit) {
        predictor = model.predictor();
        columns = new EncodedColumns(model);
        costs = RowCosts.of(model, table, unit);
        encoded = predictor.encoder().transform(table);
        unchanged = new double[table.rows()];
        right = new boolean[table.rows()];
        predict(IntStream.range(0, rows()).toArray(), List.of(), new int[0], (row, cost, isRight) -> {
            unchanged[row] = cost;
            right[row] = isRight;
        });
    }

    int rows() {
        return unchanged.length;
    }

    /// What the prediction of a row costs.
    double cost(int row) {
        return unchanged[row];
    }

    /// Takes what the prediction of one row costs, and whether its label is right.
    @FunctionalInterface
    private interface Judge {
        void take(int row, double cost, boolean isRight);
    }

    /// What came of a permutation.
    ///
    /// @param costs of the rows that got foreign cells
    /// @param sources whose cells they got
    /// @param lost how many labels are no longer predicted right
    record Permutation(double[] costs, int[] sources, int lost) {}

    /// Permutes columns together and predicts the rows in which that changes something.
    ///
    /// @param group names of columns
    /// @param number of the permutation: with the same number all groups are permuted alike
    Permutation permute(List<String> group, long seed, long number) {
        List<Window> windows = columns.of(group);
        int[] sources = cycle(rows(), RandomStream.of(seed, Purpose.EXPLANATION, number));
        int[] changed = IntStream.range(0, rows())
                .filter(row -> !same(windows, row, sources[row]))
                .toArray();
        double[] costs = unchanged.clone();
        int[] lost = new int[1];
        predict(changed, windows, sources, (row, cost, isRight) -> {
            costs[row] = cost;
            lost[0] += (right[row] ? 1 : 0) - (isRight ? 1 : 0);
        });
        return new Permutation(costs, sources, lost[0]);
    }

    private boolean same(List<Window> windows, int row, int other) {
        float[] data = encoded.data();
        for (Window window : windows) {
            int a = encoded.rowOffset(row) + window.from();
            int b = encoded.rowOffset(other) + window.from();
            if (!Arrays.equals(data, a, a + window.width(), data, b, b + window.width())) {
                return false;
            }
        }
        return true;
    }

    /// A permutation that is one cycle, so that no row keeps its own cells and each other row is as probable
    /// (S. Sattolo, "An algorithm to generate a random cyclic permutation", 1986).
    static int[] cycle(int rows, RandomStream random) {
        int[] sources = new int[rows];
        for (int i = 0; i < rows; i++) {
            sources[i] = i;
        }
        for (int i = rows - 1; i > 0; i--) {
            int j = random.nextInt(i);
            int swapped = sources[i];
            sources[i] = sources[j];
            sources[j] = swapped;
        }
        return sources;
    }

    /// @param rows that are predicted
    /// @param windows whose numbers row i takes from row `sources[i]`
    private void predict(int[] rows, List<Window> windows, int[] sources, Judge judge) {
        Matrix block = Matrix.zeros(Math.min(BLOCK_ROWS, rows.length), encoded.columns());
        for (int from = 0; from < rows.length; from += BLOCK_ROWS) {
            int count = Math.min(BLOCK_ROWS, rows.length - from);
            for (int i = 0; i < count; i++) {
                int row = rows[from + i];
                copy(row, 0, encoded.columns(), block, i);
                for (Window window : windows) {
                    copy(sources[row], window.from(), window.width(), block, i);
                }
            }
            Predictions predictions = predictor.predict(block.rows(0, count));
            for (int i = 0; i < count; i++) {
                int row = rows[from + i];
                judge.take(row, costs.cost(predictions, i, row), costs.right(predictions, i, row));
            }
        }
    }

    private void copy(int row, int from, int width, Matrix block, int to) {
        System.arraycopy(
                encoded.data(), encoded.rowOffset(row) + from, block.data(), block.rowOffset(to) + from, width);
    }
}
