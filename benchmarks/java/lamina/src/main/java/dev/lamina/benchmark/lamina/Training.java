package dev.lamina.benchmark.lamina;

import dev.lamina.benchmark.Problem;
import dev.lamina.benchmark.Request;
import dev.lamina.benchmark.Work;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.matrix.Team;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.optimizer.Adam;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Sgd;
import dev.lamina.core.parameter.Parameters;

/// One step of training as `Trainer` does it: forward, loss, backward, update, for a batch in the buffers.
public final class Training implements Work {

    private final int rows;
    private final Loss loss;
    private final Matrix[] targets = new Matrix[Problem.BATCHES];
    private final float learningRate;
    private final Team team;
    private final Parameters parameters;
    private final Pass pass;
    private final Optimizer.State optimizer;
    private long steps;

    /// @param request names the `optimizer`, sgd or adam, and its `rate`
    public Training(Problem problem, Request request, int threads) {
        rows = problem.batch();
        loss = Models.loss(problem);
        for (int k = 0; k < targets.length; k++) {
            targets[k] = Matrix.window(problem.targets(k), 0, rows, problem.targetColumns());
        }
        learningRate = (float) request.number("rate");
        team = Team.of(threads);
        Network network = Models.network(problem);
        parameters = Models.parameters(problem, network);
        pass = Pass.forTraining(network, parameters, rows, Gemm.on(team));
        pass.input(rows).copyFrom(Matrix.window(problem.inputs(), 0, rows, network.inputs()));
        optimizer = optimizer(request.text("optimizer")).start(parameters.size());
        optimizer.runOn(team);
    }

    private Optimizer optimizer(String name) {
        return switch (name) {
            case "sgd" -> Sgd.plain(learningRate);
            case "adam" -> Adam.defaults().learningRate(learningRate);
            default -> throw new IllegalArgumentException("no such optimizer");
        };
    }

    /// One step.
    ///
    /// @return the cost before its update
    public double step() {
        pass.randomness(0, steps);
        Matrix y = targets[(int) (steps % targets.length)];
        steps++;
        double cost = loss.cost(pass.forward(rows), y, null, pass.outputGradient(rows));
        pass.backward(rows);
        optimizer.step(parameters, pass.gradients(), learningRate);
        return cost;
    }

    @Override
    public double check() {
        for (int i = 0; i < Problem.CHECKED_STEPS; i++) {
            step();
        }
        return step();
    }

    @Override
    public void run() {
        step();
    }

    @Override
    public void close() {
        team.close();
    }
}
