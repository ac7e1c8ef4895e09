package dev.lamina.explain;

/// How models are compared. Immutable; each wither gives a changed copy.
///
/// @param replicates how often the rows are resampled; 100 or more
/// @param seed of the resampling
/// @param threads that share the work; the result does not depend on them
public record ComparisonSettings(int replicates, long seed, int threads) {

    /// @throws IllegalArgumentException if a number is out of its range
    public ComparisonSettings {
        ImportanceSettings.atLeast("replicates", replicates, 100);
        ImportanceSettings.atLeast("threads", threads, 1);
    }

    /// 2,000 replicates, seed 0, as many threads as the machine has.
    public static ComparisonSettings defaults() {
        return new ComparisonSettings(2000, 0, Runtime.getRuntime().availableProcessors());
    }

    public ComparisonSettings replicates(int replicates) {
        return new ComparisonSettings(replicates, seed, threads);
    }

    public ComparisonSettings seed(long seed) {
        return new ComparisonSettings(replicates, seed, threads);
    }

    public ComparisonSettings threads(int threads) {
        return new ComparisonSettings(replicates, seed, threads);
    }
}
