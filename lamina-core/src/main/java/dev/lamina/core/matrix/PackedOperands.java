package dev.lamina.core.matrix;

import dev.lamina.core.internal.kernel.PanelProduct;

/// Copies of B in panels a few vectors wide, and of A in strips a few rows high, as the kernel reads them. One
/// thread's;
/// the room is kept.
final class PackedOperands {

    /// Rows of B in a panel: 512 rows of 64 floats are 128 KiB, which leaves room in a second-level cache.
    static final int PANEL_DEPTH = 512;

    /// Rows of A that stay in a second-level cache while they meet one panel after the other: a multiple of what the
    /// kernels take at once.
    static final int BLOCK_ROWS = 132;

    private final Product product;
    private final PanelProduct kernel;
    private float[] panels = {};
    private float[] strips = {};

    PackedOperands(Product product, PanelProduct kernel) {
        this.product = product;
        this.kernel = kernel;
    }

    float[] panels() {
        return panels;
    }

    float[] strips() {
        return strips;
    }

    /// Room for a whole depth of panels that are so wide together.
    void reservePanels(int width) {
        int size = Math.min(product.depth, PANEL_DEPTH) * width;
        if (panels.length < size) {
            panels = new float[size];
        }
    }

    /// Copies rows k … of B, columns `column` …, into panels from index `to` on.
    void packB(int k, int depth, int column, int columns, int width, int to) {
        Matrix b = product.b;
        if (product.bTransposed) {
            kernel.packTransposed(b.data(), b.rowOffset(column) + k, b.stride(), depth, columns, panels, to, width);
        } else {
            kernel.pack(b.data(), b.rowOffset(k) + column, b.stride(), depth, columns, panels, to, width);
        }
    }

    /// Copies rows `row` … of A, from column k on, into strips.
    void packA(int row, int endRow, int k, int depth) {
        int size = BLOCK_ROWS * Math.min(product.depth, PANEL_DEPTH);
        if (strips.length < size) {
            strips = new float[size];
        }
        int height = kernel.stripRows();
        int step = product.aRowStep;
        int from = product.aAt(row, k);
        if (step == 1) {
            kernel.pack(product.a, from, product.aDepthStep, depth, endRow - row, strips, 0, height);
            return;
        }
        for (int i = 0; i < endRow - row; i += height) {
            int rows = Math.min(height, endRow - row - i);
            kernel.packTransposed(product.a, from + i * step, step, depth, rows, strips, i * depth, height);
        }
    }
}
