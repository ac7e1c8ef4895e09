package dev.lamina;

import dev.lamina.Recipe.Effort;
import dev.lamina.TrainingRows.Encoding;
import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.network.Network;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.FittedPipeline;
import dev.lamina.data.Split;
import dev.lamina.data.Task;
import dev.lamina.model.Provenance.Setting;
import dev.lamina.tune.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The networks of a model before their training, with what was chosen and why. Immutable.
///
/// @param members those of one recipe after the other
/// @param network the first one's
/// @param settings in words
record Portfolio(List<PlannedMember> members, Network network, List<Setting> settings) {

    /// The rows that a network is built on to count its parameters.
    private static final int SAMPLE = 1000;

    Portfolio {
        members = List.copyOf(members);
        settings = List.copyOf(settings);
    }

    /// The options that fix one network of dense layers, which no preset has then a say in.
    private static final List<TableOption<?>> PLAIN = List.of(
            TableOptions.LAYERS,
            TableOptions.ACTIVATION,
            TableOptions.LOSS,
            TableOptions.OPTIMIZER,
            TableOptions.LEARNING_RATE,
            TableOptions.SCHEDULE,
            TableOptions.WEIGHT_DECAY,
            TableOptions.L1,
            TableOptions.L2,
            TableOptions.MAX_NORM,
            TableOptions.CLIP_NORM,
            TableOptions.CLIP_VALUE,
            TableOptions.DROPOUT,
            TableOptions.PATIENCE);

    /// The preset of a training, the default one where a recipe is given, or empty for one network of dense
    /// layers.
    ///
    /// @throws IllegalArgumentException if two of the three are given
    static Optional<Preset> preset(TableSettings given) {
        Optional<TableOption<?>> plain = PLAIN.stream()
                .<TableOption<?>>map(option -> option)
                .filter(option -> given.given(option).isPresent())
                .findFirst();
        Optional<Preset> preset = given.given(TableOptions.PRESET);
        if (plain.isPresent() && preset.isPresent()) {
            throw new IllegalArgumentException("the preset " + preset.get() + " chooses the networks itself; leave "
                    + plain.get() + " out, or the preset");
        }
        Optional<String> recipe = given.given(TableOptions.RECIPE).map(Configuration::recipe);
        Optional<TableOption<?>> other = plain.or(() -> preset.map(any -> TableOptions.PRESET));
        if (recipe.isPresent() && other.isPresent()) {
            throw new IllegalArgumentException(
                    "the recipe " + recipe.get() + " fixes the networks; leave " + other.get() + " out, or the recipe");
        }
        return plain.isPresent() ? Optional.empty() : Optional.of(preset.orElse(Preset.DEFAULT));
    }

    /// Completes the settings. The same facts give the same portfolio, whatever the
    /// threads, unless there is a time budget.
    static Portfolio of(
            TableSettings given, TrainingControl control, Task task, TrainingRows rows, List<Split> splits) {
        long seed = given.given(TableOptions.SEED).orElse(0L);
        Optional<Preset> preset = preset(given);
        if (preset.isEmpty()) {
            return plain(given, task, rows, splits, seed);
        }
        int training =
                splits.stream().mapToInt(split -> split.training().length).max().orElseThrow();
        List<Recipe> recipes = TableDefaults.recipes(
                preset.get(),
                given,
                task,
                training,
                rows.fitting().table().columns().size());
        int repeats = given.given(TableOptions.REPEATS).orElse(1);
        int folds = folds(given, splits);
        List<PlannedMember> members = new ArrayList<>();
        List<String> networks = new ArrayList<>();
        List<Network> built = new ArrayList<>();
        List<Effort> efforts = new ArrayList<>();
        for (int group = 0; group < recipes.size(); group++) {
            Recipe recipe = recipes.get(group);
            Network network = network(recipe, rows);
            built.add(network);
            int each = given.given(TableOptions.RECIPE).isPresent()
                    ? splits.size()
                    : TableDefaults.networks(preset.get(), recipe, splits.size(), repeats);
            Effort free = recipe.effort(training);
            Effort effort = new Effort(
                    given.given(TableOptions.EPOCHS)
                            .orElse(TableDefaults.epochs(
                                    preset.get(),
                                    control,
                                    free.epochs(),
                                    recipe.work(network) * training * each * recipes.size())),
                    given.given(TableOptions.BATCH_SIZE).orElse(free.batchSize()));
            networks.add(each + " " + recipe.name());
            efforts.add(effort);
            for (int i = 0; i < each; i++) {
                members.add(new PlannedMember(
                        group,
                        recipe,
                        splits.get(i % splits.size()),
                        i % splits.size(),
                        i / folds,
                        kept(given, splits, i % splits.size()),
                        RandomStream.key(seed, Purpose.MEMBER, members.size()),
                        effort));
            }
        }
        String size = TableDefaults.rows(training) + ", " + built.getFirst().inputs() + " inputs";
        List<Setting> settings = new ArrayList<>();
        Optional<String> fixed = given.text(TableOptions.RECIPE);
        settings.add(
                fixed.isPresent()
                        ? Setting.given("recipe", fixed.get())
                        : setting(given, TableOptions.PRESET, preset.get().toString(), "the default"));
        settings.add(Setting.chosen(
                "networks",
                String.join(", ", networks),
                fixed.isPresent()
                        ? "one for each part that validates"
                        : preset.get().inWords()));
        settings.add(setting(given, TableOptions.EPOCHS, joined(efforts, Effort::epochs), size));
        settings.add(setting(
                given, TableOptions.BATCH_SIZE, joined(efforts, Effort::batchSize), TableDefaults.rows(training)));
        settings.addAll(divisions(given, splits));
        return new Portfolio(members, built.getFirst(), settings);
    }

    private static String joined(List<Effort> efforts, ToIntFunction<Effort> number) {
        return efforts.stream().mapToInt(number).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    }

    /// What one network of a recipe is trained with, in words.
    ///
    /// @param rows of its training
    static List<Setting> settings(
            TableSettings given, Recipe recipe, Effort effort, FittedPipeline pipeline, int rows) {
        List<Setting> settings = new ArrayList<>();
        if (recipe instanceof PlainRecipe) {
            settings.addAll(TablePlan.of(given, rows, pipeline.width(), pipeline.target())
                    .settings());
        } else {
            Optional<String> fixed = given.text(TableOptions.RECIPE);
            settings.add(
                    fixed.isPresent()
                            ? Setting.given("recipe", fixed.get())
                            : setting(
                                    given, TableOptions.PRESET, Preset.FAST.toString(), "the default for one network"));
            settings.add(
                    setting(given, TableOptions.EPOCHS, String.valueOf(effort.epochs()), TableDefaults.rows(rows)));
            settings.add(setting(
                    given, TableOptions.BATCH_SIZE, String.valueOf(effort.batchSize()), TableDefaults.rows(rows)));
        }
        settings.addAll(divisions(given, List.of()));
        return settings;
    }

    /// How many splits one division of the rows has.
    private static int folds(TableSettings given, List<Split> splits) {
        return Math.ceilDiv(splits.size(), given.given(TableOptions.REPEATS).orElse(1));
    }

    /// What the caller said of metric, rows and their weights, and how many folds there are.
    private static List<Setting> divisions(TableSettings given, List<Split> splits) {
        List<Setting> settings = new ArrayList<>();
        if (splits.size() > 1) {
            settings.add(setting(
                    given,
                    TableOptions.FOLDS,
                    String.valueOf(folds(given, splits)),
                    "every row validates, none is lost"));
        }
        for (TableOption<?> option : List.of(
                TableOptions.REPEATS,
                TableOptions.METRIC,
                TableOptions.GROUP,
                TableOptions.TIME,
                TableOptions.WEIGHT,
                TableOptions.CLASS_WEIGHT,
                TableOptions.SHARDS)) {
            given.text(option).ifPresent(text -> settings.add(Setting.given(option.name(), text)));
        }
        return settings;
    }

    private static Setting setting(TableSettings given, TableOption<?> option, String value, String reason) {
        return given.given(option).isPresent()
                ? Setting.given(option.name(), value)
                : Setting.chosen(option.name(), value, reason);
    }

    /// Windows that expand in time are for the estimate; what is used afterwards is what the last one has trained.
    private static boolean kept(TableSettings given, List<Split> splits, int split) {
        return given.given(TableOptions.TIME).isEmpty() || split == splits.size() - 1;
    }

    private static Portfolio plain(TableSettings given, Task task, TrainingRows rows, List<Split> splits, long seed) {
        PlainRecipe recipe = new PlainRecipe(given, task);
        Encoding encoding = rows.encoded(recipe.pipeline());
        TablePlan plan = TablePlan.of(
                given,
                splits.getFirst().training().length,
                encoding.pipeline().width(),
                encoding.pipeline().target());
        int folds = folds(given, splits);
        List<PlannedMember> members = new ArrayList<>();
        for (int fold = 0; fold < splits.size(); fold++) {
            members.add(new PlannedMember(
                    0,
                    recipe,
                    splits.get(fold),
                    fold,
                    fold / folds,
                    kept(given, splits, fold),
                    fold == 0 ? seed : RandomStream.key(seed, Purpose.MEMBER, fold),
                    recipe.effort(splits.get(fold).training().length)));
        }
        List<Setting> settings = new ArrayList<>(plan.settings());
        settings.addAll(divisions(given, splits));
        return new Portfolio(members, plan.network(), settings);
    }

    private static Network network(Recipe recipe, TrainingRows rows) {
        Encoding encoding = rows.encoded(recipe.pipeline());
        int sample = Math.min(SAMPLE, encoding.inputs().rows());
        Matrix inputs = TrainingRows.select(
                encoding.inputs(), IntStream.range(0, sample).toArray());
        return recipe.design(encoding.pipeline(), inputs, new Effort(1, sample)).network();
    }
}
