package dev.lamina.core.matrix;

import static dev.lamina.core.matrix.PackedOperands.BLOCK_ROWS;
import static dev.lamina.core.matrix.PackedOperands.PANEL_DEPTH;

import dev.lamina.core.internal.kernel.PanelProduct;

/// The rows and columns of C that one thread computes, with copies of the operands of its own.
final class ProductPart {

    /// Columns of B whose panels wait for further blocks of A, at most 1 MiB of them: a multiple of the widest panel.
    private static final int GROUP_COLUMNS = 512;

    /// Columns of B that are packed at once, right before they are met for the first time.
    private static final int PACKED_COLUMNS = 64;

    private final Product product;
    private final PanelProduct kernel;
    private final PackedOperands packed;
    private final EdgeColumns edgeColumns;
    private Packing packing = Packing.NONE;
    private int fromRow;
    private int toRow;
    private int fromColumn;
    private int toColumn;

    ProductPart(Product product, PanelProduct kernel) {
        this.product = product;
        this.kernel = kernel;
        packed = new PackedOperands(product, kernel);
        edgeColumns = new EdgeColumns(product, kernel, packed);
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
        if (rows == 1 && !product.bTransposed) {
            multiplyRow();
            return;
        }
        packing = Packing.of(product, kernel, rows, toColumn - fromColumn);
        int edge = firstEdgeColumn();
        if (packing == Packing.NONE) {
            multiplyPanels(fromRow, toRow, 0, product.depth, fromColumn, edge);
        } else if (rows <= BLOCK_ROWS) {
            multiplyPacked(fromColumn, edge);
        } else {
            for (int column = fromColumn; column < edge; column += GROUP_COLUMNS) {
                multiplyPacked(column, Math.min(edge, column + GROUP_COLUMNS));
            }
        }
        if (edge < toColumn) {
            edgeColumns.multiply(fromRow, toRow, edge, toColumn - edge, kernel.width(toColumn - edge));
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

    /// Where what is left no longer fills a panel; the last column if that never comes.
    private int firstEdgeColumn() {
        int column = fromColumn;
        while (column < toColumn && kernel.width(toColumn - column) <= toColumn - column) {
            column += kernel.width(toColumn - column);
        }
        return column;
    }

    /// Some columns of C that are whole panels: a block of A stays in cache while it meets all of them.
    private void multiplyPacked(int column, int end) {
        boolean oneBlock = toRow - fromRow <= BLOCK_ROWS;
        packed.reservePanels(oneBlock ? Math.max(PACKED_COLUMNS, kernel.width(end - column)) : end - column);
        int k = 0;
        do {
            int depth = Math.min(PANEL_DEPTH, product.depth - k);
            for (int row = fromRow; row < toRow; row += BLOCK_ROWS) {
                int endRow = Math.min(toRow, row + BLOCK_ROWS);
                if (packing == Packing.BOTH) {
                    packed.packA(row, endRow, k, depth);
                }
                multiplyPanels(row, endRow, k, depth, column, end);
            }
            k += depth;
        } while (k < product.depth);
    }

    /// Rows `row` … of C in the columns of some panels, from row k of B on; the sums go on from C.
    ///
    /// The first rows pack the panels as they come to them; where they are all rows, no panel is kept.
    private void multiplyPanels(int row, int endRow, int k, int depth, int column, int end) {
        int panelsFrom = column;
        for (int j = column; j < end; ) {
            int width = kernel.width(toColumn - j);
            int atOnce = Math.min(product.bTransposed ? width : PACKED_COLUMNS, end - j);
            int columns = Math.max(width, atOnce / width * width);
            if (row == fromRow && endRow == toRow) {
                panelsFrom = j;
            }
            if (packing != Packing.NONE && row == fromRow) {
                packed.packB(k, depth, j, columns, width, (j - panelsFrom) * depth);
            }
            for (int next = j + columns; j < next; j += width) {
                multiplyPanel(row, endRow, k, depth, j, width, (j - panelsFrom) * depth);
            }
        }
    }

    /// The same in the columns of one panel.
    private void multiplyPanel(int row, int endRow, int k, int depth, int column, int width, int panelAt) {
        int rows = endRow - row;
        float[] c = product.c;
        int cStep = product.cStep;
        int block = product.cAt(row, column);
        boolean first = k == 0;
        float[] s = first ? product.start : c;
        int sOffset = first ? product.startOffset + column : block;
        int sStep = first ? 0 : cStep;
        if (packing == Packing.BOTH) {
            kernel.multiplyStrips(
                    rows, depth, width, packed.strips(), packed.panels(), panelAt, s, sOffset, sStep, c, block, cStep);
            return;
        }
        boolean panel = packing == Packing.B;
        Matrix b = product.b;
        kernel.multiply(
                rows,
                depth,
                width,
                product.a,
                product.aAt(row, k),
                product.aRowStep,
                product.aDepthStep,
                panel ? packed.panels() : b.data(),
                panel ? panelAt : b.offset() + column,
                panel ? width : b.stride(),
                s,
                sOffset,
                sStep,
                c,
                block,
                cStep);
    }
}
