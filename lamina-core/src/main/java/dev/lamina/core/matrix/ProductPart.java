package dev.lamina.core.matrix;

import dev.lamina.core.internal.kernel.PanelProduct;

/// The rows and columns of C that one thread computes, with copies of the operands of its own.
final class ProductPart {

    /// Rows of B in a panel: 512 rows of 64 floats are 128 KiB, which leaves room in a second-level cache.
    private static final int PANEL_DEPTH = 512;

    /// Rows of A that stay in a second-level cache while they meet one panel after the other: a multiple of what the
    /// kernels take at once.
    private static final int BLOCK_ROWS = 132;

    /// Columns of B whose panels wait for further blocks of A, at most 1 MiB of them: a multiple of the widest panel.
    private static final int GROUP_COLUMNS = 512;

    /// Columns of B that are packed at once, right before they are met for the first time.
    private static final int PACKED_COLUMNS = 64;

    /// Rows of C whose last columns are copied at a time.
    private static final int EDGE_ROWS = 64;

    private final Product product;
    private PanelProduct kernel;
    private float[] panels = {};
    private float[] strips = {};
    private float[] edge = {};
    private float[] edgeStart = {};
    private Packing packing = Packing.NONE;

    // The panel that rows of A meet now, of the panels above or of a constant B's.
    private float[] panel = {};
    private int panelAt;

    private int fromRow;
    private int toRow;
    private int fromColumn;
    private int toColumn;

    ProductPart(Product product, PanelProduct kernel) {
        this.product = product;
        this.kernel = kernel;
    }

    /// Computes from the next product on with another kernel.
    void computeWith(PanelProduct other) {
        kernel = other;
    }

    void set(int fromRow, int toRow, int fromColumn, int toColumn) {
        this.fromRow = fromRow;
        this.toRow = toRow;
        this.fromColumn = fromColumn;
        this.toColumn = toColumn;
    }

    void run() {
        int rows = toRow - fromRow;
        if (rows == 0) {
            return;
        }
        if (rows == 1 && !product.bTransposed && product.panels == null) {
            multiplyRow();
            return;
        }
        int end = firstEdgeColumn();
        if (end > fromColumn) {
            if (rows == 1 && product.panels != null) {
                multiplyRow(product.panels, end);
            } else {
                multiplyPanels(end);
            }
        }
        if (end < toColumn) {
            multiplyEdge(end, toColumn - end, kernel.width(toColumn - end));
        }
    }

    private void multiplyRow() {
        int columns = toColumn - fromColumn;
        int target = product.cAt(fromRow, fromColumn);
        System.arraycopy(product.start, product.startOffset + fromColumn, product.c, target, columns);
        Matrix b = product.b;
        kernel.multiplyRow(
                product.depth,
                columns,
                product.a,
                product.aAt(fromRow, 0),
                product.aDepthStep,
                b.data(),
                b.offset() + fromColumn,
                b.stride(),
                product.c,
                target);
    }

    /// The same from panels: first as many columns at once as the kernel likes, then the others panel by panel.
    private void multiplyRow(float[] made, int end) {
        int depth = product.depth;
        int widest = kernel.width(Integer.MAX_VALUE);
        packing = Packing.B;
        int columns = (end - fromColumn) / widest * widest;
        int column = fromColumn
                + kernel.multiplyRow(
                        depth,
                        columns,
                        product.a,
                        product.aAt(fromRow, 0),
                        product.aDepthStep,
                        made,
                        fromColumn * depth,
                        product.start,
                        product.startOffset + fromColumn,
                        product.c,
                        product.cAt(fromRow, fromColumn));
        while (column < end) {
            int width = kernel.width(toColumn - column);
            panel = made;
            panelAt = column * depth;
            multiplyPanel(fromRow, toRow, 0, depth, column, width);
            column += width;
        }
    }

    /// Where what is left no longer fills a panel; the last column if that never comes.
    private int firstEdgeColumn() {
        int column = fromColumn;
        while (column < toColumn && kernel.width(toColumn - column) <= toColumn - column) {
            column += kernel.width(toColumn - column);
        }
        return column;
    }

    /// All columns of C that are whole panels.
    private void multiplyPanels(int end) {
        int rows = toRow - fromRow;
        packing = Packing.of(product, kernel, rows, toColumn - fromColumn);
        if (packing == Packing.NONE) {
            multiplyPanels(fromRow, toRow, 0, product.depth, fromColumn, end);
        } else if (rows <= BLOCK_ROWS) {
            multiplyPacked(fromColumn, end);
        } else {
            for (int column = fromColumn; column < end; column += GROUP_COLUMNS) {
                multiplyPacked(column, Math.min(end, column + GROUP_COLUMNS));
            }
        }
    }

    /// Some of those columns: a block of A stays in cache while it meets all of them.
    private void multiplyPacked(int column, int end) {
        boolean oneBlock = toRow - fromRow <= BLOCK_ROWS;
        if (product.panels == null) {
            reservePanels(oneBlock ? Math.max(PACKED_COLUMNS, kernel.width(end - column)) : end - column);
        }
        int k = 0;
        do {
            int depth = Math.min(PANEL_DEPTH, product.depth - k);
            for (int row = fromRow; row < toRow; row += BLOCK_ROWS) {
                int endRow = Math.min(toRow, row + BLOCK_ROWS);
                if (packing == Packing.BOTH) {
                    packA(row, endRow, k, depth);
                }
                multiplyPanels(row, endRow, k, depth, column, end);
            }
            k += depth;
        } while (k < product.depth);
    }

    /// Room for a whole depth of panels that are so wide together.
    private void reservePanels(int width) {
        int size = Math.min(product.depth, PANEL_DEPTH) * width;
        if (panels.length < size) {
            panels = new float[size];
        }
    }

    /// Copies rows k … of B, columns `column` …, into panels from index `to` on.
    private void packB(int k, int depth, int column, int columns, int width, int to) {
        Matrix b = product.b;
        if (product.bTransposed) {
            kernel.packTransposed(b.data(), b.rowOffset(column) + k, b.stride(), depth, columns, panels, to, width);
        } else {
            kernel.pack(b.data(), b.rowOffset(k) + column, b.stride(), depth, columns, panels, to, width);
        }
    }

    /// Copies rows `row` … of A, from column k on, into strips.
    private void packA(int row, int endRow, int k, int depth) {
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

    /// Rows `row` … of C in the columns of some panels, from row k of B on; the sums go on from C.
    ///
    /// The first rows pack the panels as they come to them; where they are all rows, no panel is kept.
    private void multiplyPanels(int row, int endRow, int k, int depth, int column, int end) {
        float[] made = product.panels;
        int panelsFrom = column;
        for (int j = column; j < end; ) {
            int width = kernel.width(toColumn - j);
            if (made != null) {
                panel = made;
                panelAt = j * product.depth + k * width;
                multiplyPanel(row, endRow, k, depth, j, width);
                j += width;
                continue;
            }
            int atOnce = Math.min(product.bTransposed ? width : PACKED_COLUMNS, end - j);
            int columns = Math.max(width, atOnce / width * width);
            if (row == fromRow && endRow == toRow) {
                panelsFrom = j;
            }
            if (packing != Packing.NONE && row == fromRow) {
                packB(k, depth, j, columns, width, (j - panelsFrom) * depth);
            }
            panel = panels;
            for (int next = j + columns; j < next; j += width) {
                panelAt = (j - panelsFrom) * depth;
                multiplyPanel(row, endRow, k, depth, j, width);
            }
        }
    }

    /// The same in the columns of one panel.
    private void multiplyPanel(int row, int endRow, int k, int depth, int column, int width) {
        int rows = endRow - row;
        float[] c = product.c;
        int cStep = product.cStep;
        int block = product.cAt(row, column);
        boolean first = k == 0;
        float[] s = first ? product.start : c;
        int sOffset = first ? product.startOffset + column : block;
        int sStep = first ? 0 : cStep;
        if (packing == Packing.BOTH) {
            kernel.multiplyStrips(rows, depth, width, strips, panel, panelAt, s, sOffset, sStep, c, block, cStep);
            return;
        }
        boolean packed = packing == Packing.B;
        Matrix b = product.b;
        kernel.multiply(
                rows,
                depth,
                width,
                product.a,
                product.aAt(row, k),
                product.aRowStep,
                product.aDepthStep,
                packed ? panel : b.data(),
                packed ? panelAt : b.offset() + column,
                packed ? width : b.stride(),
                s,
                sOffset,
                sStep,
                c,
                block,
                cStep);
    }

    /// The last columns, fewer than whole vectors: C's rows go through copies with room for whole ones.
    ///
    /// A C that has no other columns needs that only in its last rows: what whole vectors write behind a row
    /// belongs to rows below, which come later.
    private void multiplyEdge(int column, int columns, int width) {
        float[] made = product.panels;
        if (made == null) {
            reservePanels(width);
        }
        if (edgeStart.length < width) {
            edgeStart = new float[width];
            edge = new float[EDGE_ROWS * width];
        }
        System.arraycopy(product.start, product.startOffset + column, edgeStart, 0, columns);
        boolean alone = column == 0 && columns == product.cStep && product.depth <= PANEL_DEPTH;
        int direct = alone ? Math.max(0, toRow - fromRow - Math.ceilDiv(width, columns)) : 0;
        int k = 0;
        do {
            int depth = Math.min(PANEL_DEPTH, product.depth - k);
            if (made == null) {
                packB(k, depth, column, columns, width, 0);
                panel = panels;
                panelAt = 0;
            } else {
                panel = made;
                panelAt = column * product.depth + k * width;
            }
            multiplyEdge(
                    fromRow, direct, 0, depth, width, edgeStart, 0, product.c, product.cAt(fromRow, 0), product.cStep);
            for (int row = fromRow + direct; row < toRow; row += EDGE_ROWS) {
                int rows = Math.min(EDGE_ROWS, toRow - row);
                int block = product.cAt(row, column);
                if (k == 0) {
                    multiplyEdge(row, rows, k, depth, width, edgeStart, 0, edge, 0, width);
                } else {
                    copy(product.c, block, product.cStep, edge, 0, width, rows, columns);
                    multiplyEdge(row, rows, k, depth, width, edge, width, edge, 0, width);
                }
                copy(edge, 0, width, product.c, block, product.cStep, rows, columns);
            }
            k += depth;
        } while (k < product.depth);
    }

    private void multiplyEdge(
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
                panel,
                panelAt,
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
