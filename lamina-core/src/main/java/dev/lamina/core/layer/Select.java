package dev.lamina.core.layer;

import dev.lamina.core.matrix.Matrix;
import java.util.List;

/// y = some columns of x, in a given order: what a branch of [Parallel] takes where its columns do not stand side by
/// side, as in `Parallel.shared(Chain.of(new Select(numbers), embedding), new Select(words))`. No parameters.
///
/// Backward: ∂C/∂x of a column is the sum over its places in y, 0 where it has none.
///
/// @param columns 1 or more of x, from 0; y's columns in their order, one several times if wanted
public record Select(List<Integer> columns) implements Layer {

    public Select {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("select needs 1 or more columns");
        }
        for (int column : columns) {
            if (column < 0) {
                throw new IllegalArgumentException("select takes column " + column + ", expected 0 or more");
            }
        }
    }

    @Override
    public int outputs(int inputs) {
        for (int column : columns) {
            if (column >= inputs) {
                throw new IllegalArgumentException("select takes column " + column + ", there are 0–" + (inputs - 1));
            }
        }
        return columns.size();
    }

    @Override
    public void forward(Frame f) {
        int j = 0;
        while (j < columns.size()) {
            int end = endOfRun(j);
            copy(f.x(), columns.get(j), f.y(), j, end - j);
            j = end;
        }
    }

    @Override
    public void backward(Frame f) {
        if (f.wantsInputGradient()) {
            f.dx().fill(0f);
            int j = 0;
            while (j < columns.size()) {
                int end = endOfRun(j);
                add(f.dy(), j, f.dx(), columns.get(j), end - j);
                j = end;
            }
        }
    }

    /// Columns side by side in x go together.
    private int endOfRun(int from) {
        int end = from + 1;
        while (end < columns.size() && columns.get(end) == columns.get(end - 1) + 1) {
            end++;
        }
        return end;
    }

    private static void copy(Matrix x, int from, Matrix y, int to, int count) {
        for (int i = 0; i < x.rows(); i++) {
            System.arraycopy(x.data(), x.rowOffset(i) + from, y.data(), y.rowOffset(i) + to, count);
        }
    }

    private static void add(Matrix dy, int from, Matrix dx, int to, int count) {
        for (int i = 0; i < dy.rows(); i++) {
            addRow(dy.data(), dy.rowOffset(i) + from, dx.data(), dx.rowOffset(i) + to, count);
        }
    }

    private static void addRow(float[] row, int from, float[] sums, int to, int count) {
        for (int j = 0; j < count; j++) {
            sums[to + j] += row[from + j];
        }
    }

    /// Runs of columns as `0–2`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("select ");
        int j = 0;
        while (j < columns.size()) {
            int end = endOfRun(j);
            text.append(j == 0 ? "" : ", ").append(columns.get(j));
            if (end - j > 1) {
                text.append('–').append(columns.get(end - 1));
            }
            j = end;
        }
        return text.toString();
    }
}
