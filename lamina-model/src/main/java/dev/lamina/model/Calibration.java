package dev.lamina.model;

import dev.lamina.core.matrix.Matrix;
import dev.lamina.core.metric.DecisionMetric;
import dev.lamina.core.metric.Metric;
import dev.lamina.core.text.InWords;
import dev.lamina.data.FittedTarget;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What was learnt on rows that the networks were not trained on, and is done to their predictions: how
/// certain they may be, what is chosen, and how far off they are. Immutable.
///
/// @param map from the networks' probabilities to those of the model; the identity for values
/// @param threshold of two classes, the probability of the second from which on it is chosen; empty for the most
///     probable class
/// @param conformal for intervals or sets of a given coverage
public record Calibration(ProbabilityMap map, OptionalDouble threshold, Conformal conformal) {

    static final String NO_SCORES = "the model has no conformal scores, which intervals and sets need; train it anew";

    private static final Calibration NONE =
            new Calibration(new ProbabilityMap.Identity(), OptionalDouble.empty(), new Conformal.None());

    /// @throws IllegalArgumentException if a threshold is not above 0 and below 1
    public Calibration {
        Objects.requireNonNull(map, "map");
        Objects.requireNonNull(threshold, "threshold");
        Objects.requireNonNull(conformal, "conformal");
        if (threshold.isPresent() && !(threshold.getAsDouble() > 0 && threshold.getAsDouble() < 1)) {
            throw new IllegalArgumentException("a threshold is above 0 and below 1, got " + threshold.getAsDouble());
        }
    }

    /// Of predictions that stay as they are.
    public static Calibration none() {
        return NONE;
    }

    /// Learns from the probabilities of rows that were held out.
    ///
    /// @param probabilities n × classes, two columns for two classes; not changed
    /// @param classes n × 1 class indices
    /// @param weights of the rows, 0 or more; null for equal ones. Only the map heeds them
    /// @param metric that is asked for: one of decisions has its threshold tuned where there are two classes
    /// @throws IllegalArgumentException if the shapes do not fit or a target is no class index
    public static Calibration ofClasses(
            Matrix probabilities, Matrix classes, float @Nullable [] weights, Metric metric) {
        ProbabilityMap map = ProbabilityMap.fit(probabilities, classes, weights);
        Matrix mapped = Matrix.zeros(probabilities.rows(), probabilities.columns());
        mapped.copyFrom(probabilities);
        map.apply(mapped);
        return ofClasses(map, mapped, classes, metric);
    }

    /// Learns threshold and scores from probabilities that are as a map makes them, where the map itself is
    /// learnt in another way.
    ///
    /// @param map of the model
    /// @param mapped n × classes, two columns for two classes; not changed
    /// @param classes n × 1 class indices
    /// @param metric that is asked for: one of decisions has its threshold tuned where there are two classes
    /// @throws IllegalArgumentException if the shapes do not fit or a target is no class index
    public static Calibration ofClasses(ProbabilityMap map, Matrix mapped, Matrix classes, Metric metric) {
        OptionalDouble threshold = metric instanceof DecisionMetric decision && mapped.columns() == 2
                ? Threshold.tune(decision, mapped, classes)
                : OptionalDouble.empty();
        return new Calibration(map, threshold, Conformal.Sets.of(mapped, classes));
    }

    /// Learns from the values of rows that were held out.
    ///
    /// @param actual in units of the target
    /// @param predicted as many, finite
    public static Calibration ofValues(double[] actual, double[] predicted) {
        return new Calibration(
                new ProbabilityMap.Identity(), OptionalDouble.empty(), Conformal.Intervals.of(actual, predicted));
    }

    /// Learns from the bands of rows that were held out, which networks with the loss
    /// [quantile-band][dev.lamina.core.loss.QuantileBand] give.
    ///
    /// @param actual in units of the target
    /// @param lower as many lower ends, finite
    /// @param predicted as many values, within the bands
    /// @param upper as many upper ends, finite
    public static Calibration ofBands(double[] actual, double[] lower, double[] predicted, double[] upper) {
        return new Calibration(
                new ProbabilityMap.Identity(),
                OptionalDouble.empty(),
                Conformal.Bands.of(actual, lower, predicted, upper));
    }

    /// The scores of conformal prediction, if there are any.
    public Optional<Scores> scores() {
        return switch (conformal) {
            case Conformal.None() -> Optional.empty();
            case Conformal.Intervals(Scores scores) -> Optional.of(scores);
            case Conformal.Bands(Scores scores) -> Optional.of(scores);
            case Conformal.Sets(Scores scores) -> Optional.of(scores);
        };
    }

    /// Checks that enough rows were held out for intervals or sets of that coverage.
    ///
    /// @throws IllegalArgumentException if there are no scores, or those of too few rows
    public void checkCoverage(double coverage) {
        Scores scores = scores().orElseThrow(() -> new IllegalArgumentException(NO_SCORES));
        if (Double.isInfinite(scores.quantile(coverage))) {
            long needed = (long) Math.ceil(coverage / (1 - coverage) * (1 - 1e-9));
            throw new IllegalArgumentException("a coverage of " + coverage + " needs " + needed
                    + " rows that were held out, the model has " + scores.rows() + "; ask for at most "
                    + InWords.number(scores.mostCoverage()));
        }
    }

    /// The same with another map.
    public Calibration with(ProbabilityMap other) {
        return new Calibration(other, threshold, conformal);
    }

    /// Checks that its conformal scores are those of what is predicted.
    ///
    /// @param bands whether values come with a band
    /// @throws IllegalArgumentException if not
    void checkBands(boolean bands) {
        if (conformal instanceof Conformal.Bands && !bands) {
            throw new IllegalArgumentException("conformal scores of bands are for networks with the loss quantile-band;"
                    + " others have those of values");
        }
        if (conformal instanceof Conformal.Intervals && bands) {
            throw new IllegalArgumentException("conformal scores of values are not for networks with the loss"
                    + " quantile-band; these have those of bands");
        }
    }

    /// Checks that it can be of a model with that target.
    ///
    /// @throws IllegalArgumentException if not
    void check(FittedTarget target) {
        switch (target) {
            case FittedTarget.Labels labels -> {
                int classes = labels.classes().size();
                if (map.classes() != 0 && map.classes() != classes) {
                    throw new IllegalArgumentException("the probability map is for " + map.classes()
                            + " classes, the target \"" + target.name() + "\" has " + classes);
                }
                if (threshold.isPresent() && classes != 2) {
                    throw new IllegalArgumentException("a threshold decides between two classes, the target \""
                            + target.name() + "\" has " + classes);
                }
                if (conformal instanceof Conformal.Intervals || conformal instanceof Conformal.Bands) {
                    throw new IllegalArgumentException(
                            "conformal intervals are for values, the target \"" + target.name() + "\" has classes");
                }
            }
            case FittedTarget.Scaled _ -> {
                if (!(map instanceof ProbabilityMap.Identity)
                        || threshold.isPresent()
                        || conformal instanceof Conformal.Sets) {
                    throw new IllegalArgumentException("probability maps, thresholds and conformal sets are for"
                            + " classes, the target \"" + target.name() + "\" is a number");
                }
            }
        }
    }
}
