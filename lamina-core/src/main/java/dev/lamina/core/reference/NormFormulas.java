package dev.lamina.core.reference;

import dev.lamina.core.layer.BatchNorm;
import dev.lamina.core.layer.LayerNorm;
import dev.lamina.core.layer.RunningBatchNorm;
import dev.lamina.core.reference.Pullback.Gradients;
import java.util.ArrayList;
import java.util.List;

/// Layers that normalise: y = γ ⊙ x̂ + β with x̂ = (x − μ) / √(σ² + ε), which differ in what μ and σ² are of.
final class NormFormulas {

    private NormFormulas() {}

    /// μ and σ² of the column in the batch, in training (Ioffe & Szegedy, arXiv 1502.03167, algorithm 1):
    /// ∂C/∂x = γ / √(σ² + ε) · (∂C/∂y − (∂C/∂β + x̂·∂C/∂γ) / n).
    static Pullback batchNorm(BatchNorm norm, double[][] x, List<double[][]> parameters) {
        int n = x.length;
        double[] gamma = parameters.get(0)[0];
        double[] mean = divided(ReferenceNetwork.columnSums(x), n);
        double[] variance = divided(ReferenceNetwork.columnSums(squares(x, mean)), n);
        double[][] normalized = normalized(x, mean, variance, norm.epsilon());
        return new Pullback(mapped(normalized, parameters), error -> {
            List<double[][]> gradients = gradients(normalized, error);
            double[] gammaGradient = gradients.get(0)[0];
            double[] betaGradient = gradients.get(1)[0];
            double[][] dx = new double[n][gamma.length];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < gamma.length; j++) {
                    double share = (betaGradient[j] + normalized[i][j] * gammaGradient[j]) / n;
                    dx[i][j] = gamma[j] / Math.sqrt(variance[j] + norm.epsilon()) * (error[i][j] - share);
                }
            }
            return new Gradients(dx, withRunning(gradients));
        });
    }

    /// The running μ and σ², in prediction: ∂C/∂x = γ / √(σ² + ε) · ∂C/∂y.
    static Pullback runningBatchNorm(RunningBatchNorm norm, double[][] x, List<double[][]> parameters) {
        double[] gamma = parameters.get(0)[0];
        double[] mean = parameters.get(2)[0];
        double[] variance = parameters.get(3)[0];
        double[][] normalized = normalized(x, mean, variance, norm.epsilon());
        return new Pullback(mapped(normalized, parameters), error -> {
            double[][] dx = new double[x.length][gamma.length];
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < gamma.length; j++) {
                    dx[i][j] = gamma[j] / Math.sqrt(variance[j] + norm.epsilon()) * error[i][j];
                }
            }
            return new Gradients(dx, withRunning(gradients(normalized, error)));
        });
    }

    /// μ and σ² of the row (Ba, Kiros, Hinton, arXiv 1607.06450): with g = γ ⊙ ∂C/∂y and means over the row,
    /// ∂C/∂x = (g − mean(g) − x̂·mean(g ⊙ x̂)) / √(σ² + ε).
    static Pullback layerNorm(LayerNorm norm, double[][] x, List<double[][]> parameters) {
        double[] gamma = parameters.get(0)[0];
        double[] deviation = new double[x.length];
        double[][] normalized = new double[x.length][gamma.length];
        for (int i = 0; i < x.length; i++) {
            double mean = mean(x[i]);
            double variance = 0;
            for (double each : x[i]) {
                variance += (each - mean) * (each - mean) / gamma.length;
            }
            deviation[i] = Math.sqrt(variance + norm.epsilon());
            for (int j = 0; j < gamma.length; j++) {
                normalized[i][j] = (x[i][j] - mean) / deviation[i];
            }
        }
        return new Pullback(mapped(normalized, parameters), error -> {
            double[][] dx = new double[x.length][gamma.length];
            for (int i = 0; i < x.length; i++) {
                double[] g = product(gamma, error[i]);
                double mean = mean(g);
                double slope = mean(product(g, normalized[i]));
                for (int j = 0; j < gamma.length; j++) {
                    dx[i][j] = (g[j] - mean - normalized[i][j] * slope) / deviation[i];
                }
            }
            return new Gradients(dx, gradients(normalized, error));
        });
    }

    /// (x − μ) / √(σ² + ε) by columns.
    private static double[][] normalized(double[][] x, double[] mean, double[] variance, double epsilon) {
        double[][] normalized = new double[x.length][mean.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                normalized[i][j] = (x[i][j] - mean[j]) / Math.sqrt(variance[j] + epsilon);
            }
        }
        return normalized;
    }

    /// γ ⊙ x̂ + β.
    private static double[][] mapped(double[][] normalized, List<double[][]> parameters) {
        double[] gamma = parameters.get(0)[0];
        double[] beta = parameters.get(1)[0];
        double[][] y = new double[normalized.length][gamma.length];
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < gamma.length; j++) {
                y[i][j] = gamma[j] * normalized[i][j] + beta[j];
            }
        }
        return y;
    }

    /// ∂C/∂γ = Σ over the rows of ∂C/∂y ⊙ x̂, ∂C/∂β = Σ over the rows of ∂C/∂y.
    private static List<double[][]> gradients(double[][] normalized, double[][] error) {
        double[][] products = new double[error.length][];
        for (int i = 0; i < error.length; i++) {
            products[i] = product(error[i], normalized[i]);
        }
        return List.of(
                new double[][] {ReferenceNetwork.columnSums(products)},
                new double[][] {ReferenceNetwork.columnSums(error)});
    }

    /// Zeros for the running mean and variance, which no optimizer changes.
    private static List<double[][]> withRunning(List<double[][]> gradients) {
        int width = gradients.getFirst()[0].length;
        List<double[][]> all = new ArrayList<>(gradients);
        all.add(new double[1][width]);
        all.add(new double[1][width]);
        return all;
    }

    private static double[][] squares(double[][] x, double[] mean) {
        double[][] squares = new double[x.length][mean.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                squares[i][j] = (x[i][j] - mean[j]) * (x[i][j] - mean[j]);
            }
        }
        return squares;
    }

    private static double[] product(double[] a, double[] b) {
        double[] product = new double[a.length];
        for (int j = 0; j < a.length; j++) {
            product[j] = a[j] * b[j];
        }
        return product;
    }

    private static double[] divided(double[] values, double divisor) {
        double[] quotients = new double[values.length];
        for (int j = 0; j < values.length; j++) {
            quotients[j] = values[j] / divisor;
        }
        return quotients;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double each : values) {
            sum += each;
        }
        return sum / values.length;
    }
}
