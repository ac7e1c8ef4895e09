package dev.lamina.core.internal.kernel;

import static dev.lamina.core.internal.kernel.FourVectorTiles.tile1x4;
import static dev.lamina.core.internal.kernel.FourVectorTiles.tile2x4;
import static dev.lamina.core.internal.kernel.FourVectorTiles.tile6x4;
import static dev.lamina.core.internal.kernel.OneVectorTiles.tile1x1;
import static dev.lamina.core.internal.kernel.OneVectorTiles.tile2x1;
import static dev.lamina.core.internal.kernel.OneVectorTiles.tile6x1;
import static dev.lamina.core.internal.kernel.TwoVectorTiles.packed6x2;
import static dev.lamina.core.internal.kernel.TwoVectorTiles.tile1x2;
import static dev.lamina.core.internal.kernel.TwoVectorTiles.tile2x2;
import static dev.lamina.core.internal.kernel.TwoVectorTiles.tile6x2;
import static dev.lamina.core.internal.kernel.VectorKernels.LANES;
import static dev.lamina.core.internal.kernel.VectorRow.eightRows;
import static dev.lamina.core.internal.kernel.VectorRow.oneRow;
import static dev.lamina.core.internal.kernel.VectorRow.panels1x8;
import static dev.lamina.core.internal.kernel.VectorRow.tile1x8;

/// [PanelProduct] on SIMD lanes. A tile of C, 6, 2 or 1 rows by 4, 2 or 1 vectors, stays in registers while k
/// runs: 6 × 4 fill the 32 registers of AVX-512 and NEON, 6 × 2 the 16 of AVX2, which wants A in strips for it. This
/// class chooses the tiles.
///
/// Each tile is a bare static method with one counted loop and no modes: a kernel that does more is at the
/// mercy of the just-in-time compiler, which may leave it in slow code for a whole run. Stateless.
final class VectorProduct implements PanelProduct {

    /// Vectors that the widest tile covers without spilling registers.
    static final int PANEL_VECTORS = LANES == 8 ? 2 : 4;

    /// Step of B up to which a single row keeps eight vectors of C in registers; wider rows are read one by
    /// one, in the order of the memory.
    private static final int NARROW = 128;

    @Override
    public int lanes() {
        return LANES;
    }

    /// 4, 2 or 1 vectors: the most that the columns fill, but for less than a vector.
    @Override
    public int width(int columns) {
        int width = PANEL_VECTORS * LANES;
        while (width > LANES && width - LANES >= columns) {
            width /= 2;
        }
        return width;
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
        int vectors = width / LANES;
        int i = 0;
        for (; i <= rows - 6; i += 6) {
            int aTile = aOffset + i * aRowStep;
            int sTile = sOffset + i * sStep;
            int cTile = cOffset + i * cStep;
            switch (vectors) {
                case 1 ->
                    tile6x1(depth, a, aTile, aRowStep, aDepthStep, b, bOffset, bStep, s, sTile, sStep, c, cTile, cStep);
                case 2 -> {
                    if (aRowStep == 1 && bStep == width) {
                        packed6x2(depth, a, aTile, aDepthStep, b, bOffset, s, sTile, sStep, c, cTile, cStep);
                    } else {
                        tile6x2(
                                depth,
                                a,
                                aTile,
                                aRowStep,
                                aDepthStep,
                                b,
                                bOffset,
                                bStep,
                                s,
                                sTile,
                                sStep,
                                c,
                                cTile,
                                cStep);
                    }
                }
                case 4 ->
                    tile6x4(depth, a, aTile, aRowStep, aDepthStep, b, bOffset, bStep, s, sTile, sStep, c, cTile, cStep);
                default -> throw unknown(vectors);
            }
        }
        for (; i <= rows - 2; i += 2) {
            int aTile = aOffset + i * aRowStep;
            int sTile = sOffset + i * sStep;
            int cTile = cOffset + i * cStep;
            switch (vectors) {
                case 1 ->
                    tile2x1(depth, a, aTile, aRowStep, aDepthStep, b, bOffset, bStep, s, sTile, sStep, c, cTile, cStep);
                case 2 ->
                    tile2x2(depth, a, aTile, aRowStep, aDepthStep, b, bOffset, bStep, s, sTile, sStep, c, cTile, cStep);
                case 4 ->
                    tile2x4(depth, a, aTile, aRowStep, aDepthStep, b, bOffset, bStep, s, sTile, sStep, c, cTile, cStep);
                default -> throw unknown(vectors);
            }
        }
        if (i < rows) {
            int aRow = aOffset + i * aRowStep;
            int sRow = sOffset + i * sStep;
            int cRow = cOffset + i * cStep;
            switch (vectors) {
                case 1 -> tile1x1(depth, a, aRow, aDepthStep, b, bOffset, bStep, s, sRow, c, cRow);
                case 2 -> tile1x2(depth, a, aRow, aDepthStep, b, bOffset, bStep, s, sRow, c, cRow);
                case 4 -> tile1x4(depth, a, aRow, aDepthStep, b, bOffset, bStep, s, sRow, c, cRow);
                default -> throw unknown(vectors);
            }
        }
    }

    /// 6 where 6 × 2 is the widest tile.
    @Override
    public int stripRows() {
        return PANEL_VECTORS == 2 ? 6 : 0;
    }

    @Override
    public void multiplyStrips(
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
        int i = 0;
        for (; width == 2 * LANES && i <= rows - 6; i += 6) {
            int sTile = sOffset + i * sStep;
            packed6x2(depth, a, i * depth, 6, b, bOffset, s, sTile, sStep, c, cOffset + i * cStep, cStep);
        }
        for (; i < rows; i += 6) {
            int tile = Math.min(6, rows - i);
            int sTile = sOffset + i * sStep;
            int cTile = cOffset + i * cStep;
            multiply(tile, depth, width, a, i * depth, 1, 6, b, bOffset, width, s, sTile, sStep, c, cTile, cStep);
        }
    }

    private static IllegalArgumentException unknown(int vectors) {
        return new IllegalArgumentException("panel of " + vectors + " vectors");
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
        int j = 0;
        for (; bStep <= NARROW && j <= columns - 8 * LANES; j += 8 * LANES) {
            tile1x8(depth, a, aOffset, aStep, b, bOffset + j, bStep, c, cOffset + j);
        }
        if (j == columns) {
            return;
        }
        int k = 0;
        for (; k <= depth - 8; k += 8) {
            eightRows(columns - j, a, aOffset + k * aStep, aStep, b, bOffset + k * bStep + j, bStep, c, cOffset + j);
        }
        for (; k < depth; k++) {
            oneRow(columns - j, a[aOffset + k * aStep], b, bOffset + k * bStep + j, c, cOffset + j);
        }
    }

    @Override
    public int multiplyRow(
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
        int j = 0;
        for (; j <= columns - 8 * LANES; j += 8 * LANES) {
            panels1x8(depth, a, aOffset, aStep, panels, bOffset + j * depth, s, sOffset + j, c, cOffset + j);
        }
        return j;
    }

    @Override
    public void pack(float[] b, int bOffset, int bStep, int depth, int columns, float[] panels, int to, int width) {
        VectorPacking.pack(b, bOffset, bStep, depth, columns, panels, to, width);
    }
}
