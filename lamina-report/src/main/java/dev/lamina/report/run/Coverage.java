package dev.lamina.report.run;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.data.FittedTarget;
import dev.lamina.model.Predictions;
import dev.lamina.model.Scores;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// How often intervals or sets hold the truth, and how large they are for that.
///
/// @param asked the coverage that was asked for
/// @param reached the share of the rows whose actual value or label they hold
/// @param size their mean width in units of the target, or the mean number of labels in a set
public record Coverage(double asked, double reached, double size) {

    private static final double[] ASKED = {0.5, 0.8, 0.9, 0.95, 0.99};

    /// Of more probabilities than this, every so many-th row is looked at.
    private static final long MOST_PROBABILITIES = 4_000_000;

    /// For each coverage that the model has enough scores for; none without scores.
    static List<Coverage> of(RunReport report) {
        double most =
                report.model().calibration().scores().map(Scores::mostCoverage).orElse(0.0);
        return DoubleStream.of(ASKED)
                .filter(share -> share <= most)
                .mapToObj(share -> of(report, share))
                .toList();
    }

    private static Coverage of(RunReport report, double asked) {
        return switch (report.model().pipeline().target()) {
            case FittedTarget.Labels labels -> ofSets(report, labels, asked);
            case FittedTarget.Scaled _ -> ofIntervals(report.predictions(), report.values(), asked);
        };
    }

    private static Coverage ofSets(RunReport report, FittedTarget.Labels labels, double asked) {
        Predictions predictions = report.predictions();
        Matrix actual = report.targets();
        int classes = labels.classes().size();
        int step = (int) Math.max(1, Math.ceilDiv((long) predictions.rows() * classes, MOST_PROBABILITIES));
        long held = 0;
        long size = 0;
        int looked = 0;
        for (int row = 0; row < predictions.rows(); row += step) {
            Set<String> set = Set.copyOf(predictions.set(row, asked));
            held += set.contains(labels.classes().get((int) actual.get(row, 0))) ? 1 : 0;
            size += set.size();
            looked++;
        }
        return new Coverage(asked, (double) held / looked, (double) size / looked);
    }

    private static Coverage ofIntervals(Predictions predictions, double[] actual, double asked) {
        long held = IntStream.range(0, actual.length)
                .filter(row ->
                        predictions.lower(row, asked) <= actual[row] && actual[row] <= predictions.upper(row, asked))
                .count();
        double size = IntStream.range(0, actual.length)
                .mapToDouble(row -> predictions.upper(row, asked) - predictions.lower(row, asked))
                .average()
                .orElseThrow();
        return new Coverage(asked, (double) held / actual.length, size);
    }
}
