package dev.lamina;

import dev.lamina.core.random.RandomStream;
import dev.lamina.core.random.RandomStream.Purpose;
import dev.lamina.data.DataException;
import dev.lamina.data.Division;
import dev.lamina.data.Examples;
import dev.lamina.data.Resampling;
import dev.lamina.data.RowWeights;
import dev.lamina.data.Split;
import dev.lamina.data.Table;
import dev.lamina.data.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rows of a table that a training uses, and what some of its columns say about them.
///
/// @param examples without the columns that say how rows count or belong together
/// @param whole the same rows with those columns
/// @param weights how much each row counts in training; null where all count the same
record GivenRows(Examples examples, Examples whole, double @Nullable [] weights) {

    /// @param warnings receives what looks doubtful
    /// @throws DataException if the table cannot be used
    static GivenRows of(TableSettings given, Table table, Task task, Consumer<String> warnings) {
        Examples whole = Examples.of(table, given.target(), task);
        whole.warnings().forEach(warnings);
        List<String> aside = Stream.of(TableOptions.GROUP, TableOptions.WEIGHT)
                .flatMap(option -> given.given(option).stream())
                .filter(name -> table.columns().stream()
                        .anyMatch(column -> column.name().equals(name)))
                .toList();
        boolean sharded = given.given(TableOptions.SHARDS).isPresent();
        GivenRows rows = new GivenRows(
                aside.isEmpty() ? whole : whole.without(aside),
                whole,
                weights(given)
                        .map(weights -> sharded ? weights.shared(whole) : weights.of(whole))
                        .orElse(null));
        return sharded ? rows.counting() : rows;
    }

    private static Optional<RowWeights> weights(TableSettings given) {
        List<RowWeights> all = new ArrayList<>();
        given.given(TableOptions.WEIGHT).ifPresent(column -> all.add(new RowWeights.OfColumn(column)));
        given.given(TableOptions.CLASS_WEIGHT).ifPresent(all::add);
        return all.stream().reduce(RowWeights.Product::new);
    }

    /// Rows and their division.
    record Divided(GivenRows rows, Division division) {}

    /// Divides the rows. Those that no split uses are left out, such as those of a class that only later
    /// rows have.
    ///
    /// @param folds into how many parts, or 1 for a share that validates
    /// @throws DataException if the rows cannot be divided so, or in a part no row that trains counts
    Divided divide(TableSettings given, int folds) {
        Resampling resampling = resampling(given);
        long seed = given.given(TableOptions.SEED).orElse(0L);
        int repeats = given.given(TableOptions.REPEATS).orElse(1);
        if (repeats > 1 && (folds == 1 || resampling instanceof Resampling.ByTime)) {
            throw new IllegalArgumentException(TableOptions.REPEATS + " divides rows into folds in other ways, and "
                    + (folds == 1
                            ? "there are no folds; set folds too"
                            : "time allows one way only; leave one of both out"));
        }
        Division division = folds == 1
                ? resampling.holdOut(whole, given.validation(), seed)
                : repeated(resampling, folds, repeats, seed);
        division.splits().forEach(this::checkWeights);
        int[] used = division.splits().stream()
                .flatMapToInt(
                        split -> IntStream.concat(IntStream.of(split.training()), IntStream.of(split.validation())))
                .distinct()
                .sorted()
                .toArray();
        return used.length == whole.rows()
                ? new Divided(this, division)
                : new Divided(select(used), renumbered(division, used));
    }

    /// Those with a weight above 0.
    private GivenRows counting() {
        double[] all = weights;
        return all == null
                ? this
                : select(IntStream.range(0, all.length)
                        .filter(row -> all[row] > 0)
                        .toArray());
    }

    private GivenRows select(int[] rows) {
        double[] all = weights;
        return new GivenRows(
                examples.select(rows),
                whole.select(rows),
                all == null
                        ? null
                        : IntStream.of(rows).mapToDouble(row -> all[row]).toArray());
    }

    /// @param rows that are left, in ascending order
    private static Division renumbered(Division division, int[] rows) {
        UnaryOperator<int[]> numbers = old ->
                IntStream.of(old).map(row -> Arrays.binarySearch(rows, row)).toArray();
        return new Division(
                division.splits().stream()
                        .map(split -> new Split(numbers.apply(split.training()), numbers.apply(split.validation())))
                        .toList(),
                division.warnings());
    }

    private Division repeated(Resampling resampling, int folds, int repeats, long seed) {
        List<Division> divisions = IntStream.range(0, repeats)
                .mapToObj(repeat -> resampling.folds(
                        whole, folds, repeat == 0 ? seed : RandomStream.key(seed, Purpose.SPLIT, repeat)))
                .toList();
        return new Division(
                divisions.stream()
                        .flatMap(division -> division.splits().stream())
                        .toList(),
                divisions.stream()
                        .flatMap(division -> division.warnings().stream())
                        .distinct()
                        .toList());
    }

    private void checkWeights(Split split) {
        double[] all = weights;
        if (all != null && IntStream.of(split.training()).allMatch(row -> all[row] == 0)) {
            throw new DataException(whole.table().origin().source()
                    + ": all rows with a weight above 0 validate together, so that none would train; give more rows a"
                    + " weight above 0");
        }
    }

    private static Resampling resampling(TableSettings given) {
        Optional<String> group = given.given(TableOptions.GROUP);
        Optional<String> time = given.given(TableOptions.TIME);
        if (group.isPresent() && time.isPresent()) {
            throw new IllegalArgumentException("rows are divided by group or by time; leave one of both out");
        }
        return group.<Resampling>map(Resampling.ByGroup::new)
                .or(() -> time.map(Resampling.ByTime::new))
                .orElse(new Resampling.Random());
    }
}
