package dev.lamina.benchmark.dl4j;

import dev.lamina.benchmark.Problem;
import dev.lamina.benchmark.Request;
import dev.lamina.benchmark.Work;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/// One step of training: `fit` with one batch.
final class Training implements Work {

    private final MultiLayerNetwork network;
    private final INDArray inputs;
    private final INDArray[] targets = new INDArray[Problem.BATCHES];
    private long steps;

    Training(Problem problem, Request request) {
        network = Models.network(problem, updater(request));
        inputs = Models.matrix(problem.inputs(problem.batch()), problem.batch(), problem.widths()[0]);
        for (int k = 0; k < targets.length; k++) {
            targets[k] = Models.matrix(targets(problem, k), problem.batch(), problem.outputs());
        }
    }

    private static IUpdater updater(Request request) {
        return switch (request.text("optimizer")) {
            case "sgd" -> new Sgd(request.number("rate"));
            case "adam" -> new Adam(request.number("rate"));
            default -> throw new IllegalArgumentException("no such optimizer");
        };
    }

    /// Classes as rows of 0 and 1, the only form that it takes.
    private static float[] targets(Problem problem, int k) {
        float[] targets = problem.targets(k);
        if (!problem.classifies()) {
            return targets;
        }
        float[] rows = new float[problem.batch() * problem.outputs()];
        for (int i = 0; i < targets.length; i++) {
            rows[i * problem.outputs() + (int) targets[i]] = 1;
        }
        return rows;
    }

    @Override
    public double check() {
        for (int i = 0; i <= Problem.CHECKED_STEPS; i++) {
            run();
        }
        return network.score();
    }

    @Override
    public void run() {
        network.fit(inputs, targets[(int) (steps++ % targets.length)]);
    }

    @Override
    public void close() {
        network.close();
    }
}
