package dev.lamina.benchmark.lamina;

import dev.lamina.benchmark.Problem;
import dev.lamina.benchmark.Request;
import dev.lamina.benchmark.Work;
import dev.lamina.core.loss.SquaredError;
import dev.lamina.core.matrix.Gemm;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.network.Pass;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Sgd;
import dev.lamina.core.parameter.Parameters;

/// A whole training over some epochs that takes the rows one by one, in order: two layers of sigmoids, half the
/// squared error, plain SGD. It is what Weka and Encog do too.
final class RowByRow implements Work {

    private final Problem problem;
    private final Request request;
    private final Gemm gemm = Gemm.onOneThread();
    private final Network network;
    private final Matrix inputs;
    private final Matrix targets;
    private Parameters parameters;

    RowByRow(Problem problem, Request request) {
        this.problem = problem;
        this.request = request;
        network = Network.inputs(problem.widths()[0])
                .dense(problem.widths()[1])
                .sigmoid()
                .dense(problem.outputs())
                .sigmoid()
                .build();
        inputs = Matrix.window(problem.inputs(), 0, problem.batch(), network.inputs());
        targets = Matrix.zeros(problem.batch(), problem.outputs());
        for (int i = 0; i < problem.batch(); i++) {
            targets.set(i, (int) problem.targets()[i], 1);
        }
        parameters = Models.parameters(problem, network).copy();
    }

    @Override
    public double check() {
        run();
        Pass pass = Pass.forInference(network, parameters, inputs.rows(), gemm);
        pass.input(inputs.rows()).copyFrom(inputs);
        Matrix outputs = pass.forward(inputs.rows());
        double sum = 0;
        for (int i = 0; i < inputs.rows(); i++) {
            for (int j = 0; j < problem.outputs(); j++) {
                double difference = outputs.get(i, j) - targets.get(i, j);
                sum += difference * difference;
            }
        }
        return sum / inputs.rows() / problem.outputs();
    }

    @Override
    public void run() {
        parameters = Models.parameters(problem, network).copy();
        Pass pass = Pass.forTraining(network, parameters, 1, gemm);
        float rate = (float) request.number("rate");
        Optimizer.State optimizer = Sgd.plain(rate).start(parameters.size());
        SquaredError loss = new SquaredError();
        for (int epoch = 0; epoch < request.integer("epochs"); epoch++) {
            for (int i = 0; i < inputs.rows(); i++) {
                pass.input(1).copyFrom(inputs.rows(i, i + 1));
                loss.cost(pass.forward(1), targets.rows(i, i + 1), null, pass.outputGradient(1));
                pass.backward(1);
                optimizer.step(parameters, pass.gradients(), rate);
            }
        }
    }
}
