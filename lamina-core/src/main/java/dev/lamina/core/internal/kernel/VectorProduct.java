package dev.lamina.core.internal.kernel;

import static dev.lamina.core.internal.kernel.VectorKernels.FLOATS;
import static dev.lamina.core.internal.kernel.VectorKernels.LANES;

import jdk.incubator.vector.FloatVector;

/// The micro-kernels of the matrix product: a tile of C, 4 rows or 1 by 1 to 4 vectors, stays in registers
/// while k runs.
///
/// Each is a bare static method with one counted loop and no modes: a kernel that does more is at the mercy of
/// the just-in-time compiler, which may leave it in slow code for a whole run.
final class VectorProduct {

    private static final int TILE_ROWS = 4;

    // What leaves a loop passes through ONE.fma(s, MINUS_ZERO), which is s: as the receiver of intoArray itself it
    // has no exact class to the just-in-time compiler once vectors of other widths are in use, and then each of
    // its values in the loop may become an object on the heap.
    private static final FloatVector ONE = FloatVector.broadcast(FLOATS, 1f);
    private static final FloatVector MINUS_ZERO = FloatVector.broadcast(FLOATS, -0f);

    private VectorProduct() {}

    static void multiplyAddPanel(
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
            float[] c,
            int cOffset,
            int cStep) {
        int vectors = width / LANES;
        int i = 0;
        for (; i <= rows - TILE_ROWS; i += TILE_ROWS) {
            int aTile = aOffset + i * aRowStep;
            int cTile = cOffset + i * cStep;
            switch (vectors) {
                case 1 -> tile4x1(depth, a, aTile, aRowStep, aDepthStep, b, bOffset, bStep, c, cTile, cStep);
                case 2 -> tile4x2(depth, a, aTile, aRowStep, aDepthStep, b, bOffset, bStep, c, cTile, cStep);
                case 3 -> tile4x3(depth, a, aTile, aRowStep, aDepthStep, b, bOffset, bStep, c, cTile, cStep);
                case 4 -> tile4x4(depth, a, aTile, aRowStep, aDepthStep, b, bOffset, bStep, c, cTile, cStep);
                default -> throw new IllegalArgumentException("panel of " + vectors + " vectors");
            }
        }
        for (; i < rows; i++) {
            int aRow = aOffset + i * aRowStep;
            int cRow = cOffset + i * cStep;
            switch (vectors) {
                case 1 -> tile1x1(depth, a, aRow, aDepthStep, b, bOffset, bStep, c, cRow);
                case 2 -> tile1x2(depth, a, aRow, aDepthStep, b, bOffset, bStep, c, cRow);
                case 3 -> tile1x3(depth, a, aRow, aDepthStep, b, bOffset, bStep, c, cRow);
                case 4 -> tile1x4(depth, a, aRow, aDepthStep, b, bOffset, bStep, c, cRow);
                default -> throw new IllegalArgumentException("panel of " + vectors + " vectors");
            }
        }
    }

    private static void tile4x4(
            int depth,
            float[] a,
            int aOffset,
            int aRowStep,
            int aDepthStep,
            float[] b,
            int bOffset,
            int bStep,
            float[] c,
            int cOffset,
            int cStep) {
        int c1 = cOffset + cStep;
        int c2 = c1 + cStep;
        int c3 = c2 + cStep;
        FloatVector s00 = FloatVector.fromArray(FLOATS, c, cOffset);
        FloatVector s01 = FloatVector.fromArray(FLOATS, c, cOffset + LANES);
        FloatVector s02 = FloatVector.fromArray(FLOATS, c, cOffset + 2 * LANES);
        FloatVector s03 = FloatVector.fromArray(FLOATS, c, cOffset + 3 * LANES);
        FloatVector s10 = FloatVector.fromArray(FLOATS, c, c1);
        FloatVector s11 = FloatVector.fromArray(FLOATS, c, c1 + LANES);
        FloatVector s12 = FloatVector.fromArray(FLOATS, c, c1 + 2 * LANES);
        FloatVector s13 = FloatVector.fromArray(FLOATS, c, c1 + 3 * LANES);
        FloatVector s20 = FloatVector.fromArray(FLOATS, c, c2);
        FloatVector s21 = FloatVector.fromArray(FLOATS, c, c2 + LANES);
        FloatVector s22 = FloatVector.fromArray(FLOATS, c, c2 + 2 * LANES);
        FloatVector s23 = FloatVector.fromArray(FLOATS, c, c2 + 3 * LANES);
        FloatVector s30 = FloatVector.fromArray(FLOATS, c, c3);
        FloatVector s31 = FloatVector.fromArray(FLOATS, c, c3 + LANES);
        FloatVector s32 = FloatVector.fromArray(FLOATS, c, c3 + 2 * LANES);
        FloatVector s33 = FloatVector.fromArray(FLOATS, c, c3 + 3 * LANES);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bIndex + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bIndex + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(FLOATS, b, bIndex + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            s03 = a0.fma(b3, s03);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[aIndex + aRowStep]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            s13 = a1.fma(b3, s13);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[aIndex + 2 * aRowStep]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            s22 = a2.fma(b2, s22);
            s23 = a2.fma(b3, s23);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[aIndex + 3 * aRowStep]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            s32 = a3.fma(b2, s32);
            s33 = a3.fma(b3, s33);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        ONE.fma(s00, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(s01, MINUS_ZERO).intoArray(c, cOffset + LANES);
        ONE.fma(s02, MINUS_ZERO).intoArray(c, cOffset + 2 * LANES);
        ONE.fma(s03, MINUS_ZERO).intoArray(c, cOffset + 3 * LANES);
        ONE.fma(s10, MINUS_ZERO).intoArray(c, c1);
        ONE.fma(s11, MINUS_ZERO).intoArray(c, c1 + LANES);
        ONE.fma(s12, MINUS_ZERO).intoArray(c, c1 + 2 * LANES);
        ONE.fma(s13, MINUS_ZERO).intoArray(c, c1 + 3 * LANES);
        ONE.fma(s20, MINUS_ZERO).intoArray(c, c2);
        ONE.fma(s21, MINUS_ZERO).intoArray(c, c2 + LANES);
        ONE.fma(s22, MINUS_ZERO).intoArray(c, c2 + 2 * LANES);
        ONE.fma(s23, MINUS_ZERO).intoArray(c, c2 + 3 * LANES);
        ONE.fma(s30, MINUS_ZERO).intoArray(c, c3);
        ONE.fma(s31, MINUS_ZERO).intoArray(c, c3 + LANES);
        ONE.fma(s32, MINUS_ZERO).intoArray(c, c3 + 2 * LANES);
        ONE.fma(s33, MINUS_ZERO).intoArray(c, c3 + 3 * LANES);
    }

    private static void tile4x3(
            int depth,
            float[] a,
            int aOffset,
            int aRowStep,
            int aDepthStep,
            float[] b,
            int bOffset,
            int bStep,
            float[] c,
            int cOffset,
            int cStep) {
        int c1 = cOffset + cStep;
        int c2 = c1 + cStep;
        int c3 = c2 + cStep;
        FloatVector s00 = FloatVector.fromArray(FLOATS, c, cOffset);
        FloatVector s01 = FloatVector.fromArray(FLOATS, c, cOffset + LANES);
        FloatVector s02 = FloatVector.fromArray(FLOATS, c, cOffset + 2 * LANES);
        FloatVector s10 = FloatVector.fromArray(FLOATS, c, c1);
        FloatVector s11 = FloatVector.fromArray(FLOATS, c, c1 + LANES);
        FloatVector s12 = FloatVector.fromArray(FLOATS, c, c1 + 2 * LANES);
        FloatVector s20 = FloatVector.fromArray(FLOATS, c, c2);
        FloatVector s21 = FloatVector.fromArray(FLOATS, c, c2 + LANES);
        FloatVector s22 = FloatVector.fromArray(FLOATS, c, c2 + 2 * LANES);
        FloatVector s30 = FloatVector.fromArray(FLOATS, c, c3);
        FloatVector s31 = FloatVector.fromArray(FLOATS, c, c3 + LANES);
        FloatVector s32 = FloatVector.fromArray(FLOATS, c, c3 + 2 * LANES);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bIndex + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bIndex + 2 * LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[aIndex + aRowStep]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s12 = a1.fma(b2, s12);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[aIndex + 2 * aRowStep]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            s22 = a2.fma(b2, s22);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[aIndex + 3 * aRowStep]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            s32 = a3.fma(b2, s32);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        ONE.fma(s00, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(s01, MINUS_ZERO).intoArray(c, cOffset + LANES);
        ONE.fma(s02, MINUS_ZERO).intoArray(c, cOffset + 2 * LANES);
        ONE.fma(s10, MINUS_ZERO).intoArray(c, c1);
        ONE.fma(s11, MINUS_ZERO).intoArray(c, c1 + LANES);
        ONE.fma(s12, MINUS_ZERO).intoArray(c, c1 + 2 * LANES);
        ONE.fma(s20, MINUS_ZERO).intoArray(c, c2);
        ONE.fma(s21, MINUS_ZERO).intoArray(c, c2 + LANES);
        ONE.fma(s22, MINUS_ZERO).intoArray(c, c2 + 2 * LANES);
        ONE.fma(s30, MINUS_ZERO).intoArray(c, c3);
        ONE.fma(s31, MINUS_ZERO).intoArray(c, c3 + LANES);
        ONE.fma(s32, MINUS_ZERO).intoArray(c, c3 + 2 * LANES);
    }

    private static void tile4x2(
            int depth,
            float[] a,
            int aOffset,
            int aRowStep,
            int aDepthStep,
            float[] b,
            int bOffset,
            int bStep,
            float[] c,
            int cOffset,
            int cStep) {
        int c1 = cOffset + cStep;
        int c2 = c1 + cStep;
        int c3 = c2 + cStep;
        FloatVector s00 = FloatVector.fromArray(FLOATS, c, cOffset);
        FloatVector s01 = FloatVector.fromArray(FLOATS, c, cOffset + LANES);
        FloatVector s10 = FloatVector.fromArray(FLOATS, c, c1);
        FloatVector s11 = FloatVector.fromArray(FLOATS, c, c1 + LANES);
        FloatVector s20 = FloatVector.fromArray(FLOATS, c, c2);
        FloatVector s21 = FloatVector.fromArray(FLOATS, c, c2 + LANES);
        FloatVector s30 = FloatVector.fromArray(FLOATS, c, c3);
        FloatVector s31 = FloatVector.fromArray(FLOATS, c, c3 + LANES);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bIndex + LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[aIndex + aRowStep]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[aIndex + 2 * aRowStep]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[aIndex + 3 * aRowStep]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        ONE.fma(s00, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(s01, MINUS_ZERO).intoArray(c, cOffset + LANES);
        ONE.fma(s10, MINUS_ZERO).intoArray(c, c1);
        ONE.fma(s11, MINUS_ZERO).intoArray(c, c1 + LANES);
        ONE.fma(s20, MINUS_ZERO).intoArray(c, c2);
        ONE.fma(s21, MINUS_ZERO).intoArray(c, c2 + LANES);
        ONE.fma(s30, MINUS_ZERO).intoArray(c, c3);
        ONE.fma(s31, MINUS_ZERO).intoArray(c, c3 + LANES);
    }

    private static void tile4x1(
            int depth,
            float[] a,
            int aOffset,
            int aRowStep,
            int aDepthStep,
            float[] b,
            int bOffset,
            int bStep,
            float[] c,
            int cOffset,
            int cStep) {
        int c1 = cOffset + cStep;
        int c2 = c1 + cStep;
        int c3 = c2 + cStep;
        FloatVector s00 = FloatVector.fromArray(FLOATS, c, cOffset);
        FloatVector s10 = FloatVector.fromArray(FLOATS, c, c1);
        FloatVector s20 = FloatVector.fromArray(FLOATS, c, c2);
        FloatVector s30 = FloatVector.fromArray(FLOATS, c, c3);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            s00 = a0.fma(b0, s00);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[aIndex + aRowStep]);
            s10 = a1.fma(b0, s10);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[aIndex + 2 * aRowStep]);
            s20 = a2.fma(b0, s20);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[aIndex + 3 * aRowStep]);
            s30 = a3.fma(b0, s30);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        ONE.fma(s00, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(s10, MINUS_ZERO).intoArray(c, c1);
        ONE.fma(s20, MINUS_ZERO).intoArray(c, c2);
        ONE.fma(s30, MINUS_ZERO).intoArray(c, c3);
    }

    private static void tile1x4(
            int depth,
            float[] a,
            int aOffset,
            int aDepthStep,
            float[] b,
            int bOffset,
            int bStep,
            float[] c,
            int cOffset) {
        FloatVector s00 = FloatVector.fromArray(FLOATS, c, cOffset);
        FloatVector s01 = FloatVector.fromArray(FLOATS, c, cOffset + LANES);
        FloatVector s02 = FloatVector.fromArray(FLOATS, c, cOffset + 2 * LANES);
        FloatVector s03 = FloatVector.fromArray(FLOATS, c, cOffset + 3 * LANES);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bIndex + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bIndex + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(FLOATS, b, bIndex + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            s03 = a0.fma(b3, s03);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        ONE.fma(s00, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(s01, MINUS_ZERO).intoArray(c, cOffset + LANES);
        ONE.fma(s02, MINUS_ZERO).intoArray(c, cOffset + 2 * LANES);
        ONE.fma(s03, MINUS_ZERO).intoArray(c, cOffset + 3 * LANES);
    }

    private static void tile1x3(
            int depth,
            float[] a,
            int aOffset,
            int aDepthStep,
            float[] b,
            int bOffset,
            int bStep,
            float[] c,
            int cOffset) {
        FloatVector s00 = FloatVector.fromArray(FLOATS, c, cOffset);
        FloatVector s01 = FloatVector.fromArray(FLOATS, c, cOffset + LANES);
        FloatVector s02 = FloatVector.fromArray(FLOATS, c, cOffset + 2 * LANES);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bIndex + LANES);
            FloatVector b2 = FloatVector.fromArray(FLOATS, b, bIndex + 2 * LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            s02 = a0.fma(b2, s02);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        ONE.fma(s00, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(s01, MINUS_ZERO).intoArray(c, cOffset + LANES);
        ONE.fma(s02, MINUS_ZERO).intoArray(c, cOffset + 2 * LANES);
    }

    private static void tile1x2(
            int depth,
            float[] a,
            int aOffset,
            int aDepthStep,
            float[] b,
            int bOffset,
            int bStep,
            float[] c,
            int cOffset) {
        FloatVector s00 = FloatVector.fromArray(FLOATS, c, cOffset);
        FloatVector s01 = FloatVector.fromArray(FLOATS, c, cOffset + LANES);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, bIndex + LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        ONE.fma(s00, MINUS_ZERO).intoArray(c, cOffset);
        ONE.fma(s01, MINUS_ZERO).intoArray(c, cOffset + LANES);
    }

    private static void tile1x1(
            int depth,
            float[] a,
            int aOffset,
            int aDepthStep,
            float[] b,
            int bOffset,
            int bStep,
            float[] c,
            int cOffset) {
        FloatVector s00 = FloatVector.fromArray(FLOATS, c, cOffset);
        int aIndex = aOffset;
        int bIndex = bOffset;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, bIndex);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[aIndex]);
            s00 = a0.fma(b0, s00);
            aIndex += aDepthStep;
            bIndex += bStep;
        }
        ONE.fma(s00, MINUS_ZERO).intoArray(c, cOffset);
    }
}
