package dev.lamina.core.reference;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.layer.Embedding;
import dev.lamina.core.layer.ParametricActivation;
import dev.lamina.core.layer.Select;
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

    /// y = the columns c₁, c₂ … of x: ∂C/∂x of a column = Σ over its places of ∂C/∂y.
    static Pullback select(Select select, double[][] x) {
        int width = select.columns().size();
        double[][] y = new double[x.length][width];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < width; j++) {
                y[i][j] = x[i][select.columns().get(j)];
            }
        }
        return new Pullback(y, error -> {
            double[][] dx = new double[x.length][x[0].length];
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < width; j++) {
                    dx[i][select.columns().get(j)] += error[i][j];
                }
            }
            return new Gradients(dx);
        });
    }

    /// y = x + α·(φ(x) − x) with an α for each column (Holzmüller et al., arXiv 2407.04491): ∂C/∂x = (1 − α)·∂C/∂y +
    /// α·φ′(x)·∂C/∂y, ∂C/∂α = Σ over the rows of (φ(x) − x)·∂C/∂y.
    static Pullback parametric(ParametricActivation layer, double[][] x, List<double[][]> parameters) {
        Activation f = layer.activation();
        double[] alpha = parameters.getFirst()[0];
        double[][] value = ReferenceNetwork.activate(f, x);
        double[][] y = new double[x.length][alpha.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < alpha.length; j++) {
                y[i][j] = x[i][j] + alpha[j] * (value[i][j] - x[i][j]);
            }
        }
        return new Pullback(y, error -> {
            double[][] through = ReferenceNetwork.backThrough(f, x, value, error);
            double[][] dx = new double[x.length][alpha.length];
            double[][] alphaGradient = new double[1][alpha.length];
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < alpha.length; j++) {
                    dx[i][j] = (1 - alpha[j]) * error[i][j] + alpha[j] * through[i][j];
                    alphaGradient[0][j] += (value[i][j] - x[i][j]) * error[i][j];
                }
            }
            return new Gradients(dx, List.<double[][]>of(alphaGradient));
        });
    }

    /// y = x + b with a b for each column: ∂C/∂x = ∂C/∂y, ∂C/∂b = Σ over the rows of ∂C/∂y.
    static Pullback shift(double[][] x, List<double[][]> parameters) {
        double[] shift = parameters.getFirst()[0];
        double[][] y = new double[x.length][shift.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < shift.length; j++) {
                y[i][j] = x[i][j] + shift[j];
            }
        }
        return new Pullback(y, error -> {
            double[][] gradient = {ReferenceNetwork.columnSums(error)};
            return new Gradients(error, List.<double[][]>of(gradient));
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
