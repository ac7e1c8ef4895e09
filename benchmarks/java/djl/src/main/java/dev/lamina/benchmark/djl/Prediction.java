package dev.lamina.benchmark.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.lamina.benchmark.Problem;
import dev.lamina.benchmark.Work;

/// Predicts rows that lie in an array of the caller's, into another one.
final class Prediction implements Work {

    private final Model model;
    private final NDManager manager;
    private final ParameterStore parameters;
    private final float[] inputs;
    private final Shape shape;
    private final boolean softmax;
    private float[] outputs = {};

    Prediction(Problem problem, int rows) {
        model = Models.model(problem);
        manager = model.getNDManager();
        inputs = problem.inputs(rows);
        shape = new Shape(rows, problem.widths()[0]);
        softmax = problem.classifies();
        model.getBlock().freezeParameters(true);
        model.getBlock().initialize(manager, DataType.FLOAT32, shape);
        parameters = new ParameterStore(manager, false);
    }

    @Override
    public double check() {
        run();
        return Problem.meanSquare(outputs);
    }

    @Override
    public void run() {
        try (NDScope _ = new NDScope()) {
            NDArray x = manager.create(inputs, shape);
            NDArray y =
                    model.getBlock().forward(parameters, new NDList(x), false).head();
            outputs = (softmax ? y.softmax(1) : y).toFloatArray();
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
