package dev.lamina.core.reference;

import dev.lamina.core.layer.PeriodicEmbedding;
import dev.lamina.core.layer.PiecewiseLinearEmbedding;
import dev.lamina.core.reference.Pullback.Gradients;
import java.util.ArrayList;
import java.util.List;

/// Layers that give each column of numbers several dimensions.
final class NumberEmbeddingFormulas {

    private NumberEmbeddingFormulas() {}

    /// hᵢ = cos(2π·wᵢ·xᵢ + bᵢ), y = (h₁·A₁ + c₁, …, x) (Holzmüller et al., arXiv 2407.04491), or hᵢ = (sin(2π·wᵢ·xᵢ),
    /// cos(2π·wᵢ·xᵢ)), y = (max(h₁·A₁ + c₁, 0), …) (Gorishniy et al., arXiv 2203.05556).
    static Pullback periodic(PeriodicEmbedding layer, double[][] x, List<double[][]> parameters) {
        boolean pbld = layer.form() == PeriodicEmbedding.Form.PBLD;
        int k = layer.frequencies();
        int width = layer.dimension();
        int columns = x[0].length;
        double[] frequency = parameters.getFirst()[0];
        double[] phase = pbld ? parameters.get(1)[0] : new double[frequency.length];
        double[][] weight = parameters.get(pbld ? 2 : 1);
        double[] bias = parameters.getLast()[0];
        double[][] y = new double[x.length][columns * width + (pbld ? columns : 0)];
        for (int n = 0; n < x.length; n++) {
            for (int i = 0; i < columns; i++) {
                double[] h = waves(x[n][i], i, k, frequency, phase, pbld);
                for (int j = i * width; j < (i + 1) * width; j++) {
                    double e = bias[j];
                    for (int r = 0; r < h.length; r++) {
                        e += h[r] * weight[r][j];
                    }
                    y[n][j] = pbld ? e : Math.max(e, 0);
                }
                if (pbld) {
                    y[n][columns * width + i] = x[n][i];
                }
            }
        }
        return new Pullback(y, error -> {
            double[][] dx = new double[x.length][columns];
            double[] dFrequency = new double[frequency.length];
            double[] dPhase = new double[frequency.length];
            double[][] dWeight = new double[weight.length][columns * width];
            double[] dBias = new double[columns * width];
            for (int n = 0; n < x.length; n++) {
                for (int i = 0; i < columns; i++) {
                    double[] h = waves(x[n][i], i, k, frequency, phase, pbld);
                    double[] dh = new double[h.length];
                    for (int j = i * width; j < (i + 1) * width; j++) {
                        double de = pbld || y[n][j] > 0 ? error[n][j] : 0;
                        dBias[j] += de;
                        for (int r = 0; r < h.length; r++) {
                            dWeight[r][j] += h[r] * de;
                            dh[r] += weight[r][j] * de;
                        }
                    }
                    for (int q = 0; q < k; q++) {
                        double angle = 2 * Math.PI * frequency[i * k + q] * x[n][i] + phase[i * k + q];
                        double da = pbld
                                ? -StrictMath.sin(angle) * dh[q]
                                : StrictMath.cos(angle) * dh[q] - StrictMath.sin(angle) * dh[k + q];
                        dPhase[i * k + q] += da;
                        dFrequency[i * k + q] += 2 * Math.PI * x[n][i] * da;
                        dx[n][i] += 2 * Math.PI * frequency[i * k + q] * da;
                    }
                    dx[n][i] += pbld ? error[n][columns * width + i] : 0;
                }
            }
            List<double[][]> gradients = new ArrayList<>();
            gradients.add(new double[][] {dFrequency});
            if (pbld) {
                gradients.add(new double[][] {dPhase});
            }
            gradients.add(dWeight);
            gradients.add(new double[][] {dBias});
            return new Gradients(dx, gradients);
        });
    }

    /// eᵢ = xᵢ·wᵢ + cᵢ + Σ pₜ·Aₜ with the share pₜ of each bin of column i (Gorishniy et al., arXiv 2203.05556,
    /// equation 1); the edges are no trained numbers, their gradient counts as 0.
    static Pullback piecewiseLinear(PiecewiseLinearEmbedding layer, double[][] x, List<double[][]> parameters) {
        int width = layer.dimension();
        int columns = x[0].length;
        double[] edges = parameters.get(0)[0];
        double[] scale = parameters.get(1)[0];
        double[] bias = parameters.get(2)[0];
        double[][] weight = parameters.get(3);
        double[][] y = new double[x.length][columns * width];
        for (int n = 0; n < x.length; n++) {
            int edge = 0;
            for (int i = 0; i < columns; i++) {
                int bins = layer.edges().get(i) - 1;
                for (int j = 0; j < width; j++) {
                    double e = x[n][i] * scale[i * width + j] + bias[i * width + j];
                    for (int t = 0; t < bins; t++) {
                        e += share(x[n][i], edges, edge, t, bins) * weight[edge - i + t][j];
                    }
                    y[n][i * width + j] = e;
                }
                edge += bins + 1;
            }
        }
        return new Pullback(y, error -> {
            double[][] dx = new double[x.length][columns];
            double[] dScale = new double[scale.length];
            double[] dBias = new double[bias.length];
            double[][] dWeight = new double[weight.length][width];
            for (int n = 0; n < x.length; n++) {
                int edge = 0;
                for (int i = 0; i < columns; i++) {
                    int bins = layer.edges().get(i) - 1;
                    for (int j = 0; j < width; j++) {
                        double g = error[n][i * width + j];
                        dScale[i * width + j] += x[n][i] * g;
                        dBias[i * width + j] += g;
                        dx[n][i] += g * scale[i * width + j];
                        for (int t = 0; t < bins; t++) {
                            double share = share(x[n][i], edges, edge, t, bins);
                            boolean below = t > 0 && x[n][i] < edges[edge + t];
                            boolean above = t < bins - 1 && x[n][i] >= edges[edge + t + 1];
                            dWeight[edge - i + t][j] += share * g;
                            dx[n][i] += below || above
                                    ? 0
                                    : g * weight[edge - i + t][j] / (edges[edge + t + 1] - edges[edge + t]);
                        }
                    }
                    edge += bins + 1;
                }
            }
            double[][] dEdges = new double[1][edges.length];
            return new Gradients(dx, List.of(dEdges, new double[][] {dScale}, new double[][] {dBias}, dWeight));
        });
    }

    private static double share(double x, double[] edges, int first, int bin, int bins) {
        double share = (x - edges[first + bin]) / (edges[first + bin + 1] - edges[first + bin]);
        double least = bin == 0 ? Double.NEGATIVE_INFINITY : 0;
        double most = bin == bins - 1 ? Double.POSITIVE_INFINITY : 1;
        return Math.clamp(share, least, most);
    }

    private static double[] waves(double x, int column, int k, double[] frequency, double[] phase, boolean pbld) {
        double[] h = new double[pbld ? k : 2 * k];
        for (int q = 0; q < k; q++) {
            double angle = 2 * Math.PI * frequency[column * k + q] * x + phase[column * k + q];
            h[q] = pbld ? StrictMath.cos(angle) : StrictMath.sin(angle);
            if (!pbld) {
                h[k + q] = StrictMath.cos(angle);
            }
        }
        return h;
    }
}
