package dev.lamina.model;

/// From the probabilities that networks give to those of the model. Immutable and thread-safe.
public sealed interface ProbabilityMap {

    /// Replaces the probabilities of one row; allocates nothing.
    ///
    /// @param p holds them
    /// @param from where the row begins
    /// @param classes how many there are, 2 or more
    void apply(float[] p, int from, int classes);

    /// Leaves probabilities as they are, bit by bit.
    record Identity() implements ProbabilityMap {

        @Override
        public void apply(float[] p, int from, int classes) {}
    }
}
