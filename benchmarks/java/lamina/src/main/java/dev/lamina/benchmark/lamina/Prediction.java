package dev.lamina.benchmark.lamina;

import dev.lamina.benchmark.Problem;
import dev.lamina.benchmark.Work;
import dev.lamina.core.activation.Activation;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.matrix.Team;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;

/// Predicts rows that lie in an array of the caller's: computes the network and the loss's link.
final class Prediction implements Work {

    private final Matrix inputs;
    private final Team team;
    private final Pass pass;
    private final Activation link;
    private Matrix outputs;

    Prediction(Problem problem, int rows, int threads) {
        inputs = Matrix.window(problem.inputs(rows), 0, rows, problem.widths()[0]);
        team = Team.of(threads);
        Network network = Models.network(problem);
        pass = Pass.forInference(network, Models.parameters(problem, network).constant(), rows, Gemm.on(team));
        link = Models.loss(problem).link();
        outputs = Matrix.zeros(rows, problem.outputs());
    }

    @Override
    public double check() {
        run();
        double sum = 0;
        for (float[] row : outputs.toArrays()) {
            sum += Problem.meanSquare(row);
        }
        return sum / outputs.rows();
    }

    @Override
    public void run() {
        outputs = pass.forward(inputs);
        link.forward(outputs);
    }

    @Override
    public void close() {
        team.close();
    }
}
