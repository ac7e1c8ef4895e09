package dev.lamina.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// Rows whose target is known and fits the task: what a network can learn from or be judged by. Immutable.
///
/// @param table the rows with the target among the columns
/// @param target the name of the target column
/// @param warnings what was left out and what looks doubtful, a line each
public record Examples(Table table, String target, Task task, List<String> warnings) {

    /// @throws DataException if there are no rows, or a target is missing, infinite or of the wrong kind
    public Examples {
        warnings = List.copyOf(warnings);
        if (table.rows() == 0) {
            throw new DataException(table.origin().source() + " has no rows");
        }
        Column column = table.require(target);
        for (int row = 0; row < table.rows(); row++) {
            if (column.missing(row)) {
                throw new DataException(
                        table.origin().of(row) + ": no value in the target column " + NameText.quote(target));
            }
            if (column instanceof Column.Numbers numbers && Double.isInfinite(numbers.values()[row])) {
                throw new DataException(table.origin().of(row) + ": the target column " + NameText.quote(target)
                        + " is infinite; correct the cell or empty it to leave the row out");
            }
        }
        checkKind(column, task, table.origin());
    }

    /// The rows that have a target; the task is as [Task#infer] finds it.
    ///
    /// @throws DataException if there is no such column, it has no values, holds times, or is infinite
    ///     somewhere
    public static Examples of(Table table, String target) {
        return of(table, target, Task.infer(table.require(target)).task());
    }

    /// The rows that have a target, for the given task.
    ///
    /// @throws DataException if there is no such column, it has no values, holds what the task cannot use, or
    ///     is infinite somewhere
    public static Examples of(Table table, String target, Task task) {
        Column column = table.require(target);
        int[] present = IntStream.range(0, table.rows())
                .filter(row -> !column.missing(row))
                .toArray();
        int missing = table.rows() - present.length;
        List<String> warnings = new ArrayList<>();
        if (missing > 0) {
            if (present.length == 0) {
                throw new DataException(
                        table.origin().source() + ": the target column " + NameText.quote(target) + " has no values");
            }
            warnings.add(NameText.count(missing, "row", "rows") + " without a value in " + NameText.quote(target)
                    + (missing == 1 ? " was" : " were") + " left out");
        }
        Examples examples = new Examples(missing == 0 ? table : table.select(present), target, task, warnings);
        if (task == Task.CLASSIFICATION) {
            warnings.addAll(rareClasses(examples));
        }
        return new Examples(examples.table, target, task, warnings);
    }

    /// @param column without missing values
    private static void checkKind(Column column, Task task, Origin origin) {
        switch (column) {
            case Column.Times _ -> throw Task.notATarget(column);
            case Column.Numbers _ -> {}
            case Column.Categories words -> {
                if (task == Task.REGRESSION) {
                    throw new DataException(origin.of(0) + ": the target column " + NameText.quote(column.name())
                            + " holds words such as "
                            + NameText.quote(words.words().get(words.codes()[0]))
                            + ", regression needs numbers; train a classification or choose another target");
                }
            }
        }
    }

    private static List<String> rareClasses(Examples examples) {
        Column.Categories labels = examples.labels();
        int[] counts = labels.counts();
        List<String> rare = IntStream.range(0, counts.length)
                .filter(code -> counts[code] == 1)
                .mapToObj(labels.words()::get)
                .toList();
        if (rare.isEmpty()) {
            return List.of();
        }
        return List.of(
                rare.size() == 1
                        ? "class " + NameText.quote(rare.getFirst()) + " of " + NameText.quote(examples.target)
                                + " has a single row, which is too few to learn it"
                        : rare.size() + " classes of " + NameText.quote(examples.target)
                                + " have a single row each, which is too few to learn them: " + NameText.list(rare));
    }

    /// What validation on other rows cannot tell, a line each: the classes that it has no row of, and the rare ones,
    /// less than one row in a hundred, that it has a single row of. Classes of one row altogether are named in
    /// [#warnings].
    public List<String> validationWarnings(Examples validation) {
        if (task != Task.CLASSIFICATION) {
            return List.of();
        }
        int all = rows() + validation.rows();
        Map<String, Integer> validating = frequencies(validation.labels());
        SequencedMap<String, Integer> without = new LinkedHashMap<>();
        SequencedMap<String, Integer> withOne = new LinkedHashMap<>();
        frequencies(labels()).forEach((label, count) -> {
            int others = validating.getOrDefault(label, 0);
            if (others == 0 && count > 1) {
                without.put(label, count);
            } else if (others == 1 && 100L * (count + 1) < all) {
                withOne.put(label, count + 1);
            }
        });
        List<String> warnings = new ArrayList<>();
        if (!without.isEmpty()) {
            warnings.add("no row of " + named(without, all) + " is there to validate with, so no metric shows whether "
                    + (without.size() == 1 ? "it is" : "they are") + " recognised");
        }
        if (!withOne.isEmpty()) {
            warnings.add("a single row of " + named(withOne, all) + " is there to validate with, so the metrics say"
                    + " little about " + (withOne.size() == 1 ? "it" : "them"));
        }
        return warnings;
    }

    /// The words that occur, in the order in which they were first seen, with how many rows have each.
    private static SequencedMap<String, Integer> frequencies(Column.Categories words) {
        SequencedMap<String, Integer> frequencies = new LinkedHashMap<>();
        int[] counts = words.counts();
        for (int code = 0; code < counts.length; code++) {
            if (counts[code] > 0) {
                frequencies.put(words.words().get(code), counts[code]);
            }
        }
        return frequencies;
    }

    /// `class "yes" of "sold" (2 of 20,000 rows)`, `2 classes of "sold" (maybe, yes)`.
    private String named(SequencedMap<String, Integer> classes, int all) {
        String of = " of " + NameText.quote(target) + " (";
        Map.Entry<String, Integer> first = classes.firstEntry();
        return classes.size() == 1
                ? "class " + NameText.quote(first.getKey()) + of
                        + String.format(Locale.ROOT, "%,d of %,d rows)", first.getValue(), all)
                : classes.size() + " classes" + of + NameText.list(List.copyOf(classes.keySet())) + ")";
    }

    public int rows() {
        return table.rows();
    }

    /// The given rows in the given order, without warnings.
    public Examples select(int[] rows) {
        return new Examples(table.select(rows), target, task, List.of());
    }

    /// The same rows without columns of these names, such as what groups the rows or says their weights.
    ///
    /// @throws DataException if one of the names is not there or is the target
    public Examples without(Collection<String> names) {
        if (names.contains(target)) {
            throw new DataException(
                    table.origin().source() + ": the target " + NameText.quote(target) + " cannot be left out");
        }
        return new Examples(table.without(names), target, task, warnings);
    }

    Column targetColumn() {
        return table.require(target);
    }

    /// The targets of a classification as words.
    Column.Categories labels() {
        return labels(targetColumn());
    }

    static Column.Categories labels(Column target) {
        return switch (target) {
            case Column.Categories words -> words;
            case Column.Numbers numbers -> numbers.toCategories();
            case Column.Times _ -> throw Task.notATarget(target);
        };
    }
}
