package dev.lamina.core.matrix;

import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.PanelProduct;
import java.util.function.IntConsumer;

/// Matrix products on float32: C = A·B + b, C = Aᵀ·B and C = A·Bᵀ, which are the forward product (F1), the
/// weight gradient (F6) and the error one layer back (F5).
///
/// Each element of C is one chain of fused multiply-adds over ascending k that starts from 0 or from its
/// column's b. Neither tiles nor lanes nor threads change that chain, so the result has the same bits
/// everywhere.
///
/// B is copied into panels a few vectors wide, which every row of A then meets in cache, and where it pays, A into
/// strips a few rows high; the threads of the team split the rows or the columns of C. Owns its panels and strips: one
/// thread at a time may use it; allocates nothing once warm.
public final class Gemm {

    /// Multiply-adds below which handing over to another thread costs more than it gives: some 2 µs of one thread.
    private static final long WORTH_SPLITTING = 1L << 18;

    /// Depth of a panel: 512 rows of 64 floats are 128 KiB, which leaves room in a second-level cache.
    private static final int PANEL_DEPTH = 512;

    /// Rows of A below which packing B costs more than it gives: in general, and where the kernel likes A side by side
    /// and either it lies so already or there are columns enough to pack it too.
    private static final int FEW_ROWS = 48;

    private static final int FEW_ROWS_SIDE_BY_SIDE = 24;

    /// Rows of A that stay in a second-level cache while they meet one panel after the other: a multiple of what the
    /// kernels take at once.
    private static final int BLOCK_ROWS = 132;

    /// Columns of B whose panels wait for further blocks of A, at most 1 MiB of them: a multiple of the widest panel.
    private static final int GROUP_COLUMNS = 512;

    /// Columns of B that are packed at once, right before they are met for the first time.
    private static final int PACKED_COLUMNS = 64;

    /// Columns of B from which packing A costs less than it gives: of A as it is, and of Aᵀ, whose rows already lie
    /// side by side.
    private static final int WIDE = 128;

    private static final int WIDE_FOR_TRANSPOSED = 256;

    /// Rows that a thread gets are a multiple of what the kernels take at once.
    private static final int ROW_GRAIN = 2;

    /// Rows of A that cost as much as packing B, as it is and transposed.
    private static final int PACKING_ROWS = 4;

    private static final int TRANSPOSED_PACKING_ROWS = 16;

    /// Columns of B that cost as much as packing A.
    private static final int PACKING_COLUMNS = 8;

    private final Team team;
    private final Part[] parts;
    private final IntConsumer productTask = this::runPart;
    private float[] zeros = {};

    // The product under way. A's element (i, k) is at aOffset + i·aRowStep + k·aDepthStep.
    private float[] a = {};
    private int aOffset;
    private int aRowStep;
    private int aDepthStep;
    private int depth;
    private Matrix b = Matrix.zeros(0, 0);
    private boolean transposed;
    private float[] start = {};
    private int startOffset;
    private float[] c = {};
    private int cOffset;
    private int cStep;

    private Gemm(Team team) {
        this.team = team;
        parts = new Part[team.threads()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Part(Kernels.chosen().product());
        }
    }

    /// Products whose work the threads of a team share, where there is enough of it. Several may use one team, as long
    /// as one computes at a time.
    public static Gemm on(Team team) {
        return new Gemm(team);
    }

    /// Products on the thread that asks for them, as predictions want them: they are small, and their callers many.
    public static Gemm onOneThread() {
        return new Gemm(Team.of(1));
    }

    /// The kernels that compute, such as `vector, 16 lanes` or `scalar`.
    public static String kernels() {
        return Kernels.chosen().description();
    }

    /// C = A·B with A (n × k), B (k × m), C (n × m).
    public void multiply(Matrix a, Matrix b, Matrix c) {
        check(a.columns() == b.rows() && a.rows() == c.rows() && b.columns() == c.columns(), "A·B", a, b, c);
        left(a, a.stride(), 1, a.columns());
        right(b, false);
        start(zeros(c.columns()), 0);
        run(c, c.rows(), c.columns());
    }

    /// C = A·B + b, b added to every row, with A (n × k), B (k × m), b (1 × m), C (n × m).
    public void multiply(Matrix a, Matrix b, Matrix bias, Matrix c) {
        check(a.columns() == b.rows() && a.rows() == c.rows() && b.columns() == c.columns(), "A·B", a, b, c);
        if (bias.rows() != 1 || bias.columns() != c.columns()) {
            throw new IllegalArgumentException("shapes do not fit C = A·B + b: b is a " + bias + ", C a " + c);
        }
        left(a, a.stride(), 1, a.columns());
        right(b, false);
        start(bias.data(), bias.offset());
        run(c, c.rows(), c.columns());
    }

    /// C = Aᵀ·B with A (k × n), B (k × m), C (n × m).
    public void transposedMultiply(Matrix a, Matrix b, Matrix c) {
        check(a.rows() == b.rows() && a.columns() == c.rows() && b.columns() == c.columns(), "Aᵀ·B", a, b, c);
        start(zeros(Math.max(c.columns(), c.rows())), 0);
        if (c.columns() == 1 && c.contiguous()) {
            // A column is its transpose in memory, and Cᵀ = Bᵀ·A has whole vectors along its row.
            left(b, 1, b.stride(), b.rows());
            right(a, false);
            run(c, 1, c.rows());
        } else {
            left(a, 1, a.stride(), a.rows());
            right(b, false);
            run(c, c.rows(), c.columns());
        }
    }

    /// C = A·Bᵀ with A (n × k), B (m × k), C (n × m).
    public void multiplyTransposed(Matrix a, Matrix b, Matrix c) {
        check(a.columns() == b.columns() && a.rows() == c.rows() && b.rows() == c.columns(), "A·Bᵀ", a, b, c);
        left(a, a.stride(), 1, a.columns());
        right(b, true);
        start(zeros(c.columns()), 0);
        run(c, c.rows(), c.columns());
    }

    private static void check(boolean fits, String product, Matrix a, Matrix b, Matrix c) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "shapes do not fit C = " + product + ": A is a " + a + ", B a " + b + ", C a " + c);
        }
    }

    private float[] zeros(int columns) {
        if (zeros.length < columns) {
            zeros = new float[columns];
        }
        return zeros;
    }

    private void left(Matrix a, int rowStep, int depthStep, int depth) {
        this.a = a.data();
        aOffset = a.offset();
        aRowStep = rowStep;
        aDepthStep = depthStep;
        this.depth = depth;
    }

    private void right(Matrix b, boolean transposed) {
        this.b = b;
        this.transposed = transposed;
    }

    private void start(float[] values, int offset) {
        start = values;
        startOffset = offset;
    }

    private void run(Matrix target, int rows, int columns) {
        c = target.data();
        cOffset = target.offset();
        cStep = target.stride();
        int lanes = parts[0].kernel.lanes();
        if (parts.length == 1 || (long) rows * Math.max(columns, lanes) * depth < WORTH_SPLITTING) {
            parts[0].set(0, rows, 0, columns);
            parts[0].run();
            return;
        }
        int rowShare = Team.share(rows, parts.length, ROW_GRAIN);
        int columnShare = Team.share(columns, parts.length, lanes);
        boolean byRows = cost(rowShare, columns) <= cost(rows, columnShare);
        for (int i = 0; i < parts.length; i++) {
            if (byRows) {
                parts[i].set(Math.min(rows, i * rowShare), Math.min(rows, (i + 1) * rowShare), 0, columns);
            } else {
                parts[i].set(0, rows, Math.min(columns, i * columnShare), Math.min(columns, (i + 1) * columnShare));
            }
        }
        team.run(productTask);
    }

    /// What so many rows and columns of C take a thread, in multiply-adds for each k.
    private long cost(int rows, int columns) {
        long packingB = (long) columns * (transposed ? TRANSPOSED_PACKING_ROWS : PACKING_ROWS);
        long packingA = parts[0].kernel.stripRows() > 0 ? (long) rows * PACKING_COLUMNS : 0;
        return (long) rows * columns + packingB + packingA;
    }

    private void runPart(int part) {
        parts[part].run();
    }

    /// The rows and columns of C that one thread computes, with a panel of its own.
    private final class Part {

        /// Rows of C that go through the edge block at a time.
        private static final int EDGE_ROWS = 64;

        private final PanelProduct kernel;
        private float[] panel = {};
        private float[] strips = {};
        private float[] edge = {};
        private float[] edgeStart = {};
        private int fromRow;
        private int toRow;
        private int fromColumn;
        private int toColumn;
        private boolean packsA;
        private boolean packsB;

        Part(PanelProduct kernel) {
            this.kernel = kernel;
        }

        void set(int fromRow, int toRow, int fromColumn, int toColumn) {
            this.fromRow = fromRow;
            this.toRow = toRow;
            this.fromColumn = fromColumn;
            this.toColumn = toColumn;
        }

        void run() {
            if (fromRow == toRow) {
                return;
            }
            if (toRow - fromRow == 1 && !transposed) {
                multiplyRow();
                return;
            }
            choosePacking();
            int edge = firstEdgeColumn();
            if (!packsB) {
                multiplyPanels(fromRow, toRow, 0, depth, fromColumn, edge);
            } else if (toRow - fromRow <= BLOCK_ROWS) {
                multiplyPacked(fromColumn, edge);
            } else {
                for (int column = fromColumn; column < edge; column += GROUP_COLUMNS) {
                    multiplyPacked(column, Math.min(edge, column + GROUP_COLUMNS));
                }
            }
            if (edge < toColumn) {
                multiplyEdge(edge, toColumn - edge, kernel.width(toColumn - edge));
            }
        }

        private void choosePacking() {
            int rows = toRow - fromRow;
            int columns = toColumn - fromColumn;
            boolean strips = kernel.stripRows() > 0;
            boolean sideBySide = strips && (aRowStep == 1 || columns >= WIDE);
            packsB = transposed || rows >= (sideBySide ? FEW_ROWS_SIDE_BY_SIDE : FEW_ROWS);
            packsA = packsB && strips && columns >= (aRowStep == 1 ? WIDE_FOR_TRANSPOSED : WIDE);
        }

        /// Where what is left no longer fills a panel; the last column if that never comes.
        private int firstEdgeColumn() {
            int column = fromColumn;
            while (column < toColumn && kernel.width(toColumn - column) <= toColumn - column) {
                column += kernel.width(toColumn - column);
            }
            return column;
        }

        private void multiplyRow() {
            int columns = toColumn - fromColumn;
            int target = cOffset + fromRow * cStep + fromColumn;
            System.arraycopy(start, startOffset + fromColumn, c, target, columns);
            kernel.multiplyRow(
                    depth,
                    columns,
                    a,
                    aOffset + fromRow * aRowStep,
                    aDepthStep,
                    b.data(),
                    b.offset() + fromColumn,
                    b.stride(),
                    c,
                    target);
        }

        /// Some columns of C that are whole panels: a block of A stays in cache while it meets all of them.
        private void multiplyPacked(int column, int end) {
            boolean oneBlock = toRow - fromRow <= BLOCK_ROWS;
            reserve(oneBlock ? Math.max(PACKED_COLUMNS, kernel.width(end - column)) : end - column);
            int k = 0;
            do {
                int panelDepth = Math.min(PANEL_DEPTH, depth - k);
                for (int row = fromRow; row < toRow; row += BLOCK_ROWS) {
                    int endRow = Math.min(toRow, row + BLOCK_ROWS);
                    if (packsA) {
                        packStrips(row, endRow, k, panelDepth);
                    }
                    multiplyPanels(row, endRow, k, panelDepth, column, end);
                }
                k += panelDepth;
            } while (k < depth);
        }

        /// Copies rows `row` … of A, from column k on, into strips.
        private void packStrips(int row, int endRow, int k, int panelDepth) {
            int size = BLOCK_ROWS * Math.min(depth, PANEL_DEPTH);
            if (strips.length < size) {
                strips = new float[size];
            }
            int height = kernel.stripRows();
            int from = aOffset + row * aRowStep + k * aDepthStep;
            if (aRowStep == 1) {
                kernel.pack(a, from, aDepthStep, panelDepth, endRow - row, strips, 0, height);
                return;
            }
            for (int i = 0; i < endRow - row; i += height) {
                int rows = Math.min(height, endRow - row - i);
                kernel.packTransposed(
                        a, from + i * aRowStep, aRowStep, panelDepth, rows, strips, i * panelDepth, height);
            }
        }

        /// Rows `row` … of C in the columns of some panels, from row k of B on; the sums go on from C.
        ///
        /// The first rows pack the panels as they come to them; where they are all rows, no panel is kept.
        private void multiplyPanels(int row, int endRow, int k, int panelDepth, int column, int end) {
            int panelsFrom = column;
            for (int j = column; j < end; ) {
                int width = kernel.width(toColumn - j);
                int atOnce = Math.min(transposed ? width : PACKED_COLUMNS, end - j);
                int columns = Math.max(width, atOnce / width * width);
                if (row == fromRow && endRow == toRow) {
                    panelsFrom = j;
                }
                if (packsB && row == fromRow) {
                    pack(k, panelDepth, j, columns, width, (j - panelsFrom) * panelDepth);
                }
                for (int next = j + columns; j < next; j += width) {
                    multiplyPanel(row, endRow, k, panelDepth, j, width, (j - panelsFrom) * panelDepth);
                }
            }
        }

        /// The same in the columns of one panel.
        private void multiplyPanel(int row, int endRow, int k, int panelDepth, int column, int width, int panelAt) {
            int rows = endRow - row;
            int block = cOffset + row * cStep + column;
            boolean first = k == 0;
            float[] s = first ? start : c;
            int sOffset = first ? startOffset + column : block;
            int sStep = first ? 0 : cStep;
            if (packsA) {
                kernel.multiplyStrips(
                        rows, panelDepth, width, strips, panel, panelAt, s, sOffset, sStep, c, block, cStep);
            } else {
                kernel.multiply(
                        rows,
                        panelDepth,
                        width,
                        a,
                        aOffset + row * aRowStep + k * aDepthStep,
                        aRowStep,
                        aDepthStep,
                        packsB ? panel : b.data(),
                        packsB ? panelAt : b.offset() + column,
                        packsB ? width : b.stride(),
                        s,
                        sOffset,
                        sStep,
                        c,
                        block,
                        cStep);
            }
        }

        /// The last columns, fewer than whole vectors: C's rows go through copies with room for whole ones.
        ///
        /// A C that has no other columns needs that only in its last rows: what whole vectors write
        /// behind a row belongs to rows below, which come later.
        private void multiplyEdge(int column, int columns, int width) {
            reserve(width);
            if (edgeStart.length < width) {
                edgeStart = new float[width];
                edge = new float[EDGE_ROWS * width];
            }
            System.arraycopy(start, startOffset + column, edgeStart, 0, columns);
            boolean alone = column == 0 && columns == cStep && depth <= PANEL_DEPTH;
            int direct = alone ? Math.max(0, toRow - fromRow - Math.ceilDiv(width, columns)) : 0;
            int k = 0;
            do {
                int panelDepth = Math.min(PANEL_DEPTH, depth - k);
                boolean first = k == 0;
                pack(k, panelDepth, column, columns, width, 0);
                multiplyEdge(fromRow, direct, 0, panelDepth, width, edgeStart, 0, c, cOffset + fromRow * cStep, cStep);
                for (int row = fromRow + direct; row < toRow; row += EDGE_ROWS) {
                    int rows = Math.min(EDGE_ROWS, toRow - row);
                    int block = cOffset + row * cStep + column;
                    if (first) {
                        multiplyEdge(row, rows, k, panelDepth, width, edgeStart, 0, edge, 0, width);
                    } else {
                        copy(c, block, cStep, edge, 0, width, rows, columns);
                        multiplyEdge(row, rows, k, panelDepth, width, edge, width, edge, 0, width);
                    }
                    copy(edge, 0, width, c, block, cStep, rows, columns);
                }
                k += panelDepth;
            } while (k < depth);
        }

        private void multiplyEdge(
                int row,
                int rows,
                int k,
                int panelDepth,
                int width,
                float[] s,
                int sStep,
                float[] target,
                int targetOffset,
                int targetStep) {
            kernel.multiply(
                    rows,
                    panelDepth,
                    width,
                    a,
                    aOffset + row * aRowStep + k * aDepthStep,
                    aRowStep,
                    aDepthStep,
                    panel,
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
                float[] from,
                int source,
                int sourceStep,
                float[] to,
                int target,
                int targetStep,
                int rows,
                int columns) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    to[target + i * targetStep + j] = from[source + i * sourceStep + j];
                }
            }
        }

        /// Room for a whole depth of panels that are so wide together.
        private void reserve(int width) {
            int size = Math.min(depth, PANEL_DEPTH) * width;
            if (panel.length < size) {
                panel = new float[size];
            }
        }

        /// Copies rows k … of B, columns `column` …, into panels from `to` on.
        private void pack(int k, int panelDepth, int column, int columns, int width, int to) {
            if (transposed) {
                kernel.packTransposed(
                        b.data(), b.rowOffset(column) + k, b.stride(), panelDepth, columns, panel, to, width);
            } else {
                kernel.pack(b.data(), b.rowOffset(k) + column, b.stride(), panelDepth, columns, panel, to, width);
            }
        }
    }
}
