package dev.lamina.explain;

import dev.lamina.data.FittedTarget;
import java.util.List;
import java.util.OptionalDouble;

/// What the cost of rows becomes when columns are permuted.
final class Permuted {

    private final List<JudgedRows> parts;
    private final int repeats;
    private final long seed;
    private final boolean classes;
    private final double unit;
    private final double[] unchanged;

    /// @param unit of the errors of values
    Permuted(List<JudgedRows> parts, int repeats, long seed, FittedTarget target, double unit) {
        this.parts = parts;
        this.repeats = repeats;
        this.seed = seed;
        this.unit = unit;
        classes = target instanceof FittedTarget.Labels;
        unchanged = new double[parts.stream().mapToInt(JudgedRows::rows).sum()];
        int next = 0;
        for (JudgedRows part : parts) {
            for (int row = 0; row < part.rows(); row++) {
                unchanged[next++] = part.cost(row);
            }
        }
    }

    int rows() {
        return unchanged.length;
    }

    /// The cost of the rows as they are.
    double baseline() {
        return cost(mean(unchanged));
    }

    /// The rise of the cost when these columns are permuted together.
    Importance.Group group(List<String> columns) {
        double[] receiving = new double[rows()];
        double[] giving = new double[rows()];
        double lost = 0;
        int first = 0;
        for (int p = 0; p < parts.size(); p++) {
            JudgedRows part = parts.get(p);
            for (int repeat = 0; repeat < repeats; repeat++) {
                JudgedRows.Permutation permuted = part.permute(columns, seed, (long) p * repeats + repeat);
                for (int row = 0; row < part.rows(); row++) {
                    double rise = permuted.costs()[row] - unchanged[first + row];
                    receiving[first + row] += rise;
                    giving[first + permuted.sources()[row]] += rise;
                }
                lost += permuted.lost();
            }
            first += part.rows();
        }
        double before = mean(unchanged);
        double after = before + mean(receiving) / repeats;
        double slope = slope(after);
        double steeper = slope - slope(before);
        double[] projected = new double[rows()];
        for (int row = 0; row < projected.length; row++) {
            projected[row] = steeper * unchanged[row] + slope * (receiving[row] + giving[row]) / repeats;
        }
        double mean = cost(after) - cost(before);
        double margin = StudentQuantile.of(rows() - 1) * standardError(projected);
        return new Importance.Group(
                columns,
                mean,
                mean - margin,
                mean + margin,
                classes ? OptionalDouble.of(lost / repeats / rows()) : OptionalDouble.empty());
    }

    /// The metric for a mean over rows.
    private double cost(double mean) {
        return classes ? mean : Math.sqrt(mean) * unit;
    }

    /// How fast the metric grows with the mean over rows; 0 where all rows cost nothing.
    private double slope(double mean) {
        return classes ? 1 : mean == 0 ? 0 : unit / (2 * Math.sqrt(mean));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double standardError(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
