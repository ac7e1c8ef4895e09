package dev.lamina.core.metric;

import dev.lamina.core.matrix.Matrix;
import org.jspecify.annotations.Nullable;

/// The temperature T that suits given rows best, and the log loss that they have with it: with probabilities in
/// proportion to pᵢ^(1/T), which T > 1 makes less certain (Guo and others, "On Calibration of Modern Neural Networks",
/// arXiv 1706.04599).
///
/// T minimises the summed log loss + 5·(ln T)²: a prior of a standard deviation of 0.32 in ln T, which keeps a few rows
/// from moving T far from 1 and weighs nothing against thousands. T is within 1/16 and 16.
///
/// @param temperature T
/// @param logLoss mean −ln p(actual class) with T, in nats; NaN without rows
public record TemperatureScaling(double temperature, double logLoss) {

    /// ½ of it times (ln T)² is the prior.
    private static final double PRIOR = 10;

    /// Of |ln T|.
    private static final double FURTHEST = StrictMath.log(16);

    private static final double CLOSE = 1e-8;
    private static final int MOST_STEPS = 60;

    /// Below the smallest normal float, probabilities are lost.
    private static final double SMALLEST = Float.MIN_NORMAL;

    /// What float32 can leave of 1 when it has rounded to 1.
    private static final double SMALLEST_REST = 0x1p-25;

    /// The temperature that suits these rows.
    ///
    /// @param probabilities n × classes, or n × 1 of class 1 of two; none is NaN
    /// @param classes n × 1 class indices
    /// @param weights of the rows, 0 or more; null for equal ones
    /// @throws IllegalArgumentException if the shapes do not fit or a target is no class index
    public static TemperatureScaling fit(Matrix probabilities, Matrix classes, float @Nullable [] weights) {
        ClassTargets.check("temperature scaling", probabilities, classes);
        return new Fit(probabilities, classes, weights).best();
    }

    /// Newton's steps in u = −ln T, kept between bounds that close in.
    private static final class Fit {

        private final int classes;
        private final int[] actual;

        /// ln pᵢ − ln p of the row's most probable class, rows × classes.
        private final float[] below;

        private final float @Nullable [] weights;
        private final double totalWeight;

        // At the inverse temperature that was looked at last.
        private double cost;
        private double slope;
        private double curvature;

        Fit(Matrix probabilities, Matrix targets, float @Nullable [] weights) {
            this.weights = weights;
            classes = ClassTargets.classes(probabilities);
            actual = new int[probabilities.rows()];
            below = new float[actual.length * classes];
            double total = 0;
            for (int i = 0; i < actual.length; i++) {
                actual[i] = ClassTargets.actual("temperature scaling", targets, i, classes);
                total += weight(i);
                setBelow(probabilities, i);
            }
            totalWeight = total;
        }

        private void setBelow(Matrix probabilities, int row) {
            int from = row * classes;
            double smallest = probabilities.columns() == 1 ? SMALLEST_REST : SMALLEST;
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < classes; j++) {
                double p = ClassTargets.probability(probabilities, row, j);
                double log = StrictMath.log(Math.max(j == 0 ? smallest : SMALLEST, p));
                below[from + j] = (float) log;
                largest = Math.max(largest, below[from + j]);
            }
            for (int j = 0; j < classes; j++) {
                below[from + j] -= (float) largest;
            }
        }

        private double weight(int row) {
            return weights == null ? 1 : weights[row];
        }

        TemperatureScaling best() {
            double low = -FURTHEST;
            double high = FURTHEST;
            double u = 0;
            for (int step = 0; step < MOST_STEPS; step++) {
                double inverse = StrictMath.exp(u);
                look(inverse);
                double first = inverse * slope + PRIOR * u;
                double second = inverse * (slope + inverse * curvature) + PRIOR;
                if (first > 0) {
                    high = u;
                } else {
                    low = u;
                }
                double next = u - first / second;
                if (!(second > 0 && next > low && next < high)) {
                    next = first == 0 ? u : (low + high) / 2;
                }
                double moved = Math.abs(next - u);
                u = next;
                if (moved < CLOSE) {
                    break;
                }
            }
            double inverse = StrictMath.exp(u);
            look(inverse);
            return new TemperatureScaling(1 / inverse, cost / actual.length);
        }

        /// Sets cost, slope and curvature in the inverse temperature: Σᵢ wᵢ (ln Σⱼ e^(β·lⱼ) − β·l), the mean of l under
        /// the scaled probabilities less that of the actual class, and its variance.
        private void look(double inverse) {
            double unit = actual.length / totalWeight;
            cost = 0;
            slope = 0;
            curvature = 0;
            for (int i = 0; i < actual.length; i++) {
                double sum = 0;
                double first = 0;
                double second = 0;
                for (int j = i * classes; j < (i + 1) * classes; j++) {
                    double l = below[j];
                    // The most probable class has 1, and what is below 10⁻¹⁷ of it adds nothing.
                    double share = l == 0 ? 1 : inverse * l < -40 ? 0 : StrictMath.exp(inverse * l);
                    sum += share;
                    first += share * l;
                    second += share * l * l;
                }
                double mean = first / sum;
                double ofActual = below[i * classes + actual[i]];
                double weight = unit * weight(i);
                cost += weight * (StrictMath.log(sum) - inverse * ofActual);
                slope += weight * (mean - ofActual);
                curvature += weight * (second / sum - mean * mean);
            }
        }
    }
}
