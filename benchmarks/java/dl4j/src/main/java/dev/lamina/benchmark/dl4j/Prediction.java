package dev.lamina.benchmark.dl4j;

import dev.lamina.benchmark.Problem;
import dev.lamina.benchmark.Work;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.NoOp;

/// Predicts rows that lie in an array of the caller's, into another one.
final class Prediction implements Work {

    private final MultiLayerNetwork network;
    private final float[] inputs;
    private final int rows;
    private final int columns;
    private float[] outputs = {};

    Prediction(Problem problem, int rows) {
        network = Models.network(problem, new NoOp());
        inputs = problem.inputs(rows);
        this.rows = rows;
        columns = problem.widths()[0];
    }

    @Override
    public double check() {
        run();
        return Problem.meanSquare(outputs);
    }

    @Override
    public void run() {
        outputs = network.output(Models.matrix(inputs, rows, columns))
                .dup('c')
                .data()
                .asFloat();
    }

    @Override
    public void close() {
        network.close();
    }
}
