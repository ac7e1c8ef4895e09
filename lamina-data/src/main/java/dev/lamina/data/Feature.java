package dev.lamina.data;

/// What one input of the network is, as [FittedPipeline#features] gives it for each: recipes build the layers at
/// a network's start by it.
public sealed interface Feature {

    /// A quantity: a scaled number or a year. What embeddings of numbers are for.
    record Quantity() implements Feature {}

    /// One of a few levels: a word's number, an indicator of missing cells, a place on a circle of times.
    record Level() implements Feature {}

    /// The index of a category, a whole number from 0, which only an embedding can use.
    ///
    /// @param categories how many there are; the index is below
    record Index(int categories) implements Feature {}
}
