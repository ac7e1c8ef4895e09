package dev.lamina.model;

import dev.lamina.core.network.Network;
import dev.lamina.core.text.InWords;
import dev.lamina.core.text.LabelledLines;
import dev.lamina.core.train.EpochReport;
import dev.lamina.data.FittedTarget;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// How a model and its measures read.
final class ModelText {

    private static final int MOST_CLASSES = 12;
    private static final int MOST_SHAPES = 4;

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// What people call the metrics of [Evaluation#metrics].
    private static final Map<String, String> METRICS = Map.of(
            "accuracy", "accuracy",
            "logLoss", "log loss",
            "auc", "ROC AUC",
            "f1", "F1",
            "rmse", "RMSE",
            "mae", "MAE",
            "r2", "R²");

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
                        rows(data.trainingRows()) + " for training, " + rows(data.validationRows()) + " for validation")
                .add("Network", networks(model))
                .add("Training", training(model));
        addMetrics(lines, "Validation", target, metrics);
        return lines.add("Parameters", "sha256 " + model.parametersHash()).toString();
    }

    static String rows(int rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }

    /// `9 → 256 → 3, 3,331 parameters`, and of several networks how many have each shape, `8 × 9 → 256 → 3`.
    private static String networks(Model model) {
        SequencedMap<String, Integer> counts = new LinkedHashMap<>();
        long parameters = 0;
        for (Member member : model.members()) {
            Network network = member.network().network();
            counts.merge(network.shape(), 1, Integer::sum);
            parameters += network.parameterCount();
        }
        boolean several = model.members().size() > 1;
        String shapes = counts.entrySet().stream()
                .limit(MOST_SHAPES)
                .map(shape -> (several ? shape.getValue() + " × " : "") + shape.getKey())
                .collect(Collectors.joining(", "));
        String others =
                counts.size() <= MOST_SHAPES ? "" : " and " + InWords.count(counts.size() - MOST_SHAPES, "more shape");
        return shapes + others + ", " + InWords.count(parameters, "parameter");
    }

    private static String training(Model model) {
        List<Provenance.Run> runs = model.provenance().training().runs();
        Provenance.Run first = runs.getFirst();
        if (runs.size() > 1) {
            return runs.size() + " networks of " + epochs(runs) + "; "
                    + runs.stream()
                            .map(run -> run.stopReason().inWords())
                            .distinct()
                            .collect(Collectors.joining(" or "));
        }
        List<EpochReport> history = model.network().history();
        String time = history.isEmpty()
                ? ""
                : " in " + InWords.duration(history.getLast().elapsed());
        return InWords.count(first.epochs(), "epoch") + time + ", the best was " + first.bestEpoch() + "; "
                + first.stopReason().inWords();
    }

    /// `12 to 256 epochs, the best was 7 to 201`.
    private static String epochs(List<Provenance.Run> runs) {
        IntSummaryStatistics epochs =
                runs.stream().mapToInt(Provenance.Run::epochs).summaryStatistics();
        IntSummaryStatistics best =
                runs.stream().mapToInt(Provenance.Run::bestEpoch).summaryStatistics();
        return (epochs.getMin() < epochs.getMax() ? rows(epochs.getMin()) + " to " : "")
                + InWords.count(epochs.getMax(), "epoch") + ", the best was "
                + (best.getMin() < best.getMax() ? rows(best.getMin()) + " to " : "") + rows(best.getMax());
    }

    /// Of several members a line for each group that is alike: how many, their recipe and shape, their share of the
    /// weights, and how long they were trained. Of one nothing.
    static String members(Model model) {
        List<Member> members = model.members();
        List<Provenance.Run> runs = model.provenance().training().runs();
        if (members.size() == 1) {
            return "";
        }
        SequencedMap<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < members.size(); i++) {
            String recipe = runs.get(i).recipe();
            String shape = members.get(i).network().network().shape();
            groups.computeIfAbsent(
                            recipe.isEmpty() ? shape : InWords.name(recipe) + ", " + shape, _ -> new ArrayList<>())
                    .add(i);
        }
        double sum = Model.sumOfWeights(members);
        StringBuilder lines = new StringBuilder("\n\nIt is the weighted mean of " + members.size() + " networks:");
        groups.forEach((name, indices) -> {
            double weight =
                    indices.stream().mapToDouble(i -> members.get(i).weight()).sum();
            lines.append("\n  ")
                    .append(indices.size())
                    .append(" × ")
                    .append(name)
                    .append("; weight ")
                    .append(InWords.number(weight / sum))
                    .append("; ")
                    .append(epochs(indices.stream().map(runs::get).toList()));
        });
        return lines.toString();
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

    /// Adds the metrics by the names that people use, and below them the baseline; nothing without metrics.
    static void addMetrics(
            LabelledLines lines, String label, FittedTarget target, SequencedMap<String, Double> metrics) {
        String text = metrics.entrySet().stream()
                .filter(metric -> METRICS.containsKey(metric.getKey()))
                .map(metric -> METRICS.get(metric.getKey()) + " " + InWords.number(metric.getValue()))
                .collect(Collectors.joining(", "));
        if (!text.isEmpty()) {
            lines.add(label, text);
        }
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
