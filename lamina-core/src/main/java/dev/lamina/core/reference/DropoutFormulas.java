package dev.lamina.core.reference;

import dev.lamina.core.layer.Dropout;
import dev.lamina.core.reference.Pullback.Gradients;

/// Layers that put chance into a batch, with the very numbers that the engine draws.
final class DropoutFormulas {

    private DropoutFormulas() {}

    /// y = x ⊙ m, so ∂C/∂x = ∂C/∂y ⊙ m, with the mask m of factors 0 or 1 / (1 − p).
    static Pullback dropout(Dropout dropout, double[][] x, long key) {
        double[][] mask = new double[x.length][x[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < mask[i].length; j++) {
                mask[i][j] = dropout.factor(key, i * mask[i].length + j);
            }
        }
        return new Pullback(product(x, mask), error -> new Gradients(product(error, mask)));
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                product[i][j] = a[i][j] * b[i][j];
            }
        }
        return product;
    }
}
