package dev.lamina.model;

import java.util.Objects;
import java.util.OptionalDouble;

/// What a model has learnt about its own predictions, from rows that its members did not train on. Immutable.
///
/// @param map of the probabilities of labels
/// @param threshold for two labels: the second one is predicted where its probability is as large; without it the more
///     probable one is
public record Calibration(ProbabilityMap map, OptionalDouble threshold) {

    private static final Calibration NONE = new Calibration(new ProbabilityMap.Unchanged(), OptionalDouble.empty());

    public Calibration {
        Objects.requireNonNull(map, "map");
        Objects.requireNonNull(threshold, "threshold");
    }

    /// Predictions stay as the members make them.
    public static Calibration none() {
        return NONE;
    }
}
