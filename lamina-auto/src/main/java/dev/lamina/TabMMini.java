package dev.lamina;

import dev.lamina.core.activation.Relu;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Dropout;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.MemberDense;
import dev.lamina.core.layer.Members;
import dev.lamina.core.layer.Repeat;
import dev.lamina.core.layer.Scale;
import dev.lamina.core.loss.EachMember;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.optimizer.Clipping;
import dev.lamina.core.parameter.Initializer;
import dev.lamina.core.train.EarlyStopping;
import dev.lamina.core.train.TrainingSettings;
import dev.lamina.data.Feature;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Pipeline;
import dev.lamina.data.Scaling;
import dev.lamina.data.Task;
import dev.lamina.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// TabM-mini: networks that share all weights but a scaling of their inputs and their heads, on quantiles in
/// piecewise-linear embeddings.
///
/// Source: Gorishniy, Kotelnikov, Babenko, "TabM" (arXiv 2410.24210).
///
/// @param members how many networks share the weights
/// @param width of each hidden layer
/// @param blocks how many hidden layers
record TabMMini(Task task, int members, int width, int blocks, double dropout, double learningRate, double weightDecay)
        implements Recipe {

    private static final int DIMENSION = 16;
    private static final int PATIENCE = 16;
    private static final int EPOCHS = 256;

    /// Large enough for small tables, and quick.
    static TabMMini small(Task task) {
        return new TabMMini(task, 16, 128, 2, 0.1, 2e-3, 3e-4);
    }

    /// Four times the work for a little more accuracy.
    static TabMMini large(Task task) {
        return new TabMMini(task, 16, 256, 3, 0.1, 2e-3, 3e-4);
    }

    @Override
    public String name() {
        return "tabm-mini";
    }

    @Override
    public Pipeline pipeline() {
        return Pipeline.defaults().scaling(Scaling.QUANTILE).clampTarget(true);
    }

    @Override
    public double work(Network network) {
        return (double) members * network.parameterCount();
    }

    /// Its members are an ensemble already.
    @Override
    public int networks() {
        return 1;
    }

    /// Batch sizes as TabArena has them.
    @Override
    public Effort effort(int rows) {
        int batchSize = rows < 2_800 ? 32 : rows < 4_500 ? 64 : rows < 6_400 ? 128 : rows < 32_000 ? 256 : 512;
        return new Effort(EPOCHS, batchSize);
    }

    @Override
    public List<Integer> ends(int epochs) {
        return List.of();
    }

    @Override
    public Design design(FittedPipeline pipeline, Matrix inputs, Effort effort) {
        Loss one = switch (task) {
            case CLASSIFICATION -> new SoftmaxCrossEntropy();
            case REGRESSION -> new MeanSquaredError();
        };
        TrainingSettings training = TrainingSettings.defaults()
                .optimizer(new AdamW((float) learningRate, 0.9f, 0.999f, 1e-8f, (float) weightDecay))
                .clip(new Clipping.ByGlobalNorm(1))
                .stopAfter(EarlyStopping.patience(PATIENCE))
                .batchSize(effort.batchSize())
                .epochs(effort.epochs());
        return new Design(
                network(pipeline, inputs, Model.outputs(one, pipeline.target())),
                new EachMember(one, members),
                training,
                Optional.empty());
    }

    private Network network(FittedPipeline pipeline, Matrix inputs, int outputs) {
        List<Feature> features = FirstLayer.varying(pipeline.features(), inputs);
        Layer first = FirstLayer.of(features, FirstLayer.piecewise(features, inputs, DIMENSION), DIMENSION);
        List<Layer> shared = new ArrayList<>();
        int entering = first.outputs(pipeline.width());
        for (int i = 0; i < blocks; i++) {
            Initializer start = new Initializer.Uniform(1 / Math.sqrt(entering));
            shared.add(new Dense(width, true, new Relu(), start).withBias(start));
            shared.add(new Dropout((float) dropout));
            entering = width;
        }
        return Network.inputs(pipeline.width())
                .add(first)
                .add(new Repeat(members))
                .add(new Scale(1, new Initializer.Normal(1)))
                .add(new Members(members, new Chain(shared)))
                .add(new MemberDense(members, outputs))
                .build();
    }
}
