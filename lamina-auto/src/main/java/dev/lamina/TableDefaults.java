package dev.lamina;

import dev.lamina.core.activation.Activation;
import dev.lamina.core.activation.Relu;
import dev.lamina.core.loss.BinaryCrossEntropy;
import dev.lamina.core.loss.Loss;
import dev.lamina.core.loss.MeanSquaredError;
import dev.lamina.core.loss.SoftmaxCrossEntropy;
import dev.lamina.core.optimizer.AdamW;
import dev.lamina.core.optimizer.Optimizer;
import dev.lamina.core.train.TrainingControl;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Scaling;
import dev.lamina.data.Task;
import dev.lamina.tune.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a training on a table takes where its [TableSettings] fix nothing, and why. Chosen by accuracy and
/// time on the data sets of `benchmarks/accuracy`; the batch sizes are those of RealMLP (arXiv 2407.04491).
final class TableDefaults {

    static final double VALIDATION = 0.2;

    static final Choice<List<Integer>> LAYERS = new Choice<>(List.of(256, 256), "the default");
    static final Choice<Activation> ACTIVATION = new Choice<>(new Relu(), "the default");
    static final Choice<Optimizer> OPTIMIZER =
            new Choice<>(AdamW.defaults().learningRate(2e-3f).weightDecay(0.02f), "the default");
    static final Choice<Integer> PATIENCE = new Choice<>(30, "the default");

    /// Rows up to which a classifier of this width needs much dropout.
    private static final int FEW_ROWS = 1024;

    /// Steps that a run aims at, within the bounds of epochs below.
    private static final int STEPS = 8_000;

    private static final int FEWEST_EPOCHS = 40;

    /// With fewer rows, bins hold too few of them, and folds are too small to tell other kinds of networks by.
    private static final int FEWEST_FOR_BINS = 300;

    /// With more columns, bins of each make a network too large for memory and time.
    static final int MOST_FOR_BINS = 200;

    /// So many rows at most make a table small: other kinds of networks than RealMLP help there, and take
    /// little time.
    private static final int FEW_FOR_MANY_KINDS = 8_192;

    /// How many times the networks of a recipe where one share of the rows validates all of them.
    private static final int ALONE = 2;

    private static final int FEWEST_RECIPE_EPOCHS = 6;

    /// Multiplications of weights and values that a core can be trusted with in a second, forward and
    /// backward.
    private static final double WORK_A_SECOND = 5e9;

    /// A value, and in a few words what it was chosen by.
    record Choice<T>(T value, String reason) {}

    private TableDefaults() {}

    /// Outliers in the inputs hurt regression more than the clip of robust scaling does.
    static Scaling scaling(Task task) {
        return switch (task) {
            case CLASSIFICATION -> Scaling.STANDARD;
            case REGRESSION -> Scaling.ROBUST;
        };
    }

    static Choice<Loss> loss(FittedTarget target) {
        return switch (target) {
            case FittedTarget.Labels labels ->
                new Choice<>(
                        labels.classes().size() == 2 ? new BinaryCrossEntropy() : new SoftmaxCrossEntropy(),
                        labels.classes().size() + " classes");
            case FittedTarget.Scaled _ -> new Choice<>(new MeanSquaredError(), "the target is a number");
        };
    }

    static Choice<NamedSchedule> schedule(Optimizer optimizer) {
        return optimizer.searches()
                ? new Choice<>(NamedSchedule.CONSTANT, optimizer.name() + " ends at its minimum by itself")
                : new Choice<>(NamedSchedule.WARM_UP_COSINE, "the default");
    }

    static Choice<Double> dropout(Task task, int rows, Optimizer optimizer) {
        if (optimizer.searches()) {
            return new Choice<>(0.0, "dropout would keep " + optimizer.name() + " from its minimum");
        }
        return switch (task) {
            case CLASSIFICATION -> new Choice<>(rows <= FEW_ROWS ? 0.5 : 0.2, "classification, " + rows(rows));
            case REGRESSION -> new Choice<>(0.1, "regression");
        };
    }

    static Choice<Integer> batchSize(int rows, Optimizer optimizer) {
        return optimizer.searches()
                ? new Choice<>(rows, optimizer.name() + " needs all rows in one batch")
                : new Choice<>(batchSize(rows), rows(rows));
    }

    private static int batchSize(int rows) {
        if (rows <= 1024) {
            return 64;
        }
        if (rows <= 8192) {
            return 128;
        }
        return rows <= 30_000 ? 256 : rows <= 100_000 ? 512 : 1024;
    }

    static Choice<Integer> epochs(Task task, int rows, int batchSize) {
        int most = switch (task) {
            case CLASSIFICATION -> 200;
            case REGRESSION -> 500;
        };
        int epochs = Math.clamp((long) STEPS * batchSize / rows, FEWEST_EPOCHS, most);
        return new Choice<>(epochs, rows(rows) + " in batches of " + batchSize);
    }

    /// The recipes of a preset, the first one named first, or the one that is given.
    ///
    /// @param rows of the training
    /// @param columns of the table
    static List<Recipe> recipes(Preset preset, TableSettings given, Task task, int rows, int columns) {
        Optional<Configuration> fixed = given.given(TableOptions.RECIPE);
        if (fixed.isPresent()) {
            return List.of(RecipeSpace.recipe(fixed.get(), given, task));
        }
        boolean smoothing = RecipeSpace.smoothing(given);
        RealMlp waves = RealMlp.tuned(task, smoothing);
        Recipe plain = PlainRecipe.defaults(given, task);
        boolean bins = columns <= MOST_FOR_BINS;
        boolean few = rows <= FEW_FOR_MANY_KINDS;
        List<Recipe> recipes = new ArrayList<>();
        switch (preset) {
            case FAST -> recipes.add(RealMlp.small(task, smoothing));
            case DEFAULT -> {
                recipes.add(waves);
                if (bins && rows > FEWEST_FOR_BINS) {
                    recipes.add(waves.withBins());
                    if (few) {
                        recipes.add(TabMMini.small(task));
                        recipes.add(plain);
                    }
                }
            }
            case BEST -> {
                recipes.add(waves);
                if (bins) {
                    recipes.add(waves.withBins());
                    recipes.add(few ? TabMMini.large(task) : TabMMini.small(task));
                }
                recipes.add(waves.finer());
                recipes.add(plain);
            }
        }
        return recipes;
    }

    /// Into how many parts the rows are divided; 1 for a share that validates.
    static int folds(TableSettings given, int rows) {
        return given.given(TableOptions.FOLDS)
                .orElseGet(() -> Portfolio.preset(given)
                        .map(preset -> folds(given, preset, rows))
                        .orElse(1));
    }

    private static int folds(TableSettings given, Preset preset, int rows) {
        if (preset == Preset.FAST
                || given.holdsOut()
                || given.given(TableOptions.TIME).isPresent()) {
            return 1;
        }
        return rows <= FEW_ROWS ? 6 : 4;
    }

    /// How many networks of a recipe a preset trains in all.
    ///
    /// @param splits all, those of every repeat
    /// @param repeats of the division into folds, which stand for as many seeds
    static int networks(Preset preset, Recipe recipe, int splits, int repeats) {
        return switch (preset) {
            case FAST -> splits;
            case DEFAULT, BEST ->
                splits > 1 ? splits * Math.ceilDiv(recipe.networks(), repeats) : ALONE * recipe.networks();
        };
    }

    /// How many networks a model may have: a row is predicted by all of them.
    static int mostNetworks(Optional<Preset> preset) {
        return preset.map(known -> switch (known) {
                    case FAST, DEFAULT -> 18;
                    case BEST -> 60;
                })
                .orElse(Integer.MAX_VALUE);
    }

    /// How often the networks of a recipe see every row: the recipe's number, unless that takes too long. The
    /// longest time is the preset's, some two minutes of two cores by default, or the time budget.
    ///
    /// @param most the recipe's number
    /// @param work of one epoch of all networks, in multiplications
    static int epochs(Preset preset, TrainingControl control, int most, double work) {
        double allowed = control.timeBudget()
                .map(budget -> budget.toMillis() / 1000.0 * control.threads() * WORK_A_SECOND)
                .orElse(
                        switch (preset) {
                            case FAST -> 3e10;
                            case DEFAULT -> 1e12;
                            case BEST -> 4e12;
                        });
        return (int) Math.clamp(allowed / work, Math.min(most, FEWEST_RECIPE_EPOCHS), most);
    }

    static String rows(int rows) {
        return rows == 1 ? "1 row" : rows + " rows";
    }
}
