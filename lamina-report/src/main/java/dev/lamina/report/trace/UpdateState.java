package dev.lamina.report.trace;

import dev.lamina.core.layer.Dense;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.reference.ReferenceNetwork;
import dev.lamina.core.reference.ReferenceNetwork.Backward;
import dev.lamina.core.reference.ReferenceNetwork.ReferenceLayer;
import java.util.ArrayList;
import java.util.List;

/// Steps the weights of a reference network, and remembers what the rule does from step to step. One thread.
sealed interface UpdateState {

    /// The network after one step.
    ReferenceNetwork step(ReferenceNetwork network, Backward backward);

    static UpdateState of(UpdateRule update, ReferenceNetwork network) {
        return update.isPlain() ? new Plain(update.learningRate()) : ByOptimizer.of(update, network);
    }

    /// θ ← θ − η·∂C/∂θ in float64.
    record Plain(double learningRate) implements UpdateState {

        @Override
        public ReferenceNetwork step(ReferenceNetwork network, Backward backward) {
            List<ReferenceLayer> layers = new ArrayList<>();
            for (int l = 0; l < network.layers().size(); l++) {
                ReferenceLayer layer = network.layers().get(l);
                double[][] gradients = backward.weightGradients().get(l);
                double[][] weights = new double[layer.inputs()][];
                for (int s = 0; s < weights.length; s++) {
                    weights[s] = less(layer.weights()[s], gradients[s]);
                }
                double[] bias = layer.bias() == null
                        ? null
                        : less(layer.bias(), backward.biasGradients().get(l));
                layers.add(new ReferenceLayer(weights, bias, layer.activation()));
            }
            return new ReferenceNetwork(layers);
        }

        private double[] less(double[] values, double[] gradients) {
            double[] stepped = new double[values.length];
            for (int t = 0; t < values.length; t++) {
                stepped[t] = values[t] - learningRate * gradients[t];
            }
            return stepped;
        }
    }

    /// The rule that training uses, in float32.
    record ByOptimizer(Optimizer.State state, List<ParameterView> views, float learningRate) implements UpdateState {

        static ByOptimizer of(UpdateRule update, ReferenceNetwork network) {
            List<Dense> layers = new ArrayList<>();
            for (ReferenceLayer layer : network.layers()) {
                Dense dense = new Dense(layer.outputs(), layer.activation());
                layers.add(layer.bias() == null ? dense.withoutBias() : dense);
            }
            Network shape = Network.of(network.layers().getFirst().inputs(), layers);
            return new ByOptimizer(update.optimizer().start(shape.parameterCount()), shape.parameterViews(), (float)
                    update.learningRate());
        }

        @Override
        public ReferenceNetwork step(ReferenceNetwork network, Backward backward) {
            int size = views.stream().mapToInt(ParameterView::size).sum();
            Parameters parameters = Parameters.of(new float[size], views);
            float[] gradients = new float[size];
            int at = 0;
            for (int l = 0; l < network.layers().size(); l++) {
                ReferenceLayer layer = network.layers().get(l);
                copy(layer.weights(), parameters.values(), at);
                at = copy(backward.weightGradients().get(l), gradients, at);
                if (layer.bias() != null) {
                    copy(new double[][] {layer.bias()}, parameters.values(), at);
                    at = copy(new double[][] {backward.biasGradients().get(l)}, gradients, at);
                }
            }
            state.step(parameters, gradients, learningRate);
            return withValues(network, parameters.values());
        }

        private static int copy(double[][] rows, float[] to, int at) {
            int next = at;
            for (double[] row : rows) {
                for (double value : row) {
                    to[next++] = (float) value;
                }
            }
            return next;
        }

        private static ReferenceNetwork withValues(ReferenceNetwork network, float[] values) {
            List<ReferenceLayer> layers = new ArrayList<>();
            int at = 0;
            for (ReferenceLayer layer : network.layers()) {
                double[][] weights = rows(values, at, layer.inputs(), layer.outputs());
                at += layer.inputs() * layer.outputs();
                double[] bias = null;
                if (layer.bias() != null) {
                    bias = rows(values, at, 1, layer.outputs())[0];
                    at += layer.outputs();
                }
                layers.add(new ReferenceLayer(weights, bias, layer.activation()));
            }
            return new ReferenceNetwork(layers);
        }

        private static double[][] rows(float[] values, int from, int rows, int columns) {
            double[][] matrix = new double[rows][columns];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    matrix[i][j] = values[from + i * columns + j];
                }
            }
            return matrix;
        }
    }
}
