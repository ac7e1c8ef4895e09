package dev.lamina.core.internal.kernel;

import static dev.lamina.core.internal.kernel.VectorKernels.FLOATS;
import static dev.lamina.core.internal.kernel.VectorKernels.LANES;
import static dev.lamina.core.internal.kernel.VectorKernels.MINUS_ZERO;
import static dev.lamina.core.internal.kernel.VectorKernels.ONE;

import jdk.incubator.vector.FloatVector;

/// Tiles of C = S + A·B two vectors wide: `tile6x2` of six rows, and so on. Steps and offsets are those of
/// [PanelProduct#multiply].
final class TwoVectorTiles {

    private TwoVectorTiles() {}

    static void tile6x2(
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
    static void packed6x2(
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

    static void tile2x2(
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

    static void tile1x2(
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
}
