package dev.lamina.core.matrix;

import dev.lamina.core.internal.kernel.PanelProduct;
import org.jspecify.annotations.Nullable;

/// What is multiplied: C = S + A·B, where S is one row from which every row of C starts, zeros or a bias.
///
/// Described anew for each product, so that none is allocated; nobody changes it while threads compute.
final class Product {

    // A's element (i, k) is at aOffset + i·aRowStep + k·aDepthStep.
    float[] a = {};
    int aOffset;
    int aRowStep;
    int aDepthStep;

    /// Whether A is the transpose of what was given.
    boolean aTransposed;

    /// Columns of A, rows of B.
    int depth;

    /// B, or Bᵀ if `bTransposed`.
    Matrix b = Matrix.zeros(0, 0);

    boolean bTransposed;

    /// B in panels that were made before, or null.
    float @Nullable [] panels;

    float[] start = {};
    int startOffset;

    float[] c = {};
    int cOffset;
    int cStep;
    int rows;
    int columns;

    private float[] zeros = {};

    Product left(Matrix a) {
        aTransposed = false;
        return left(a, a.stride(), 1, a.columns());
    }

    /// A is the transpose of what is given.
    Product leftTransposed(Matrix a) {
        aTransposed = true;
        return left(a, 1, a.stride(), a.rows());
    }

    private Product left(Matrix a, int rowStep, int depthStep, int depth) {
        this.a = a.data();
        aOffset = a.offset();
        aRowStep = rowStep;
        aDepthStep = depthStep;
        this.depth = depth;
        return this;
    }

    Product right(Matrix b) {
        this.b = b;
        bTransposed = false;
        return this;
    }

    /// B is the transpose of what is given.
    Product rightTransposed(Matrix b) {
        this.b = b;
        bTransposed = true;
        return this;
    }

    Product from(Matrix bias) {
        start = bias.data();
        startOffset = bias.offset();
        return this;
    }

    Product fromZero(int columns) {
        if (zeros.length < columns) {
            zeros = new float[columns];
        }
        start = zeros;
        startOffset = 0;
        return this;
    }

    void into(Matrix c) {
        into(c, c.rows(), c.columns());
    }

    /// Cᵀ is what is computed, into a C of one column: without gaps it is its transpose in memory.
    void intoColumn(Matrix c) {
        into(c, 1, c.rows());
    }

    private void into(Matrix target, int rows, int columns) {
        c = target.data();
        cOffset = target.offset();
        cStep = target.stride();
        this.rows = rows;
        this.columns = columns;
    }

    /// Finds the panels of a constant B.
    void findPanels(PanelProduct kernel) {
        Panels ofConstant = bTransposed ? null : b.panels();
        panels = ofConstant == null ? null : ofConstant.of(kernel);
    }

    /// Where A's element of that row and depth lies.
    int aAt(int row, int k) {
        return aOffset + row * aRowStep + k * aDepthStep;
    }

    /// Where C's element lies.
    int cAt(int row, int column) {
        return cOffset + row * cStep + column;
    }
}
