package dev.lamina.explain;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.core.text.InWords;
import dev.lamina.data.Column;
import dev.lamina.data.FittedColumn;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import dev.lamina.model.Model;
import dev.lamina.model.Predictions;
import dev.lamina.model.Predictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Why a model predicts for one row what it predicts: the Shapley values of the columns. They share out the
/// difference between the output for the row and the base, which is its mean over background rows (Strumbelj,
/// Kononenko, "Explaining prediction models and individual predictions with feature contributions", 2014;
/// Lundberg, Lee, "A unified approach to interpreting model predictions", 2017):
///
///     Σ φⱼ = output − base
///
/// A coalition of columns is worth the mean output for the background rows that have these columns from the
/// row, the interventional value: columns outside keep the background's values, also where such rows are
/// unlikely. The sum holds to some 10⁻¹² of the largest output, for sampled values too. Immutable.
///
/// @param predicted for the row
/// @param label the class whose probability is the output; empty if it is the value, in units of the target
/// @param base mean output over the background rows
/// @param output of the model for the row
/// @param contributions of all columns, the largest first
/// @param background how many background rows there were
/// @param permutations how many were sampled; 0 if all coalitions were evaluated, which is exact
public record Shapley(
        Predicted predicted,
        Optional<String> label,
        double base,
        double output,
        List<Contribution> contributions,
        int background,
        int permutations) {

    /// Apart from those of the permutations, which count from 0.
    private static final long BACKGROUND_STREAM = -1;

    /// What one column adds to the output.
    ///
    /// @param cell of the row, for people; empty for missing
    /// @param value φ, in units of the output
    /// @param standardError of the value, of sampling permutations; 0 if it is exact. It does not tell of the
    ///     choice of the background rows, on which the base and every value depend
    public record Contribution(String column, String cell, double value, double standardError) {}

    public Shapley {
        contributions = List.copyOf(contributions);
    }

    /// Explains rows, each alike beside any others, on all cores. With few columns all coalitions are
    /// evaluated, else permutations are sampled: see [ShapleySettings].
    ///
    /// @param background rows like those of training, 1 or more
    /// @throws IllegalArgumentException if there are no background rows, or the model has no such class
    /// @throws dev.lamina.data.DataException if a table is not as the model expects it
    public static List<Shapley> of(Model model, Table background, Table rows, ShapleySettings settings) {
        if (background.rows() == 0) {
            throw new IllegalArgumentException(
                    background.origin().source() + " has no rows to compare with; give some like those of training");
        }
        int label = settings.label().map(wanted -> indexOf(wanted, model)).orElse(-1);
        List<String> names =
                model.pipeline().columns().stream().map(FittedColumn::name).toList();
        List<List<EncodedColumns.Window>> columns = new EncodedColumns(model).ofEach(names);
        Predictor predictor = model.predictor();
        Matrix others = predictor.encoder().transform(background.select(chosen(background, names.size(), settings)));
        Predictions otherPredictions = predictor.predict(others);
        Matrix encoded = predictor.encoder().transform(rows);
        Predictions predictions = predictor.predict(encoded);
        List<String> labels = model.labels();
        List<Shapley> explained = new ArrayList<>();
        for (int row = 0; row < rows.rows(); row++) {
            int own = label >= 0 || labels.isEmpty() ? label : labels.indexOf(predictions.label(row));
            Output output = new Output(predictor, own);
            Game game = new Game(
                    columns,
                    output,
                    others,
                    IntStream.range(0, others.rows())
                            .mapToDouble(i -> output.of(otherPredictions, i))
                            .toArray(),
                    Arrays.copyOfRange(
                            encoded.data(), encoded.rowOffset(row), encoded.rowOffset(row) + encoded.columns()),
                    output.of(predictions, row),
                    settings.threads());
            Game.Values values = values(game, settings);
            explained.add(new Shapley(
                    Predicted.of(predictions, row),
                    own < 0 ? Optional.empty() : Optional.of(labels.get(own)),
                    game.base(),
                    game.rowOutput(),
                    contributions(names, rows, row, values),
                    others.rows(),
                    values.permutations()));
        }
        return explained;
    }

    private static int indexOf(String label, Model model) {
        return switch (model.pipeline().target()) {
            case FittedTarget.Scaled scaled ->
                throw new IllegalArgumentException("the model predicts values of " + quoted(scaled.name())
                        + ", which have no classes such as " + quoted(label));
            case FittedTarget.Labels labels -> {
                int index = labels.indexOf(label);
                if (index < 0) {
                    throw new IllegalArgumentException("the model has no class " + quoted(label) + "; its classes are "
                            + InWords.list(labels.classes(), 10));
                }
                yield index;
            }
        };
    }

    private static String quoted(String name) {
        return '"' + InWords.name(name) + '"';
    }

    /// The rows of the background that are used, in their order.
    private static int[] chosen(Table background, int columns, ShapleySettings settings) {
        long affordable = settings.evaluations()
                / Math.max(1, ShapleySampling.FEWEST_ROUNDS * ShapleySampling.evaluations(columns, 1));
        int count = Math.clamp(affordable, 1, Math.min(settings.background(), background.rows()));
        int[] rows = IntStream.range(0, background.rows()).toArray();
        if (count < rows.length) {
            RandomStream.of(settings.seed(), Purpose.SHAPLEY, BACKGROUND_STREAM).shuffle(rows);
            rows = Arrays.copyOf(rows, count);
            Arrays.sort(rows);
        }
        return rows;
    }

    private static Game.Values values(Game game, ShapleySettings settings) {
        long all =
                ShapleyEnumeration.evaluations(game.columns(), game.background().rows());
        return all <= settings.evaluations()
                ? ShapleyEnumeration.of(game)
                : ShapleySampling.of(game, settings.error() * game.spread(), settings.evaluations(), settings.seed());
    }

    private static List<Contribution> contributions(List<String> names, Table rows, int row, Game.Values values) {
        return IntStream.range(0, names.size())
                .mapToObj(j -> {
                    Column column = rows.require(names.get(j));
                    return new Contribution(column.name(), column.text(row), values.values()[j], values.errors()[j]);
                })
                .sorted(Comparator.comparingDouble((Contribution one) -> -Math.abs(one.value())))
                .toList();
    }

    /// The sum of all contributions.
    public double sum() {
        return contributions.stream().mapToDouble(Contribution::value).sum();
    }
}
