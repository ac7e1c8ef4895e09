package dev.lamina.core.matrix;

import dev.lamina.core.internal.kernel.PanelProduct;
import org.jspecify.annotations.Nullable;

/// A copy of a constant matrix B as vector kernels read it: panels of a few vectors' width, one behind the other, each
/// with all rows of B, so that a product reads it in the order of the memory. The first product makes it. Thread-safe.
final class Panels {

    private final Matrix b;
    private volatile float @Nullable [] values;

    Panels(Matrix b) {
        this.b = b;
    }

    /// The panel of columns `j` … starts at `j` × the rows of B. Null for scalar kernels, which have no use for it, and
    /// for a B so large that no array could hold the last panel's spare columns too.
    float @Nullable [] of(PanelProduct kernel) {
        if (kernel.lanes() == 1) {
            return null;
        }
        float[] known = values;
        return known == null ? pack(kernel) : known;
    }

    private synchronized float @Nullable [] pack(PanelProduct kernel) {
        if (values != null) {
            return values;
        }
        int depth = b.rows();
        int columns = b.columns();
        int widest = kernel.width(Integer.MAX_VALUE);
        int whole = columns / widest * widest;
        if ((long) depth * (whole + widest) > Integer.MAX_VALUE) {
            return null;
        }
        float[] panels = new float[depth * (whole + paddedRest(columns - whole, kernel))];
        kernel.pack(b.data(), b.offset(), b.stride(), depth, whole, panels, 0, widest);
        for (int j = whole; j < columns; ) {
            int width = kernel.width(columns - j);
            int filled = Math.min(width, columns - j);
            kernel.pack(b.data(), b.offset() + j, b.stride(), depth, filled, panels, j * depth, width);
            j += filled;
        }
        values = panels;
        return panels;
    }

    /// Columns of the panels that the last columns go to.
    private static int paddedRest(int columns, PanelProduct kernel) {
        return Math.ceilDiv(columns, kernel.lanes()) * kernel.lanes();
    }
}
