package dev.lamina.core.layer;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.parameter.ParameterSpec;
import java.util.List;

/// A trained vector for each category: every column of x holds the index of one, a whole number from 0, and
/// becomes that row of the table, so that y has `dimension` columns for each of x. All columns share the table;
/// columns with categories of their own are branches of a [Parallel].
///
/// Backward: ∂C/∂table adds ∂C/∂y to the rows that occur, in the order of the rows of x. An index is data: ∂C/∂x is 0.
///
/// Parameter: `weight` (categories × dimension), starts as N(0, 1). Forward throws an IllegalArgumentException for a
/// number that is no index.
///
/// @param categories 1 to 2²⁴, up to which a float counts
/// @param dimension length of a vector, 1 or more
public record Embedding(int categories, int dimension) implements Layer {

    private static final int MAX_CATEGORIES = 1 << 24;

    public Embedding {
        if (categories < 1 || categories > MAX_CATEGORIES) {
            throw new IllegalArgumentException(
                    "an embedding has " + categories + " categories, expected 1 to " + MAX_CATEGORIES);
        }
        if (dimension < 1) {
            throw new IllegalArgumentException("an embedding needs a dimension of 1 or more, got " + dimension);
        }
    }

    @Override
    public int outputs(int inputs) {
        long outputs = (long) inputs * dimension;
        if (outputs > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    this + " makes " + outputs + " columns of " + inputs + ", more than a matrix can have");
        }
        return (int) outputs;
    }

    @Override
    public List<ParameterSpec> parameters(int inputs) {
        return List.of(ParameterSpec.embedding(categories, dimension, new Initializer.Normal(1)));
    }

    @Override
    public void forward(Frame f) {
        Matrix table = f.parameter(0);
        Matrix y = f.y();
        for (int i = 0; i < f.rows(); i++) {
            for (int j = 0; j < f.x().columns(); j++) {
                int from = table.rowOffset(index(f.x(), i, j));
                System.arraycopy(table.data(), from, y.data(), y.rowOffset(i) + j * dimension, dimension);
            }
        }
    }

    @Override
    public void backward(Frame f) {
        Matrix gradient = f.gradient(0);
        Matrix dy = f.dy();
        gradient.fill(0f);
        for (int i = 0; i < f.rows(); i++) {
            for (int j = 0; j < f.x().columns(); j++) {
                int to = gradient.rowOffset(index(f.x(), i, j));
                add(dy.data(), dy.rowOffset(i) + j * dimension, gradient.data(), to, dimension);
            }
        }
        if (f.wantsInputGradient()) {
            f.dx().fill(0f);
        }
    }

    private int index(Matrix x, int row, int column) {
        float value = x.data()[x.rowOffset(row) + column];
        int index = (int) value;
        if (!(value == index && index >= 0 && index < categories)) {
            throw new IllegalArgumentException(this + ": row " + row + ", column " + column + " holds " + value
                    + ", expected a whole number from 0 to " + (categories - 1));
        }
        return index;
    }

    private static void add(float[] values, int from, float[] sums, int to, int count) {
        for (int j = 0; j < count; j++) {
            sums[to + j] += values[from + j];
        }
    }

    @Override
    public String toString() {
        return "embedding of " + categories + " in " + dimension;
    }
}
