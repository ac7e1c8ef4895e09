package dev.lamina.model;

import dev.lamina.core.metric.ConfusionMatrix;
import dev.lamina.core.text.InWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Which classes were taken for which, as a table; where there are many classes, only the pairs most often
/// confused.
final class Confusions {

    private static final int MOST_CLASSES = 12;
    private static final int MOST_PAIRS = 10;

    private Confusions() {}

    /// @param labels of the classes, in the order of the matrix
    static String text(ConfusionMatrix matrix, List<String> labels) {
        return matrix.classes() <= MOST_CLASSES ? table(matrix, labels) : worst(matrix, labels);
    }

    private static String table(ConfusionMatrix matrix, List<String> labels) {
        List<String> names = labels.stream().map(InWords::name).toList();
        int width = names.stream().mapToInt(String::length).reduce("actual".length(), Math::max);
        StringBuilder table = new StringBuilder(InWords.padded("actual", width) + "  predicted\n" + " ".repeat(width));
        int[] widths = new int[names.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(
                    names.get(i).length(), String.valueOf(matrix.predicted(i)).length());
            table.append("  ")
                    .append(" ".repeat(widths[i] - names.get(i).length()))
                    .append(names.get(i));
        }
        for (int actual = 0; actual < names.size(); actual++) {
            table.append('\n').append(InWords.padded(names.get(actual), width));
            for (int predicted = 0; predicted < widths.length; predicted++) {
                table.append(
                        String.format(Locale.ROOT, "  %" + widths[predicted] + "d", matrix.count(actual, predicted)));
            }
        }
        return table.toString();
    }

    private static String worst(ConfusionMatrix matrix, List<String> labels) {
        record Pair(int actual, int predicted, long count) {}
        List<Pair> pairs = new ArrayList<>();
        for (int actual = 0; actual < matrix.classes(); actual++) {
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                long count = matrix.count(actual, predicted);
                if (actual != predicted && count > 0) {
                    pairs.add(new Pair(actual, predicted, count));
                }
            }
        }
        pairs.sort(Comparator.comparingLong(Pair::count).reversed());
        return pairs.stream()
                .limit(MOST_PAIRS)
                .map(pair -> "\n  " + InWords.name(labels.get(pair.actual)) + " for "
                        + InWords.name(labels.get(pair.predicted)) + ": " + InWords.count(pair.count, "row"))
                .collect(Collectors.joining("", "Most often taken, actual for predicted:", ""));
    }
}
