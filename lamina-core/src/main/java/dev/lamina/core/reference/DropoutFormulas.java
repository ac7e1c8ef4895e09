package dev.lamina.core.reference;

import dev.lamina.core.layer.AlphaDropout;
import dev.lamina.core.layer.Dropout;
import dev.lamina.core.reference.Pullback.Gradients;

/// Layers that drop values of a batch: the very ones that the engine drops.
final class DropoutFormulas {

    private DropoutFormulas() {}

    /// y = x ⊙ m, ∂C/∂x = ∂C/∂y ⊙ m, with the mask m of 0 or 1 / (1 − p) (Srivastava et al., JMLR 15, 2014).
    static Pullback dropout(Dropout dropout, double[][] x, long key) {
        double[][] mask = new double[x.length][x[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[i].length; j++) {
                boolean dropped = dropout.drops(key, i * x[i].length + j);
                mask[i][j] = dropped ? 0 : 1 / (1 - (double) dropout.probability());
            }
        }
        return new Pullback(product(x, mask), error -> new Gradients(product(error, mask)));
    }

    /// y = a·x + b where x is kept, a·α′ + b where it is dropped, so ∂C/∂x = a·∂C/∂y or 0 (Klambauer et al.,
    /// arXiv 1706.02515).
    static Pullback alphaDropout(AlphaDropout dropout, double[][] x, long key) {
        double[][] mask = new double[x.length][x[0].length];
        double[][] y = new double[x.length][x[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[i].length; j++) {
                boolean dropped = dropout.drops(key, i * x[i].length + j);
                mask[i][j] = dropped ? 0 : dropout.factor();
                y[i][j] = dropout.factor() * (dropped ? AlphaDropout.DROPPED : x[i][j]) + dropout.summand();
            }
        }
        return new Pullback(y, error -> new Gradients(product(error, mask)));
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
