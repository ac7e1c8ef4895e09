package dev.lamina.cli;

import dev.lamina.core.layer.Dense;
import dev.lamina.core.network.Network;
import dev.lamina.core.train.StopReason;
import dev.lamina.data.FittedTarget;
import dev.lamina.data.Schema;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// How numbers, lists and the parts of a model read in a sentence.
final class Wording {

    private static final int LONGEST_NAME = 40;
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private static final Map<String, String> METRICS = Map.of(
            "accuracy", "accuracy",
            "logLoss", "log loss",
            "auc", "ROC AUC",
            "f1", "F1",
            "rmse", "RMSE",
            "mae", "MAE",
            "r2", "R²");

    private Wording() {}

    /// Four significant digits, whole above ten thousand.
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "undefined";
        }
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        if (size >= 10_000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size < 1e-4) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS);
        return rounded.setScale(rounded.scale() + FOUR_DIGITS.getPrecision() - rounded.precision())
                .toPlainString();
    }

    static String count(long number, String singular) {
        return String.format(Locale.ROOT, "%,d %s%s", number, singular, number == 1 ? "" : "s");
    }

    static String bytes(long bytes) {
        return bytes < 1_000_000
                ? Math.ceilDiv(bytes, 1000) + " kB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /// The first `limit` words, and how many more there are.
    static String list(List<String> words, int limit) {
        String shown =
                String.join(", ", words.stream().limit(limit).map(Wording::name).toList());
        return words.size() <= limit ? shown : shown + " and " + (words.size() - limit) + " more";
    }

    /// A name from the data, on one line and not too long.
    static String name(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME - 1) + "…";
    }

    /// The length of the longest of the names.
    static int longest(List<String> names) {
        return names.stream().map(Wording::name).mapToInt(String::length).max().orElse(0);
    }

    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /// The widths of a network: `9 → 256 → 256 → 3`.
    static String widths(Network network) {
        List<String> widths = new ArrayList<>(List.of(String.valueOf(network.inputs())));
        for (int i = 0; i < network.layers().size(); i++) {
            if (network.layers().get(i) instanceof Dense) {
                widths.add(String.valueOf(network.width(i + 1)));
            }
        }
        return String.join(" → ", widths);
    }

    /// `classification of species: Adelie, Chinstrap, Gentoo`, `regression of price`.
    static String task(FittedTarget target) {
        return switch (target) {
            case FittedTarget.Labels labels ->
                "classification of " + name(labels.name()) + ": " + list(labels.classes(), 12);
            case FittedTarget.Scaled scaled -> "regression of " + name(scaled.name());
        };
    }

    static String type(Schema.Type type) {
        return switch (type) {
            case NUMBER -> "number";
            case CATEGORY -> "category";
            case TIME -> "date or time";
        };
    }

    static String reason(StopReason reason) {
        return switch (reason) {
            case COMPLETED -> "all epochs were run";
            case PATIENCE -> "no further improvement";
            case CONVERGED -> "no step lowers the training cost any more";
            case TIME_BUDGET -> "the time was used up";
            case REQUESTED -> "stopped by Ctrl-C";
        };
    }

    /// The metrics by the names that people use.
    static String metrics(SequencedMap<String, Double> metrics) {
        return metrics.entrySet().stream()
                .filter(metric -> METRICS.containsKey(metric.getKey()))
                .map(metric -> METRICS.get(metric.getKey()) + " " + number(metric.getValue()))
                .collect(Collectors.joining(", "));
    }

    /// What no model at all reaches on the same rows.
    static String baseline(FittedTarget target, double baseline) {
        return switch (target) {
            case FittedTarget.Labels _ -> "accuracy " + number(baseline) + " by always naming the most frequent class";
            case FittedTarget.Scaled _ -> "RMSE " + number(baseline) + " by always answering the mean";
        };
    }
}
