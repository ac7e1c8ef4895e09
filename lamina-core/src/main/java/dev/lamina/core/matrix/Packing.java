package dev.lamina.core.matrix;

import dev.lamina.core.internal.kernel.PanelProduct;

/// Which operands of a product are worth copying: B into panels, A into strips. The numbers were measured, see
/// decision record 3.
enum Packing {
    NONE,
    B,
    BOTH;

    /// Rows of A below which packing B costs more than it gives: in general, and where the kernel likes A side by side
    /// and either it lies so already or there are columns enough to pack it too.
    private static final int FEW_ROWS = 48;

    private static final int FEW_ROWS_SIDE_BY_SIDE = 24;

    /// Columns of B from which packing A costs less than it gives: of A as it is, and of Aᵀ, whose rows already lie
    /// side by side.
    private static final int WIDE = 128;

    private static final int WIDE_FOR_TRANSPOSED = 256;

    /// Rows of A that cost as much as packing B, as it is and transposed.
    private static final int B_IN_ROWS = 4;

    private static final int TRANSPOSED_B_IN_ROWS = 16;

    /// Columns of B that cost as much as packing A.
    private static final int A_IN_COLUMNS = 8;

    /// What is packed for so many rows and columns of C.
    static Packing of(Product product, PanelProduct kernel, int rows, int columns) {
        boolean strips = kernel.stripRows() > 0;
        boolean lieSideBySide = product.aRowStep == 1;
        boolean sideBySide = strips && (lieSideBySide || columns >= WIDE);
        if (product.panels != null) {
            return strips && rows >= kernel.stripRows() && columns >= WIDE ? BOTH : B;
        }
        if (!product.bTransposed && rows < (sideBySide ? FEW_ROWS_SIDE_BY_SIDE : FEW_ROWS)) {
            return NONE;
        }
        return strips && columns >= (lieSideBySide ? WIDE_FOR_TRANSPOSED : WIDE) ? BOTH : B;
    }

    /// What so many rows and columns of C take a thread that packs all it can, in multiply-adds for each k.
    static long cost(Product product, PanelProduct kernel, int rows, int columns) {
        int bInRows = product.bTransposed ? TRANSPOSED_B_IN_ROWS : product.panels == null ? B_IN_ROWS : 0;
        long packingB = (long) columns * bInRows;
        long packingA = kernel.stripRows() > 0 ? (long) rows * A_IN_COLUMNS : 0;
        return (long) rows * columns + packingB + packingA;
    }
}
