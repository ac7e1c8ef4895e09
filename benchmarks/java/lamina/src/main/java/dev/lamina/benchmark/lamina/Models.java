package dev.lamina.benchmark.lamina;

import dev.lamina.benchmark.Problem;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.network.Network;
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

    /// The start weights, which lie in the file as Lamina has them; shared with the problem, not copied.
    static Parameters parameters(Problem problem, Network network) {
        return Parameters.of(problem.weights(), network.parameterViews());
    }

    static Loss loss(Problem problem) {
        return problem.classifies() ? new SoftmaxCrossEntropy() : new MeanSquaredError();
    }
}
