package dev.lamina.model;

/// What turns predictions into intervals or sets. Immutable and thread-safe.
public sealed interface Conformal {

    /// Nothing is known; neither intervals nor sets can be given.
    record None() implements Conformal {}
}
