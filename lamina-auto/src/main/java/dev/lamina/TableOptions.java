package dev.lamina;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.TargetKind;
import dev.lamina.core.metric.ClassMetric;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.metric.ValueMetric;
import dev.lamina.core.optimizer.Clipping;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.optimizer.Penalty;
import dev.lamina.core.train.TrainingSettings;
import dev.lamina.data.RowWeights;
import dev.lamina.tune.Configuration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What a caller may fix about a training on a table: the command line, the file for `--config` and the
/// model's provenance take names, texts and help from here. What is not fixed is chosen by the facts of the
/// data; the options that say "Default: no limit" or "Default: 0" then do nothing.
public final class TableOptions {

    public static final TableOption<Preset> PRESET = TableOption.choice(
            "preset",
            "How much is done for accuracy: fast is one network, in seconds; default is several that were trained on"
                    + " different rows; best is several kinds of networks, weighted by how well they predict rows that"
                    + " they were not trained on. With --layers, or another option of one network of dense layers,"
                    + " it is that network instead. Default: default.",
            Preset.all(),
            Preset::toString,
            Preset::named);

    public static final TableOption<Configuration> RECIPE = TableOption.recipe(
            "recipe",
            "RECIPE",
            "One kind of network instead of a preset, and what of its settings is not at its default, in quotes, such as"
                    + " \"realmlp width=384 dropout=0.2\": "
                    + names(RecipeSpace.recipes(), UnaryOperator.identity())
                    + ". What tune finds is written so. Default: chosen by the preset.");

    public static final TableOption<Metric> METRIC = TableOption.choice(
            "metric",
            "What is to be good: it chooses the best epoch, the weights of the networks and the threshold between two"
                    + " classes. For classes: " + names(metrics(ClassMetric.class), Metric::name)
                    + ". For numbers: " + names(metrics(ValueMetric.class), Metric::name)
                    + ". Default: log-loss, rmse.",
            Metric.all(),
            Metric::name,
            Metric::named);

    public static final TableOption<Integer> FOLDS = TableOption.several(
            "folds",
            "Into how many parts the rows are divided. Each part validates a network that was trained on the others, and"
                    + " the model is all of these networks. Default: chosen by the preset and the number of rows.");

    public static final TableOption<Integer> REPEATS = TableOption.count(
            "repeats",
            "How many times the rows are divided into folds, each time in another way: more networks, and an estimate"
                    + " that depends less on chance. Default: 1.");

    public static final TableOption<String> GROUP = TableOption.text(
            "group",
            "COLUMN",
            "The column whose values stay together: no group is in training and in validation, as for several rows of"
                    + " one patient. It is no input. Default: rows stand for themselves.");

    public static final TableOption<String> TIME = TableOption.text(
            "time",
            "COLUMN",
            "The column of times, or numbers, that orders the rows: later rows validate what was trained on earlier ones."
                    + " Default: the order does not matter.");

    public static final TableOption<String> WEIGHT = TableOption.text(
            "weight",
            "COLUMN",
            "The column of numbers, 0 or more, that says how much each row counts in training. It is no input."
                    + " Default: every row counts 1.");

    public static final TableOption<RowWeights> CLASS_WEIGHT = TableOption.classWeights(
            "class-weight",
            "balanced|FILE",
            "How much the rows of each class count in training: balanced lets all classes count the same, a CSV file"
                    + " gives the columns label and weight. Default: every row counts 1.");

    public static final TableOption<List<Integer>> LAYERS = TableOption.integers(
            "layers",
            "WIDTHS",
            "The widths of the hidden layers of one network of dense layers, such as 64,32, instead of a preset. Default: 256,256"
                    + " where another option of such a network is given.",
            TableOptions::checkedWidths);

    public static final TableOption<Activation> ACTIVATION = TableOption.choice(
            "activation",
            "The activation of the hidden layers: " + names(Activation.all(), Activation::name) + ". Default: relu.",
            Activation.all(),
            Activation::name,
            Activation::named);

    public static final TableOption<Loss> LOSS = TableOption.choice(
            "loss",
            "The loss that training lowers. For classes: "
                    + names(losses(loss -> loss.outputsForClasses(2) > 0), Loss::name)
                    + ". For numbers: " + names(losses(loss -> loss.targets() == TargetKind.Element.NUMBER), Loss::name)
                    + "; with quantile-band, an interval is as wide as the value of its row is uncertain."
                    + " Default: binary-cross-entropy for two classes, softmax-cross-entropy for more,"
                    + " mean-squared-error for numbers.",
            Loss.all(),
            Loss::name,
            Loss::named);

    public static final TableOption<Optimizer> OPTIMIZER = TableOption.choice(
            "optimizer",
            "The rule of a training step: " + names(Optimizer.all(), Optimizer::name)
                    + ". For small data there is lbfgs, which takes all rows in one batch. Default: adamw.",
            Optimizer.all(),
            Optimizer::name,
            Optimizer::named);

    public static final TableOption<Double> LEARNING_RATE = TableOption.positive(
            "learning-rate",
            "RATE",
            "The highest learning rate, a positive number; the schedule lowers it from there. Default: 0.002, or what"
                    + " is usual for the optimizer that is named.");

    public static final TableOption<NamedSchedule> SCHEDULE = TableOption.choice(
            "schedule",
            "How the learning rate changes during training: " + names(NamedSchedule.all(), NamedSchedule::name)
                    + ". Default: warm-up-cosine; with lbfgs, constant.",
            NamedSchedule.all(),
            NamedSchedule::name,
            NamedSchedule::named);

    public static final TableOption<Double> WEIGHT_DECAY = TableOption.zeroOrMore(
            "weight-decay",
            "RATE",
            "How strongly every step draws the weights towards zero, 0 or more. It acts beside the gradient with adamw"
                    + " and lion; with other optimizers it is the same as --l2. Default: 0.02, or what is usual for the"
                    + " optimizer that is named.");

    public static final TableOption<Double> L1 = TableOption.zeroOrMore(
                    "l1",
                    "RATE",
                    "The penalty on the sizes of the weights, 0 or more: it makes many of them zero. Default: 0.")
            .applied((settings, l1) -> settings.penalty(
                    new Penalty(l1.floatValue(), settings.penalty().l2())));

    public static final TableOption<Double> L2 = TableOption.zeroOrMore(
                    "l2",
                    "RATE",
                    "The penalty on half the squares of the weights, 0 or more: it keeps them small. Default: 0.")
            .applied((settings, l2) ->
                    settings.penalty(new Penalty(settings.penalty().l1(), l2.floatValue())));

    public static final TableOption<Double> MAX_NORM = TableOption.positive(
                    "max-norm",
                    "NORM",
                    "The largest Euclidean norm that the weights entering one neuron may have, a positive number such as 3."
                            + " Default: no limit.")
            .applied((settings, norm) -> settings.maxNorm(norm.floatValue()));

    public static final TableOption<Double> CLIP_NORM = TableOption.positive(
                    "clip-norm",
                    "NORM",
                    "The largest Euclidean norm that the gradient of a step may have, a positive number such as 1. Default: no"
                            + " limit.")
            .applied((settings, norm) -> clipped(settings, new Clipping.ByGlobalNorm(norm.floatValue())));

    public static final TableOption<Double> CLIP_VALUE = TableOption.positive(
                    "clip-value",
                    "VALUE",
                    "The largest size that an element of a gradient may have, a positive number; instead of --clip-norm."
                            + " Default: no limit.")
            .applied((settings, value) -> clipped(settings, new Clipping.ByValue(value.floatValue())));

    public static final TableOption<Double> DROPOUT = TableOption.fraction(
            "dropout",
            "RATE",
            "The probability that a step leaves out a value of a hidden layer, from 0 to less than 1. Default: chosen"
                    + " by the task and the number of rows.");

    public static final TableOption<Integer> EPOCHS = TableOption.count(
            "epochs",
            "How often training sees every row, at most; it may end earlier, see --patience. Default: chosen by the"
                    + " number of rows.");

    public static final TableOption<Integer> BATCH_SIZE = TableOption.count(
            "batch-size", "How many rows a training step takes. Default: chosen by the number of rows.");

    public static final TableOption<Integer> SHARDS = TableOption.count(
            "shards",
            "Into how many shards the rows are divided, each of which gives its share of every step. A training on a"
                    + " cluster with as many shards has the same bits. Default: rows are not divided.");

    public static final TableOption<Integer> PATIENCE = TableOption.count(
            "patience", "Training ends after this many epochs in a row without improvement. Default: 30.");

    public static final TableOption<Long> SEED = TableOption.integer(
            "seed",
            "The number that all randomness comes from. The same seed gives the same model, bit for bit. Default: 0.");

    private static final List<TableOption<?>> ALL = List.of(
            PRESET,
            RECIPE,
            METRIC,
            FOLDS,
            REPEATS,
            GROUP,
            TIME,
            WEIGHT,
            CLASS_WEIGHT,
            LAYERS,
            ACTIVATION,
            LOSS,
            OPTIMIZER,
            LEARNING_RATE,
            SCHEDULE,
            WEIGHT_DECAY,
            L1,
            L2,
            MAX_NORM,
            CLIP_NORM,
            CLIP_VALUE,
            DROPOUT,
            EPOCHS,
            BATCH_SIZE,
            SHARDS,
            PATIENCE,
            SEED);

    private TableOptions() {}

    /// Every option, in the order in which people are told of them.
    public static List<TableOption<?>> all() {
        return ALL;
    }

    private static List<Integer> checkedWidths(List<Integer> widths) {
        for (int width : widths) {
            if (width < 1) {
                throw new IllegalArgumentException("a layer is " + width + " wide, expected 1 or more");
            }
        }
        return List.copyOf(widths);
    }

    private static TrainingSettings clipped(TrainingSettings settings, Clipping clipping) {
        if (settings.clipping().isPresent()) {
            throw new IllegalArgumentException("gradients are clipped by norm or by value; set one of both");
        }
        return settings.clip(clipping);
    }

    private static List<Metric> metrics(Class<? extends Metric> kind) {
        return Metric.all().stream().filter(kind::isInstance).toList();
    }

    private static List<Loss> losses(Predicate<Loss> which) {
        return Loss.all().stream().filter(which).toList();
    }

    /// `a, b or c`.
    private static <T> String names(List<T> all, Function<T, String> nameOf) {
        List<String> names = all.stream().map(nameOf).toList();
        return names.stream().limit(names.size() - 1L).collect(Collectors.joining(", ")) + " or " + names.getLast();
    }
}
