package dev.lamina.benchmark.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.util.Pair;
import dev.lamina.benchmark.Problem;

/// A problem's network and start weights in DJL's terms.
final class Models {

    private Models() {}

    static Model model(Problem problem) {
        Model model = Model.newInstance("benchmark", "PyTorch");
        SequentialBlock block = new SequentialBlock();
        for (int i = 1; i <= problem.layers(); i++) {
            Linear layer = Linear.builder().setUnits(problem.widths()[i]).build();
            setWeights(layer, problem, i - 1, model.getNDManager());
            block.add(layer);
            if (i < problem.layers()) {
                block.add(Activation.reluBlock());
            }
        }
        model.setBlock(block);
        return model;
    }

    /// W is out × in here.
    private static void setWeights(Linear layer, Problem problem, int i, NDManager manager) {
        NDArray weight = manager.create(problem.weight(i), new Shape(problem.widths()[i], problem.widths()[i + 1]));
        for (Pair<String, Parameter> named : layer.getParameters()) {
            named.getValue()
                    .setArray(
                            named.getKey().endsWith("weight")
                                    ? weight.transpose().duplicate()
                                    : manager.create(problem.bias(i)));
        }
    }
}
