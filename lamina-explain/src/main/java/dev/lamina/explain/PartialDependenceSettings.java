package dev.lamina.explain;

/// How finely a [PartialDependence] is computed. Immutable; each wither gives a changed copy.
///
/// @param rows how many rows are drawn, at most; 1 or more
/// @param points of the grid of a number or a time, at most; 2 or more
/// @param words how many words, at most; 1 or more
/// @param lines how many rows have a curve of their own, at most; 0 or more
/// @param seed of the rows that are drawn
/// @param threads that share the work; the result does not depend on them
public record PartialDependenceSettings(int rows, int points, int words, int lines, long seed, int threads) {

    /// @throws IllegalArgumentException if a number is out of its range
    public PartialDependenceSettings {
        ImportanceSettings.atLeast("rows", rows, 1);
        ImportanceSettings.atLeast("points", points, 2);
        ImportanceSettings.atLeast("words", words, 1);
        ImportanceSettings.atLeast("lines", lines, 0);
        ImportanceSettings.atLeast("threads", threads, 1);
    }

    /// 1,000 rows, 25 points or 20 words, 50 lines, seed 0, as many threads as the machine has.
    public static PartialDependenceSettings defaults() {
        return new PartialDependenceSettings(
                1000, 25, 20, 50, 0, Runtime.getRuntime().availableProcessors());
    }

    public PartialDependenceSettings rows(int rows) {
        return new PartialDependenceSettings(rows, points, words, lines, seed, threads);
    }

    public PartialDependenceSettings points(int points) {
        return new PartialDependenceSettings(rows, points, words, lines, seed, threads);
    }

    public PartialDependenceSettings words(int words) {
        return new PartialDependenceSettings(rows, points, words, lines, seed, threads);
    }

    public PartialDependenceSettings lines(int lines) {
        return new PartialDependenceSettings(rows, points, words, lines, seed, threads);
    }

    public PartialDependenceSettings seed(long seed) {
        return new PartialDependenceSettings(rows, points, words, lines, seed, threads);
    }

    public PartialDependenceSettings threads(int threads) {
        return new PartialDependenceSettings(rows, points, words, lines, seed, threads);
    }
}
