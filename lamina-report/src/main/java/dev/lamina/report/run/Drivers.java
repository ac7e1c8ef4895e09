package dev.lamina.report.run;

import dev.lamina.data.Column;
import dev.lamina.data.FittedColumn;
import dev.lamina.data.Range;
import dev.lamina.data.Table;
import dev.lamina.explain.Importance;
import dev.lamina.explain.Importance.Group;
import dev.lamina.explain.ImportanceSettings;
import dev.lamina.explain.PartialDependence;
import dev.lamina.explain.PartialDependenceSettings;
import dev.lamina.model.Model;
import dev.lamina.model.ModelRows;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What drives a model.
///
/// @param importance of its columns; empty where there are too few rows to say
/// @param dependences on the columns that matter most
public record Drivers(Optional<Importance> importance, List<PartialDependence> dependences) {

    /// How many columns have a curve.
    private static final int MOST_CURVES = 6;

    public Drivers {
        dependences = List.copyOf(dependences);
    }

    /// Computes it.
    ///
    /// @param parts rows with the networks that were not trained on them
    /// @param rows of all parts
    /// @param seed of all that is drawn
    /// @param threads that share the work; the result does not depend on them
    public static Drivers of(List<ModelRows> parts, Model model, Table rows, long seed, int threads) {
        if (parts.stream().allMatch(part -> part.table().rows() < 2)) {
            return new Drivers(Optional.empty(), List.of());
        }
        Importance importance =
                Importance.of(parts, ImportanceSettings.defaults().seed(seed).threads(threads));
        PartialDependenceSettings curves =
                PartialDependenceSettings.defaults().seed(seed).threads(threads);
        return new Drivers(
                Optional.of(importance),
                oneOfEachFirst(importance.groups())
                        .filter(column -> hasValues(rows.require(column), model))
                        .limit(MOST_CURVES)
                        .map(column -> PartialDependence.of(model, rows, column, curves))
                        .toList());
    }

    /// The first column of each group, then all others.
    private static Stream<String> oneOfEachFirst(List<Group> groups) {
        return Stream.concat(
                groups.stream().map(group -> group.columns().getFirst()),
                groups.stream().flatMap(group -> group.columns().stream().skip(1)));
    }

    /// Whether some row has a value that the model saw the like of.
    private static boolean hasValues(Column column, Model model) {
        Range range = model.pipeline().columns().stream()
                .filter(fitted -> fitted.name().equals(column.name()))
                .findFirst()
                .map(fitted -> fitted instanceof FittedColumn.Quantity quantity ? quantity.range() : Range.UNKNOWN)
                .orElseThrow();
        return switch (column) {
            case Column.Numbers numbers -> DoubleStream.of(numbers.values()).anyMatch(value -> holds(range, value));
            case Column.Times times -> DoubleStream.of(times.epochSeconds()).anyMatch(value -> holds(range, value));
            case Column.Categories words -> IntStream.of(words.codes()).anyMatch(code -> code >= 0);
        };
    }

    private static boolean holds(Range range, double value) {
        return !Double.isNaN(value) && !range.isBeyond(value);
    }

    /// All columns that the model reads, the most important ones first where that is known.
    public List<String> columns(Model model) {
        return importance
                .map(known -> known.groups().stream()
                        .flatMap(group -> group.columns().stream())
                        .toList())
                .orElseGet(() -> model.pipeline().columns().stream()
                        .map(FittedColumn::name)
                        .toList());
    }
}
