package dev.lamina.core.layer;

import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// The memory of one pass, from which frames are bound. Layers ask for the same buffers in the same order for every
/// number of rows, and get windows on the same arrays. One thread.
public final class Buffers {

    private final int maxRows;
    private final boolean training;
    private final Gemm gemmOfAll;
    private final List<float[]> arrays = new ArrayList<>();
    private double[] sums = new double[0];
    private Gemm gemm;
    private int from;
    private int rows;
    private int repeats = 1;
    private int next;

    /// @param maxRows the most rows that [#begin] will ask for
    /// @param training whether backward steps follow, which need errors and what forward saves
    /// @param gemm computes the products of all frames
    public Buffers(int maxRows, boolean training, Gemm gemm) {
        this.maxRows = maxRows;
        this.training = training;
        this.gemmOfAll = gemm;
        this.gemm = gemm;
    }

    /// From here on the buffers are for batches of so many rows, and the first array is handed out again.
    public void begin(int rows) {
        begin(0, rows, gemmOfAll);
    }

    /// From here on the buffers are for some rows of a batch only. What does not grow with the batch is their own,
    /// so that another thread may work on the other rows meanwhile.
    ///
    /// @param from the first row
    /// @param to one more than the last
    /// @param own computes the products of these frames
    public void begin(int from, int to, Gemm own) {
        this.from = from;
        this.rows = to - from;
        this.gemm = own;
        this.sums = new double[0];
        this.next = 0;
    }

    /// A buffer for outputs, n × columns.
    public Matrix outputs(int columns) {
        float[] array = array(Math.multiplyExact(maxRows, repeats), columns);
        return Matrix.window(array, from * repeats * columns, rows * repeats, columns);
    }

    /// Binds layers for which every row counts as several.
    <T> T repeated(int times, Supplier<T> binding) {
        int before = repeats;
        repeats = Math.multiplyExact(before, times);
        try {
            return binding.get();
        } finally {
            repeats = before;
        }
    }

    /// A buffer that does not grow with the batch, 1 × columns.
    public Matrix outputsOnce(int columns) {
        float[] ofAll = array(1, columns);
        return Matrix.window(gemm == gemmOfAll ? ofAll : new float[columns], 0, 1, columns);
    }

    /// A buffer for the errors of as many outputs, n × columns; without rows in a pass for inference.
    public Matrix errors(int columns) {
        return training ? outputs(columns) : Matrix.zeros(0, columns);
    }

    /// A buffer from forward to backward, n × columns; without columns in a pass for inference.
    public Matrix saved(int columns) {
        return outputs(training ? columns : 0);
    }

    /// A buffer from forward to backward that does not grow with the batch, 1 × columns; without columns in a pass
    /// for inference.
    public Matrix savedOnce(int columns) {
        return outputsOnce(training ? columns : 0);
    }

    /// Working space that all layers share, of so many numbers or more.
    double[] sums(int count) {
        if (sums.length < count) {
            sums = new double[count];
        }
        return sums;
    }

    Gemm gemm() {
        return gemm;
    }

    private float[] array(int rows, int columns) {
        if (next == arrays.size()) {
            arrays.add(new float[Math.multiplyExact(rows, columns)]);
        }
        return arrays.get(next++);
    }
}
