package dev.lamina.core.internal.kernel;

import static dev.lamina.core.internal.kernel.VectorKernels.FLOATS;
import static dev.lamina.core.internal.kernel.VectorKernels.LANES;

import jdk.incubator.vector.FloatVector;

/// Copies of a matrix in panels, whole vectors at a time.
final class VectorPacking {

    /// Panels that are packed at once: the memory delivers whole rows faster than pieces, and a first-level cache of
    /// eight ways has room for a line of each, even if all are a power of two apart.
    private static final int PACKED_AT_ONCE = 4;

    private VectorPacking() {}

    /// See [PanelProduct#pack].
    static void pack(float[] b, int bOffset, int bStep, int depth, int columns, float[] panels, int to, int width) {
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
}
