package dev.lamina.model;

/// What a calibration makes of the probabilities of a row. Immutable and thread-safe.
public sealed interface ProbabilityMap {

    /// Replaces the probabilities of one row by calibrated ones. Allocates nothing.
    ///
    /// @param probabilities holds those of all classes from `offset` on
    void apply(float[] probabilities, int offset);

    /// Leaves them as they are.
    record Unchanged() implements ProbabilityMap {

        @Override
        public void apply(float[] probabilities, int offset) {}
    }
}
