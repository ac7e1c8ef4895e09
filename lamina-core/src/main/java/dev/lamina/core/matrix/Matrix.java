package dev.lamina.core.matrix;

import dev.lamina.core.internal.kernel.Kernels;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A row-major window on a `float[]`: element (i, j) is `data[offset + i·stride + j]`. One sample per row,
/// which is byte for byte the |l| × n matrix of the theory stored column by column.
///
/// Immutable itself, a view on values that are not: windows share the array, nothing is ever copied silently.
/// Safe to share between threads as far as the array's contents are.
public final class Matrix {

    private final float[] data;
    private final int offset;
    private final int rows;
    private final int columns;
    private final int stride;
    private final @Nullable Panels panels;

    private Matrix(float[] data, int offset, int rows, int columns, int stride) {
        this(data, offset, rows, columns, stride, false);
    }

    private Matrix(float[] data, int offset, int rows, int columns, int stride, boolean constant) {
        this.data = data;
        this.offset = offset;
        this.rows = rows;
        this.columns = columns;
        this.stride = stride;
        panels = constant ? new Panels(this) : null;
    }

    /// A new matrix of zeros.
    ///
    /// @throws IllegalArgumentException if a size is negative or the values do not fit an array
    public static Matrix zeros(int rows, int columns) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("no matrix is " + rows + " × " + columns);
        }
        if ((long) rows * columns > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a " + rows + " × " + columns + " matrix has more values than an array can hold");
        }
        return window(new float[rows * columns], 0, rows, columns);
    }

    /// A window without gaps on `rows · columns` values from `offset`.
    ///
    /// @throws IllegalArgumentException if the array ends before the window
    public static Matrix window(float[] data, int offset, int rows, int columns) {
        return window(data, offset, rows, columns, columns);
    }

    /// A window whose rows start `stride` values apart.
    ///
    /// @param stride at least `columns`
    /// @throws IllegalArgumentException if the array ends before the window
    public static Matrix window(float[] data, int offset, int rows, int columns, int stride) {
        Objects.requireNonNull(data, "data");
        if (rows < 0 || columns < 0 || offset < 0 || stride < columns) {
            throw new IllegalArgumentException("no window of " + rows + " × " + columns + " with stride " + stride
                    + " starts at offset " + offset);
        }
        long end = rows == 0 ? offset : offset + (rows - 1L) * stride + columns;
        if (end > data.length) {
            throw new IllegalArgumentException("a " + rows + " × " + columns + " window from offset " + offset
                    + " needs " + end + " values, the array has " + data.length);
        }
        return new Matrix(data, offset, rows, columns, stride);
    }

    /// A copy of the given rows.
    ///
    /// @throws IllegalArgumentException if they are not of one length
    public static Matrix of(float[]... rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        Matrix matrix = zeros(rows.length, columns);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new IllegalArgumentException(
                        "row " + i + " has " + rows[i].length + " values, row 0 has " + columns);
            }
            System.arraycopy(rows[i], 0, matrix.data, i * columns, columns);
        }
        return matrix;
    }

    public float[] data() {
        return data;
    }

    public int offset() {
        return offset;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public int stride() {
        return stride;
    }

    /// The index in [#data] of row i's first value.
    public int rowOffset(int i) {
        return offset + i * stride;
    }

    /// Whether the rows follow each other without gaps, so that `rows · columns` values from [#offset] are the
    /// matrix.
    public boolean contiguous() {
        return stride == columns || rows <= 1;
    }

    public float get(int row, int column) {
        return data[index(row, column)];
    }

    public void set(int row, int column, float value) {
        data[index(row, column)] = value;
    }

    private int index(int row, int column) {
        Objects.checkIndex(row, rows);
        Objects.checkIndex(column, columns);
        return offset + row * stride + column;
    }

    /// The same window, of which the caller promises that nobody writes to its values any more. Products A·B with it as
    /// B read a copy in the order in which they need it: the first of them makes it, all others share it, on any
    /// thread.
    public Matrix constant() {
        return new Matrix(data, offset, rows, columns, stride, true);
    }

    /// What products with a [#constant] matrix share.
    @Nullable
    Panels panels() {
        return panels;
    }

    /// The window on rows `from` (inclusive) to `to` (exclusive).
    public Matrix rows(int from, int to) {
        Objects.checkFromToIndex(from, to, rows);
        return new Matrix(data, from == to ? offset : rowOffset(from), to - from, columns, stride);
    }

    /// The window on columns `from` (inclusive) to `to` (exclusive).
    public Matrix columns(int from, int to) {
        Objects.checkFromToIndex(from, to, columns);
        return new Matrix(data, from == to || rows == 0 ? offset : offset + from, rows, to - from, stride);
    }

    public void fill(float value) {
        if (contiguous()) {
            Arrays.fill(data, offset, offset + rows * columns, value);
            return;
        }
        for (int i = 0; i < rows; i++) {
            Arrays.fill(data, rowOffset(i), rowOffset(i) + columns, value);
        }
    }

    /// Copies the values of a matrix of the same shape into this one.
    ///
    /// @throws IllegalArgumentException if the shapes differ, or the two share some of their values but are not the
    ///     same window
    public void copyFrom(Matrix source) {
        if (source.rows != rows || source.columns != columns) {
            throw new IllegalArgumentException("cannot copy a " + source + " into a " + this);
        }
        checkApart(source, "copy");
        for (int i = 0; i < rows; i++) {
            System.arraycopy(source.data, source.rowOffset(i), data, rowOffset(i), columns);
        }
    }

    /// Adds the values of a matrix of the same shape to this one.
    ///
    /// @throws IllegalArgumentException as [#copyFrom] does
    public void add(Matrix source) {
        if (source.rows != rows || source.columns != columns) {
            throw new IllegalArgumentException("cannot add a " + source + " to a " + this);
        }
        checkApart(source, "add");
        for (int i = 0; i < rows; i++) {
            addRow(source.data, source.rowOffset(i), data, rowOffset(i), columns);
        }
    }

    /// What is written row by row must not be read later on.
    private void checkApart(Matrix source, String verb) {
        boolean same = source.offset == offset && source.stride == stride;
        if (!same && overlaps(source)) {
            throw new IllegalArgumentException("cannot " + verb + " a " + source
                    + " that shares some of its values with the target; go by a copy");
        }
    }

    /// Whether the two share a value: their windows lie in one array, and not beside each other.
    @SuppressWarnings("ReferenceEquality") // The same array, not equal ones.
    boolean overlaps(Matrix other) {
        if (other.data != data || other.columns == 0 || other.rows == 0) {
            return false;
        }
        for (int i = 0; i < rows; i++) {
            int from = rowOffset(i);
            // Of the rows that begin before this one ends, the last one ends last.
            int last = Math.min(other.rows - 1, Math.floorDiv(from + columns - 1 - other.offset, other.stride));
            if (last >= 0 && other.rowOffset(last) + other.columns > from) {
                return columns > 0;
            }
        }
        return false;
    }

    private static void addRow(float[] source, int from, float[] sums, int to, int count) {
        for (int j = 0; j < count; j++) {
            sums[to + j] += source[from + j];
        }
    }

    /// sums = Σ over the rows, in their order.
    ///
    /// @param sums 1 × columns
    public void sumRows(Matrix sums) {
        if (sums.rows != 1 || sums.columns != columns) {
            throw new IllegalArgumentException("the sum of the rows of a " + this + " does not fit a " + sums);
        }
        Kernels.chosen().sumRows(data, offset, stride, rows, columns, sums.data, sums.offset);
    }

    /// A copy as rows of their own.
    public float[][] toArrays() {
        float[][] copy = new float[rows][];
        for (int i = 0; i < rows; i++) {
            copy[i] = Arrays.copyOfRange(data, rowOffset(i), rowOffset(i) + columns);
        }
        return copy;
    }

    /// The shape, such as `32 × 10 matrix`.
    @Override
    public String toString() {
        return rows + " × " + columns + " matrix";
    }
}
