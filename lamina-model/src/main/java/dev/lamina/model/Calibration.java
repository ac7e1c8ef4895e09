package dev.lamina.model;

import dev.lamina.data.FittedTarget;
import java.util.Objects;
import java.util.OptionalDouble;

/// What was learnt on rows that the networks were not trained on, and is done to their predictions. Immutable.
///
/// @param map from the networks' probabilities to those of the model; the identity for values
/// @param threshold of two classes, the probability of the second from which on it is chosen; empty for the most
///     probable class
/// @param conformal for intervals or sets of a given coverage
public record Calibration(ProbabilityMap map, OptionalDouble threshold, Conformal conformal) {

    private static final Calibration NONE =
            new Calibration(new ProbabilityMap.Identity(), OptionalDouble.empty(), new Conformal.None());

    public Calibration {
        Objects.requireNonNull(map, "map");
        Objects.requireNonNull(threshold, "threshold");
        Objects.requireNonNull(conformal, "conformal");
    }

    /// Of predictions that stay as they are.
    public static Calibration none() {
        return NONE;
    }

    /// Checks that it can be of a model with that target.
    ///
    /// @throws IllegalArgumentException if not
    void check(FittedTarget target) {
        int classes =
                target instanceof FittedTarget.Labels labels ? labels.classes().size() : 0;
        if (threshold.isPresent() && classes != 2) {
            throw new IllegalArgumentException(
                    "a threshold decides between two classes, the target \"" + target.name() + "\" has " + classes);
        }
    }
}
