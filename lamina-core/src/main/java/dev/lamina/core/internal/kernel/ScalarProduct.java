package dev.lamina.core.internal.kernel;

import static java.lang.Math.fma;

import java.util.Arrays;

/// [PanelProduct] in plain Java, in loops that the just-in-time compiler turns into vector code by itself.
///
/// It does so where it knows that no store reaches a later load, and of different arrays it knows that only
/// if the index is the same in all: hence rows of B and of C are copied into arrays of their own, which start
/// at 0. Four rows of C by four of B in one loop give sixteen multiply-adds for eight loads and four stores.
///
/// Owned by one thread; allocates nothing once warm.
final class ScalarProduct implements PanelProduct {

    /// Columns of the widest panel: the scalar steps at both ends of a vector loop should be few beside the
    /// others.
    private static final int MAX_WIDTH = 256;

    /// Rows of B that are copied at a time: 128 KiB, which leaves room in a second-level cache.
    private static final int BLOCK_DEPTH = 128;

    private static final int TILE_ROWS = 4;
    private static final int TILE_DEPTH = 4;

    private final float[][] bRows = new float[BLOCK_DEPTH][0];
    private final float[][] cRows = new float[TILE_ROWS][MAX_WIDTH];

    @Override
    public int width(int columns) {
        return Math.min(columns, MAX_WIDTH);
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public void multiply(
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
            int cStep) {
        int k = 0;
        do {
            int blockDepth = Math.min(BLOCK_DEPTH, depth - k);
            copyRows(blockDepth, width, b, bOffset + k * bStep, bStep);
            int aBlock = aOffset + k * aDepthStep;
            for (int i = 0; i < rows; i += TILE_ROWS) {
                int tileRows = Math.min(TILE_ROWS, rows - i);
                int cTile = cOffset + i * cStep;
                for (int r = 0; r < tileRows; r++) {
                    if (k == 0) {
                        System.arraycopy(s, sOffset + (i + r) * sStep, cRows[r], 0, width);
                    } else {
                        System.arraycopy(c, cTile + r * cStep, cRows[r], 0, width);
                    }
                }
                multiplyRows(tileRows, blockDepth, width, a, aBlock + i * aRowStep, aRowStep, aDepthStep);
                for (int r = 0; r < tileRows; r++) {
                    System.arraycopy(cRows[r], 0, c, cTile + r * cStep, width);
                }
            }
            k += blockDepth;
        } while (k < depth);
    }

    @Override
    public void multiplyRow(
            int depth,
            int columns,
            float[] a,
            int aOffset,
            int aStep,
            float[] b,
            int bOffset,
            int bStep,
            float[] c,
            int cOffset) {
        for (int j = 0; j < columns; j += MAX_WIDTH) {
            multiply(
                    1,
                    depth,
                    width(columns - j),
                    a,
                    aOffset,
                    0,
                    aStep,
                    b,
                    bOffset + j,
                    bStep,
                    c,
                    cOffset + j,
                    0,
                    c,
                    cOffset + j,
                    0);
        }
    }

    @Override
    public void pack(float[] b, int bOffset, int bStep, int depth, int columns, float[] panels, int to, int width) {
        for (int j = 0; j < columns; j += width) {
            int some = Math.min(width, columns - j);
            for (int k = 0; k < depth; k++) {
                int row = to + j * depth + k * width;
                System.arraycopy(b, bOffset + k * bStep + j, panels, row, some);
                Arrays.fill(panels, row + some, row + width, 0f);
            }
        }
    }

    private void copyRows(int rows, int width, float[] b, int bOffset, int bStep) {
        for (int k = 0; k < rows; k++) {
            if (bRows[k].length < width) {
                bRows[k] = new float[MAX_WIDTH];
            }
            System.arraycopy(b, bOffset + k * bStep, bRows[k], 0, width);
        }
    }

    /// The copied rows of C, 1 to 4, plus A times the copied rows of B.
    private void multiplyRows(int rows, int depth, int width, float[] a, int aOffset, int aRowStep, int aDepthStep) {
        int k = 0;
        for (; k <= depth - TILE_DEPTH; k += TILE_DEPTH) {
            int aTile = aOffset + k * aDepthStep;
            if (rows == TILE_ROWS) {
                tile4x4(k, width, a, aTile, aRowStep, aDepthStep);
            } else {
                for (int r = 0; r < rows; r++) {
                    tile1x4(r, k, width, a, aTile + r * aRowStep, aDepthStep);
                }
            }
        }
        for (; k < depth; k++) {
            for (int r = 0; r < rows; r++) {
                tile1x1(r, k, width, a[aOffset + r * aRowStep + k * aDepthStep]);
            }
        }
    }

    private void tile4x4(int k, int width, float[] a, int aOffset, int aRowStep, int aDepthStep) {
        int a0 = aOffset;
        int a1 = a0 + aRowStep;
        int a2 = a1 + aRowStep;
        int a3 = a2 + aRowStep;
        int k1 = aDepthStep;
        int k2 = k1 + aDepthStep;
        int k3 = k2 + aDepthStep;
        float a00 = a[a0];
        float a01 = a[a0 + k1];
        float a02 = a[a0 + k2];
        float a03 = a[a0 + k3];
        float a10 = a[a1];
        float a11 = a[a1 + k1];
        float a12 = a[a1 + k2];
        float a13 = a[a1 + k3];
        float a20 = a[a2];
        float a21 = a[a2 + k1];
        float a22 = a[a2 + k2];
        float a23 = a[a2 + k3];
        float a30 = a[a3];
        float a31 = a[a3 + k1];
        float a32 = a[a3 + k2];
        float a33 = a[a3 + k3];
        float[] b0 = bRows[k];
        float[] b1 = bRows[k + 1];
        float[] b2 = bRows[k + 2];
        float[] b3 = bRows[k + 3];
        float[] c0 = cRows[0];
        float[] c1 = cRows[1];
        float[] c2 = cRows[2];
        float[] c3 = cRows[3];
        for (int j = 0; j < width; j++) {
            float x0 = b0[j];
            float x1 = b1[j];
            float x2 = b2[j];
            float x3 = b3[j];
            c0[j] = fma(a03, x3, fma(a02, x2, fma(a01, x1, fma(a00, x0, c0[j]))));
            c1[j] = fma(a13, x3, fma(a12, x2, fma(a11, x1, fma(a10, x0, c1[j]))));
            c2[j] = fma(a23, x3, fma(a22, x2, fma(a21, x1, fma(a20, x0, c2[j]))));
            c3[j] = fma(a33, x3, fma(a32, x2, fma(a31, x1, fma(a30, x0, c3[j]))));
        }
    }

    private void tile1x4(int row, int k, int width, float[] a, int aOffset, int aDepthStep) {
        float a0 = a[aOffset];
        float a1 = a[aOffset + aDepthStep];
        float a2 = a[aOffset + 2 * aDepthStep];
        float a3 = a[aOffset + 3 * aDepthStep];
        float[] b0 = bRows[k];
        float[] b1 = bRows[k + 1];
        float[] b2 = bRows[k + 2];
        float[] b3 = bRows[k + 3];
        float[] c0 = cRows[row];
        for (int j = 0; j < width; j++) {
            c0[j] = fma(a3, b3[j], fma(a2, b2[j], fma(a1, b1[j], fma(a0, b0[j], c0[j]))));
        }
    }

    private void tile1x1(int row, int k, int width, float a0) {
        float[] b0 = bRows[k];
        float[] c0 = cRows[row];
        for (int j = 0; j < width; j++) {
            c0[j] = fma(a0, b0[j], c0[j]);
        }
    }
}
