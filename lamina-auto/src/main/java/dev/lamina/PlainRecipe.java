package dev.lamina;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Pipeline;
import dev.lamina.data.Task;
import java.util.List;
import java.util.Optional;

/// One network of dense layers as the settings fix it, completed by [TablePlan].
record PlainRecipe(TableSettings given, Task task) implements Recipe {

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public Pipeline pipeline() {
        return TablePlan.pipeline(given, task);
    }

    @Override
    public double work(Network network) {
        return network.parameterCount();
    }

    @Override
    public List<Integer> ends(int epochs) {
        return List.of();
    }

    @Override
    public Design design(FittedPipeline pipeline, Matrix inputs, Effort effort) {
        TablePlan plan = TablePlan.of(given, inputs.rows(), pipeline.width(), pipeline.target());
        return new Design(plan.network(), plan.loss(), plan.training(), Optional.empty());
    }
}
