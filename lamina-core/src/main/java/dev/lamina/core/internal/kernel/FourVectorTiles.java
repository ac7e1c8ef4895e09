package dev.lamina.core.internal.kernel;

import static dev.lamina.core.internal.kernel.VectorKernels.FLOATS;
import static dev.lamina.core.internal.kernel.VectorKernels.LANES;
import static dev.lamina.core.internal.kernel.VectorKernels.MINUS_ZERO;
import static dev.lamina.core.internal.kernel.VectorKernels.ONE;

import jdk.incubator.vector.FloatVector;

/// Tiles of C = S + A·B four vectors wide: `tile6x4` of six rows, and so on. Steps and offsets are those of
/// [PanelProduct#multiply].
final class FourVectorTiles {

    private FourVectorTiles() {}

    static void tile6x4(
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

    static void tile2x4(
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

    static void tile1x4(
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
}
