package dev.lamina;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Identity;
import dev.lamina.core.activation.Mish;
import dev.lamina.core.activation.Selu;
import dev.lamina.core.layer.ActivationLayer;
import dev.lamina.core.layer.Chain;
import dev.lamina.core.layer.Dense;
import dev.lamina.core.layer.Layer;
import dev.lamina.core.layer.Parallel;
import dev.lamina.core.layer.ParametricActivation;
import dev.lamina.core.layer.PeriodicEmbedding;
import dev.lamina.core.layer.Rated;
import dev.lamina.core.layer.Scale;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.DataDrivenStart;
import dev.lamina.core.network.Network;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.optimizer.Schedule;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.train.EarlyStopping;
import dev.lamina.core.train.TrainingSettings;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Pipeline;
import dev.lamina.data.Scaling;
import dev.lamina.data.Task;
import dev.lamina.data.WordCoding;
import dev.lamina.model.Model;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// RealMLP: robust scaling, periodic embeddings, a scaling layer, hidden layers in NTK parametrisation with
/// parametric activations and a start by the data, a learning rate of four cosine waves.
///
/// Source: Holzmüller, Grinsztajn, Steinwart, "Better by default" (arXiv 2407.04491).
///
/// @param widths of the hidden layers
/// @param learningRate the highest
/// @param smoothing of the labels
/// @param deviation of the frequencies of the numeric embedding; 0 for no embeddings, as in the small variant
/// @param bins whether quantities have a piecewise-linear embedding too
/// @param fine whether few rows are seen twice as often as otherwise, in half the batch
record RealMlp(
        String name,
        Task task,
        List<Integer> widths,
        Activation activation,
        double learningRate,
        double beta2,
        double dropout,
        double weightDecay,
        double smoothing,
        double deviation,
        boolean bins,
        boolean fine)
        implements Recipe {

    /// How fast the parts learn besides the weights.
    private static final float SCALE_RATE = 6;

    private static final float PART_RATE = 0.1f;
    private static final int FREQUENCIES = 16;
    private static final int DIMENSION = 3;
    private static final int BIN_DIMENSION = 4;
    private static final int EMBEDDING = 8;
    private static final int WAVES = 4;
    private static final int EPOCHS = 256;
    private static final int BATCH = 256;
    private static final int FEW_ROWS = 1024;
    private static final int ROWS_FOR_START = 4096;

    /// Two tell how much better the mean of many is.
    private static final int NETWORKS = 2;
    private static final double SMOOTHING = 0.1;

    /// RealMLP-TD, the tuned defaults.
    ///
    /// @param smoothing whether labels are smoothed: for accuracy, not where probabilities are judged
    static RealMlp tuned(Task task, boolean smoothing) {
        List<Integer> widths = List.of(256, 256, 256);
        return switch (task) {
            case CLASSIFICATION ->
                new RealMlp(
                        "realmlp",
                        task,
                        widths,
                        new Selu(),
                        0.04,
                        0.95,
                        0.15,
                        0.02,
                        smoothing ? SMOOTHING : 0,
                        0.1,
                        false,
                        false);
            case REGRESSION ->
                new RealMlp("realmlp", task, widths, new Mish(), 0.2, 0.95, 0.15, 0.02, 0, 0.1, false, false);
        };
    }

    /// RealMLP-TD-S, the small variant: no embeddings, no dropout, no decay, plain activations.
    static RealMlp small(Task task, boolean smoothing) {
        List<Integer> widths = List.of(256, 256, 256);
        return switch (task) {
            case CLASSIFICATION ->
                new RealMlp(
                        "realmlp-small",
                        task,
                        widths,
                        new Selu(),
                        0.04,
                        0.95,
                        0,
                        0,
                        smoothing ? SMOOTHING : 0,
                        0,
                        false,
                        false);
            case REGRESSION ->
                new RealMlp("realmlp-small", task, widths, new Mish(), 0.07, 0.95, 0, 0, 0, 0, false, false);
        };
    }

    /// The same with a piecewise-linear embedding of the quantities beside the waves, by which a network sees
    /// steps as trees do. It tells frequent values apart from their neighbours, and needs more rows.
    RealMlp withBins() {
        return variant("bins", deviation, true, fine);
    }

    /// The same with frequencies ten times as high, that see finer structures, and with more and smaller steps on
    /// few rows.
    RealMlp finer() {
        return variant("fine", 10 * deviation, bins, true);
    }

    private RealMlp variant(String suffix, double otherDeviation, boolean otherBins, boolean otherFine) {
        return new RealMlp(
                name + "-" + suffix,
                task,
                widths,
                activation,
                learningRate,
                beta2,
                dropout,
                weightDecay,
                smoothing,
                otherDeviation,
                otherBins,
                otherFine);
    }

    @Override
    public Pipeline pipeline() {
        return Pipeline.defaults()
                .scaling(Scaling.ROBUST)
                .words(deviation > 0 ? WordCoding.INDEX : WordCoding.SCALED)
                .clampTarget(true);
    }

    @Override
    public double work(Network network) {
        return network.parameterCount();
    }

    @Override
    public int networks() {
        return NETWORKS;
    }

    /// 256 epochs, as its authors have it, but for few rows, which get as many steps in half the time.
    @Override
    public Effort effort(int rows) {
        if (rows <= FEW_ROWS) {
            return fine ? new Effort(EPOCHS, BATCH / 4) : new Effort(EPOCHS / 2, BATCH / 2);
        }
        return new Effort(EPOCHS, rows <= 30_000 ? BATCH : rows <= 100_000 ? 2 * BATCH : 4 * BATCH);
    }

    /// The ends of the four waves of the learning rate, at which it is 0: after 1/15, 3/15, 7/15 and 15/15 of
    /// the run.
    @Override
    public List<Integer> ends(int epochs) {
        return IntStream.rangeClosed(1, WAVES)
                .mapToObj(wave -> (int) Math.ceil(epochs * ((1 << wave) - 1) / ((1 << WAVES) - 1.0)))
                .distinct()
                .toList();
    }

    @Override
    public Design design(FittedPipeline pipeline, Matrix inputs, Effort effort) {
        Loss loss = switch (task) {
            case CLASSIFICATION -> new SoftmaxCrossEntropy(smoothing);
            case REGRESSION -> new MeanSquaredError();
        };
        TrainingSettings training = TrainingSettings.defaults()
                .optimizer(new AdamW((float) learningRate, 0.9f, (float) beta2, 1e-8f, (float) weightDecay))
                .schedule(new Schedule.LogCosine(WAVES))
                .dropoutSchedule(new Schedule.FlatCosine())
                .decaySchedule(new Schedule.FlatCosine())
                .stopAfter(EarlyStopping.keepLast())
                .batchSize(effort.batchSize())
                .epochs(effort.epochs());
        return new Design(network(pipeline, inputs, loss), loss, training, Optional.of(RealMlp::start));
    }

    /// By some thousand rows, evenly spaced: more tell nothing new, and take memory at every layer.
    private static Parameters start(Network network, Matrix inputs, long seed) {
        int count = Math.min(inputs.rows(), ROWS_FOR_START);
        int[] rows = IntStream.range(0, count)
                .map(i -> (int) ((long) i * inputs.rows() / count))
                .toArray();
        return DataDrivenStart.of(network, TrainingRows.select(inputs, rows), seed);
    }

    private Network network(FittedPipeline pipeline, Matrix inputs, Loss loss) {
        Layer first =
                FirstLayer.of(FirstLayer.varying(pipeline.features(), inputs), quantities(pipeline, inputs), EMBEDDING);
        int width = first.outputs(pipeline.width());
        Network.Builder network =
                Network.inputs(pipeline.width()).add(first).add(rated(new Scale(), SCALE_RATE, "scale"));
        for (int hidden : widths) {
            network.add(dense(hidden, width));
            if (deviation > 0) {
                network.add(rated(new ParametricActivation(activation), PART_RATE, "mix"));
            } else {
                network.add(new ActivationLayer(activation));
            }
            if (dropout > 0) {
                network.dropout((float) dropout);
            }
            width = hidden;
        }
        return network.add(dense(Model.outputs(loss, pipeline.target()), width)).build();
    }

    private Layer quantities(FittedPipeline pipeline, Matrix inputs) {
        if (deviation == 0) {
            return Chain.of();
        }
        Layer waves = rated(
                new PeriodicEmbedding(FREQUENCIES, DIMENSION, deviation, PeriodicEmbedding.Form.PBLD),
                PART_RATE,
                "frequency",
                "phase",
                "weight",
                "bias");
        return bins
                ? Parallel.shared(
                        waves,
                        FirstLayer.piecewise(FirstLayer.varying(pipeline.features(), inputs), inputs, BIN_DIMENSION))
                : waves;
    }

    private static Layer dense(int outputs, int inputs) {
        return Rated.ntk(new Dense(outputs, new Identity()), inputs, 1, PART_RATE);
    }

    /// Rate and decay alike, as RealMLP has it.
    private static Layer rated(Layer layer, float rate, String... parameters) {
        return new Rated(
                layer,
                Arrays.stream(parameters)
                        .map(parameter -> new Rated.Factors(parameter, rate, rate))
                        .toList());
    }
}
