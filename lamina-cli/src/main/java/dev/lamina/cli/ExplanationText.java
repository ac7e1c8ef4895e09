package dev.lamina.cli;

import dev.lamina.core.text.InWords;
import dev.lamina.data.Column;
import dev.lamina.explain.Counterfactual;
import dev.lamina.explain.Goal;
import dev.lamina.explain.Importance;
import dev.lamina.explain.PartialDependence;
import dev.lamina.explain.Predicted;
import dev.lamina.explain.RowExplanation;
import dev.lamina.explain.Shapley;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How explanations read.
final class ExplanationText {

    private static final int MOST_COLUMNS = 20;
    private static final int MOST_CURVES = 8;
    private static final int BAR = 20;

    private ExplanationText() {}

    /// What the columns are worth to the model, and how its predictions depend on the strongest ones.
    static String of(Importance importance, List<PartialDependence> curves) {
        List<String> parts = new ArrayList<>(List.of(of(importance)));
        curves.forEach(curve -> parts.add(of(curve)));
        return String.join("\n\n", parts);
    }

    private static String of(Importance importance) {
        List<Importance.Group> shown = first(importance.groups());
        double greatest =
                shown.stream().mapToDouble(Importance.Group::mean).max().orElse(0);
        List<List<String>> lines = new ArrayList<>(List.of(List.of("", "rise", "95 % interval", "")));
        for (Importance.Group group : shown) {
            lines.add(List.of(
                    InWords.list(group.columns(), 5),
                    InWords.number(group.mean()),
                    InWords.number(group.low()) + " … " + InWords.number(group.high()),
                    greatest > 0 ? TextBar.bar(Math.max(0, group.mean() / greatest), BAR) : ""));
        }
        return "The " + importance.cost().label() + " of " + InWords.count(importance.rows(), "row") + " is "
                + InWords.number(importance.baseline()) + "; it rises when columns are permuted:\n" + table(lines)
                + more(importance.groups().size() - shown.size());
    }

    private static String of(PartialDependence dependence) {
        int last = dependence.grid().rows() - 1;
        List<PartialDependence.Curve> shown = dependence
                .curves()
                .subList(0, Math.min(MOST_CURVES, dependence.curves().size()));
        double least = shown.stream()
                .flatMapToDouble(curve -> Arrays.stream(curve.mean()))
                .min()
                .orElse(0);
        double greatest = shown.stream()
                .flatMapToDouble(curve -> Arrays.stream(curve.mean()))
                .max()
                .orElse(0);
        List<List<String>> lines = new ArrayList<>();
        for (PartialDependence.Curve curve : shown) {
            lines.add(List.of(
                    InWords.name(curve.label()),
                    TextBar.curve(curve.mean(), least, greatest),
                    InWords.number(curve.mean()[0]) + " … " + InWords.number(curve.mean()[last])));
        }
        String cells = dependence.grid() instanceof Column.Categories
                ? InWords.list(
                        IntStream.rangeClosed(0, last)
                                .mapToObj(point -> cell(dependence.grid().text(point)))
                                .toList(),
                        10)
                : dependence.grid().text(0) + " … " + dependence.grid().text(last);
        return "Mean prediction by " + InWords.name(dependence.grid().name()) + " (" + cells + "), from "
                + InWords.number(least) + " ▁ to " + InWords.number(greatest) + " █:\n" + table(lines)
                + more(dependence.curves().size() - shown.size());
    }

    /// What each column contributes to the predictions of rows, and what would have to change.
    ///
    /// @param goal of the changes; empty if they were not searched for
    static String of(List<RowExplanation> rows, Optional<Goal> goal) {
        String aim = goal.map(ExplanationText::inWords).orElse("");
        return rows.stream().map(row -> of(row, aim)).collect(Collectors.joining("\n\n"));
    }

    private static String of(RowExplanation row, String aim) {
        Shapley shapley = row.shapley();
        String output = shapley.label()
                .map(label -> "The probability of " + InWords.name(label))
                .orElse("The prediction");
        String text = row.place().replaceAll("\\p{Cntrl}", "?") + ": " + inWords(shapley.predicted()) + "\n" + output
                + " is " + InWords.number(shapley.output()) + ", for "
                + InWords.count(shapley.background(), "background row") + " on average "
                + InWords.number(shapley.base()) + ":\n" + contributions(shapley);
        return row.counterfactual()
                .map(changes -> text + "\n" + of(changes, aim))
                .orElse(text);
    }

    private static String inWords(Goal goal) {
        return switch (goal) {
            case Goal.AnotherLabel() -> "another label";
            case Goal.Label(String label) -> InWords.name(label);
            case Goal.Reach(double value) -> InWords.number(value);
        };
    }

    private static String contributions(Shapley shapley) {
        List<Shapley.Contribution> shown = first(shapley.contributions());
        double greatest = Math.abs(shown.getFirst().value());
        List<List<String>> lines = new ArrayList<>();
        for (Shapley.Contribution one : shown) {
            lines.add(List.of(
                    InWords.name(one.column()),
                    cell(one.cell()),
                    signed(one.value()),
                    shapley.permutations() > 0 ? "± " + InWords.number(one.standardError()) : "",
                    greatest > 0 ? TextBar.bar(one.value() / greatest, BAR) : ""));
        }
        int more = shapley.contributions().size() - shown.size();
        if (more > 0) {
            double rest = shapley.contributions().stream()
                    .skip(shown.size())
                    .mapToDouble(Shapley.Contribution::value)
                    .sum();
            lines.add(List.of(InWords.count(more, "other column"), "", signed(rest), "", ""));
        }
        return table(lines) + "\nSum: " + InWords.number(shapley.base()) + " " + signed(shapley.sum()) + " = "
                + InWords.number(shapley.base() + shapley.sum())
                + (shapley.permutations() > 0
                        ? ", sampled by " + InWords.count(shapley.permutations(), "permutation")
                        : "");
    }

    private static String of(Counterfactual changes, String aim) {
        if (changes.met()) {
            return "Nothing would have to change for " + aim + ".";
        }
        if (changes.alternatives().isEmpty()) {
            return "No change of three columns or fewer was found that leads to " + aim + ".";
        }
        return "What would have to change for " + aim + ":\n"
                + changes.alternatives().stream()
                        .map(way -> "  "
                                + way.changes().stream()
                                        .map(change -> InWords.name(change.column()) + " from " + cell(change.from())
                                                + " to " + cell(change.to()))
                                        .collect(Collectors.joining(", "))
                                + ": " + inWords(way.after()))
                        .collect(Collectors.joining("\n"));
    }

    private static String inWords(Predicted predicted) {
        return switch (predicted) {
            case Predicted.Label(String label, double probability) ->
                InWords.name(label) + " with probability " + InWords.number(probability);
            case Predicted.Value(double value) -> InWords.number(value);
        };
    }

    private static String cell(String cell) {
        return cell.isEmpty() ? "–" : InWords.name(cell);
    }

    private static String signed(double value) {
        return value < 0 ? "− " + InWords.number(-value) : "+ " + InWords.number(value);
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(MOST_COLUMNS, all.size()));
    }

    private static String more(int more) {
        return more == 0 ? "" : "\n  … and " + more + " more; --json lists all";
    }

    /// Lines of cells below each other.
    private static String table(List<List<String>> lines) {
        int[] widths = IntStream.range(0, lines.getFirst().size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream()
                .map(line -> ("  "
                                + IntStream.range(0, widths.length)
                                        .mapToObj(column -> InWords.padded(line.get(column), widths[column]))
                                        .collect(Collectors.joining("  ")))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }
}
