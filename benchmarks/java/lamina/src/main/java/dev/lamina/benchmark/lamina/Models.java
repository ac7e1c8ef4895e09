package dev.lamina.benchmark.lamina;

import dev.lamina.benchmark.Problem;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.parameter.ParameterView;
import dev.lamina.core.parameter.Parameters;

/// A problem's network, start weights and loss in Lamina's terms.
final class Models {

    private Models() {}

    static Network network(Problem problem) {
        Network.Builder builder = Network.inputs(problem.widths()[0]);
        for (int i = 1; i < problem.layers(); i++) {
            builder.dense(problem.widths()[i]).relu();
        }
        return builder.dense(problem.outputs()).build();
    }

    static Parameters parameters(Problem problem, Network network) {
        Parameters parameters = network.initialize(0);
        int from = 0;
        for (ParameterView view : parameters.views()) { // a layer's weight, then its bias, as in the file
            Matrix values = view.of(parameters.values());
            values.copyFrom(Matrix.window(problem.weights(), from, values.rows(), values.columns()));
            from += values.rows() * values.columns();
        }
        return parameters;
    }

    static Loss loss(Problem problem) {
        return problem.classifies() ? new SoftmaxCrossEntropy() : new MeanSquaredError();
    }
}
