package dev.lamina;

import dev.lamina.core.metric.DecisionMetric;
import dev.lamina.data.Task;
import dev.lamina.tune.Configuration;
import dev.lamina.tune.Dimension;
import dev.lamina.tune.Dimension.Choice;
import dev.lamina.tune.Dimension.Real;
import dev.lamina.tune.Dimension.Whole;
import dev.lamina.tune.Space;
import dev.lamina.tune.Space.Branch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The recipes with the settings that a caller, or a search, may give them.
///
/// What a search varies, and how far, is from the spaces that their authors search, without what makes
/// networks too large for a processor: for RealMLP arXiv 2407.04491 and TabArena (arXiv 2506.16791), for
/// TabM-mini and the plain network arXiv 2410.24210.
final class RecipeSpace {

    private static final String REAL_MLP = "realmlp";
    private static final String TABM_MINI = "tabm-mini";
    private static final String PLAIN = "plain";

    private static final TableOption<Integer> BLOCKS = TableOption.count("blocks", "Hidden layers.");
    private static final TableOption<Integer> WIDTH = TableOption.count("width", "Neurons of each hidden layer.");
    private static final TableOption<Double> FREQUENCY =
            TableOption.positive("frequency", "DEVIATION", "How high the frequencies of the numbers' embedding are.");
    private static final TableOption<Boolean> BINS = TableOption.choice(
            "bins",
            "Whether numbers have a piecewise-linear embedding too.",
            List.of(true, false),
            bins -> bins ? "yes" : "no",
            RecipeSpace::yes);

    private static final List<String> RECIPES = List.of(REAL_MLP, TABM_MINI, PLAIN);

    private static final Dimension DROPOUT = new Real("dropout", 0, 0.5, false);

    private RecipeSpace() {}

    /// The recipes that have settings.
    static List<String> recipes() {
        return RECIPES;
    }

    private static List<TableOption<?>> settings(String recipe) {
        List<TableOption<?>> settings = new ArrayList<>(
                List.of(BLOCKS, WIDTH, TableOptions.DROPOUT, TableOptions.LEARNING_RATE, TableOptions.WEIGHT_DECAY));
        switch (recipe) {
            case REAL_MLP -> settings.addAll(List.of(TableOptions.ACTIVATION, FREQUENCY, BINS));
            case PLAIN -> settings.add(TableOptions.ACTIVATION);
            case TABM_MINI -> {}
            default -> throw unknown(recipe);
        }
        return settings;
    }

    private static IllegalArgumentException unknown(String recipe) {
        return new IllegalArgumentException(
                "unknown recipe \"" + recipe + "\"; known are " + String.join(", ", RECIPES));
    }

    /// The configuration, if its recipe and its settings exist and are in their ranges.
    static Configuration checked(Configuration configuration) {
        List<TableOption<?>> options = settings(configuration.recipe());
        for (Map.Entry<String, String> setting : configuration.values().entrySet()) {
            TableOption<?> option = options.stream()
                    .filter(known -> known.name().equals(setting.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("the recipe " + configuration.recipe()
                            + " has no setting \"" + setting.getKey() + "\"; known are "
                            + String.join(
                                    ", ",
                                    options.stream().map(TableOption::name).toList())));
            try {
                option.parse(setting.getValue());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "the recipe's " + option + " is '" + setting.getValue() + "', expected a number", e);
            }
        }
        return configuration;
    }

    /// The recipe with its settings, each other one at its default.
    static Recipe recipe(Configuration configuration, TableSettings given, Task task) {
        Values values = new Values(configuration);
        return switch (configuration.recipe()) {
            case REAL_MLP -> realMlp(values, RealMlp.tuned(task, smoothing(given)));
            case TABM_MINI -> tabMMini(values, TabMMini.small(task));
            case PLAIN -> plain(values, PlainRecipe.defaults(given, task));
            default -> throw unknown(configuration.recipe());
        };
    }

    /// Whether labels are smoothed: for accuracy, not where probabilities are judged.
    static boolean smoothing(TableSettings given) {
        return given.given(TableOptions.METRIC)
                .filter(DecisionMetric.class::isInstance)
                .isPresent();
    }

    private static Recipe realMlp(Values values, RealMlp start) {
        RealMlp recipe = new RealMlp(
                start.name(),
                start.task(),
                values.widths(start.widths()),
                values.of(TableOptions.ACTIVATION, start.activation()),
                values.of(TableOptions.LEARNING_RATE, start.learningRate()),
                start.beta2(),
                values.of(TableOptions.DROPOUT, start.dropout()),
                values.of(TableOptions.WEIGHT_DECAY, start.weightDecay()),
                start.smoothing(),
                values.of(FREQUENCY, start.deviation()),
                false,
                start.fine());
        return values.of(BINS, false) ? recipe.withBins() : recipe;
    }

    private static Recipe tabMMini(Values values, TabMMini start) {
        return new TabMMini(
                start.task(),
                start.members(),
                values.of(WIDTH, start.width()),
                values.of(BLOCKS, start.blocks()),
                values.of(TableOptions.DROPOUT, start.dropout()),
                values.of(TableOptions.LEARNING_RATE, start.learningRate()),
                values.of(TableOptions.WEIGHT_DECAY, start.weightDecay()));
    }

    private static Recipe plain(Values values, PlainRecipe start) {
        TableSettings settings = start.given().with(TableOptions.LAYERS, values.widths(TableDefaults.LAYERS.value()));
        for (TableOption<?> option : List.of(
                TableOptions.ACTIVATION, TableOptions.DROPOUT, TableOptions.LEARNING_RATE, TableOptions.WEIGHT_DECAY)) {
            String text = values.configuration.values().get(option.name());
            settings = text == null ? settings : settings.withText(option, text);
        }
        return new PlainRecipe(settings, start.task());
    }

    /// What a search varies.
    ///
    /// @param rows of the training
    /// @param columns of the table
    /// @param names of recipes; those that the columns make too large are left out
    static Space of(Task task, int rows, int columns, List<String> names) {
        boolean bins = columns <= TableDefaults.MOST_FOR_BINS;
        List<Branch> branches = new ArrayList<>();
        for (String name : names) {
            switch (name) {
                case REAL_MLP -> branches.add(realMlp(RealMlp.tuned(task, false), bins));
                case TABM_MINI -> {
                    if (bins) {
                        branches.add(tabMMini(TabMMini.small(task)));
                    }
                }
                case PLAIN -> branches.add(plain(task, rows));
                default -> throw unknown(name);
            }
        }
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("the recipe " + TABM_MINI + " is for " + TableDefaults.MOST_FOR_BINS
                    + " columns at most, and the data have " + columns + "; choose another one");
        }
        return new Space(branches);
    }

    private static Branch realMlp(RealMlp start, boolean bins) {
        List<Dimension> dimensions = new ArrayList<>(List.of(
                new Whole("blocks", 2, 4, 1),
                new Whole("width", 128, 512, 128),
                new Choice("activation", List.of("selu", "mish")),
                DROPOUT,
                new Real("learning-rate", 0.02, 0.3, true),
                new Real("weight-decay", 1e-3, 0.05, true),
                new Real("frequency", 0.01, 10, true)));
        SequencedMap<String, Object> values = values(start.widths());
        values.put("activation", start.activation().name());
        values.put("dropout", start.dropout());
        values.put("learning-rate", start.learningRate());
        values.put("weight-decay", start.weightDecay());
        values.put("frequency", start.deviation());
        if (bins) {
            dimensions.add(new Choice("bins", List.of("yes", "no")));
            values.put("bins", "no");
        }
        return branch(REAL_MLP, values, dimensions);
    }

    private static Branch tabMMini(TabMMini start) {
        SequencedMap<String, Object> values = values(Collections.nCopies(start.blocks(), start.width()));
        values.put("dropout", start.dropout());
        values.put("learning-rate", start.learningRate());
        values.put("weight-decay", start.weightDecay());
        return branch(
                TABM_MINI,
                values,
                List.of(
                        new Whole("blocks", 1, 4, 1),
                        new Whole("width", 64, 512, 64),
                        DROPOUT,
                        new Real("learning-rate", 1e-4, 5e-3, true),
                        new Real("weight-decay", 1e-4, 0.1, true)));
    }

    private static Branch plain(Task task, int rows) {
        SequencedMap<String, Object> values = values(TableDefaults.LAYERS.value());
        values.put("activation", TableDefaults.ACTIVATION.value().name());
        values.put(
                "dropout",
                TableDefaults.dropout(task, rows, TableDefaults.OPTIMIZER.value())
                        .value());
        values.put("learning-rate", TableDefaults.OPTIMIZER.value().learningRate());
        values.put("weight-decay", TableDefaults.OPTIMIZER.value().weightDecay());
        return branch(
                PLAIN,
                values,
                List.of(
                        new Whole("blocks", 1, 4, 1),
                        new Whole("width", 64, 512, 64),
                        new Choice("activation", List.of("relu", "silu", "mish")),
                        DROPOUT,
                        new Real("learning-rate", 1e-4, 1e-2, true),
                        new Real("weight-decay", 1e-4, 0.1, true)));
    }

    private static SequencedMap<String, Object> values(List<Integer> widths) {
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        values.put("blocks", widths.size());
        values.put("width", widths.getFirst());
        return values;
    }

    private static Branch branch(String recipe, SequencedMap<String, Object> values, List<Dimension> dimensions) {
        SequencedMap<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(
                name, value instanceof Number ? new BigDecimal(value.toString()).toPlainString() : value.toString()));
        return new Branch(new Configuration(recipe, texts), dimensions);
    }

    private static boolean yes(String text) {
        return switch (text) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw new IllegalArgumentException("bins is \"" + text + "\", expected yes or no");
        };
    }

    /// What a configuration says of a recipe.
    private record Values(Configuration configuration) {

        <T> T of(TableOption<T> option, T otherwise) {
            String text = configuration.values().get(option.name());
            return text == null ? otherwise : option.parse(text);
        }

        List<Integer> widths(List<Integer> otherwise) {
            return Collections.nCopies(of(BLOCKS, otherwise.size()), of(WIDTH, otherwise.getFirst()));
        }
    }
}
