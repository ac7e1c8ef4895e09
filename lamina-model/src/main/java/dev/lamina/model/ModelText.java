package dev.lamina.model;

import dev.lamina.core.metric.Metric;
import dev.lamina.core.text.InWords;
import dev.lamina.core.text.LabelledLines;
import dev.lamina.data.FittedTarget;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// How a model and its measures read.
final class ModelText {

    private static final int MOST_CLASSES = 12;

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// What people call the metrics of [Evaluation#metrics].
    private static final Map<String, String> METRICS =
            Metric.all().stream().collect(Collectors.toUnmodifiableMap(Evaluation::key, Metric::label));

    private ModelText() {}

    /// What [Model#summary] gives.
    static String summary(Model model) {
        FittedTarget target = model.pipeline().target();
        Provenance.Data data = model.provenance().data();
        SequencedMap<String, Double> metrics = model.provenance().training().metrics();
        LabelledLines lines = new LabelledLines()
                .add("Task", task(target) + doubt(model.provenance()))
                .add(
                        "Rows",
                        rows(data.trainingRows())
                                + (data.validationRows() == 0
                                        ? " for training, validated in folds"
                                        : " for training, " + rows(data.validationRows()) + " for validation"))
                .add("Network", MembersText.networks(model))
                .add("Training", MembersText.training(model));
        addMetrics(lines, "Validation", target, metrics);
        return lines.add("Parameters", "sha256 " + model.parametersHash()).toString();
    }

    static String rows(int rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }

    /// Where a model comes from: its data, its seed, and the program that trained it.
    static LabelledLines origin(Provenance provenance) {
        Provenance.Data data = provenance.data();
        String hash = data.sha256().isEmpty() ? "" : ", sha256 " + data.sha256();
        String hashed = data.hashed().isEmpty() ? "" : " of " + data.hashed();
        return new LabelledLines()
                .add("Data", data.source() + hash + hashed)
                .add("Seed", Long.toString(provenance.training().seed()))
                .add(
                        "Trained",
                        MINUTE.format(provenance.created()) + " by Lamina " + provenance.laminaVersion() + " on Java "
                                + provenance.javaVersion());
    }

    /// `classification of species: Adelie, Chinstrap, Gentoo`, `regression of price`.
    static String task(FittedTarget target) {
        return switch (target) {
            case FittedTarget.Labels labels ->
                "classification of " + InWords.name(labels.name()) + ": "
                        + InWords.list(labels.classes(), MOST_CLASSES);
            case FittedTarget.Scaled scaled -> "regression of " + InWords.name(scaled.name());
        };
    }

    /// What decided the task, in brackets, if the values leave room for the other one; the reason then names the
    /// option.
    private static String doubt(Provenance provenance) {
        String reason = provenance.training().reasons().getOrDefault("task", "");
        return reason.contains("--task") ? " (" + reason + ")" : "";
    }

    /// Adds the metrics by the names that people use, and below them how they vary from fold to fold, and the
    /// baseline; nothing without metrics.
    static void addMetrics(
            LabelledLines lines, String label, FittedTarget target, SequencedMap<String, Double> metrics) {
        String text = metrics.entrySet().stream()
                .filter(metric -> METRICS.containsKey(metric.getKey()))
                .map(metric -> METRICS.get(metric.getKey()) + " " + InWords.number(metric.getValue()))
                .collect(Collectors.joining(", "));
        if (!text.isEmpty()) {
            lines.add(label, text);
        }
        metrics.forEach((name, mean) -> {
            String metric = name.replace(Evaluation.FOLD_MEAN, "");
            Double deviation = metrics.get(metric + Evaluation.FOLD_DEVIATION);
            if (name.endsWith(Evaluation.FOLD_MEAN) && deviation != null) {
                lines.add(
                        "Folds",
                        METRICS.getOrDefault(metric, metric) + " " + InWords.number(mean) + " ± "
                                + InWords.number(deviation));
            }
        });
        Double baseline = metrics.get("baseline");
        if (baseline != null) {
            lines.add("Baseline", baseline(target, baseline));
        }
    }

    /// What no model at all reaches on the same rows.
    private static String baseline(FittedTarget target, double baseline) {
        return switch (target) {
            case FittedTarget.Labels _ ->
                "accuracy " + InWords.number(baseline) + " by always naming the most frequent class";
            case FittedTarget.Scaled _ -> "RMSE " + InWords.number(baseline) + " by always answering the mean";
        };
    }
}
