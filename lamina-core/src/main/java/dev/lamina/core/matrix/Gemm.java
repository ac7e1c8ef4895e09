package dev.lamina.core.matrix;

import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.PanelProduct;
import dev.lamina.core.internal.kernel.Workers;

/// Matrix products on float32: C = A·B + b, C = Aᵀ·B and C = A·Bᵀ, which are the forward product (F1), the
/// weight gradient (F6) and the error one layer back (F5).
///
/// Each element of C is one chain of fused multiply-adds over ascending k that starts from 0 or from its
/// column's b. Neither tiles nor lanes nor threads change that chain, so the result has the same bits
/// everywhere.
///
/// B is copied into panels a few vectors wide, which every row of A then meets in cache; threads split the
/// rows or the columns of C. Owns its panels and its worker threads: one thread at a time may use it;
/// allocates nothing once warm.
public final class Gemm implements AutoCloseable {

    /// Multiply-adds below which handing over to another thread costs more than it gives.
    private static final long WORTH_SPLITTING = 1L << 20;

    /// Depth of a panel: 512 rows of 64 floats are 128 KiB, which leaves room in a second-level cache.
    private static final int PANEL_DEPTH = 512;

    /// Rows of A below which packing B costs more than it gives.
    private static final int FEW_ROWS = 48;

    /// Rows that a thread gets are a multiple of what the kernels take at once.
    private static final int ROW_GRAIN = 2;

    /// Rows of A that cost as much as packing B, as it is and transposed.
    private static final int PACKING_ROWS = 4;

    private static final int TRANSPOSED_PACKING_ROWS = 16;

    private final Workers workers;
    private final Product[] products;
    private final Workers.Task task = (part, parts) -> runPart(part);
    private float[] zeros = {};

    private Gemm(int threads) {
        workers = Workers.of(threads);
        products = new Product[threads];
        for (int i = 0; i < threads; i++) {
            products[i] = new Product(Kernels.chosen().product());
        }
    }

    /// A product engine with worker threads of its own.
    ///
    /// @param threads how many threads large products may use, the caller's included; at least 1
    public static Gemm withThreads(int threads) {
        return new Gemm(threads);
    }

    /// The kernels that compute, such as `vector, 16 lanes` or `scalar`.
    public static String kernels() {
        return Kernels.chosen().description();
    }

    public int threads() {
        return products.length;
    }

    /// C = A·B with A (n × k), B (k × m), C (n × m).
    public void multiply(Matrix a, Matrix b, Matrix c) {
        check(a.columns() == b.rows() && a.rows() == c.rows() && b.columns() == c.columns(), "A·B", a, b, c);
        run(a, a.stride(), 1, a.columns(), b, false, zeros(c.columns()), 0, c);
    }

    /// C = A·B + b, b added to every row, with A (n × k), B (k × m), b (1 × m), C (n × m).
    public void multiply(Matrix a, Matrix b, Matrix bias, Matrix c) {
        check(a.columns() == b.rows() && a.rows() == c.rows() && b.columns() == c.columns(), "A·B", a, b, c);
        if (bias.rows() != 1 || bias.columns() != c.columns()) {
            throw new IllegalArgumentException("shapes do not fit C = A·B + b: b is a " + bias + ", C a " + c);
        }
        run(a, a.stride(), 1, a.columns(), b, false, bias.data(), bias.offset(), c);
    }

    /// C = Aᵀ·B with A (k × n), B (k × m), C (n × m).
    public void transposedMultiply(Matrix a, Matrix b, Matrix c) {
        check(a.rows() == b.rows() && a.columns() == c.rows() && b.columns() == c.columns(), "Aᵀ·B", a, b, c);
        run(a, 1, a.stride(), a.rows(), b, false, zeros(c.columns()), 0, c);
    }

    /// C = A·Bᵀ with A (n × k), B (m × k), C (n × m).
    public void multiplyTransposed(Matrix a, Matrix b, Matrix c) {
        check(a.columns() == b.columns() && a.rows() == c.rows() && b.rows() == c.columns(), "A·Bᵀ", a, b, c);
        run(a, a.stride(), 1, a.columns(), b, true, zeros(c.columns()), 0, c);
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

    private void run(
            Matrix a,
            int aRowStep,
            int aDepthStep,
            int depth,
            Matrix b,
            boolean transposed,
            float[] start,
            int startOffset,
            Matrix c) {
        boolean split = threads() > 1 && (long) c.rows() * c.columns() * depth >= WORTH_SPLITTING;
        int parts = split ? threads() : 1;
        int rows = partSize(c.rows(), parts, ROW_GRAIN);
        int columns = partSize(c.columns(), parts, products[0].lanes());
        long packing = transposed ? TRANSPOSED_PACKING_ROWS : PACKING_ROWS;
        boolean byRows = c.columns() * (rows + packing) <= columns * (c.rows() + packing);
        for (int part = 0; part < parts; part++) {
            products[part].set(a, aRowStep, aDepthStep, depth, b, transposed, start, startOffset, c);
            if (byRows) {
                products[part].block(part * rows, (part + 1) * rows, 0, c.columns());
            } else {
                products[part].block(0, c.rows(), part * columns, (part + 1) * columns);
            }
        }
        if (split) {
            workers.run(task);
        } else {
            products[0].run();
        }
    }

    private void runPart(int part) {
        products[part].run();
    }

    @Override
    public void close() {
        workers.close();
    }

    /// Enough for so many parts to cover `count`: a multiple of the grain.
    private static int partSize(int count, int parts, int grain) {
        return Math.ceilDiv(Math.ceilDiv(count, parts), grain) * grain;
    }

    /// A block of the rows and columns of one product, with a panel of its own.
    private static final class Product {

        /// Rows of C that go through the edge block at a time.
        private static final int EDGE_ROWS = 64;

        private final PanelProduct kernel;
        private float[] panel = {};
        private final float[] edge;
        private final float[] edgeStart;

        private Matrix a = Matrix.zeros(0, 0);
        private Matrix b = a;
        private Matrix c = a;
        private float[] start = {};
        private int startOffset;
        private int aRowStep;
        private int aDepthStep;
        private int depth;
        private boolean transposed;
        private int fromRow;
        private int toRow;
        private int fromColumn;
        private int toColumn;

        Product(PanelProduct kernel) {
            this.kernel = kernel;
            edge = new float[EDGE_ROWS * kernel.width()];
            edgeStart = new float[kernel.width()];
        }

        int lanes() {
            return kernel.lanes();
        }

        void set(
                Matrix a,
                int aRowStep,
                int aDepthStep,
                int depth,
                Matrix b,
                boolean transposed,
                float[] start,
                int startOffset,
                Matrix c) {
            this.a = a;
            this.aRowStep = aRowStep;
            this.aDepthStep = aDepthStep;
            this.depth = depth;
            this.b = b;
            this.transposed = transposed;
            this.start = start;
            this.startOffset = startOffset;
            this.c = c;
        }

        /// The part of C to compute, as far as C has it.
        void block(int fromRow, int toRow, int fromColumn, int toColumn) {
            this.fromRow = Math.min(fromRow, c.rows());
            this.toRow = Math.min(toRow, c.rows());
            this.fromColumn = Math.min(fromColumn, c.columns());
            this.toColumn = Math.min(toColumn, c.columns());
        }

        void run() {
            if (fromRow == toRow) {
                return;
            }
            boolean few = toRow - fromRow < FEW_ROWS && !transposed;
            for (int column = fromColumn; column < toColumn; ) {
                int width = panelWidth(toColumn - column);
                int columns = Math.min(width, toColumn - column);
                if (columns < width) {
                    multiplyEdge(column, columns, width);
                } else if (few) {
                    multiplyUnpacked(column, width);
                } else {
                    multiplyPacked(column, width);
                }
                column += columns;
            }
        }

        /// The widest panel that so many columns fill, but for less than a vector.
        private int panelWidth(int columns) {
            int width = kernel.width();
            while (width - kernel.lanes() >= columns && width > kernel.lanes()) {
                width /= 2;
            }
            return width;
        }

        private void multiplyUnpacked(int column, int width) {
            kernel.multiply(
                    toRow - fromRow,
                    depth,
                    width,
                    a.data(),
                    a.offset() + fromRow * aRowStep,
                    aRowStep,
                    aDepthStep,
                    b.data(),
                    b.offset() + column,
                    b.stride(),
                    start,
                    startOffset + column,
                    0,
                    c.data(),
                    c.rowOffset(fromRow) + column,
                    c.stride());
        }

        private void multiplyPacked(int column, int width) {
            int k = 0;
            do {
                int panelDepth = Math.min(PANEL_DEPTH, depth - k);
                pack(k, panelDepth, column, width, width);
                int block = c.rowOffset(fromRow) + column;
                if (k == 0) {
                    multiplyPanel(
                            0,
                            panelDepth,
                            width,
                            fromRow,
                            toRow,
                            start,
                            startOffset + column,
                            0,
                            c.data(),
                            block,
                            c.stride());
                } else {
                    multiplyPanel(
                            k,
                            panelDepth,
                            width,
                            fromRow,
                            toRow,
                            c.data(),
                            block,
                            c.stride(),
                            c.data(),
                            block,
                            c.stride());
                }
                k += panelDepth;
            } while (k < depth);
        }

        /// The last columns, fewer than whole vectors: C's block goes through a copy with room for whole ones.
        private void multiplyEdge(int column, int columns, int width) {
            System.arraycopy(start, startOffset + column, edgeStart, 0, columns);
            int k = 0;
            do {
                int panelDepth = Math.min(PANEL_DEPTH, depth - k);
                pack(k, panelDepth, column, columns, width);
                for (int first = fromRow; first < toRow; first += EDGE_ROWS) {
                    int last = Math.min(toRow, first + EDGE_ROWS);
                    if (k == 0) {
                        multiplyPanel(0, panelDepth, width, first, last, edgeStart, 0, 0, edge, 0, width);
                    } else {
                        copyColumns(
                                c.data(),
                                c.rowOffset(first) + column,
                                c.stride(),
                                edge,
                                0,
                                width,
                                last - first,
                                columns);
                        multiplyPanel(k, panelDepth, width, first, last, edge, 0, width, edge, 0, width);
                    }
                    copyColumns(
                            edge, 0, width, c.data(), c.rowOffset(first) + column, c.stride(), last - first, columns);
                }
                k += panelDepth;
            } while (k < depth);
        }

        private static void copyColumns(
                float[] from,
                int fromOffset,
                int fromStep,
                float[] to,
                int toOffset,
                int toStep,
                int rows,
                int columns) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    to[toOffset + i * toStep + j] = from[fromOffset + i * fromStep + j];
                }
            }
        }

        private void multiplyPanel(
                int k,
                int panelDepth,
                int width,
                int first,
                int last,
                float[] s,
                int sOffset,
                int sStep,
                float[] target,
                int targetOffset,
                int targetStep) {
            kernel.multiply(
                    last - first,
                    panelDepth,
                    width,
                    a.data(),
                    a.offset() + first * aRowStep + k * aDepthStep,
                    aRowStep,
                    aDepthStep,
                    panel,
                    0,
                    width,
                    s,
                    sOffset,
                    sStep,
                    target,
                    targetOffset,
                    targetStep);
        }

        /// Copies rows k … of B, columns `column` …, into the panel, zeros up to `width`.
        private void pack(int k, int panelDepth, int column, int columns, int width) {
            if (panel.length < panelDepth * width) {
                panel = new float[Math.min(depth, PANEL_DEPTH) * kernel.width()];
            }
            if (transposed) {
                kernel.packTransposed(b.data(), b.rowOffset(column) + k, b.stride(), panelDepth, columns, panel, width);
            } else {
                kernel.pack(b.data(), b.rowOffset(k) + column, b.stride(), panelDepth, columns, panel, width);
            }
        }
    }
}
