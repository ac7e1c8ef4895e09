package dev.lamina.core.matrix;

import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.PanelProduct;
import dev.lamina.core.internal.kernel.Workers;
import java.util.Arrays;

/// Matrix products on float32: C += A·B, C += Aᵀ·B and C += A·Bᵀ, which are the forward product (F1), the
/// weight gradient (F6) and the error one layer back (F5).
///
/// Each element of C is one chain of fused multiply-adds over ascending k that starts from the value in C.
/// Neither tiles nor lanes nor threads change that chain, so the result has the same bits everywhere.
///
/// B is copied into panels a few vectors wide, which every row of A then meets in cache; threads split the rows
/// of C. Owns its panels and its worker threads: one thread at a time may use it; allocates nothing once warm.
public final class Gemm implements AutoCloseable {

    /// Depth of a panel: 512 rows of 64 floats are 128 KiB, which leaves room in a second-level cache.
    private static final int PANEL_DEPTH = 512;

    /// Rows of A below which packing B costs more than it gives.
    private static final int FEW_ROWS = 4;

    /// Multiply-adds below which handing over to another thread costs more than it gives.
    private static final long WORTH_SPLITTING = 1L << 20;

    /// Rows that one part gets are a multiple of the micro-kernel's.
    private static final int ROW_GRAIN = 4;

    private final Kernels kernels = Kernels.chosen();
    private final Workers workers;
    private final Product[] products;
    private final Workers.Task task = (part, parts) -> runPart(part);

    private Gemm(int threads) {
        workers = Workers.of(threads);
        products = new Product[threads];
        for (int i = 0; i < threads; i++) {
            products[i] = new Product(kernels);
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

    /// C += A·B with A (n × k), B (k × m), C (n × m).
    public void multiplyAdd(Matrix a, Matrix b, Matrix c) {
        check(a.columns() == b.rows() && a.rows() == c.rows() && b.columns() == c.columns(), "A·B", a, b, c);
        run(a, a.stride(), 1, a.columns(), b, false, c);
    }

    /// C += Aᵀ·B with A (k × n), B (k × m), C (n × m).
    public void transposedMultiplyAdd(Matrix a, Matrix b, Matrix c) {
        check(a.rows() == b.rows() && a.columns() == c.rows() && b.columns() == c.columns(), "Aᵀ·B", a, b, c);
        run(a, 1, a.stride(), a.rows(), b, false, c);
    }

    /// C += A·Bᵀ with A (n × k), B (m × k), C (n × m).
    public void multiplyTransposedAdd(Matrix a, Matrix b, Matrix c) {
        check(a.columns() == b.columns() && a.rows() == c.rows() && b.rows() == c.columns(), "A·Bᵀ", a, b, c);
        run(a, a.stride(), 1, a.columns(), b, true, c);
    }

    private static void check(boolean fits, String product, Matrix a, Matrix b, Matrix c) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "shapes do not fit C += " + product + ": A is a " + a + ", B a " + b + ", C a " + c);
        }
    }

    private void run(Matrix a, int aRowStep, int aDepthStep, int depth, Matrix b, boolean transposed, Matrix c) {
        boolean split =
                threads() > 1 && c.rows() >= 2 * ROW_GRAIN && (long) c.rows() * c.columns() * depth >= WORTH_SPLITTING;
        int parts = split ? threads() : 1;
        int rowsPerPart = roundUp(-Math.floorDiv(-c.rows(), parts), ROW_GRAIN);
        for (int part = 0; part < parts; part++) {
            int from = Math.min(c.rows(), part * rowsPerPart);
            int to = Math.min(c.rows(), from + rowsPerPart);
            products[part].set(a, aRowStep, aDepthStep, depth, b, transposed, c, from, to);
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

    private static int roundUp(int value, int multiple) {
        return (value + multiple - 1) / multiple * multiple;
    }

    /// The rows `from` to `to` of one product, with a panel of its own.
    private static final class Product {

        /// Rows of C that go through the edge block at a time.
        private static final int EDGE_ROWS = 64;

        /// Rows of the panel that are transposed at a time.
        private static final int TRANSPOSED_ROWS = 16;

        private final Kernels kernels;
        private final PanelProduct panelProduct;
        private final int lanes;
        private float[] panel = {};
        private float[] edge = {};

        private Matrix a = Matrix.zeros(0, 0);
        private Matrix b = a;
        private Matrix c = a;
        private int aRowStep;
        private int aDepthStep;
        private int depth;
        private boolean transposed;
        private int from;
        private int to;

        Product(Kernels kernels) {
            this.kernels = kernels;
            this.panelProduct = kernels.product();
            this.lanes = kernels.lanes();
        }

        void set(
                Matrix a,
                int aRowStep,
                int aDepthStep,
                int depth,
                Matrix b,
                boolean transposed,
                Matrix c,
                int from,
                int to) {
            this.a = a;
            this.aRowStep = aRowStep;
            this.aDepthStep = aDepthStep;
            this.depth = depth;
            this.b = b;
            this.transposed = transposed;
            this.c = c;
            this.from = from;
            this.to = to;
        }

        void run() {
            if (from == to) {
                return;
            }
            boolean few = to - from < FEW_ROWS && !transposed;
            for (int column = 0; column < c.columns(); column += kernels.panelWidth()) {
                int columns = Math.min(kernels.panelWidth(), c.columns() - column);
                int direct = few ? columns - columns % lanes : 0;
                if (direct > 0) {
                    multiplyUnpacked(column, direct);
                }
                if (direct < columns) {
                    multiplyPacked(column + direct, columns - direct);
                }
            }
        }

        private void multiplyUnpacked(int column, int columns) {
            panelProduct.multiplyAddPanel(
                    to - from,
                    depth,
                    columns,
                    a.data(),
                    a.offset() + from * aRowStep,
                    aRowStep,
                    aDepthStep,
                    b.data(),
                    b.offset() + column,
                    b.stride(),
                    c.data(),
                    c.rowOffset(from) + column,
                    c.stride());
        }

        private void multiplyPacked(int column, int columns) {
            int width = roundUp(columns, lanes);
            for (int k = 0; k < depth; k += PANEL_DEPTH) {
                int panelDepth = Math.min(PANEL_DEPTH, depth - k);
                pack(k, panelDepth, column, columns, width);
                if (columns == width) {
                    multiplyPanel(k, panelDepth, width, from, to, c.data(), c.rowOffset(from) + column, c.stride());
                } else {
                    multiplyEdge(k, panelDepth, column, columns, width);
                }
            }
        }

        private void multiplyPanel(
                int k, int panelDepth, int width, int first, int last, float[] target, int targetOffset, int step) {
            panelProduct.multiplyAddPanel(
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
                    target,
                    targetOffset,
                    step);
        }

        /// The last columns, fewer than whole vectors: C's block goes through a copy with room for whole ones.
        private void multiplyEdge(int k, int panelDepth, int column, int columns, int width) {
            if (edge.length < EDGE_ROWS * width) {
                edge = new float[EDGE_ROWS * kernels.panelWidth()];
            }
            for (int first = from; first < to; first += EDGE_ROWS) {
                int last = Math.min(to, first + EDGE_ROWS);
                for (int i = first; i < last; i++) {
                    System.arraycopy(c.data(), c.rowOffset(i) + column, edge, (i - first) * width, columns);
                }
                multiplyPanel(k, panelDepth, width, first, last, edge, 0, width);
                for (int i = first; i < last; i++) {
                    System.arraycopy(edge, (i - first) * width, c.data(), c.rowOffset(i) + column, columns);
                }
            }
        }

        /// Copies rows k … of B, columns `column` …, into the panel, zeros up to `width`.
        private void pack(int k, int panelDepth, int column, int columns, int width) {
            if (panel.length < panelDepth * width) {
                panel = new float[Math.min(depth, PANEL_DEPTH) * kernels.panelWidth()];
            }
            if (transposed) {
                packTransposed(k, panelDepth, column, columns, width);
                return;
            }
            for (int p = 0; p < panelDepth; p++) {
                int target = p * width;
                System.arraycopy(b.data(), b.rowOffset(k + p) + column, panel, target, columns);
                Arrays.fill(panel, target + columns, target + width, 0f);
            }
        }

        /// In blocks, so that the lines of cache that one column writes are still there for the next.
        private void packTransposed(int k, int panelDepth, int column, int columns, int width) {
            for (int first = 0; first < panelDepth; first += TRANSPOSED_ROWS) {
                int last = Math.min(panelDepth, first + TRANSPOSED_ROWS);
                for (int j = 0; j < columns; j++) {
                    packColumn(b.data(), b.rowOffset(column + j) + k, first, last, width, j);
                }
                for (int p = first; p < last; p++) {
                    Arrays.fill(panel, p * width + columns, (p + 1) * width, 0f);
                }
            }
        }

        private void packColumn(float[] source, int offset, int first, int last, int width, int j) {
            int target = first * width + j;
            for (int p = first; p < last; p++) {
                panel[target] = source[offset + p];
                target += width;
            }
        }
    }
}
