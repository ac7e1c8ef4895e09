package dev.lamina.core.internal.kernel;

import static dev.lamina.core.internal.kernel.VectorKernels.FLOATS;
import static dev.lamina.core.internal.kernel.VectorKernels.LANES;
import static dev.lamina.core.internal.kernel.VectorKernels.MINUS_ZERO;
import static dev.lamina.core.internal.kernel.VectorKernels.ONE;
import static dev.lamina.core.internal.kernel.VectorProduct.PANEL_VECTORS;

import jdk.incubator.vector.FloatVector;

/// The parts of the product of a single row, c += a·B with B as it is: a tile that stays in registers while k runs, and
/// steps along the rows of B.
final class VectorRow {

    /// Columns of a panel.
    private static final int PANEL = PANEL_VECTORS * LANES;

    private VectorRow() {}

    /// Eight vectors of c.
    static void tile1x8(
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

    /// Eight vectors of c, of B in panels.
    static void panels1x8(
            int depth,
            float[] a,
            int aOffset,
            int aStep,
            float[] b,
            int bOffset,
            float[] s,
            int sOffset,
            float[] c,
            int cOffset) {
        FloatVector c0 = FloatVector.fromArray(FLOATS, s, sOffset);
        FloatVector c1 = FloatVector.fromArray(FLOATS, s, sOffset + LANES);
        FloatVector c2 = FloatVector.fromArray(FLOATS, s, sOffset + 2 * LANES);
        FloatVector c3 = FloatVector.fromArray(FLOATS, s, sOffset + 3 * LANES);
        FloatVector c4 = FloatVector.fromArray(FLOATS, s, sOffset + 4 * LANES);
        FloatVector c5 = FloatVector.fromArray(FLOATS, s, sOffset + 5 * LANES);
        FloatVector c6 = FloatVector.fromArray(FLOATS, s, sOffset + 6 * LANES);
        FloatVector c7 = FloatVector.fromArray(FLOATS, s, sOffset + 7 * LANES);
        int panel = depth * PANEL;
        int b2 = bOffset + 2 / PANEL_VECTORS * panel + 2 % PANEL_VECTORS * LANES;
        int b4 = bOffset + 4 / PANEL_VECTORS * panel;
        int b6 = b2 + 4 / PANEL_VECTORS * panel;
        int aIndex = aOffset;
        int end = depth * PANEL;
        for (int j = 0; j < end; j += PANEL) {
            FloatVector x = FloatVector.broadcast(FLOATS, a[aIndex]);
            c0 = x.fma(FloatVector.fromArray(FLOATS, b, bOffset + j), c0);
            c1 = x.fma(FloatVector.fromArray(FLOATS, b, bOffset + j + LANES), c1);
            c2 = x.fma(FloatVector.fromArray(FLOATS, b, b2 + j), c2);
            c3 = x.fma(FloatVector.fromArray(FLOATS, b, b2 + j + LANES), c3);
            c4 = x.fma(FloatVector.fromArray(FLOATS, b, b4 + j), c4);
            c5 = x.fma(FloatVector.fromArray(FLOATS, b, b4 + j + LANES), c5);
            c6 = x.fma(FloatVector.fromArray(FLOATS, b, b6 + j), c6);
            c7 = x.fma(FloatVector.fromArray(FLOATS, b, b6 + j + LANES), c7);
            aIndex += aStep;
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
    static void eightRows(
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

    /// c += x·b for one row b of B.
    static void oneRow(int columns, float x, float[] b, int bOffset, float[] c, int cOffset) {
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
