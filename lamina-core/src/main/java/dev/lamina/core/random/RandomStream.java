package dev.lamina.core.random;

import java.util.random.RandomGenerator;

/// A stream of random numbers for one purpose of one run, such as the shuffle of epoch 7.
///
/// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), started from
/// a hash of (seed, purpose, index). Written out here so that the numbers are the same on every Java release.
/// One thread.
public final class RandomStream implements RandomGenerator {

    /// What the numbers are for; each purpose has its own streams.
    public enum Purpose {
        INITIALIZATION(1),
        SHUFFLE(2),
        DROPOUT(3),
        SPLIT(4),
        CHECK(5),
        FITTING(6),
        MEMBER(7),
        EXPLANATION(8),
        RESAMPLING(9),
        SEARCH(10),
        SHAPLEY(11),
        SHARD(12);

        private final int number;

        Purpose(int number) {
            this.number = number;
        }
    }

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private RandomStream(long state) {
        this.state = state;
    }

    /// A stream at its start.
    ///
    /// @param index which stream of the purpose: the epoch, the step, the layer
    public static RandomStream of(long seed, Purpose purpose, long index) {
        return new RandomStream(key(seed, purpose, index));
    }

    /// The hash that a stream starts from; also the key of counter-based numbers.
    public static long key(long seed, Purpose purpose, long index) {
        return mix(mix(mix(seed) + purpose.number) + index);
    }

    private static long mix(long z) {
        z += GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    @Override
    public long nextLong() {
        long value = mix(state);
        state += GOLDEN_GAMMA;
        return value;
    }

    /// Uniform in [0, 1), a multiple of 2⁻⁵³.
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /// Uniform in [0, bound), for bounds below 2³¹; the bias is below bound / 2³².
    @Override
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound is " + bound + ", expected a positive number");
        }
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /// Standard normal, by the method of Box and Muller.
    @Override
    public double nextGaussian() {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * nextDouble());
    }

    /// Puts `values` into a random order (Fisher and Yates).
    public void shuffle(int[] values) {
        shuffle(values, 0, values.length);
    }

    /// Puts the values from one place to another, which is not included, into a random order.
    public void shuffle(int[] values, int from, int to) {
        for (int i = to - 1; i > from; i--) {
            int j = from + nextInt(i - from + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }
}
