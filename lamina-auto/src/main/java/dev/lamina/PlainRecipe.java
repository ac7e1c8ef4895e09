package dev.lamina;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.train.TrainingSettings;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Pipeline;
import dev.lamina.data.Task;
import java.util.List;
import java.util.Optional;

/// One network of dense layers as the settings fix it, completed by [TablePlan].
record PlainRecipe(TableSettings given, Task task) implements Recipe {

    /// With nothing fixed.
    static PlainRecipe defaults(TableSettings given, Task task) {
        return new PlainRecipe(TableSettings.forTarget(given.target()).missingWords(given.missingWords()), task);
    }

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
    public int networks() {
        return 1;
    }

    @Override
    public Effort effort(int rows) {
        Optimizer optimizer = given.given(TableOptions.OPTIMIZER).orElse(TableDefaults.OPTIMIZER.value());
        int batchSize = given.given(TableOptions.BATCH_SIZE)
                .orElseGet(() -> TableDefaults.batchSize(rows, optimizer).value());
        int epochs = given.given(TableOptions.EPOCHS)
                .orElseGet(() -> TableDefaults.epochs(task, rows, batchSize).value());
        return new Effort(epochs, batchSize);
    }

    @Override
    public List<Integer> ends(int epochs) {
        return List.of();
    }

    @Override
    public Design design(FittedPipeline pipeline, Matrix inputs, Effort effort) {
        TablePlan plan = TablePlan.of(given, inputs.rows(), pipeline.width(), pipeline.target());
        TrainingSettings training = plan.training().epochs(effort.epochs()).batchSize(effort.batchSize());
        return new Design(plan.network(), plan.loss(), training, Optional.empty());
    }
}
