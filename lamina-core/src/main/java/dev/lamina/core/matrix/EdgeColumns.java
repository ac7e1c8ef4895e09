package dev.lamina.core.matrix;

import static dev.lamina.core.matrix.PackedOperands.PANEL_DEPTH;

import dev.lamina.core.internal.kernel.PanelProduct;

/// The last columns of C that one thread computes, fewer than whole vectors: C's rows go through copies with room for
/// whole ones.
///
/// A C that has no other columns needs that only in its last rows: what whole vectors write behind a row belongs to
/// rows
/// below, which come later.
final class EdgeColumns {

    /// Rows of C that are copied at a time.
    private static final int COPIED_ROWS = 64;

    private final Product product;
    private final PanelProduct kernel;
    private final PackedOperands packed;
    private float[] copy = {};
    private float[] start = {};

    EdgeColumns(Product product, PanelProduct kernel, PackedOperands packed) {
        this.product = product;
        this.kernel = kernel;
        this.packed = packed;
    }

    /// Computes some rows of C in `columns` columns from `column` on.
    ///
    /// @param width of the panel that holds those columns of B
    void multiply(int fromRow, int toRow, int column, int columns, int width) {
        packed.reservePanels(width);
        if (start.length < width) {
            start = new float[width];
            copy = new float[COPIED_ROWS * width];
        }
        System.arraycopy(product.start, product.startOffset + column, start, 0, columns);
        float[] c = product.c;
        int cStep = product.cStep;
        boolean alone = column == 0 && columns == cStep && product.depth <= PANEL_DEPTH;
        int direct = alone ? Math.max(0, toRow - fromRow - Math.ceilDiv(width, columns)) : 0;
        int k = 0;
        do {
            int depth = Math.min(PANEL_DEPTH, product.depth - k);
            packed.packB(k, depth, column, columns, width, 0);
            multiplyPanel(fromRow, direct, 0, depth, width, start, 0, c, product.cAt(fromRow, 0), cStep);
            for (int row = fromRow + direct; row < toRow; row += COPIED_ROWS) {
                int rows = Math.min(COPIED_ROWS, toRow - row);
                int block = product.cAt(row, column);
                if (k == 0) {
                    multiplyPanel(row, rows, k, depth, width, start, 0, copy, 0, width);
                } else {
                    copy(c, block, cStep, copy, 0, width, rows, columns);
                    multiplyPanel(row, rows, k, depth, width, copy, width, copy, 0, width);
                }
                copy(copy, 0, width, c, block, cStep, rows, columns);
            }
            k += depth;
        } while (k < product.depth);
    }

    private void multiplyPanel(
            int row,
            int rows,
            int k,
            int depth,
            int width,
            float[] s,
            int sStep,
            float[] target,
            int targetOffset,
            int targetStep) {
        kernel.multiply(
                rows,
                depth,
                width,
                product.a,
                product.aAt(row, k),
                product.aRowStep,
                product.aDepthStep,
                packed.panels(),
                0,
                width,
                s,
                0,
                sStep,
                target,
                targetOffset,
                targetStep);
    }

    private static void copy(
            float[] from, int source, int sourceStep, float[] to, int target, int targetStep, int rows, int columns) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                to[target + i * targetStep + j] = from[source + i * sourceStep + j];
            }
        }
    }
}
