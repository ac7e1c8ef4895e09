package dev.lamina.core.reference;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.ColumnGroups;
import dev.lamina.core.activation.Elementwise;
import dev.lamina.core.activation.Softmax;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Place;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The general feed-forward network and its training by error back-propagation, in float64: any layers, any
/// activation, one sample or a batch, forward (F1) and back (F2–F8).
///
/// Matrices are `double[rows][columns]` with one sample per row, the transpose of the theory's, which has one
/// per column. Immutable as long as nobody writes to the weights; thread-safe.
///
/// @param layers from the first to the last, 1 or more, of widths that fit
public record ReferenceNetwork(List<ReferenceLayer> layers) {

    /// One layer l.
    ///
    /// @param weights W⁽ˡ⁾, inputs × outputs
    /// @param bias b⁽ˡ⁾, or null for a layer without, as in the source document
    /// @param activation f
    public record ReferenceLayer(double[][] weights, double @Nullable [] bias, Activation activation) {

        public int inputs() {
            return weights.length;
        }

        public int outputs() {
            return weights[0].length;
        }
    }

    /// What the forward pass computes; entry l − 1 of each list belongs to layer l.
    ///
    /// @param z Z⁽ˡ⁾, n × width, before the activation
    /// @param a A⁽ˡ⁾ = f(Z⁽ˡ⁾), n × width
    public record Forward(double[][] x, List<double[][]> z, List<double[][]> a) {

        /// What the loss judges: the last layer's outputs.
        public double[][] output() {
            return a.getLast();
        }
    }

    /// What the backward pass computes; entry l − 1 of each list belongs to layer l.
    ///
    /// @param losses Lᵢ of each sample (F2)
    /// @param cost C (F3)
    /// @param outputGradient ∂C/∂A⁽ᴸ⁾, n × width, the loss's derivative by what it judges, before f′ (F4)
    /// @param deltas Δ⁽ˡ⁾ = ∂C/∂Z⁽ˡ⁾, n × width (F4, F5)
    /// @param weightGradients ∂C/∂W⁽ˡ⁾ (F6)
    /// @param biasGradients ∂C/∂b⁽ˡ⁾ (F7), also where a layer has no bias
    public record Backward(
            double[] losses,
            double cost,
            double[][] outputGradient,
            List<double[][]> deltas,
            List<double[][]> weightGradients,
            List<double[]> biasGradients) {}

    /// @throws IllegalArgumentException if there is no layer, or the widths of two do not fit
    public ReferenceNetwork {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network needs 1 or more layers");
        }
        for (int l = 1; l < layers.size(); l++) {
            if (layers.get(l).weights.length != layers.get(l - 1).outputs()) {
                throw new IllegalArgumentException(
                        "layer " + (l + 1) + " has weights for " + layers.get(l).weights.length + " inputs, layer " + l
                                + " has " + layers.get(l - 1).outputs() + " outputs");
            }
        }
    }

    /// The dense layers of a network with its parameters; what only training has, such as dropout, is left out.
    ///
    /// @throws IllegalArgumentException if prediction needs a layer that is not dense
    public static ReferenceNetwork of(Network network, Parameters parameters) {
        List<ReferenceLayer> layers = new ArrayList<>();
        for (Place place : network.forInference().places()) {
            if (!(place.layer() instanceof Dense dense)) {
                throw new IllegalArgumentException("the reference knows dense layers only, got " + place.layer());
            }
            double[][] weights = doubles(place.parameters().get(0), parameters);
            double[] bias = dense.bias() ? doubles(place.parameters().get(1), parameters)[0] : null;
            layers.add(new ReferenceLayer(weights, bias, dense.activation()));
        }
        return new ReferenceNetwork(layers);
    }

    private static double[][] doubles(ParameterView view, Parameters parameters) {
        return doubles(view.of(parameters.values()));
    }

    static double[][] doubles(Matrix matrix) {
        double[][] copy = new double[matrix.rows()][matrix.columns()];
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                copy[i][j] = matrix.get(i, j);
            }
        }
        return copy;
    }

    /// (F1) for every layer: Z = A·W + b with A of the layer before, A = f(Z).
    ///
    /// @param x n × inputs
    public Forward forward(double[][] x) {
        List<double[][]> z = new ArrayList<>();
        List<double[][]> a = new ArrayList<>();
        double[][] before = x;
        for (ReferenceLayer layer : layers) {
            double[][] sums = weightedSums(before, layer);
            z.add(sums);
            before = activate(layer.activation, sums);
            a.add(before);
        }
        return new Forward(x, z, a);
    }

    /// (F2, F3) the cost of a batch.
    ///
    /// @param targets as for [#backward]
    public double cost(Forward forward, Loss loss, double[][] targets) {
        double cost = 0;
        for (int i = 0; i < targets.length; i++) {
            double[] output = forward.output()[i];
            cost += loss.loss(output, targets[i], new double[output.length]) / targets.length;
        }
        return cost;
    }

    /// (F2) to (F8): the cost, the error of every layer from the last to the first, and the gradients.
    ///
    /// @param loss judges the last layer's outputs; its link, if it has one, is part of it, so that a network that
    ///     ends with it is to be taken from [dev.lamina.core.network.Objective]
    /// @param targets n rows, as the loss defines them
    public Backward backward(Forward forward, Loss loss, double[][] targets) {
        int n = forward.x.length;
        double[] losses = new double[n];
        double[][] error = new double[n][];
        double cost = 0;
        for (int i = 0; i < n; i++) {
            double[] gradient = new double[forward.output()[i].length];
            losses[i] = loss.loss(forward.output()[i], targets[i], gradient);
            cost += losses[i] / n;
            error[i] = scaled(gradient, 1.0 / n);
        }
        double[][] outputGradient = error;
        int depth = layers.size();
        double[][][] deltas = new double[depth][][];
        for (int l = depth - 1; l >= 0; l--) {
            Activation f = layers.get(l).activation;
            deltas[l] = backThrough(f, forward.z.get(l), forward.a.get(l), error);
            error = multiplyTransposed(deltas[l], layers.get(l).weights);
        }
        List<double[][]> weightGradients = new ArrayList<>();
        List<double[]> biasGradients = new ArrayList<>();
        for (int l = 0; l < depth; l++) {
            double[][] before = l == 0 ? forward.x : forward.a.get(l - 1);
            weightGradients.add(transposedMultiply(before, deltas[l]));
            biasGradients.add(columnSums(deltas[l]));
        }
        return new Backward(losses, cost, outputGradient, Arrays.asList(deltas), weightGradients, biasGradients);
    }

    /// (F1) Z = A·W + b.
    static double[][] weightedSums(double[][] a, ReferenceLayer layer) {
        double[][] z = new double[a.length][layer.outputs()];
        for (int i = 0; i < a.length; i++) {
            for (int t = 0; t < layer.outputs(); t++) {
                double sum = layer.bias == null ? 0 : layer.bias[t];
                for (int s = 0; s < layer.weights.length; s++) {
                    sum += layer.weights[s][t] * a[i][s];
                }
                z[i][t] = sum;
            }
        }
        return z;
    }

    /// (F1) A = f(Z), row by row. The link of a loss makes predictions of outputs in the same way.
    ///
    /// @param z n × width
    /// @throws IllegalArgumentException if f is several activations side by side
    public static double[][] activate(Activation f, double[][] z) {
        double[][] a = new double[z.length][];
        for (int i = 0; i < z.length; i++) {
            a[i] = switch (f) {
                case Elementwise element ->
                    Arrays.stream(z[i]).map(element::value).toArray();
                case Softmax _ -> softmax(z[i]);
                case ColumnGroups _ -> throw oneActivation(f);
            };
        }
        return a;
    }

    private static IllegalArgumentException oneActivation(Activation f) {
        return new IllegalArgumentException("the reference has one activation a layer, got " + f.name());
    }

    private static double[] softmax(double[] z) {
        double[] a = z.clone();
        Softmax.normalise(a);
        return a;
    }

    /// (F4, F5) Δ = ∂C/∂A ⊙ f′(Z); for softmax (F8) Δ = Jᵀ·∂C/∂A row by row.
    static double[][] backThrough(Activation f, double[][] z, double[][] a, double[][] error) {
        double[][] delta = new double[z.length][];
        for (int i = 0; i < z.length; i++) {
            delta[i] = new double[z[i].length];
            for (int j = 0; j < z[i].length; j++) {
                delta[i][j] = switch (f) {
                    case Elementwise element -> error[i][j] * element.derivative(z[i][j]);
                    case ColumnGroups _ -> throw oneActivation(f);
                    case Softmax _ -> a[i][j] * (error[i][j] - dot(a[i], error[i]));
                };
            }
        }
        return delta;
    }

    /// (F5) ∂C/∂A of the layer before: Δ·Wᵀ.
    static double[][] multiplyTransposed(double[][] delta, double[][] weights) {
        double[][] error = new double[delta.length][weights.length];
        for (int i = 0; i < delta.length; i++) {
            for (int s = 0; s < weights.length; s++) {
                error[i][s] = dot(weights[s], delta[i]);
            }
        }
        return error;
    }

    /// (F6) ∂C/∂W = Aᵀ·Δ.
    static double[][] transposedMultiply(double[][] a, double[][] delta) {
        double[][] gradient = new double[a[0].length][delta[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int s = 0; s < gradient.length; s++) {
                for (int t = 0; t < gradient[s].length; t++) {
                    gradient[s][t] += a[i][s] * delta[i][t];
                }
            }
        }
        return gradient;
    }

    /// (F7) ∂C/∂b = Σ over the samples of Δ.
    static double[] columnSums(double[][] delta) {
        double[] sums = new double[delta[0].length];
        for (double[] row : delta) {
            for (int t = 0; t < sums.length; t++) {
                sums[t] += row[t];
            }
        }
        return sums;
    }

    private static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(value -> value * factor).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
