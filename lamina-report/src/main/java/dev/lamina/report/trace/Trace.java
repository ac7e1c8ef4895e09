package dev.lamina.report.trace;

import java.util.List;

/// A few steps of training with every number in them, for people to follow. Immutable as long as nobody writes
/// to its arrays.
///
/// @param settings what was given
/// @param steps one or more; each begins with the network that the step before it left
public record Trace(TraceSettings settings, List<TraceStep> steps) {

    public Trace {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a trace needs 1 or more steps");
        }
    }
}
