package dev.lamina.cli;

import dev.lamina.core.metric.Metric;
import dev.lamina.core.text.InWords;
import dev.lamina.core.text.LabelledLines;
import dev.lamina.data.FittedTarget;
import dev.lamina.explain.Comparison;
import dev.lamina.explain.Comparison.Compared;
import dev.lamina.explain.Comparison.Difference;
import dev.lamina.explain.Comparison.Estimate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How a comparison of models reads: for each metric a line for each model.
final class ComparisonText {

    private static final List<String> HEADER =
            List.of("", "value", "95 % interval", "difference", "95 % interval", "better");

    private ComparisonText() {}

    static String of(Comparison comparison) {
        List<String> names = names(comparison.models());
        List<List<String>> lines = new ArrayList<>(List.of(HEADER));
        for (Metric metric : comparison.models().getFirst().metrics().sequencedKeySet()) {
            lines.add(List.of(metric.label()));
            for (int i = 0; i < names.size(); i++) {
                lines.add(line("  " + names.get(i), comparison.models().get(i), metric));
            }
        }
        return head(comparison) + "\n\n" + table(lines) + "\n\nDifferences are to " + names.getFirst()
                + " on the same rows; better is how often the model is, of "
                + InWords.count(comparison.replicates(), "resample") + " of the rows.";
    }

    private static LabelledLines head(Comparison comparison) {
        String baseline = InWords.number(comparison.baseline());
        LabelledLines lines = new LabelledLines().add("Rows", String.format(Locale.ROOT, "%,d", comparison.rows()));
        return switch (comparison.target()) {
            case FittedTarget.Labels _ ->
                lines.add("Baseline", "accuracy " + baseline + " by always naming the most frequent class");
            case FittedTarget.Scaled _ -> lines.add("Baseline", "RMSE " + baseline + " by always answering the mean");
        };
    }

    /// The files without their folders, where that tells them apart.
    private static List<String> names(List<Compared> models) {
        List<String> files = models.stream()
                .map(model -> String.valueOf(Path.of(model.name()).getFileName()))
                .map(InWords::name)
                .toList();
        return files.stream().distinct().count() == files.size()
                ? files
                : models.stream()
                        .map(model -> model.name().replaceAll("\\p{Cntrl}", "?"))
                        .toList();
    }

    private static List<String> line(String name, Compared model, Metric metric) {
        Estimate estimate = Objects.requireNonNull(model.metrics().get(metric));
        List<String> line = new ArrayList<>(
                List.of(name, InWords.number(estimate.value()), interval(estimate.low(), estimate.high())));
        Difference difference = model.differences().get(metric);
        if (difference != null) {
            line.add(InWords.number(difference.value()));
            line.add(interval(difference.low(), difference.high()));
            line.add(
                    Double.isNaN(difference.better())
                            ? "undefined"
                            : String.format(Locale.ROOT, "%.1f %%", 100 * difference.better()));
        }
        return line;
    }

    private static String interval(double low, double high) {
        return Double.isNaN(low) ? "undefined" : InWords.number(low) + " … " + InWords.number(high);
    }

    private static String table(List<List<String>> lines) {
        int[] widths = IntStream.range(0, HEADER.size())
                .map(column -> lines.stream()
                        .filter(line -> column < line.size())
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream()
                .map(line -> IntStream.range(0, line.size())
                        .mapToObj(column -> InWords.padded(line.get(column), widths[column]))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }
}
