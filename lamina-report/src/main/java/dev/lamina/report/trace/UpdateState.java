package dev.lamina.report.trace;

import dev.lamina.core.layer.Dense;
import dev.lamina.core.matrix.Matrix;
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
    ///
    /// @param shape the same layers as those of training
    record ByOptimizer(Optimizer.State state, Network shape, float learningRate) implements UpdateState {

        static ByOptimizer of(UpdateRule update, ReferenceNetwork network) {
            List<Dense> layers = new ArrayList<>();
            for (ReferenceLayer layer : network.layers()) {
                Dense dense = new Dense(layer.outputs(), layer.activation());
                layers.add(layer.bias() == null ? dense.withoutBias() : dense);
            }
            Network shape = Network.of(network.layers().getFirst().inputs(), layers);
            return new ByOptimizer(
                    update.optimizer().start(shape.parameterCount()), shape, (float) update.learningRate());
        }

        @Override
        public ReferenceNetwork step(ReferenceNetwork network, Backward backward) {
            Parameters parameters = Parameters.of(new float[shape.parameterCount()], shape.parameterViews());
            float[] gradients = new float[shape.parameterCount()];
            for (int l = 0; l < network.layers().size(); l++) {
                ReferenceLayer layer = network.layers().get(l);
                List<ParameterView> views = shape.places().get(l).parameters();
                round(layer.weights(), views.get(0).of(parameters.values()));
                round(backward.weightGradients().get(l), views.get(0).of(gradients));
                if (layer.bias() != null) {
                    round(new double[][] {layer.bias()}, views.get(1).of(parameters.values()));
                    round(
                            new double[][] {backward.biasGradients().get(l)},
                            views.get(1).of(gradients));
                }
            }
            state.step(parameters, gradients, learningRate);
            return ReferenceNetwork.of(shape, parameters);
        }

        private static void round(double[][] rows, Matrix to) {
            for (int i = 0; i < to.rows(); i++) {
                for (int j = 0; j < to.columns(); j++) {
                    to.set(i, j, (float) rows[i][j]);
                }
            }
        }
    }
}
