package dev.lamina.core.internal.kernel;

/// The inner part of a matrix product C = S + A·B: B is copied into panels of a few vectors' width, which
/// every row of A then meets in cache; a kernel may want A copied too, into strips of a few rows.
///
/// Each element of C is one chain of fused multiply-adds over ascending k that starts from S, so that every
/// implementation and every lane count gives the same bits. May own working space: one thread.
public interface PanelProduct {

    /// Columns of C that one vector covers.
    int lanes();

    /// The width of a panel for the first of so many columns: whole vectors, of which the last may have
    /// columns to spare.
    int width(int columns);

    /// C = S + A·B for one panel of B.
    ///
    /// A's element (i, k) lies at `aOffset + i·aRowStep + k·aDepthStep`, so A and Aᵀ are the same call; row k
    /// of B starts at `bOffset + k·bStep`, row i of S at `sOffset + i·sStep`, row i of C at
    /// `cOffset + i·cStep`. S may be C itself, or one row for all with `sStep` 0.
    ///
    /// @param rows of A, S and C
    /// @param depth columns of A, rows of B
    /// @param width columns of B, S and C, as [#width] gives it
    void multiply(
            int rows,
            int depth,
            int width,
            float[] a,
            int aOffset,
            int aRowStep,
            int aDepthStep,
            float[] b,
            int bOffset,
            int bStep,
            float[] s,
            int sOffset,
            int sStep,
            float[] c,
            int cOffset,
            int cStep);

    /// Rows of A that [#multiplyStrips] wants side by side, or 0 where A is best left as it is.
    default int stripRows() {
        return 0;
    }

    /// [#multiply] with both operands packed: B in a panel, A in strips of [#stripRows] rows, one strip after the
    /// other from index 0 on. A strip holds for each k the numbers of its rows, with room for all of them.
    ///
    /// @throws UnsupportedOperationException if there are no strips
    default void multiplyStrips(
            int rows,
            int depth,
            int width,
            float[] a,
            float[] b,
            int bOffset,
            float[] s,
            int sOffset,
            int sStep,
            float[] c,
            int cOffset,
            int cStep) {
        throw new UnsupportedOperationException("A is left as it is");
    }

    /// c += a·B for a single row a, with B (depth × columns) as it is: each of its values is met once, so
    /// that nothing is gained by a panel.
    void multiplyRow(
            int depth,
            int columns,
            float[] a,
            int aOffset,
            int aStep,
            float[] b,
            int bOffset,
            int bStep,
            float[] c,
            int cOffset);

    /// c = s + a·B for a single row a and as many columns of B as the kernel likes to take at once, from panels of the
    /// greatest [#width] that lie one behind the other from index `bOffset` on.
    ///
    /// @param columns of those panels
    /// @return how many columns it took: the first, none to all
    default int multiplyRow(
            int depth,
            int columns,
            float[] a,
            int aOffset,
            int aStep,
            float[] panels,
            int bOffset,
            float[] s,
            int sOffset,
            float[] c,
            int cOffset) {
        return 0;
    }

    /// Copies B (depth × columns) into panels from index `to` on, one after the other, with zeros in the columns that
    /// the last has to spare.
    ///
    /// @param width columns of one panel
    void pack(float[] b, int bOffset, int bStep, int depth, int columns, float[] panels, int to, int width);

    /// [#pack] into a single panel of a B that is given as Bᵀ (columns × depth).
    ///
    /// @param columns at most `width`
    default void packTransposed(
            float[] b, int bOffset, int bStep, int depth, int columns, float[] panel, int to, int width) {
        int j = 0;
        for (; j <= columns - 8; j += 8) {
            transposeEight(b, bOffset + j * bStep, bStep, depth, panel, to + j, width);
        }
        for (; j < columns; j++) {
            for (int k = 0; k < depth; k++) {
                panel[to + k * width + j] = b[bOffset + j * bStep + k];
            }
        }
        for (; j < width; j++) {
            for (int k = 0; k < depth; k++) {
                panel[to + k * width + j] = 0f;
            }
        }
    }

    private static void transposeEight(
            float[] b, int bOffset, int bStep, int depth, float[] panel, int column, int width) {
        int to = column;
        for (int from = bOffset; from < bOffset + depth; from++) {
            panel[to] = b[from];
            panel[to + 1] = b[from + bStep];
            panel[to + 2] = b[from + 2 * bStep];
            panel[to + 3] = b[from + 3 * bStep];
            panel[to + 4] = b[from + 4 * bStep];
            panel[to + 5] = b[from + 5 * bStep];
            panel[to + 6] = b[from + 6 * bStep];
            panel[to + 7] = b[from + 7 * bStep];
            to += width;
        }
    }
}
