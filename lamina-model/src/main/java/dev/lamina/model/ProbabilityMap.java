package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From the probabilities that networks give to probabilities that can be believed: of the rows given 0.8, some 80
/// % are of that class. Learnt on rows that the networks were not trained on. Immutable and thread-safe; the same
/// bits on every machine.
///
/// Probabilities below the smallest normal float, 1.2e-38, count as that.
public sealed interface ProbabilityMap {

    /// Replaces the probabilities of one row; allocates nothing.
    ///
    /// @param p holds them
    /// @param from where the row begins
    /// @param classes how many there are, 2 or more
    void apply(float[] p, int from, int classes);

    /// Replaces the probabilities of every row.
    default void apply(Matrix probabilities) {
        for (int i = 0; i < probabilities.rows(); i++) {
            apply(probabilities.data(), probabilities.rowOffset(i), probabilities.columns());
        }
    }

    /// How many classes it is for; 0 for any number.
    default int classes() {
        return 0;
    }

    /// The map that makes new rows most probable, chosen on rows that were held out. Every kind that the rows
    /// suffice for is fitted on four fifths of them and measured on the last, five times over; a kind with more
    /// freedom is taken only where its log loss is lower by more than chance explains, so that new rows rarely lose
    /// by it.
    ///
    /// @param probabilities n × classes of the held-out rows, two columns for two classes; not changed
    /// @param classes n × 1 class indices
    /// @param weights of the rows, 0 or more; null for equal ones
    /// @throws IllegalArgumentException if the shapes do not fit or a target is no class index
    static ProbabilityMap fit(Matrix probabilities, Matrix classes, float @Nullable [] weights) {
        return new ProbabilityMapFit(probabilities, classes, weights).best();
    }

    /// Leaves probabilities as they are, bit by bit.
    record Identity() implements ProbabilityMap {

        @Override
        public void apply(float[] p, int from, int classes) {}
    }

    /// In proportion to pᵢ^(1/T): less certain for T > 1, more for T < 1; the order of the classes stays. See
    /// [dev.lamina.core.metric.TemperatureScaling].
    ///
    /// @param temperature T, above 0
    record Temperature(double temperature) implements ProbabilityMap {

        /// @throws IllegalArgumentException if T is not positive and finite
        public Temperature {
            if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a temperature is above 0 and finite, got " + temperature);
            }
        }

        @Override
        public void apply(float[] p, int from, int classes) {
            double largest = 0;
            for (int j = from; j < from + classes; j++) {
                largest = Math.max(largest, p[j]);
            }
            double top = logOf(largest);
            double sum = 0;
            for (int j = from; j < from + classes; j++) {
                p[j] = (float) StrictMath.exp((logOf(p[j]) - top) / temperature);
                sum += p[j];
            }
            divide(p, from, classes, sum);
        }
    }

    /// In proportion to pᵢ^aᵢ · e^bᵢ, with a factor and a bias for each class (Guo and others, arXiv 1706.04599);
    /// for two classes also known as beta calibration (Kull and others, 2017).
    ///
    /// @param factors aᵢ, finite
    /// @param biases bᵢ, as many, finite
    record Vector(List<Double> factors, List<Double> biases) implements ProbabilityMap {

        /// @throws IllegalArgumentException if there are fewer than two, not as many of both, or one is not finite
        public Vector {
            factors = List.copyOf(factors);
            biases = List.copyOf(biases);
            if (factors.size() < 2 || factors.size() != biases.size()) {
                throw new IllegalArgumentException("vector scaling needs a factor and a bias for each of at least two"
                        + " classes, got " + factors.size() + " and " + biases.size());
            }
            requireFinite(factors);
            requireFinite(biases);
        }

        @Override
        public int classes() {
            return factors.size();
        }

        @Override
        public void apply(float[] p, int from, int classes) {
            double top = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < classes; j++) {
                top = Math.max(top, scaled(p[from + j], j));
            }
            double sum = 0;
            for (int j = 0; j < classes; j++) {
                p[from + j] = (float) StrictMath.exp(scaled(p[from + j], j) - top);
                sum += p[from + j];
            }
            divide(p, from, classes, sum);
        }

        private double scaled(float p, int index) {
            return factors.get(index) * logOf(p) + biases.get(index);
        }
    }

    /// For two classes: log-odds of class 1 to log-odds, never falling, linear between knots and constant beyond
    /// the first and the last, so that no probability becomes 0 or 1 (centred isotonic regression, Oron and
    /// Flournoy, 2017, on log-odds).
    ///
    /// @param given log-odds, rising
    /// @param calibrated log-odds that they become, as many, not falling, within ±30
    record Isotonic(List<Double> given, List<Double> calibrated) implements ProbabilityMap {

        static final int MOST_KNOTS = 50;
        static final double FURTHEST = 30;

        /// @throws IllegalArgumentException if there are none or more than 50, not as many of both, or they fall
        public Isotonic {
            given = List.copyOf(given);
            calibrated = List.copyOf(calibrated);
            if (given.isEmpty() || given.size() > MOST_KNOTS || given.size() != calibrated.size()) {
                throw new IllegalArgumentException("an isotonic map needs 1 to " + MOST_KNOTS + " knots, got "
                        + given.size() + " given and " + calibrated.size() + " calibrated log-odds");
            }
            requireFinite(given);
            for (int i = 0; i < given.size(); i++) {
                if (!(Math.abs(calibrated.get(i)) <= FURTHEST)) {
                    throw new IllegalArgumentException("calibrated log-odds are within ±30, got " + calibrated.get(i));
                }
                if (i > 0 && !(given.get(i - 1) < given.get(i) && calibrated.get(i - 1) <= calibrated.get(i))) {
                    throw new IllegalArgumentException(
                            "an isotonic map never falls, knot " + i + " is below its" + " predecessor");
                }
            }
        }

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public void apply(float[] p, int from, int classes) {
            double odds = calibrated(logOf(p[from + 1]) - logOf(p[from]));
            p[from] = (float) (1 / (1 + StrictMath.exp(odds)));
            p[from + 1] = (float) (1 / (1 + StrictMath.exp(-odds)));
        }

        private double calibrated(double odds) {
            int above = 0;
            while (above < given.size() && given.get(above) < odds) {
                above++;
            }
            if (above == 0 || above == given.size()) {
                return calibrated.get(above == 0 ? 0 : above - 1);
            }
            double left = given.get(above - 1);
            double share = (odds - left) / (given.get(above) - left);
            return (1 - share) * calibrated.get(above - 1) + share * calibrated.get(above);
        }
    }

    /// ln p, with what float32 cannot hold taken as its smallest normal number.
    static double logOf(double p) {
        return StrictMath.log(Math.max(Float.MIN_NORMAL, p));
    }

    private static void divide(float[] p, int from, int classes, double sum) {
        for (int j = from; j < from + classes; j++) {
            p[j] = (float) (p[j] / sum);
        }
    }

    private static void requireFinite(List<Double> numbers) {
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("a probability map is made of finite numbers, got " + number);
            }
        }
    }
}
