package dev.lamina.report.trace;

/// Where the weights at the start of a trace came from.
public sealed interface WeightStart {

    /// Drawn at random as training does it.
    record Seed(long seed) implements WeightStart {}

    /// Read from a file of weights or a model.
    record File(String name) implements WeightStart {}
}
