package dev.lamina.core.internal.kernel;

import static dev.lamina.core.internal.kernel.VectorKernels.FLOATS;
import static dev.lamina.core.internal.kernel.VectorKernels.LANES;

import jdk.incubator.vector.FloatVector;

/// [PanelProduct] on SIMD lanes. A tile of C, 6, 2 or 1 rows by 4, 2 or 1 vectors, stays in registers while k
/// runs: 6 × 4 fill the 32 registers of AVX-512 and NEON, 6 × 2 the 16 of AVX2, which wants A in strips for it.
///
/// Each tile is a bare static method with one counted loop and no modes: a kernel that does more is at the
/// mercy of the just-in-time compiler, which may leave it in slow code for a whole run. Stateless.
final class VectorProduct implements PanelProduct {

    /// Vectors that the widest tile covers without spilling registers.
    private static final int PANEL_VECTORS = LANES == 8 ? 2 : 4;

    /// Panels that are packed at once: the memory delivers whole rows faster than pieces, and a first-level cache of
    /// eight ways has room for a line of each, even if all are a power of two apart.
    private static final int PACKED_AT_ONCE = 4;

    /// Step of B up to which a single row keeps eight vectors of C in registers; wider rows are read one by
    /// one, in the order of the memory.
    private static final int NARROW = 128;

    // What leaves a loop passes through ONE.fma(s, MINUS_ZERO), which is s: as the receiver of intoArray itself it
    // has no exact class to the just-in-time compiler once vectors of other widths are in use, and then each of
    // its values in the loop may become an object on the heap.
    private static final FloatVector ONE = FloatVector.broadcast(FLOATS, 1f);
    private static final FloatVector MINUS_ZERO = FloatVector.broadcast(FLOATS, -0f);

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
    public void pack(float[] b, int bOffset, int bStep, int depth, int columns, float[] panels, int to, int width) {
        int j = 0;
        for (; j <= columns - width; j += PACKED_AT_ONCE * width) {
            int some = Math.min(PACKED_AT_ONCE, (columns - j) / width);
            packPanels(b, bOffset + j, bStep, depth, some, panels, to + j * depth, width);
        }
        int rest = columns % width;
        if (rest > 0) {
            packRest(b, bOffset + columns - rest, bStep, depth, rest, panels, to + (columns - rest) * depth, width);
        }
    }

    private static void packPanels(
            float[] b, int bOffset, int bStep, int depth, int count, float[] panels, int to, int width) {
        int whole = FLOATS.loopBound(width);
        int size = depth * width;
        for (int k = 0; k < depth; k++) {
            int from = bOffset + k * bStep;
            int row = to + k * width;
            for (int panel = 0; panel < count; panel++) {
                int j = 0;
                for (; j < whole; j += LANES) {
                    FloatVector.fromArray(FLOATS, b, from + j).intoArray(panels, row + j);
                }
                for (; j < width; j++) {
                    panels[row + j] = b[from + j];
                }
                from += width;
                row += size;
            }
        }
    }

    private static void packRest(
            float[] b, int bOffset, int bStep, int depth, int columns, float[] panel, int to, int width) {
        for (int k = 0; k < depth; k++) {
            int from = bOffset + k * bStep;
            int row = to + k * width;
            int j = 0;
            for (; j < columns; j++) {
                panel[row + j] = b[from + j];
            }
            for (; j < width; j++) {
                panel[row + j] = 0f;
            }
        }
    }

    private static void tile6x4(
            int depth,
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
        int s1 = sOffset + sStep;
        int s2 = s1 + sStep;
        int s3 = s2 + sStep;
        int s4 = s3 + sStep;
        int s5 = s4 + sStep;
        FloatVector c00 = FloatVector.fromArray(FLOATS, s, sOffset);
        FloatVector c01 = FloatVector.fromArray(FLOATS, s, sOffset + LANES);
        FloatVector c02 = FloatVector.fromArray(FLOATS, s, sOffset + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(FLOATS, s, sOffset + 3 * LANES);
        FloatVector c10 = FloatVector.fromArray(FLOATS, s, s1);
        FloatVector c11 = FloatVector.fromArray(FLOATS, s, s1 + LANES);
        FloatVector c12 = FloatVector.fromArray(FLOATS, s, s1 + 2 * LANES);
        FloatVector c13 = FloatVector.fromArray(FLOATS, s, s1 + 3 * LANES);
        FloatVector c20 = FloatVector.fromArray(FLOATS, s, s2);
        FloatVector c21 = FloatVector.fromArray(FLOATS, s, s2 + LANES);
        FloatVector c22 = FloatVector.fromArray(FLOATS, s, s2 + 2 * LANES);
        FloatVector c23 = FloatVector.fromArray(FLOATS, s, s2 + 3 * LANES);
        FloatVector c30 = FloatVector.fromArray(FLOATS, s, s3);
        FloatVector c31 = FloatVector.fromArray(FLOATS, s, s3 + LANES);
        FloatVector c32 = FloatVector.fromArray(FLOATS, s, s3 + 2 * LANES);
        FloatVector c33 = FloatVector.fromArray(FLOATS, s, s3 + 3 * LANES);
        FloatVector c40 = FloatVector.fromArray(FLOATS, s, s4);
        FloatVector c41 = FloatVector.fromArray(FLOATS, s, s4 + LANES);
        FloatVector c42 = FloatVector.fromArray(FLOATS, s, s4 + 2 * LANES);
        FloatVector c43 = FloatVector.fromArray(FLOATS, s, s4 + 3 * LANES);
        FloatVector c50 = FloatVector.fromArray(FLOATS, s, s5);
        FloatVector c51 = FloatVector.fromArray(FLOATS, s, s5 + LANES);
        FloatVector c52 = FloatVector.fromArray(FLOATS, s, s5 + 2 * LANES);
        FloatVector c53 = FloatVector.fromArray(FLOATS, s, s5 + 3 * LANES);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bIndex + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bIndex + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(FLOATS, b, bIndex + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[aIndex + aRowStep]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[aIndex + 2 * aRowStep]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[aIndex + 3 * aRowStep]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(FLOATS, a[aIndex + 4 * aRowStep]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
            FloatVector a5 = FloatVector.broadcast(FLOATS, a[aIndex + 5 * aRowStep]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            c53 = a5.fma(b3, c53);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        int row1 = cOffset + cStep;
        int row2 = row1 + cStep;
        int row3 = row2 + cStep;
        int row4 = row3 + cStep;
        int row5 = row4 + cStep;
        ONE.fma(c00, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(c01, MINUS_ZERO).intoArray(c, cOffset + LANES);
        ONE.fma(c02, MINUS_ZERO).intoArray(c, cOffset + 2 * LANES);
        ONE.fma(c03, MINUS_ZERO).intoArray(c, cOffset + 3 * LANES);
        ONE.fma(c10, MINUS_ZERO).intoArray(c, row1);
        ONE.fma(c11, MINUS_ZERO).intoArray(c, row1 + LANES);
        ONE.fma(c12, MINUS_ZERO).intoArray(c, row1 + 2 * LANES);
        ONE.fma(c13, MINUS_ZERO).intoArray(c, row1 + 3 * LANES);
        ONE.fma(c20, MINUS_ZERO).intoArray(c, row2);
        ONE.fma(c21, MINUS_ZERO).intoArray(c, row2 + LANES);
        ONE.fma(c22, MINUS_ZERO).intoArray(c, row2 + 2 * LANES);
        ONE.fma(c23, MINUS_ZERO).intoArray(c, row2 + 3 * LANES);
        ONE.fma(c30, MINUS_ZERO).intoArray(c, row3);
        ONE.fma(c31, MINUS_ZERO).intoArray(c, row3 + LANES);
        ONE.fma(c32, MINUS_ZERO).intoArray(c, row3 + 2 * LANES);
        ONE.fma(c33, MINUS_ZERO).intoArray(c, row3 + 3 * LANES);
        ONE.fma(c40, MINUS_ZERO).intoArray(c, row4);
        ONE.fma(c41, MINUS_ZERO).intoArray(c, row4 + LANES);
        ONE.fma(c42, MINUS_ZERO).intoArray(c, row4 + 2 * LANES);
        ONE.fma(c43, MINUS_ZERO).intoArray(c, row4 + 3 * LANES);
        ONE.fma(c50, MINUS_ZERO).intoArray(c, row5);
        ONE.fma(c51, MINUS_ZERO).intoArray(c, row5 + LANES);
        ONE.fma(c52, MINUS_ZERO).intoArray(c, row5 + 2 * LANES);
        ONE.fma(c53, MINUS_ZERO).intoArray(c, row5 + 3 * LANES);
    }

    private static void tile6x2(
            int depth,
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
        int s1 = sOffset + sStep;
        int s2 = s1 + sStep;
        int s3 = s2 + sStep;
        int s4 = s3 + sStep;
        int s5 = s4 + sStep;
        FloatVector c00 = FloatVector.fromArray(FLOATS, s, sOffset);
        FloatVector c01 = FloatVector.fromArray(FLOATS, s, sOffset + LANES);
        FloatVector c10 = FloatVector.fromArray(FLOATS, s, s1);
        FloatVector c11 = FloatVector.fromArray(FLOATS, s, s1 + LANES);
        FloatVector c20 = FloatVector.fromArray(FLOATS, s, s2);
        FloatVector c21 = FloatVector.fromArray(FLOATS, s, s2 + LANES);
        FloatVector c30 = FloatVector.fromArray(FLOATS, s, s3);
        FloatVector c31 = FloatVector.fromArray(FLOATS, s, s3 + LANES);
        FloatVector c40 = FloatVector.fromArray(FLOATS, s, s4);
        FloatVector c41 = FloatVector.fromArray(FLOATS, s, s4 + LANES);
        FloatVector c50 = FloatVector.fromArray(FLOATS, s, s5);
        FloatVector c51 = FloatVector.fromArray(FLOATS, s, s5 + LANES);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bIndex + LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[aIndex + aRowStep]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[aIndex + 2 * aRowStep]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[aIndex + 3 * aRowStep]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, a[aIndex + 4 * aRowStep]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            FloatVector a5 = FloatVector.broadcast(FLOATS, a[aIndex + 5 * aRowStep]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        int row1 = cOffset + cStep;
        int row2 = row1 + cStep;
        int row3 = row2 + cStep;
        int row4 = row3 + cStep;
        int row5 = row4 + cStep;
        ONE.fma(c00, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(c01, MINUS_ZERO).intoArray(c, cOffset + LANES);
        ONE.fma(c10, MINUS_ZERO).intoArray(c, row1);
        ONE.fma(c11, MINUS_ZERO).intoArray(c, row1 + LANES);
        ONE.fma(c20, MINUS_ZERO).intoArray(c, row2);
        ONE.fma(c21, MINUS_ZERO).intoArray(c, row2 + LANES);
        ONE.fma(c30, MINUS_ZERO).intoArray(c, row3);
        ONE.fma(c31, MINUS_ZERO).intoArray(c, row3 + LANES);
        ONE.fma(c40, MINUS_ZERO).intoArray(c, row4);
        ONE.fma(c41, MINUS_ZERO).intoArray(c, row4 + LANES);
        ONE.fma(c50, MINUS_ZERO).intoArray(c, row5);
        ONE.fma(c51, MINUS_ZERO).intoArray(c, row5 + LANES);
    }

    /// [#tile6x2] with B in a panel and each six numbers of A side by side, `aStep` apart.
    ///
    /// Of the six range checks of A the compiler makes three, at the numbers that come first below: hence the
    /// order. They are wanted: without them all of A is loaded first, and the sums no longer fit the registers.
    private static void packed6x2(
            int depth,
            float[] a,
            int aOffset,
            int aStep,
            float[] b,
            int bOffset,
            float[] s,
            int sOffset,
            int sStep,
            float[] c,
            int cOffset,
            int cStep) {
        int s1 = sOffset + sStep;
        int s2 = s1 + sStep;
        int s3 = s2 + sStep;
        int s4 = s3 + sStep;
        int s5 = s4 + sStep;
        FloatVector c00 = FloatVector.fromArray(FLOATS, s, sOffset);
        FloatVector c01 = FloatVector.fromArray(FLOATS, s, sOffset + LANES);
        FloatVector c10 = FloatVector.fromArray(FLOATS, s, s1);
        FloatVector c11 = FloatVector.fromArray(FLOATS, s, s1 + LANES);
        FloatVector c20 = FloatVector.fromArray(FLOATS, s, s2);
        FloatVector c21 = FloatVector.fromArray(FLOATS, s, s2 + LANES);
        FloatVector c30 = FloatVector.fromArray(FLOATS, s, s3);
        FloatVector c31 = FloatVector.fromArray(FLOATS, s, s3 + LANES);
        FloatVector c40 = FloatVector.fromArray(FLOATS, s, s4);
        FloatVector c41 = FloatVector.fromArray(FLOATS, s, s4 + LANES);
        FloatVector c50 = FloatVector.fromArray(FLOATS, s, s5);
        FloatVector c51 = FloatVector.fromArray(FLOATS, s, s5 + LANES);
        int aIndex = aOffset;
        int end = depth * 2 * LANES;
        for (int j = 0; j < end; j += 2 * LANES) {
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[aIndex + 2]);
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bOffset + j);
            c20 = a2.fma(b0, c20);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bOffset + j + LANES);
            c21 = a2.fma(b1, c21);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a5 = FloatVector.broadcast(FLOATS, a[aIndex + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[aIndex + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[aIndex + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            FloatVector a4 = FloatVector.broadcast(FLOATS, a[aIndex + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            aIndex += aStep;
        }
        int row1 = cOffset + cStep;
        int row2 = row1 + cStep;
        int row3 = row2 + cStep;
        int row4 = row3 + cStep;
        int row5 = row4 + cStep;
        ONE.fma(c00, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(c01, MINUS_ZERO).intoArray(c, cOffset + LANES);
        ONE.fma(c10, MINUS_ZERO).intoArray(c, row1);
        ONE.fma(c11, MINUS_ZERO).intoArray(c, row1 + LANES);
        ONE.fma(c20, MINUS_ZERO).intoArray(c, row2);
        ONE.fma(c21, MINUS_ZERO).intoArray(c, row2 + LANES);
        ONE.fma(c30, MINUS_ZERO).intoArray(c, row3);
        ONE.fma(c31, MINUS_ZERO).intoArray(c, row3 + LANES);
        ONE.fma(c40, MINUS_ZERO).intoArray(c, row4);
        ONE.fma(c41, MINUS_ZERO).intoArray(c, row4 + LANES);
        ONE.fma(c50, MINUS_ZERO).intoArray(c, row5);
        ONE.fma(c51, MINUS_ZERO).intoArray(c, row5 + LANES);
    }

    private static void tile6x1(
            int depth,
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
        int s1 = sOffset + sStep;
        int s2 = s1 + sStep;
        int s3 = s2 + sStep;
        int s4 = s3 + sStep;
        int s5 = s4 + sStep;
        FloatVector c00 = FloatVector.fromArray(FLOATS, s, sOffset);
        FloatVector c10 = FloatVector.fromArray(FLOATS, s, s1);
        FloatVector c20 = FloatVector.fromArray(FLOATS, s, s2);
        FloatVector c30 = FloatVector.fromArray(FLOATS, s, s3);
        FloatVector c40 = FloatVector.fromArray(FLOATS, s, s4);
        FloatVector c50 = FloatVector.fromArray(FLOATS, s, s5);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[aIndex + aRowStep]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[aIndex + 2 * aRowStep]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[aIndex + 3 * aRowStep]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(FLOATS, a[aIndex + 4 * aRowStep]);
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(FLOATS, a[aIndex + 5 * aRowStep]);
            c50 = a5.fma(b0, c50);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        int row1 = cOffset + cStep;
        int row2 = row1 + cStep;
        int row3 = row2 + cStep;
        int row4 = row3 + cStep;
        int row5 = row4 + cStep;
        ONE.fma(c00, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(c10, MINUS_ZERO).intoArray(c, row1);
        ONE.fma(c20, MINUS_ZERO).intoArray(c, row2);
        ONE.fma(c30, MINUS_ZERO).intoArray(c, row3);
        ONE.fma(c40, MINUS_ZERO).intoArray(c, row4);
        ONE.fma(c50, MINUS_ZERO).intoArray(c, row5);
    }

    private static void tile2x4(
            int depth,
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
        int s1 = sOffset + sStep;
        FloatVector c00 = FloatVector.fromArray(FLOATS, s, sOffset);
        FloatVector c01 = FloatVector.fromArray(FLOATS, s, sOffset + LANES);
        FloatVector c02 = FloatVector.fromArray(FLOATS, s, sOffset + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(FLOATS, s, sOffset + 3 * LANES);
        FloatVector c10 = FloatVector.fromArray(FLOATS, s, s1);
        FloatVector c11 = FloatVector.fromArray(FLOATS, s, s1 + LANES);
        FloatVector c12 = FloatVector.fromArray(FLOATS, s, s1 + 2 * LANES);
        FloatVector c13 = FloatVector.fromArray(FLOATS, s, s1 + 3 * LANES);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bIndex + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bIndex + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(FLOATS, b, bIndex + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[aIndex + aRowStep]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        int row1 = cOffset + cStep;
        ONE.fma(c00, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(c01, MINUS_ZERO).intoArray(c, cOffset + LANES);
        ONE.fma(c02, MINUS_ZERO).intoArray(c, cOffset + 2 * LANES);
        ONE.fma(c03, MINUS_ZERO).intoArray(c, cOffset + 3 * LANES);
        ONE.fma(c10, MINUS_ZERO).intoArray(c, row1);
        ONE.fma(c11, MINUS_ZERO).intoArray(c, row1 + LANES);
        ONE.fma(c12, MINUS_ZERO).intoArray(c, row1 + 2 * LANES);
        ONE.fma(c13, MINUS_ZERO).intoArray(c, row1 + 3 * LANES);
    }

    private static void tile2x2(
            int depth,
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
        int s1 = sOffset + sStep;
        FloatVector c00 = FloatVector.fromArray(FLOATS, s, sOffset);
        FloatVector c01 = FloatVector.fromArray(FLOATS, s, sOffset + LANES);
        FloatVector c10 = FloatVector.fromArray(FLOATS, s, s1);
        FloatVector c11 = FloatVector.fromArray(FLOATS, s, s1 + LANES);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bIndex + LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[aIndex + aRowStep]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        int row1 = cOffset + cStep;
        ONE.fma(c00, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(c01, MINUS_ZERO).intoArray(c, cOffset + LANES);
        ONE.fma(c10, MINUS_ZERO).intoArray(c, row1);
        ONE.fma(c11, MINUS_ZERO).intoArray(c, row1 + LANES);
    }

    private static void tile2x1(
            int depth,
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
        int s1 = sOffset + sStep;
        FloatVector c00 = FloatVector.fromArray(FLOATS, s, sOffset);
        FloatVector c10 = FloatVector.fromArray(FLOATS, s, s1);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[aIndex + aRowStep]);
            c10 = a1.fma(b0, c10);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        int row1 = cOffset + cStep;
        ONE.fma(c00, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(c10, MINUS_ZERO).intoArray(c, row1);
    }

    private static void tile1x4(
            int depth,
            float[] a,
            int aOffset,
            int aDepthStep,
            float[] b,
            int bOffset,
            int bStep,
            float[] s,
            int sOffset,
            float[] c,
            int cOffset) {
        FloatVector c00 = FloatVector.fromArray(FLOATS, s, sOffset);
        FloatVector c01 = FloatVector.fromArray(FLOATS, s, sOffset + LANES);
        FloatVector c02 = FloatVector.fromArray(FLOATS, s, sOffset + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(FLOATS, s, sOffset + 3 * LANES);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bIndex + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bIndex + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(FLOATS, b, bIndex + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        ONE.fma(c00, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(c01, MINUS_ZERO).intoArray(c, cOffset + LANES);
        ONE.fma(c02, MINUS_ZERO).intoArray(c, cOffset + 2 * LANES);
        ONE.fma(c03, MINUS_ZERO).intoArray(c, cOffset + 3 * LANES);
    }

    private static void tile1x2(
            int depth,
            float[] a,
            int aOffset,
            int aDepthStep,
            float[] b,
            int bOffset,
            int bStep,
            float[] s,
            int sOffset,
            float[] c,
            int cOffset) {
        FloatVector c00 = FloatVector.fromArray(FLOATS, s, sOffset);
        FloatVector c01 = FloatVector.fromArray(FLOATS, s, sOffset + LANES);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bIndex + LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        ONE.fma(c00, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(c01, MINUS_ZERO).intoArray(c, cOffset + LANES);
    }

    private static void tile1x1(
            int depth,
            float[] a,
            int aOffset,
            int aDepthStep,
            float[] b,
            int bOffset,
            int bStep,
            float[] s,
            int sOffset,
            float[] c,
            int cOffset) {
        FloatVector c00 = FloatVector.fromArray(FLOATS, s, sOffset);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            c00 = a0.fma(b0, c00);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        ONE.fma(c00, MINUS_ZERO).intoArray(c, cOffset);
    }

    private static void tile1x8(
            int depth,
            float[] a,
            int aOffset,
            int aDepthStep,
            float[] b,
            int bOffset,
            int bStep,
            float[] c,
            int cOffset) {
        FloatVector c0 = FloatVector.fromArray(FLOATS, c, cOffset);
        FloatVector c1 = FloatVector.fromArray(FLOATS, c, cOffset + LANES);
        FloatVector c2 = FloatVector.fromArray(FLOATS, c, cOffset + 2 * LANES);
        FloatVector c3 = FloatVector.fromArray(FLOATS, c, cOffset + 3 * LANES);
        FloatVector c4 = FloatVector.fromArray(FLOATS, c, cOffset + 4 * LANES);
        FloatVector c5 = FloatVector.fromArray(FLOATS, c, cOffset + 5 * LANES);
        FloatVector c6 = FloatVector.fromArray(FLOATS, c, cOffset + 6 * LANES);
        FloatVector c7 = FloatVector.fromArray(FLOATS, c, cOffset + 7 * LANES);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector x = FloatVector.broadcast(FLOATS, a[aIndex]);
            c0 = x.fma(FloatVector.fromArray(FLOATS, b, bIndex), c0);
            c1 = x.fma(FloatVector.fromArray(FLOATS, b, bIndex + LANES), c1);
            c2 = x.fma(FloatVector.fromArray(FLOATS, b, bIndex + 2 * LANES), c2);
            c3 = x.fma(FloatVector.fromArray(FLOATS, b, bIndex + 3 * LANES), c3);
            c4 = x.fma(FloatVector.fromArray(FLOATS, b, bIndex + 4 * LANES), c4);
            c5 = x.fma(FloatVector.fromArray(FLOATS, b, bIndex + 5 * LANES), c5);
            c6 = x.fma(FloatVector.fromArray(FLOATS, b, bIndex + 6 * LANES), c6);
            c7 = x.fma(FloatVector.fromArray(FLOATS, b, bIndex + 7 * LANES), c7);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        ONE.fma(c0, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(c1, MINUS_ZERO).intoArray(c, cOffset + LANES);
        ONE.fma(c2, MINUS_ZERO).intoArray(c, cOffset + 2 * LANES);
        ONE.fma(c3, MINUS_ZERO).intoArray(c, cOffset + 3 * LANES);
        ONE.fma(c4, MINUS_ZERO).intoArray(c, cOffset + 4 * LANES);
        ONE.fma(c5, MINUS_ZERO).intoArray(c, cOffset + 5 * LANES);
        ONE.fma(c6, MINUS_ZERO).intoArray(c, cOffset + 6 * LANES);
        ONE.fma(c7, MINUS_ZERO).intoArray(c, cOffset + 7 * LANES);
    }

    /// Eight rows of B, which the memory delivers one after the other.
    private static void eightRows(
            int columns, float[] a, int aOffset, int aStep, float[] b, int bOffset, int bStep, float[] c, int cOffset) {
        float x0 = a[aOffset];
        float x1 = a[aOffset + aStep];
        float x2 = a[aOffset + 2 * aStep];
        float x3 = a[aOffset + 3 * aStep];
        float x4 = a[aOffset + 4 * aStep];
        float x5 = a[aOffset + 5 * aStep];
        float x6 = a[aOffset + 6 * aStep];
        float x7 = a[aOffset + 7 * aStep];
        int b1 = bOffset + bStep;
        int b2 = b1 + bStep;
        int b3 = b2 + bStep;
        int b4 = b3 + bStep;
        int b5 = b4 + bStep;
        int b6 = b5 + bStep;
        int b7 = b6 + bStep;
        FloatVector v0 = FloatVector.broadcast(FLOATS, x0);
        FloatVector v1 = FloatVector.broadcast(FLOATS, x1);
        FloatVector v2 = FloatVector.broadcast(FLOATS, x2);
        FloatVector v3 = FloatVector.broadcast(FLOATS, x3);
        FloatVector v4 = FloatVector.broadcast(FLOATS, x4);
        FloatVector v5 = FloatVector.broadcast(FLOATS, x5);
        FloatVector v6 = FloatVector.broadcast(FLOATS, x6);
        FloatVector v7 = FloatVector.broadcast(FLOATS, x7);
        int j = 0;
        int whole = FLOATS.loopBound(columns);
        for (; j < whole; j += LANES) {
            FloatVector sum = FloatVector.fromArray(FLOATS, c, cOffset + j);
            sum = v0.fma(FloatVector.fromArray(FLOATS, b, bOffset + j), sum);
            sum = v1.fma(FloatVector.fromArray(FLOATS, b, b1 + j), sum);
            sum = v2.fma(FloatVector.fromArray(FLOATS, b, b2 + j), sum);
            sum = v3.fma(FloatVector.fromArray(FLOATS, b, b3 + j), sum);
            sum = v4.fma(FloatVector.fromArray(FLOATS, b, b4 + j), sum);
            sum = v5.fma(FloatVector.fromArray(FLOATS, b, b5 + j), sum);
            sum = v6.fma(FloatVector.fromArray(FLOATS, b, b6 + j), sum);
            v7.fma(FloatVector.fromArray(FLOATS, b, b7 + j), sum).intoArray(c, cOffset + j);
        }
        for (; j < columns; j++) {
            float sum = c[cOffset + j];
            sum = Math.fma(x0, b[bOffset + j], sum);
            sum = Math.fma(x1, b[b1 + j], sum);
            sum = Math.fma(x2, b[b2 + j], sum);
            sum = Math.fma(x3, b[b3 + j], sum);
            sum = Math.fma(x4, b[b4 + j], sum);
            sum = Math.fma(x5, b[b5 + j], sum);
            sum = Math.fma(x6, b[b6 + j], sum);
            sum = Math.fma(x7, b[b7 + j], sum);
            c[cOffset + j] = sum;
        }
    }

    private static void oneRow(int columns, float x, float[] b, int bOffset, float[] c, int cOffset) {
        FloatVector v = FloatVector.broadcast(FLOATS, x);
        int j = 0;
        int whole = FLOATS.loopBound(columns);
        for (; j < whole; j += LANES) {
            v.fma(FloatVector.fromArray(FLOATS, b, bOffset + j), FloatVector.fromArray(FLOATS, c, cOffset + j))
                    .intoArray(c, cOffset + j);
        }
        for (; j < columns; j++) {
            c[cOffset + j] = Math.fma(x, b[bOffset + j], c[cOffset + j]);
        }
    }
}
