package dev.lamina.core.internal.kernel;

import static java.lang.Math.fma;

/// [PanelProduct] in plain Java.
final class ScalarProduct implements PanelProduct {

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public int width() {
        return 64;
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
        for (int i = 0; i < rows; i++) {
            System.arraycopy(s, sOffset + i * sStep, c, cOffset + i * cStep, width);
            for (int k = 0; k < depth; k++) {
                addScaledRow(
                        a[aOffset + i * aRowStep + k * aDepthStep],
                        b,
                        bOffset + k * bStep,
                        c,
                        cOffset + i * cStep,
                        width);
            }
        }
    }

    private static void addScaledRow(float scale, float[] b, int bOffset, float[] c, int cOffset, int width) {
        for (int j = 0; j < width; j++) {
            c[cOffset + j] = fma(scale, b[bOffset + j], c[cOffset + j]);
        }
    }

    @Override
    public void pack(float[] b, int bOffset, int bStep, int depth, int columns, float[] panel, int width) {
        for (int k = 0; k < depth; k++) {
            System.arraycopy(b, bOffset + k * bStep, panel, k * width, columns);
            for (int j = columns; j < width; j++) {
                panel[k * width + j] = 0f;
            }
        }
    }
}
