package dev.lamina.core.matrix;

import dev.lamina.core.internal.kernel.Kernels;
import dev.lamina.core.internal.kernel.PanelProduct;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
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
/// thread at a time may use it, another one meanwhile gets an [IllegalStateException]; allocates nothing once warm.
///
/// C must share no value with A, B or b.
public final class Gemm {

    /// Multiply-adds below which handing over to another thread costs more than it gives: some 2 µs of one thread.
    private static final long WORTH_SPLITTING = 1L << 18;

    /// The same of a row by panels that were made before: it waits for B to come from a second-level cache or from
    /// farther.
    private static final long WORTH_SPLITTING_ONE_ROW = 1L << 16;

    /// Multiply-adds that a count which all threads share is worth.
    private static final long COUNTED_AT_ONCE = 1L << 24;

    /// Rows of a gradient, for each thread, from which on threads share the rows and not the columns: then each finds
    /// all of its share in its cache when it updates the same rows of the weight.
    private static final int FEWEST_GRADIENT_ROWS = 12;

    private final Team team;
    private final Product product = new Product();
    private final ProductPart[] parts;

    // What computes; other kernels may take their place between two products.
    private Kernels kernels = Kernels.chosen();
    private PanelProduct kernel = kernels.product();

    /// Multiply-adds that have not been counted in [Kernels#worked].
    private long uncounted;

    private final IntConsumer runPart = this::runPart;
    private final AtomicBoolean busy = new AtomicBoolean();

    private Gemm(Team team) {
        Kernels.sayIfSlow();
        this.team = Objects.requireNonNull(team, "team");
        parts = new ProductPart[team.threads()];
        Arrays.setAll(parts, _ -> new ProductPart(product, kernels.product()));
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

    /// The threads that share the work.
    public Team team() {
        return team;
    }

    /// The kernels that compute and why, such as `vector, 16 lanes for much work`, `scalar, then vector for much
    /// work` or `scalar, without the module jdk.incubator.vector`.
    public static String kernels() {
        return Kernels.chosenDescription();
    }

    /// What [#kernels] says at the start of a JVM that has the module `jdk.incubator.vector` and all of its compilers,
    /// but is otherwise as this one: for a program that computes in such a JVM, and is asked in a lighter one.
    public static String kernelsWithVectorModule() {
        return Kernels.describedWithModule();
    }

    /// Says how much work is to come. For much of it, products and elementwise loops begin with vector kernels,
    /// which run slowly for one or two seconds, until they are compiled; else with scalar kernels, until as much
    /// work was done. Results do not depend on it.
    ///
    /// @param multiplyAdds of all products to come, roughly
    public static void expect(double multiplyAdds) {
        Kernels.expect(multiplyAdds);
    }

    /// C = A·B with A (n × k), B (k × m), C (n × m).
    public void multiply(Matrix a, Matrix b, Matrix c) {
        check(a.columns() == b.rows() && a.rows() == c.rows() && b.columns() == c.columns(), "A·B", a, b, c);
        begin();
        product.left(a).right(b).fromZero(c.columns()).into(c);
        run();
    }

    /// C = A·B + b, b added to every row, with A (n × k), B (k × m), b (1 × m), C (n × m).
    public void multiply(Matrix a, Matrix b, Matrix bias, Matrix c) {
        check(a.columns() == b.rows() && a.rows() == c.rows() && b.columns() == c.columns(), "A·B", a, b, c);
        if (c.overlaps(bias)) {
            throw new IllegalArgumentException(
                    "C = A·B + b shares some of its values with b; give C an array of its own");
        }
        if (bias.rows() != 1 || bias.columns() != c.columns()) {
            throw new IllegalArgumentException("shapes do not fit C = A·B + b: b is a " + bias + ", C a " + c);
        }
        begin();
        product.left(a).right(b).from(bias).into(c);
        run();
    }

    /// C = Aᵀ·B with A (k × n), B (k × m), C (n × m).
    public void transposedMultiply(Matrix a, Matrix b, Matrix c) {
        check(a.rows() == b.rows() && a.columns() == c.rows() && b.columns() == c.columns(), "Aᵀ·B", a, b, c);
        begin();
        if (c.columns() == 1 && c.contiguous()) {
            // Cᵀ = Bᵀ·A has whole vectors along its row.
            product.leftTransposed(b).right(a).fromZero(c.rows()).intoColumn(c);
        } else {
            product.leftTransposed(a).right(b).fromZero(c.columns()).into(c);
        }
        run();
    }

    /// C = A·Bᵀ with A (n × k), B (m × k), C (n × m).
    public void multiplyTransposed(Matrix a, Matrix b, Matrix c) {
        check(a.columns() == b.columns() && a.rows() == c.rows() && b.rows() == c.columns(), "A·Bᵀ", a, b, c);
        begin();
        product.left(a).rightTransposed(b).fromZero(c.columns()).into(c);
        run();
    }

    private static void check(boolean fits, String formula, Matrix a, Matrix b, Matrix c) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "shapes do not fit C = " + formula + ": A is a " + a + ", B a " + b + ", C a " + c);
        }
        if (c.overlaps(a) || c.overlaps(b)) {
            throw new IllegalArgumentException("C = " + formula + " shares some of its values with A or B: A is a " + a
                    + ", B a " + b + ", C a " + c + "; give C an array of its own");
        }
    }

    private void begin() {
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("this Gemm computes a product on another thread; give each thread its own");
        }
    }

    private void run() {
        try {
            compute();
        } finally {
            busy.setRelease(false);
        }
    }

    private void compute() {
        int rows = product.rows;
        int columns = product.columns;
        followKernels((long) rows * columns * product.depth);
        product.findPanels(kernel);
        int lanes = kernel.lanes();
        long worthSplitting = rows == 1 && product.panels != null ? WORTH_SPLITTING_ONE_ROW : WORTH_SPLITTING;
        if (parts.length == 1 || (long) rows * Math.max(columns, lanes) * product.depth < worthSplitting) {
            parts[0].set(0, rows, 0, columns);
            parts[0].run();
            return;
        }
        int rowShare = team.firstRow(rows, 1);
        int columnShare = product.panels == null
                ? Team.share(columns, parts.length, lanes)
                : Team.nearestShare(columns, parts.length, kernel.width(Integer.MAX_VALUE));
        boolean byRows = (product.aTransposed && rows >= parts.length * FEWEST_GRADIENT_ROWS)
                || Packing.cost(product, kernel, rowShare, columns) <= Packing.cost(product, kernel, rows, columnShare);
        for (int i = 0; i < parts.length; i++) {
            if (byRows) {
                parts[i].set(team.firstRow(rows, i), team.firstRow(rows, i + 1), 0, columns);
            } else {
                int to = i == parts.length - 1 ? columns : Math.min(columns, (i + 1) * columnShare);
                parts[i].set(0, rows, Math.min(columns, i * columnShare), to);
            }
        }
        team.run(runPart);
    }

    /// Computes from now on with the kernels that are chosen by now.
    private void followKernels(long multiplyAdds) {
        Kernels chosen = Kernels.chosen();
        if (kernels != chosen) {
            kernels = chosen;
            kernel = chosen.product();
            for (ProductPart part : parts) {
                part.computeWith(chosen.product());
            }
        }
        uncounted += multiplyAdds;
        if (uncounted >= COUNTED_AT_ONCE) {
            Kernels.worked(uncounted);
            uncounted = 0;
        }
    }

    private void runPart(int part) {
        parts[part].run();
    }
}
