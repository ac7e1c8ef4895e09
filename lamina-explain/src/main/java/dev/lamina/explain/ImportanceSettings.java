package dev.lamina.explain;

/// How much work an [Importance] is worth. Immutable; each wither gives a changed copy.
///
/// @param rows how many rows are drawn, at most; 2 or more
/// @param repeats how often each group of columns is permuted, at most; 1 or more
/// @param seed of the rows that are drawn and of the permutations
/// @param threads that share the work; the result does not depend on them
public record ImportanceSettings(int rows, int repeats, long seed, int threads) {

    private static final int ROWS = 10_000;
    private static final int REPEATS = 5;

    /// @throws IllegalArgumentException if a number is out of its range
    public ImportanceSettings {
        atLeast("rows", rows, 2);
        atLeast("repeats", repeats, 1);
        atLeast("threads", threads, 1);
    }

    static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + least + " or more");
        }
    }

    /// 10,000 rows and 5 repeats, seed 0, as many threads as the machine has.
    public static ImportanceSettings defaults() {
        return new ImportanceSettings(ROWS, REPEATS, 0, Runtime.getRuntime().availableProcessors());
    }

    public ImportanceSettings rows(int rows) {
        return new ImportanceSettings(rows, repeats, seed, threads);
    }

    public ImportanceSettings repeats(int repeats) {
        return new ImportanceSettings(rows, repeats, seed, threads);
    }

    public ImportanceSettings seed(long seed) {
        return new ImportanceSettings(rows, repeats, seed, threads);
    }

    public ImportanceSettings threads(int threads) {
        return new ImportanceSettings(rows, repeats, seed, threads);
    }
}
