package dev.lamina;

import dev.lamina.Recipe.Effort;
import dev.lamina.core.dataset.ShardedDataset;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.network.Network;
import dev.lamina.core.parameter.Parameters;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.core.train.Checkpoint;
import dev.lamina.core.train.ShardExchange;
import dev.lamina.core.train.StopReason;
import dev.lamina.core.train.TrainedNetwork;
import dev.lamina.core.train.Trainer;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.core.train.TrainingSettings;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Pipeline;
import dev.lamina.data.Split;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import dev.lamina.model.Calibration;
import dev.lamina.model.Evaluation;
import dev.lamina.model.Member;
import dev.lamina.model.Model;
import dev.lamina.model.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One network for rows that several machines hold in shards: everyone plans it from the same facts, trains it
/// with the shards at hand, and predicts the validation rows at hand; one makes the model.
///
/// The network is that of the dense layers or of the recipe that the settings fix, else that of the preset
/// `fast`. On the same rows in the same order, and as many shards, it is the network of [TableTrainer] with the
/// same settings and a table to validate by, bit for bit. Immutable.
public final class NetworkPlan {

    /// Rows that tell what a network is to be like, evenly spaced among those that train it.
    private static final int SAMPLE_ROWS = 16_384;

    private final TableSettings settings;
    private final FittedPipeline pipeline;
    private final Recipe recipe;
    private final Effort effort;
    private final long seed;
    private final ChosenMetric metric;
    private final Recipe.Design design;
    private final Optional<Parameters> start;

    private NetworkPlan(TableSettings settings, FittedPipeline pipeline, long rows, Matrix sample) {
        this.settings = settings;
        this.pipeline = pipeline;
        recipe = recipe(settings, pipeline.task());
        Effort free = recipe.effort((int) Math.min(Integer.MAX_VALUE, rows));
        effort = new Effort(
                settings.given(TableOptions.EPOCHS).orElseGet(() -> epochs(free, rows, sample)),
                settings.given(TableOptions.BATCH_SIZE).orElse(free.batchSize()));
        long given = settings.given(TableOptions.SEED).orElse(0L);
        seed = recipe instanceof PlainRecipe ? given : RandomStream.key(given, Purpose.MEMBER, 0);
        metric = ChosenMetric.of(settings, pipeline.target());
        design = recipe.design(pipeline, sample, effort);
        start = design.start().map(from -> from.of(design.network(), sample, seed));
    }

    /// The recipe's epochs, as far as they do not take too long for its preset.
    private int epochs(Effort free, long rows, Matrix sample) {
        if (recipe instanceof PlainRecipe) {
            return free.epochs();
        }
        Preset preset = settings.given(TableOptions.RECIPE).isPresent() ? Preset.DEFAULT : Preset.FAST;
        Network network = recipe.design(pipeline, sample, free).network();
        return TableDefaults.epochs(preset, TrainingControl.defaults(), free.epochs(), recipe.work(network) * rows);
    }

    /// How columns become numbers.
    ///
    /// @throws IllegalArgumentException if the settings ask for more than one network
    public static Pipeline pipeline(TableSettings settings, Task task) {
        return recipe(settings, task).pipeline().missingWords(settings.missingWords());
    }

    /// How many rows [#of] takes as a sample of so many.
    public static int sampleRows(long rows) {
        return (int) Math.min(rows, SAMPLE_ROWS);
    }

    /// Which row is number `i` of the sample: the place of a row among those that train, in their order.
    public static long sampleRow(long rows, int i) {
        return i * rows / sampleRows(rows);
    }

    /// The sample of these rows.
    static int[] sample(int[] rows) {
        return IntStream.range(0, sampleRows(rows.length))
                .map(i -> rows[(int) sampleRow(rows.length, i)])
                .toArray();
    }

    /// Plans the network.
    ///
    /// @param pipeline fitted on the rows that train
    /// @param rows how many train
    /// @param sample of these rows, encoded: [#sampleRows] of them, as [#sampleRow] says
    /// @throws IllegalArgumentException if the settings ask for more than one network, or exclude each other
    public static NetworkPlan of(TableSettings settings, FittedPipeline pipeline, long rows, Matrix sample) {
        return new NetworkPlan(settings, pipeline, rows, sample);
    }

    private static Recipe recipe(TableSettings settings, Task task) {
        for (TableOption<?> option :
                List.of(TableOptions.FOLDS, TableOptions.REPEATS, TableOptions.GROUP, TableOptions.TIME)) {
            if (settings.given(option).isPresent()) {
                throw new IllegalArgumentException(
                        option + " is for several networks, and one is trained here; leave it out");
            }
        }
        if (settings.given(TableOptions.RECIPE).isPresent()) {
            return RecipeSpace.recipe(settings.given(TableOptions.RECIPE).get(), settings, task);
        }
        Optional<Preset> preset = Portfolio.preset(settings);
        if (preset.isEmpty()) {
            return new PlainRecipe(settings, task);
        }
        if (settings.given(TableOptions.PRESET).isPresent() && preset.get() != Preset.FAST) {
            throw new IllegalArgumentException("the preset " + preset.get()
                    + " is of several networks, and one is trained here; leave it out, or name a recipe");
        }
        return RealMlp.small(task, RecipeSpace.smoothing(settings));
    }

    /// The settings of the training.
    private TrainingSettings training(int shards) {
        TrainingSettings training = design.training().seed(seed).shards(shards);
        Optional<Metric> chooses = metric.chooses();
        return chooses.isPresent() ? training.monitor(chooses.get()) : training;
    }

    public Network network() {
        return design.network();
    }

    public Loss loss() {
        return design.loss();
    }

    /// How often every row is seen, at most.
    public int epochs() {
        return effort.epochs();
    }

    /// A network at each of the ends at which its training may end.
    ///
    /// @param ends one or more, the last one after the whole training
    public record Trained(List<TrainedNetwork> ends) {

        public Trained {
            ends = List.copyOf(ends);
        }

        /// After the whole training.
        public TrainedNetwork last() {
            return ends.getLast();
        }
    }

    /// Trains together with all who share the exchange.
    ///
    /// @param validation rows that choose the best epoch; null without
    /// @param resumed where another run of the same training stood; null to begin
    public Trained train(
            ShardedDataset training,
            @Nullable ShardedDataset validation,
            ShardExchange exchange,
            TrainingControl control,
            @Nullable Checkpoint resumed) {
        List<Integer> epochs = recipe.ends(effort.epochs());
        List<TrainedNetwork> early = new ArrayList<>();
        Trainer trainer = Trainer.of(design.network(), design.loss())
                .settings(training(exchange.shards()))
                .control(control.watcher((report, parameters, gradients) -> {
                    if (epochs.contains(report.epoch()) && report.epoch() < report.epochs()) {
                        early.add(at(report.epoch(), parameters.copy()));
                    }
                }));
        start.ifPresent(trainer::startFrom);
        if (resumed != null) {
            trainer.resume(resumed);
        }
        TrainedNetwork last =
                validation == null ? trainer.fit(training, exchange) : trainer.fit(training, validation, exchange);
        return new Trained(Stream.concat(early.stream(), Stream.of(last)).toList());
    }

    private TrainedNetwork at(int epoch, Parameters parameters) {
        return new TrainedNetwork(design.network(), parameters, design.loss(), List.of(), epoch, StopReason.COMPLETED);
    }

    /// What a network predicts for encoded rows, as [#model] takes it.
    public Matrix predictions(TrainedNetwork network, Matrix inputs) {
        return HeldOut.predictions(new Member(network, pipeline, 1), inputs);
    }

    /// The model, without calibration: nothing was held out.
    public Model model(TrainedNetwork network, Provenance.Data data) {
        return new Model(
                List.of(new Member(network, pipeline, 1)),
                Calibration.none(),
                provenance(List.of(network), network, data, new LinkedHashMap<>()));
    }

    /// The model at the end that predicts the validation rows best, calibrated by them.
    ///
    /// @param heldOut for each end what [#predictions] gave for the validation rows, in their order
    /// @param validation these rows, with the target column at least
    public Model model(Trained trained, List<Matrix> heldOut, Table validation, Provenance.Data data) {
        List<TrainedMember.End> ends = IntStream.range(0, heldOut.size())
                .mapToObj(i -> new TrainedMember.End(
                        trained.ends().get(i).bestEpoch(), trained.ends().get(i).parameters(), heldOut.get(i)))
                .toList();
        int[] rows = IntStream.range(0, validation.rows()).toArray();
        PlannedMember plan = new PlannedMember(0, recipe, new Split(new int[0], rows), 0, 0, true, seed, effort);
        Assembly assembly = Assembly.of(
                List.of(new TrainedMember(plan, trained.last(), pipeline, ends)),
                pipeline.target(),
                pipeline.targets(validation),
                null,
                metric,
                TableDefaults.mostNetworks(Portfolio.preset(settings)));
        SequencedMap<String, Double> metrics =
                Evaluation.of(pipeline, assembly.predictions(), validation).metrics();
        return new Model(
                assembly.members(),
                assembly.calibration(),
                provenance(assembly.members().stream().map(Member::network).toList(), trained.last(), data, metrics));
    }

    private Provenance provenance(
            List<TrainedNetwork> networks,
            TrainedNetwork last,
            Provenance.Data data,
            SequencedMap<String, Double> metrics) {
        List<Provenance.Run> runs = networks.stream()
                .map(network -> Provenance.Run.of(
                        recipe.name(),
                        seed,
                        1,
                        network,
                        last.history().get(network.bestEpoch() - 1).metric()))
                .toList();
        return Provenance.now(
                data,
                new Provenance.Training(
                        settings.given(TableOptions.SEED).orElse(0L),
                        Portfolio.settings(settings, recipe, effort, pipeline, data.trainingRows()),
                        runs,
                        metrics));
    }
}
