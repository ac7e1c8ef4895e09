package dev.lamina.explain;

import dev.lamina.core.metric.Metric;
import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Table;
import dev.lamina.model.Model;
import dev.lamina.model.ModelRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// How much worse a model's predictions become when it can no longer tell what stands in a column: the permutation
/// importance of Breiman, "Random Forests" (2001), for any model and on rows that it was not trained on.
///
/// The cells of a column are permuted among the rows, and what the predictions cost then is compared with what they
/// cost before: the log loss of classes, the RMSE of values, always of what the model really answers, calibration
/// included. Columns that say much the same ([Group]) are permuted together, because each alone would hardly be
/// missed. Every row gets the cells of another row, each other row being as probable: the mean over the permutations
/// estimates e_switch − e_orig of Fisher, Rudin and Dominici, "All Models are Wrong, but Many are Useful" (2019),
/// without bias.
///
/// The interval is for the rows, not for the permutations, and holds the importance for all rows like these with
/// 95 %. Row i counts once as the row that gets foreign cells and once as the row whose cells are foreign elsewhere:
/// ψᵢ is the mean rise of its own cost plus the mean rise of the cost of the rows that got its cells, the projection of
/// a mean over pairs of rows (Hoeffding, "A Class of Statistics with Asymptotically Normal Distribution", 1948). The
/// interval is mean ± t·s(ψ)/√n with Student's t of n − 1 degrees of freedom, for the RMSE by the delta method. As each
/// row is paired with few others only, it is a little too wide: its square by a share of 1/repeats at most. How far off
/// another training on other rows would be is not in it.
///
/// @param cost [LogLoss][dev.lamina.core.metric.LogLoss] or
///     [RootMeanSquaredError][dev.lamina.core.metric.RootMeanSquaredError]
/// @param baseline the cost of the rows as they are
/// @param rows how many were used
/// @param repeats how often each group was permuted
/// @param groups the columns that the model reads, each in one group, the most important first
public record Importance(Metric cost, double baseline, int rows, int repeats, List<Group> groups) {

    /// So many multiplications take some half a minute on two cores.
    private static final double MOST_WORK = 3e11;

    /// Encoded numbers of all rows: 128 MB.
    private static final int MOST_NUMBERS = 1 << 25;

    private static final int FEWEST_ROWS = 200;

    /// The number of the stream that draws rows; permutations count from 0.
    private static final long DRAWING = -1;

    public Importance {
        groups = List.copyOf(groups);
    }

    /// Columns that were permuted together, and what that did.
    ///
    /// @param columns one, or several of which each says much of what the others say
    /// @param mean by how much the cost rises: units of the target for the RMSE. About 0 for columns that say
    ///     nothing, below 0 only by chance or where the model has learnt something that does not hold for these
    ///     rows
    /// @param low lower end of the interval of 95 %
    /// @param high upper end
    /// @param accuracyDrop by how much the accuracy falls; empty for values
    public record Group(List<String> columns, double mean, double low, double high, OptionalDouble accuracyDrop) {

        public Group {
            columns = List.copyOf(columns);
        }
    }

    /// Permutes every group of columns. Rows are drawn by the seed if there are more than the settings ask for. If
    /// that is still too much to compute, more than 3·10¹¹ multiplications, groups are permuted less often and
    /// then on fewer rows, but at least 200.
    ///
    /// @param parts rows with the model that was not trained on them; all models predict the same target. Columns
    ///     are permuted within a part. A part of one row is left out
    /// @throws IllegalArgumentException if there are no parts, none has two rows, or targets differ
    /// @throws dev.lamina.data.DataException if a table lacks a column, or a target is missing or of a class that
    ///     the model does not know
    public static Importance of(List<ModelRows> parts, ImportanceSettings settings) {
        FittedTarget target = target(parts);
        List<ModelRows> several =
                parts.stream().filter(part -> part.table().rows() > 1).toList();
        if (several.isEmpty()) {
            throw new IllegalArgumentException(parts.getFirst().table().origin().source()
                    + " has a single row to judge by, a permutation needs 2 or more");
        }
        List<ModelRows> affordable =
                drawn(several, Math.min(settings.rows(), affordableRows(several)), settings.seed());
        List<ColumnGroups.Group> groups = ColumnGroups.of(affordable);
        double perRow = work(affordable)
                * Math.max(
                        1e-3,
                        groups.stream()
                                .mapToDouble(ColumnGroups.Group::changing)
                                .sum());
        int repeats = Math.clamp((long) (MOST_WORK / perRow / rows(affordable)), 1, settings.repeats());
        int rows = (int) Math.max(FEWEST_ROWS, Math.min(rows(affordable), MOST_WORK / perRow / repeats));
        double unit = RowCosts.unit(target);
        List<JudgedRows> judged = drawn(affordable, rows, settings.seed()).stream()
                .map(part -> new JudgedRows(part.model(), part.table(), unit))
                .toList();
        Permuted permuted = new Permuted(judged, repeats, settings.seed(), target, unit);
        List<Group> sorted = new ArrayList<>(InParallel.map(
                settings.threads(),
                groups.size(),
                i -> permuted.group(groups.get(i).columns())));
        sorted.sort(Comparator.comparingDouble(Group::mean).reversed());
        return new Importance(RowCosts.metric(target), permuted.baseline(), permuted.rows(), repeats, sorted);
    }

    private static FittedTarget target(List<ModelRows> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("importance needs 1 part or more, got none");
        }
        Model first = parts.getFirst().model();
        FittedTarget target = first.pipeline().target();
        for (ModelRows part : parts) {
            FittedTarget other = part.model().pipeline().target();
            if (!other.field().equals(target.field()) || !part.model().labels().equals(first.labels())) {
                throw new IllegalArgumentException("one model predicts \"" + target.name() + "\", another one \""
                        + other.name() + "\" or other classes of it; importance is of models with the same target");
            }
        }
        return target;
    }

    private static int rows(List<ModelRows> parts) {
        return Math.toIntExact(
                parts.stream().mapToLong(part -> part.table().rows()).sum());
    }

    private static int affordableRows(List<ModelRows> parts) {
        int widest = parts.stream()
                .mapToInt(part -> part.model().encoder().width())
                .max()
                .orElseThrow();
        return Math.max(FEWEST_ROWS, MOST_NUMBERS / Math.max(1, widest));
    }

    /// How many multiplications the prediction of a row takes, at most.
    private static double work(List<ModelRows> parts) {
        return parts.stream()
                .mapToDouble(part -> PredictionWork.of(part.model()))
                .max()
                .orElseThrow();
    }

    /// So many rows of all parts in their order, at least two of each part that is left.
    private static List<ModelRows> drawn(List<ModelRows> parts, int most, long seed) {
        int all = rows(parts);
        if (all <= most) {
            return parts;
        }
        int[] order = IntStream.range(0, all).toArray();
        RandomStream.of(seed, Purpose.EXPLANATION, DRAWING).shuffle(order);
        int[] chosen = Arrays.copyOf(order, most);
        Arrays.sort(chosen);
        List<ModelRows> drawn = new ArrayList<>();
        int first = 0;
        int next = 0;
        for (ModelRows part : parts) {
            int from = next;
            int end = first + part.table().rows();
            while (next < most && chosen[next] < end) {
                next++;
            }
            int start = first;
            if (next - from > 1) {
                Table table = part.table()
                        .select(IntStream.range(from, next)
                                .map(i -> chosen[i] - start)
                                .toArray());
                drawn.add(new ModelRows(part.model(), table));
            }
            first = end;
        }
        // Fewer rows than parts leave each with one; the largest is then as good as any.
        return drawn.isEmpty()
                ? List.of(parts.stream()
                        .max(Comparator.comparingInt(part -> part.table().rows()))
                        .orElseThrow())
                : drawn;
    }
}
