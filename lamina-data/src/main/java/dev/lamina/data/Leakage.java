package dev.lamina.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds columns that tell the target too well to have been known before it, and rows that are on both
/// sides of a split: what makes metrics better than any prediction of new data will be. Each finding is a
/// line for a person; the rules are careful, so that an honest column is hardly ever named.
public final class Leakage {

    private static final int MOST_WARNINGS = 5;

    /// In tables with fewer rows, equal ones are often there by nature.
    private static final int FEWEST_ROWS = 1000;

    private static final double SHARE_OF_COPIES = 0.01;

    private static final String CURE = "; pass --ignore if it is not known when a prediction is made";

    private Leakage() {}

    /// How a column gives away the target.
    public enum Sign {
        /// It holds the same numbers.
        EQUALS,
        /// It counts the rows, which are in the order of the target.
        COUNTS,
        /// It is in the order of the target.
        ORDERS,
        /// The classes lie one after the other on it.
        SEPARATES,
        /// Each of its values comes with one value of the target only.
        TELLS,
        /// It is missing in one of two classes only.
        MISSING
    }

    /// A column that gives away the target.
    public record Telltale(String column, Sign sign) {}

    /// The columns among a pipeline's inputs that give away the target. A column is named if
    ///
    /// - it is a number or time that equals the target of a regression, or orders the rows as that does: the rank
    ///   correlation of Spearman is .9999 or more, in either direction, on 20 rows or more; for a column that
    ///   counts the rows .9 is enough;
    /// - it is a number or time on which classes of 10 rows or more lie one after the other, in 50 rows or more;
    /// - each of its values has one class or target only, where values come ten times or more on average;
    /// - it is missing in all rows of one of two classes and in none of the other, with 10 rows or more of each.
    ///
    /// Takes n · log n for n rows at most, and for most columns far less.
    ///
    /// @param pipeline fitted on these examples or on some of them
    public static List<Telltale> telltales(Examples examples, FittedPipeline pipeline) {
        TargetOrder target = TargetOrder.of(examples);
        Set<String> inputs = pipeline.columns().stream().map(FittedColumn::name).collect(Collectors.toSet());
        return examples.table().columns().stream()
                .filter(column -> inputs.contains(column.name()))
                .flatMap(column -> sign(column, target).map(sign -> new Telltale(column.name(), sign)).stream())
                .toList();
    }

    /// The [#telltales], a line for a person each.
    ///
    /// @param pipeline fitted on these examples or on some of them
    public static List<String> warnings(Examples examples, FittedPipeline pipeline) {
        String target = NameText.quote(examples.target());
        List<String> warnings = new ArrayList<>();
        for (Telltale telltale : telltales(examples, pipeline)) {
            warnings.add("column " + NameText.quote(telltale.column()) + " " + inWords(telltale.sign(), target) + CURE);
        }
        if (warnings.size() > MOST_WARNINGS) {
            int more = warnings.size() - MOST_WARNINGS + 1;
            warnings.subList(MOST_WARNINGS - 1, warnings.size()).clear();
            warnings.add(more + " more columns give away the target" + CURE.replace(" it is ", " they are "));
        }
        return List.copyOf(warnings);
    }

    private static String inWords(Sign sign, String target) {
        return switch (sign) {
            case EQUALS -> "equals the target " + target;
            case COUNTS -> "counts the rows, which are in the order of " + target;
            case ORDERS -> "orders the rows as the target does, " + target;
            case SEPARATES -> "separates without any error the classes of " + target;
            case TELLS -> "tells " + target + " in every row: each of its values has only one";
            case MISSING -> "is missing in all rows of one class of " + target + " and in none of the other";
        };
    }

    private static Optional<Sign> sign(Column column, TargetOrder target) {
        return switch (column) {
            case Column.Numbers numbers -> ofValues(column, numbers.values(), target);
            case Column.Times times -> ofValues(column, times.epochSeconds(), target);
            case Column.Categories words -> determining(words, target);
        };
    }

    private static Optional<Sign> ofValues(Column column, double[] values, TargetOrder target) {
        boolean counts = target.countsRows(values);
        if (target.equalTo(values)) {
            return Optional.of(Sign.EQUALS);
        }
        if (target.orderedLike(values, counts)) {
            return Optional.of(counts ? Sign.COUNTS : Sign.ORDERS);
        }
        if (target.separatedBy(values)) {
            return Optional.of(counts ? Sign.COUNTS : Sign.SEPARATES);
        }
        return determining(column, target);
    }

    private static Optional<Sign> determining(Column column, TargetOrder target) {
        if (target.determinedBy(column)) {
            return Optional.of(Sign.TELLS);
        }
        return target.missingWith(column) ? Optional.of(Sign.MISSING) : Optional.empty();
    }

    /// The validation rows that are copies of training rows of their split, target included: a line where
    /// they are 1 % or more, in tables of 1,000 rows or more. In a table of few different values equal rows
    /// are natural, so nothing is said unless half of its columns, those with the most different values,
    /// tell 99 % of the different rows apart.
    public static List<String> warnings(Examples examples, List<Split> splits) {
        if (examples.rows() < FEWEST_ROWS) {
            return List.of();
        }
        Copies copies = Copies.of(examples, splits);
        if (copies.count() < SHARE_OF_COPIES * copies.rows() || copies.natural()) {
            return List.of();
        }
        return List.of(String.format(
                Locale.ROOT,
                "%,d of %,d validation rows (%.1f %%) are copies of training rows, so that the metrics are too good;"
                        + " remove copies, or keep them together by a column with --group",
                copies.count(),
                copies.rows(),
                100.0 * copies.count() / copies.rows()));
    }
}
