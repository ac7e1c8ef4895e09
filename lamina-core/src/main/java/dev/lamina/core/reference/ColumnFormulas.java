package dev.lamina.core.reference;

import dev.lamina.core.layer.Embedding;
import dev.lamina.core.reference.Pullback.Gradients;
import java.util.List;

/// Layers that map each column for itself.
final class ColumnFormulas {

    private ColumnFormulas() {}

    /// y = x where x > 0, else α·x with an α for each column (He et al., arXiv 1502.01852): ∂C/∂x = ∂C/∂y, or
    /// α·∂C/∂y, and ∂C/∂α = Σ over the rows with x ≤ 0 of x·∂C/∂y.
    static Pullback prelu(double[][] x, List<double[][]> parameters) {
        double[] slope = parameters.getFirst()[0];
        double[][] y = new double[x.length][slope.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < slope.length; j++) {
                y[i][j] = x[i][j] > 0 ? x[i][j] : slope[j] * x[i][j];
            }
        }
        return new Pullback(y, error -> {
            double[][] dx = new double[x.length][slope.length];
            double[][] slopeGradient = new double[1][slope.length];
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < slope.length; j++) {
                    boolean positive = x[i][j] > 0;
                    dx[i][j] = positive ? error[i][j] : slope[j] * error[i][j];
                    slopeGradient[0][j] += positive ? 0 : x[i][j] * error[i][j];
                }
            }
            return new Gradients(dx, List.<double[][]>of(slopeGradient));
        });
    }

    /// y = x ⊙ s with an s for each column: ∂C/∂x = ∂C/∂y ⊙ s, ∂C/∂s = Σ over the rows of ∂C/∂y ⊙ x.
    static Pullback scale(double[][] x, List<double[][]> parameters) {
        double[] scale = parameters.getFirst()[0];
        double[][] y = new double[x.length][scale.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < scale.length; j++) {
                y[i][j] = x[i][j] * scale[j];
            }
        }
        return new Pullback(y, error -> {
            double[][] dx = new double[x.length][scale.length];
            double[][] scaleGradient = new double[1][scale.length];
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < scale.length; j++) {
                    dx[i][j] = error[i][j] * scale[j];
                    scaleGradient[0][j] += error[i][j] * x[i][j];
                }
            }
            return new Gradients(dx, List.<double[][]>of(scaleGradient));
        });
    }

    /// y = (t_x₁, t_x₂ …), the rows of the table t that the row's indices x name: ∂C/∂t_k = Σ over all x = k of
    /// their part of ∂C/∂y, ∂C/∂x = 0.
    static Pullback embedding(Embedding embedding, double[][] x, List<double[][]> parameters) {
        double[][] table = parameters.getFirst();
        int width = embedding.dimension();
        double[][] y = new double[x.length][x[0].length * width];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[i].length; j++) {
                System.arraycopy(table[(int) x[i][j]], 0, y[i], j * width, width);
            }
        }
        return new Pullback(y, error -> {
            double[][] tableGradient = new double[table.length][width];
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < x[i].length; j++) {
                    for (int k = 0; k < width; k++) {
                        tableGradient[(int) x[i][j]][k] += error[i][j * width + k];
                    }
                }
            }
            return new Gradients(new double[x.length][x[0].length], List.<double[][]>of(tableGradient));
        });
    }
}
