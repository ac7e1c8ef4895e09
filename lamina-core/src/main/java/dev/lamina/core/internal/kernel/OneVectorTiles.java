package dev.lamina.core.internal.kernel;

import static dev.lamina.core.internal.kernel.VectorKernels.FLOATS;
import static dev.lamina.core.internal.kernel.VectorKernels.MINUS_ZERO;
import static dev.lamina.core.internal.kernel.VectorKernels.ONE;

import jdk.incubator.vector.FloatVector;

/// Tiles of C = S + A·B one vector wide: `tile6x1` of six rows, and so on. Steps and offsets are those of
/// [PanelProduct#multiply].
final class OneVectorTiles {

    private OneVectorTiles() {}

    static void tile6x1(
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

    static void tile2x1(
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

    static void tile1x1(
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
}
